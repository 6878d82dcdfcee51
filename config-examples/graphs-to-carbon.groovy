// Everything with a metric as graphs: in carbon by Riemann's path rule, sums over all hosts beside it,
// and selected figures under paths of one's own. Applications that speak carbon's lines can send here too.
server {
  tcp port: 5555
  udp port: 5555
  http port: 5556
  graphite port: 2013                                      // carbon itself has 2003
}

def graphs = carbon(host: 'localhost', port: 2003, prefix: 'tocsin')
def totals = carbon(host: 'localhost', port: 2003, name: 'totals',
    path: { "totals.${service}" })                         // a block makes the path; null leaves the event out

streams {
  where { metric != null && !expired } {
    rule('graphs') {
      where { service =~ /bytes$/ } {
        scale(1 / 1048576) {
          adjust('service') { it.replaceAll(/bytes$/, 'megabytes') } { sendTo graphs }
        }
      } {                                                  // otherwise
        sendTo graphs
      }
    }

    rule('totals') {
      tagged('requests') {
        coalesce(every: 10.seconds) {                      // the latest figure of each host
          fold(sum) { set(host: null) { sendTo totals } }
        }
      }
    }
  }
}

tests {
  test('bytes become megabytes, the rest stays as it is') {
    inject host: 'web1', service: 'heap bytes', metric: 3 * 1024 * 1024
    inject host: 'web1', service: 'load', metric: 2
    assert sent(graphs)*.service == ['heap megabytes', 'load']
    assert sent(graphs)*.metric == [3, 2]
  }
  test('a total is the sum of the latest figures of all hosts') {
    inject host: 'web1', service: 'requests', metric: 1, tags: ['requests']
    inject host: 'web1', service: 'requests', metric: 5, tags: ['requests']
    inject host: 'web2', service: 'requests', metric: 7, tags: ['requests']
    advance 10.seconds
    assert sent(totals).last().metric == 12
    assert sent(totals).last().host == null
  }
  test('an event without a metric is no graph') {
    inject host: 'web1', service: 'deploy', state: 'ok'
    assert sent(graphs) == []
  }
}
