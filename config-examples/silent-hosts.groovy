// Hosts and jobs that fall silent: what does not report within its ttl expires, and its last event comes
// round once more with the state 'expired'.
//   A job that runs once a night says so with its ttl: tocsin send -S backup -s ok --ttl 90000
server {
  tcp port: 5555
  udp port: 5555
  http port: 5556
}

def oncall = email(smtp: 'smtp://localhost:25', from: 'tocsin@example.com', to: ['ops@example.com'])
def chat = slack(webhook: secret('SLACK_WEBHOOK'))

streams {
  defaults(ttl: 60.seconds) { index() }                    // without index() nothing expires

  rule('host silent') {
    where { service == 'heartbeat' } {
      by('host', ttl: 7.days) {                            // who comes back within a week is remembered
        changed('state', init: 'ok') {                     // gone, and back again
          rollup(3, per: 10.minutes) { sendTo oncall }     // a switch that dies is one mail, not forty
        }
      }
    }
  }

  rule('job silent') {
    tagged('job') {
      expired { set(description: 'the job did not report in time') { sendTo oncall, chat } }
    }
  }
}

tests {
  test('a host that falls silent is told once, and told when it is back') {
    inject host: 'web1', service: 'heartbeat', state: 'ok'
    advance 60.seconds
    assert sent(oncall) == []
    advance 1.second
    assert sent(oncall).flatten()*.state == ['expired']
    advance 1.hour
    assert sent(oncall).size() == 1
    inject host: 'web1', service: 'heartbeat', state: 'ok'
    assert sent(oncall).flatten()*.state == ['expired', 'ok']
  }
  test('a host that goes on reporting is fine') {
    20.times {
      inject host: 'web1', service: 'heartbeat', state: 'ok'
      advance 50.seconds
    }
    assert sent(oncall) == []
  }
  test('a nightly job has a day and an hour') {
    inject host: 'db1', service: 'backup', state: 'ok', ttl: 90000, tags: ['job'], size: '12 GB'
    advance 25.hours
    assert sent(chat) == []
    advance 1.second
    assert sent(chat)*.state == ['expired']
    assert sent(chat)[0].attr('size') == '12 GB'           // an expired event keeps all fields
    assert indexed(host: 'db1', service: 'backup') == null
  }
}
