// What an alert takes from the socket to the graph and to the webhook: a threshold, nothing else.
server { tcp port: 5704 }

def graphs = carbon(host: '127.0.0.1', port: 2013)
def hook = webhook(url: 'http://127.0.0.1:8099/')

streams {
  where { metric > 90 } {
    where { host =~ /^alq/ } { sendTo(graphs) } { sendTo(hook) }
  }
}
