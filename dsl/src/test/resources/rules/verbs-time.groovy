// Verbs over time: edges, rates, windows, statistics.
streams {
  changed { state } { probe('changed') }
  changed('state') { probe('changed field') }
  changed('state', init: 'ok') { probe('changed init') }
  changed(init: 'ok') { state } { probe('changed block init') }
  changed('state', init: 'ok', pairs: true) { probe('pairs') }
  changedState { probe('changedState') }
  runs(2) { state } { probe('runs') }
  runs(2, 'state') { probe('runs field') }
  stable(2.seconds) { state } { probe('stable') }
  stable(2.seconds, 'state') { probe('stable field') }
  throttle(1, per: 2.seconds) { probe('throttle') }
  rollup(1, per: 2.seconds) { probe('rollup') }
  batch(2, within: 2.seconds) { probe('batch') }
  coalesce(every: 2.seconds) { probe('coalesce') }
  tumbling(2.seconds) { probe('tumbling') }
  tumbling(2.seconds, aligned: false, lateness: 0.seconds, empty: true) { probe('tumbling options') }
  tumbling(events: 2) { probe('tumbling events') }
  sliding(2.seconds) { probe('sliding') }
  sliding(events: 2) { probe('sliding events') }
  rate(2.seconds) { probe('rate') }
  percentiles([0, 0.5, 1], every: 2.seconds) { probe('percentiles') }
}

tests {
  test('edges') {
    for (s in ['ok', 'ok', 'bad', 'bad', 'ok']) inject host: 'a', service: 's', state: s
    assert probe('changed')*.state == ['ok', 'bad', 'ok']
    assert probe('changed field')*.state == ['ok', 'bad', 'ok']
    assert probe('changed init')*.state == ['bad', 'ok']
    assert probe('changed block init')*.state == ['bad', 'ok']
    assert probe('pairs').collect { it*.state } == [['ok', 'bad'], ['bad', 'ok']]
    assert probe('changedState')*.state == ['ok', 'bad', 'ok']
    assert probe('runs')*.state == ['ok', 'bad']
    assert probe('runs field')*.state == ['ok', 'bad']
  }
  test('stable after its time') {
    inject state: 'bad'
    advance 1.999.seconds
    assert probe('stable') == []
    advance 1.millis
    assert probe('stable')*.state == ['bad'] && probe('stable field')*.state == ['bad']
    inject state: 'ok'
    inject state: 'bad'
    advance 2.seconds
    assert probe('stable').size() == 2
    assert losses().unstable == 2
  }
  test('throttled, rolled up, in batches, coalesced') {
    for (i in 1..3) inject host: 'a', service: 's', metric: i
    assert probe('throttle')*.metric == [1]
    assert probe('rollup').collect { it*.metric } == [[1]]
    assert probe('batch').collect { it*.metric } == [[1, 2]]
    advance 2.seconds
    assert probe('rollup').collect { it*.metric } == [[1], [2, 3]]
    assert probe('batch').collect { it*.metric } == [[1, 2], [3]]
    assert probe('coalesce').last()*.metric == [3]
    inject host: 'a', service: 's', metric: 4
    assert probe('throttle')*.metric == [1, 4]
  }
  test('windows') {
    inject metric: 1
    inject metric: 2, time: 1
    advance 2.seconds
    assert probe('tumbling') == []
    advance 1.second
    assert probe('tumbling').collect { it*.metric } == [[1, 2]]
    assert probe('tumbling options').first()*.metric == [1, 2]
    assert probe('tumbling events').collect { it*.metric } == [[1, 2]]
    inject metric: 3
    assert probe('sliding').collect { it*.metric } == [[1], [1, 2], [3]]
    assert probe('sliding events').collect { it*.metric } == [[1], [1, 2], [2, 3]]
    inject metric: 0, time: 0
    assert losses().late > 0
    advance 10.seconds
    assert probe('tumbling options').contains([])
    assert !probe('tumbling').contains([])
  }
  test('statistics') {
    for (i in 1..4) inject host: 'a', service: 'x', metric: i
    advance 2.seconds
    assert probe('rate')*.metric == [5]
    assert probe('percentiles')*.metric == [1, 3, 4]
    assert probe('percentiles')*.service == ['x 0', 'x 0.5', 'x 1']
  }
}
