// A disk that fills up: one mail and one Slack message when it is really full, and one when there is room again.
//   df collectors report service 'df-root', 'df-var' …, metric from 0 to 1.
//   Run it with SLACK_WEBHOOK in the environment, or SLACK_WEBHOOK_FILE naming a file that holds it.
server {
  tcp port: 5555
  udp port: 5555
  http port: 5556
}

def oncall = email(smtp: 'smtp://localhost:25', from: 'Tocsin <tocsin@example.com>', to: ['ops@example.com'],
    subject: '{{state}}: {{service}} on {{host}} at {{metric}}')
def chat = slack(webhook: secret('SLACK_WEBHOOK'))

def full = 0.9                                             // ordinary variables around the rules
def quiet = ['staging', 'dev']

streams {
  defaults(ttl: 60.seconds) {
    index()

    rule('disk full') {
      where { service =~ /^df-/ && !expired && !(host in quiet) } {
        by('host', 'service') {
          map { it.set(state: it.metric > full ? 'critical' : 'ok') } {
            stable(30.seconds, 'state') {                  // not for a spike
              changed('state', init: 'ok') {               // not for a disk that is fine from the start
                throttle(4, per: 1.hour) { sendTo oncall, chat }
              }
            }
          }
        }
      }
    }
  }
}

tests {
  test('a full disk is told once, and told again when there is room') {
    10.times {
      inject host: 'web1', service: 'df-root', metric: 0.95
      advance 10.seconds
    }
    assert sent(oncall)*.state == ['critical']
    assert sent(chat).size() == 1
    4.times {
      inject host: 'web1', service: 'df-root', metric: 0.5
      advance 10.seconds
    }
    assert sent(oncall)*.state == ['critical', 'ok']
  }
  test('a spike is not told') {
    inject host: 'web1', service: 'df-root', metric: 0.95
    advance 20.seconds
    inject host: 'web1', service: 'df-root', metric: 0.5
    advance 1.minute
    assert sent(oncall) == []
    assert losses().unstable == 1
  }
  test('at the limit is not over it') {
    inject host: 'web1', service: 'df-root', metric: 0.9
    advance 1.minute
    assert sent(oncall) == []
  }
  test('staging may fill up') {
    inject host: 'staging', service: 'df-root', metric: 1.0
    advance 1.minute
    assert sent(oncall) == []
  }
  test('each disk speaks for itself, and a flapping one is held back') {
    inject host: 'web1', service: 'df-root', metric: 0.95
    inject host: 'web2', service: 'df-root', metric: 0.95
    advance 30.seconds
    assert sent(oncall)*.host == ['web1', 'web2']
    5.times { n ->
      inject host: 'web1', service: 'df-root', metric: n % 2 == 0 ? 0.5 : 0.95
      advance 31.seconds
    }
    assert sent(oncall).findAll { it.host == 'web1' }.size() == 4
    assert losses().throttled == 2
  }
}
