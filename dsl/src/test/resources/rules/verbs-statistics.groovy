// Statistics, gaps, ranks and changes: every way to write them.
def limit = 2
def zone = 'Europe/Berlin'

streams {
  where { service == 'n' } {
    counter { probe('counter') }
    counter(10) { probe('counter from') }
    ewma(ratio: 0.5) { probe('ratio') }
    ewma(halfLife: 1.second) { probe('half-life') }
    ddt { probe('ddt') }
    ddt(10.seconds) { probe('ddt interval') }
    apdex(10.seconds, satisfied: { metric < limit }, tolerated: { metric < limit * 2 }) { probe('apdex') }
    predictLinear(10, ahead: 1.second) { probe('predict') }
    predictLinear(10, ahead: 1.second, every: 1.minute) { probe('predict rarely') }
    percentiles([0.5, 1], every: 10.seconds, error: 0.01) { probe('estimates') }
    distinct(every: 10.seconds) { metric } { probe('distinct') }
    distinct(every: 10.seconds, error: 0.1) { host } { probe('distinct hosts') }
    top(1) { metric } { probe('top') }
    top(1) { metric * -1 } { probe('least') } { probe('rest') }
    project([{ metric < limit }, { e -> e.metric >= limit }]) { probe('project') }
    for (n in [1, 5]) project([{ metric == n }]) { probe("only $n") }
    session(gap: 10.seconds) { probe('session') }
    session(gap: 10.seconds, lateness: 0.seconds) { probe('strict session') }
    flatMap { e -> [e, e.set(metric: e.metric * limit)] } { probe('flatMap') }
    flatMap { metric > limit ? [event] : null } { probe('flatMap or none') }
    reduce { acc, e -> e.set(metric: acc.metric + e.metric) } { probe('reduce') }
    reduce(null) { Event acc, Event e -> acc.metric > metric ? acc : e } { probe('reduce from null') }
    reduce(Event.of(metric: 0, service: 'total')) { acc, e -> acc.set(metric: acc.metric + metric * limit) } { probe('reduce from') }
    dedupe(by: 'host', within: 10.seconds) { probe('dedupe') }
    dedupe(by: ['host', 'attr:zone'], within: 10.seconds, maxKeys: 5) { probe('dedupe fields') }
    dedupe(within: 10.seconds) { metric > limit } { probe('dedupe block') }
    clockSkew { probe('skew') }
  }
  where { service == 'gap' } {
    fillIn(10.seconds, [state: 'silent']) { probe('fillIn') }
    fillIn(10.seconds, [state: 'silent'], times: 1) { probe('fillIn once') }
    fillInLast(10.seconds) { probe('fillInLast') }
    fillInLast(10.seconds, [state: 'silent']) { probe('fillInLast changed') }
    fillInLast(10.seconds, times: 1) { probe('fillInLast as it is, once') }
    fillInLast(10.seconds, [state: 'silent'], times: 1) { probe('fillInLast once') }
    interpolate(10.seconds) { probe('interpolate') }
  }
  where { service == 'day' } {
    hourly { probe('hourly') }
    hourly(zone) { probe('hourly zone') }
    hourly(lateness: 2.seconds, empty: true) { probe('hourly options') }
    hourly(zone, lateness: 2.seconds) { probe('hourly zone options') }
    daily { probe('daily') }
    daily(zone) { probe('daily zone') }
    daily(empty: true) { probe('daily options') }
    daily(zone, lateness: 2.seconds) { probe('daily zone options') }
    weekly { probe('weekly') }
    weekly(zone) { probe('weekly zone') }
    weekly(starts: 'friday') { probe('weekly options') }
    weekly(zone, starts: 'Sunday') { probe('weekly zone options') }
    monthly { probe('monthly') }
    monthly(zone) { probe('monthly zone') }
    monthly(lateness: 2.seconds) { probe('monthly options') }
    monthly(zone, empty: true) { probe('monthly zone options') }
  }
}

