// Errors of an application: the first ones are mailed at once, the rest in one mail each five minutes;
// a burst goes to Slack.
//   Applications report each error as service 'app error', tag 'error', description = what went wrong.
server {
  tcp port: 5555
  http port: 5556
}

def developers = email(smtp: 'smtp://localhost:25', from: 'tocsin@example.com', to: ['dev@example.com'],
    cc: 'archive@example.com')
def chat = slack(webhook: secret('SLACK_WEBHOOK'), name: 'chat')

def burst = 20                                             // errors of one host in a minute

streams {
  tagged('error') {
    rule('error mail') {
      by('attr:app') {
        rollup(2, per: 5.minutes) { sendTo developers }    // a batch is one mail
      }
    }

    rule('error burst') {
      by('host') {
        tumbling(1.minute) {
          fold(count) {
            over(burst) {
              throttle(1, per: 15.minutes) {
                map { it.set(service: 'error burst', state: 'critical', description: null) } { sendTo chat }
              }
            }
          }
        }
      }
    }
  }
}

tests {
  test('two errors are mailed at once, the others together') {
    5.times { n ->
      inject host: 'web1', service: 'app error', description: "error $n", tags: ['error'], app: 'shop'
    }
    assert sent(developers).flatten()*.description == ['error 0', 'error 1']
    advance 5.minutes
    assert sent(developers).size() == 3
    assert sent(developers)[2]*.description == ['error 2', 'error 3', 'error 4']
  }
  test('one application does not use up the mails of another') {
    3.times { inject host: 'web1', tags: ['error'], app: 'shop' }
    inject host: 'web1', tags: ['error'], app: 'search'
    assert sent(developers).flatten()*.attributes*.app == ['shop', 'shop', 'search']
  }
  test('a burst is one message, once in a quarter of an hour') {
    3.times {
      21.times { inject host: 'web1', tags: ['error'], app: 'shop' }
      advance 1.minute
    }
    advance 2.seconds
    assert sent(chat)*.service == ['error burst']
    assert sent(chat)*.metric == [21]
  }
  test('twenty errors in a minute are no burst') {
    20.times { inject host: 'web1', tags: ['error'], app: 'shop' }
    advance 2.minutes
    assert sent(chat) == []
  }
  test('what is no error is not counted') {
    30.times { inject host: 'web1', tags: ['info'], app: 'shop' }
    advance 10.minutes
    assert sent(chat) == [] && sent(developers) == []
  }
}
