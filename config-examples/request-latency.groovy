// Requests of a web shop: their rate and quantiles as graphs, and an alarm when the 95th percentile
// stays too slow.
//   The front end reports each request as service 'request /cart', metric = milliseconds, tag 'request'.
server {
  tcp port: 5555
  udp port: 5555
  http port: 5556
}

def graphs = carbon(host: 'localhost', port: 2003, prefix: 'shop', path: 'percentiles')
def pager = webhook(url: secret('PAGER_URL'), headers: ['X-Team': 'shop'], hmac: secret('PAGER_KEY'),
    body: '{"alert": "{{headline}}", "metric": {{metric}}}')

def slowest = ['request /cart': 250, 'request /pay': 800]  // milliseconds, at the 95th percentile

streams {
  tagged('request') {
    by('service') {
      rule('request figures') {
        percentiles([0.5, 0.95, 0.99], every: 10.seconds) {
          set(host: null, ttl: 30) { index(); sendTo graphs }
        }
        set(metric: 1) {                                   // a rate of requests, not of milliseconds
          rate(10.seconds) {
            adjust('service') { it + ' rate' } {
              set(host: null, ttl: 30) { index(); sendTo graphs }
            }
          }
        }
      }
    }

    rule('slow requests') {
      for (entry in slowest.entrySet()) {                  // each rule keeps its own name and limit
        def name = entry.key
        def limit = entry.value
        where { service == name } {
          percentiles([0.95], every: 10.seconds) {
            map { it.set(host: null, state: it.metric > limit ? 'critical' : 'ok') } {
              runs(3, 'state') {                           // three intervals in a row
                changed('state', init: 'ok') { sendTo pager }
              }
            }
          }
        }
      }
    }
  }
}

tests {
  test('quantiles and rate are graphs') {
    100.times { n -> inject host: "web${n % 3}", service: 'request /', metric: n + 1, tags: ['request'] }
    advance 10.seconds
    assert sent(graphs).collectEntries { [it.service, it.metric] } ==
        ['request / 0.5': 51, 'request / 0.95': 96, 'request / 0.99': 100, 'request / rate': 10]
    assert indexed(service: 'request / 0.95').metric == 96
  }
  test('three slow intervals in a row are told, and the recovery') {
    4.times {
      inject service: 'request /cart', metric: 300, tags: ['request']
      advance 10.seconds
    }
    assert sent(pager)*.state == ['critical']
    3.times {
      inject service: 'request /cart', metric: 100, tags: ['request']
      advance 10.seconds
    }
    assert sent(pager)*.state == ['critical', 'ok']
  }
  test('two slow intervals are not told') {
    2.times {
      inject service: 'request /cart', metric: 300, tags: ['request']
      advance 10.seconds
    }
    inject service: 'request /cart', metric: 100, tags: ['request']
    advance 1.minute
    assert sent(pager) == []
  }
  test('paying may take longer') {
    4.times {
      inject service: 'request /pay', metric: 300, tags: ['request']
      advance 10.seconds
    }
    assert sent(pager) == []
  }
}
