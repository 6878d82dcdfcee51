// Verbs over batches, and what folds make of them.
def out = console()
def other = console(format: 'json')

streams {
  tumbling(events: 4) {
    fold(sum) { probe('sum') }
    fold(mean) { probe('mean') }
    fold(min) { probe('min') }
    fold(max) { probe('max') }
    fold(median) { probe('median') }
    fold(stddev) { probe('stddev') }
    fold(count) { probe('count') }
    fold(product) { probe('product') }
    fold(difference) { probe('difference') }
    fold(quotient) { probe('quotient') }
    fold(mode) { probe('mode') }
    fold(first) { probe('first') }
    fold(last) { probe('last') }
    fold(percentile(0.5)) { probe('percentile') }
    fold('total') { events -> events[0].set(metric: events.size()) } { probe('own') }
    fold('loudest') { events -> events.max { it.metric }.set(service: 'max') } { probe('own max') }
    fold('it') { it.first().set(metric: it.sum { e -> e.metric }) } { probe('own it') }
    flatten { probe('flatten') }
    smallest(2) { probe('smallest') }
    largest(2) { probe('largest') }
    throttle(1, per: 1.hour) { probe('throttled') }
    rule('named') { probe('in rule') { probe('below a probe') } }
    sendTo out
    log('info')
    log('info', 'a batch')
    drop()
  }
  rule('single') { sendTo([out, other]) }
}

tests {
  test('folds') {
    for (i in [4, 2, 2, 1]) inject host: "h$i", metric: i
    def metrics = ['sum', 'mean', 'min', 'max', 'median', 'count', 'product', 'difference', 'quotient',
        'mode', 'first', 'last', 'percentile', 'own', 'own max', 'own it'].collectEntries { [it, probe(it)[0].metric] }
    assert metrics == [sum: 9, mean: 2.25d, min: 1, max: 4, median: 2, count: 4, product: 16, difference: -1,
        quotient: 1.0d, mode: 2, first: 4, last: 1, percentile: 2, own: 4, 'own max': 4, 'own it': 9]
    assert Math.abs(probe('stddev')[0].metric - 1.0897) < 0.001
    assert probe('own max')[0].service == 'max'
  }
  test('batches taken apart and cut') {
    for (i in [4, 2, 3, 1]) inject metric: i
    assert probe('flatten')*.metric == [4, 2, 3, 1]
    assert probe('smallest').collect { it*.metric } == [[1, 2]]
    assert probe('largest').collect { it*.metric } == [[4, 3]]
    assert probe('in rule') == probe('below a probe')
    for (i in 1..4) inject metric: i
    assert probe('throttled').size() == 1
    assert probe('in rule').size() == 2
  }
  test('a batch is sent as one list') {
    for (i in 1..4) inject metric: i
    assert sent(other)*.metric == [1, 2, 3, 4]
    assert sent(out).size() == 5
    assert sent(out).findAll { it instanceof List }.collect { it*.metric } == [[1, 2, 3, 4]]
  }
}
