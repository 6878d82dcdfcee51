// Index only: every event with ttl 60 by default goes into the index; expiry runs.
server { tcp port: 5702 }

streams {
  defaults(ttl: 60.seconds) { index() }
}

tests {
  test('is indexed') {
    inject host: 'a', service: 'b', metric: 1
    assert indexed(host: 'a', service: 'b').ttl == 60
  }
}
