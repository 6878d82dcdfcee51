// What `bin/tocsin run` runs. Change it while it runs: a saved file is loaded by itself.
server {
  tcp port: 5555                       // Riemann protocol; also: tls: [cert: 'c.pem', key: 'k.pem']
  udp port: 5555
  http port: 5556                      // /health /ready /metrics /status, POST /events, GET /index?query=
  graphite port: 2003                  // carbon lines
  vitals every: 5.seconds              // this machine's load, cpu, memory, disk
}

def people = console()                 // as well: email(..), slack(..), webhook(..), carbon(..), file(..)

streams {
  defaults(ttl: 60.seconds) {
    index()

    rule('disk nearly full') {
      where { service =~ /^disk/ && metric > 0.9 } {
        by('host', 'service') {
          throttle(1, per: 1.hour) {
            set(state: 'critical', description: 'disk nearly full') { sendTo people }
          }
        }
      }
    }

    rule('load') {
      where { service == 'load/core' } {
        by('host') {
          stable(30.seconds) { state } {
            changed('state', init: 'ok') { sendTo people }
          }
        }
      }
    }
  }

  rule('gone silent') {
    expired { where { !tagged('vitals') } { sendTo people } }
  }
}

tests {
  test('a full disk is told once an hour') {
    inject host: 'web1', service: 'disk /', metric: 0.97
    inject host: 'web1', service: 'disk /', metric: 0.98
    assert sent(people).size() == 1
    assert sent(people)[0].description == 'disk nearly full'
    advance 1.hour
    inject host: 'web1', service: 'disk /', metric: 0.98
    assert sent(people).count { it.description == 'disk nearly full' } == 2
  }
  test('a disk with room is not told') {
    inject host: 'web1', service: 'disk /', metric: 0.9
    assert sent(people) == []
  }
  test('a host that goes silent is told') {
    inject host: 'web1', service: 'backup', state: 'ok', ttl: 10
    advance 10.seconds
    assert sent(people) == []
    advance 1.second
    assert sent(people)*.state == ['expired']
  }
}
