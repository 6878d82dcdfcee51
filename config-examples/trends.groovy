// What is to come, what is missing, and what a day adds up to.
//   df collectors report service 'df-root', 'df-var' …, metric from 0 to 1; jobs send 'heartbeat'; web servers 'page', one event a page.
server {
  tcp port: 5555
  http port: 5556
}

def oncall = email(smtp: 'smtp://localhost:25', from: 'Tocsin <tocsin@example.com>', to: ['ops@example.com'],
    subject: '{{service}} on {{host}}: {{description}}')
def report = file(path: 'data/days.jsonl')

streams {
  index()

  rule('full by tomorrow') {
    where { service =~ /^df-/ } {
      by('host', 'service') {
        predictLinear(60, ahead: 1.day, every: 5.minutes) {    // a line through the last 60 values
          over(1) {
            dedupe(by: ['host', 'service'], within: 12.hours) {
              set(state: 'warning', description: 'will be full by tomorrow') { sendTo oncall }
            }
          }
        }
      }
    }
  }

  rule('heartbeats') {
    where { service == 'heartbeat' && !expired } {
      by('host') {
        fillInLast(1.minute, [state: 'critical', description: 'no heartbeat for a minute'], times: 1) {
          changed('state', init: 'ok') { sendTo oncall }
        }
      }
    }
  }

  rule('pages of the day') {
    where { service == 'page' && !expired } {
      daily('Europe/Berlin') {                                 // 23 or 25 hours when the clocks are changed
        fold(count) { set(service: 'pages of the day', host: null) { sendTo report } }
      }
    }
  }
}

tests {
  test('a disk that grows by a percent in an hour is not told, one that grows by five is') {
    for (hour in 0..3) {
      inject host: 'slow', service: 'df-root', metric: 0.5 + 0.01 * hour
      inject host: 'fast', service: 'df-root', metric: 0.5 + 0.05 * hour
      advance 1.hour
    }
    assert sent(oncall)*.host == ['fast']
    assert sent(oncall)[0].metric > 1
  }
  test('a heartbeat that is missing is told once, and that it is back') {
    inject host: 'a', service: 'heartbeat', state: 'ok'
    advance 59.seconds
    inject host: 'a', service: 'heartbeat', state: 'ok'
    advance 10.minutes
    inject host: 'a', service: 'heartbeat', state: 'ok'
    assert sent(oncall)*.state == ['critical', 'ok']
  }
  test('a day in Berlin is reported a second after it') {
    5.times { inject host: 'web1', service: 'page' }
    advance 23.hours
    assert sent(report) == []
    advance 1.second
    assert sent(report)*.metric == [5] && sent(report)[0].host == null
  }
}
