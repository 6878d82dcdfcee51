// The web team's own rules. Every file of the directory counts; their streams add up.
streams {
  rule('slow requests') {
    tagged('request') {
      by('service') {
        percentiles([0.5, 0.99], every: 10.seconds) { index() }
      }
    }
  }
}

tests {
  test('the 99th percentile of requests is in the index') {
    for (int i = 1; i <= 100; i++) { inject host: 'web1', service: 'shop', metric: i, tags: ['request'] }
    advance 10.seconds
    assert indexed(host: 'web1', service: 'shop 0.99').metric == 100
  }
}