tests {
  test('statistics, changes, ranks') {
    inject service: 'n', host: 'a', metric: 1, zone: 'eu'
    advance 1.second
    inject service: 'n', host: 'a', metric: 3, zone: 'us'
    advance 1.second
    inject service: 'n', host: 'b', metric: 5
    assert probe('counter')*.metric == [1, 4, 9]
    assert probe('counter from')*.metric == [11, 14, 19]
    assert probe('ratio')*.metric == [1.0, 2.0, 3.5]
    assert Math.abs(probe('half-life')[1].metric - 7 / 3) < 1e-9
    assert probe('ddt')*.metric == [2.0, 2.0]
    assert probe('predict')*.metric == [5.0, 7.0]
    assert probe('predict rarely')*.metric == [5.0]
    assert probe('top')*.metric == [1, 3, 3, 5]
    assert probe('least')*.metric == [1, 3]
    assert probe('rest')*.metric == [5]
    assert probe('project').collect { it*.metric } == [[1, 3], [1, 5]]
    assert probe('only 1').collect { it*.metric } == [[1]] && probe('only 5').collect { it*.metric } == [[5]]
    assert probe('flatMap')*.metric == [1, 2, 3, 6, 5, 10]
    assert probe('flatMap or none')*.metric == [3, 5]
    assert probe('reduce')*.metric == [1, 4, 9]
    assert probe('reduce from null')*.metric == [1, 3, 5]
    assert probe('reduce from')*.metric == [2, 8, 18]
    assert probe('reduce from').last().service == 'total'
    assert probe('dedupe')*.metric == [1, 5]
    assert probe('dedupe fields')*.metric == [1, 3, 5]
    assert probe('dedupe block')*.metric == [1, 3]
    assert probe('skew')*.metric == [0.0, 0.0, 0.0]
    advance 8.seconds
    assert probe('apdex')*.metric == [0.5]
    assert probe('distinct')*.metric == [3] && probe('distinct hosts')*.metric == [2]
    assert probe('estimates')*.service == ['n 0.5', 'n 1']
    assert Math.abs(probe('estimates')[1].metric - 5) <= 0.05
    advance 2.seconds
    assert probe('strict session').collect { it*.metric } == [[1, 3, 5]] && probe('session') == []
    advance 1.second
    assert probe('session').collect { it*.metric } == [[1, 3, 5]]
    inject service: 'n', host: 'a', metric: 13
    advance 10.seconds
    assert probe('ddt interval')*.metric == [0.8]
  }
  test('gaps') {
    inject service: 'gap', state: 'ok'
    advance 20.seconds
    assert probe('fillIn')*.state == ['ok', 'silent', 'silent']
    assert probe('fillIn once')*.state == ['ok', 'silent']
    assert probe('fillInLast')*.state == ['ok', 'ok', 'ok']
    assert probe('fillInLast changed')*.state == ['ok', 'silent', 'silent']
    assert probe('fillInLast as it is, once')*.state == ['ok', 'ok']
    assert probe('fillInLast once')*.state == ['ok', 'silent']
    assert probe('interpolate')*.state == ['ok', 'ok', 'ok']
  }
  test('calendars: the clock starts on a Thursday, at 1 in Berlin') {
    inject service: 'day', metric: 1
    advance 3602.seconds
    for (name in ['hourly', 'hourly zone', 'hourly options', 'hourly zone options']) assert probe(name).size() == 1
    advance 3600.seconds
    assert probe('hourly options')*.size() == [1, 0]
    advance 21.hours
    assert probe('daily zone').size() == 1 && probe('daily zone options').size() == 1 && probe('daily') == []
    advance 1.hour
    assert probe('daily').size() == 1 && probe('daily options').size() == 1
    assert probe('weekly options').size() == 1 && probe('weekly') == []
    advance 3.days
    assert probe('weekly').size() == 1 && probe('weekly zone').size() == 1 && probe('weekly zone options').size() == 1
    advance 28.days
    for (name in ['monthly', 'monthly zone', 'monthly options', 'monthly zone options']) assert probe(name).size() == 1
  }
}
