// Rules that are all by host: what several lanes are measured by. Without lanes, and with lanes 1, everything is one lane's.
server { tcp port: 5704; lanes 1 }

def out = file(path: '/dev/null')

streams {
  by('host', 'service') { changed('state', init: 'ok') { throttle(1, per: 1.minute) { sendTo out } } }            // 1
  by('host') { tumbling(1.second) { fold(mean) { over(1000) { sendTo out } } } }                                  // 2
  by('host', 'service') { percentiles([0.5, 0.95, 0.99], every: 1.second, error: 0.01) { over(1000) { sendTo out } } } // 3
  by('host', 'service') { ewma(halfLife: 10.seconds) { over(1000) { sendTo out } } }                              // 4
  where { service =~ /^service/ && metric > 90 } {                                                                // 5
    by('host') { stable(5.seconds) { state } { throttle(1, per: 1.minute) { sendTo out } } }
  }
}

tests {
  test('a change of state is told once a minute, for each host and service') {
    2.times { inject host: 'a', service: 'service 1', metric: 95, state: 'critical' }
    inject host: 'b', service: 'service 1', metric: 95, state: 'critical'
    expect(out, events: 1) { host == 'a' }
    expect(out, events: 1) { host == 'b' }
  }
}
