// The five rules that servers of Riemann's protocol are compared by.
server { tcp port: 5703 }

streams {
  defaults(ttl: 60.seconds) {
    index()                                                                    // 1
    where { service =~ /^service/ && metric > 90 } {                           // 2 edge per host and service
      by('host', 'service') { changed('state') { set(service: 'alert') { index() } } }
    }
    by('host') { tumbling(1.second) { fold(mean) { set(service: 'mean') { index() } } } }   // 3
    where { service == 'service 1' } {                                         // 4
      percentiles([0.5, 0.95, 0.99], every: 1.second) { set(host: null) { index() } }
    }
    by('service') { rate(1.second) { set(host: null) { index() } } }           // 5
  }
}

tests {
  test('all five rules speak') {
    inject host: 'a', service: 'service 1', metric: 95, state: 'critical'
    inject host: 'a', service: 'service 1', metric: 97, state: 'critical'
    advance 3.seconds
    assert indexed(host: 'a', service: 'service 1').metric == 97
    assert indexed(host: 'a', service: 'alert').metric == 95
    assert indexed(host: 'a', service: 'mean').metric == 96
    assert indexed(service: 'service 1 0.5').metric == 97
    assert indexed(service: 'service 1').metric == 192
  }
}
