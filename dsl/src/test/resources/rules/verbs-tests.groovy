// What tests themselves can do.
def out = console()

def seen(Number metric) { sent(out).count { it.metric == metric } }

streams {
  index()
  probe('in')
  rule('sent') { where { metric > 1 } { sendTo out } }
  by('host') { rollup(1, per: 1.minute) { probe('batches') } }
}

tests {
  test('events by their fields; other names are attributes') {
    inject host: 'a', metric: 1, user: 'bob', tags: ['x'], ttl: 5.seconds
    assert probe('in')[0].host == 'a' && probe('in')[0].attr('user') == 'bob'
    assert probe('in')*.tags == [['x']] && probe('in')[0].ttl == 5
  }
  test('now unless told otherwise') {
    inject host: 'a'
    advance 1.5.seconds
    inject host: 'b'
    inject host: 'c', time: 0.25
    inject host: 'd', time: null
    inject host: 'e', time: 2.seconds
    assert probe('in')*.time == [0, 1.5, 0.25, 1.5, 2]
  }
  test('lists and ready events') {
    inject([[host: 'a', metric: 1], [host: 'b']])
    inject Event.of(host: 'c', metric: 3)
    inject([Event.of(host: 'd')])
    inject([])
    assert probe('in')*.host == ['a', 'b', 'c', 'd']
    assert sent(out)*.host == ['c']
  }
  test('nothing is left from another test') {
    assert probe('in') == [] && sent(out) == [] && losses() == [:]
    assert indexed(host: 'a') == null
    inject host: 'z'
    assert probe('in')*.time == [0]
  }
  test('the index') {
    inject host: 'a', service: 's', metric: 1
    inject host: 'a', service: 's', metric: 2
    inject service: 'alone'
    assert indexed(host: 'a', service: 's').metric == 2
    assert indexed(host: 'a') == null && indexed(service: 'alone') != null
    assert indexed(service: 's', host: 'b') == null
  }
  test('values of any kind: lists, sums, spreads, groups') {
    for (i in 1..4) inject host: i % 2 ? 'odd' : 'even', metric: i
    def byHost = probe('in').groupBy { it.host }
    assert byHost.odd*.metric == [1, 3]
    assert probe('in').collect { it.metric * 10 } == [10, 20, 30, 40]
    assert probe('in').sum { it.metric } == 10
    assert probe('in').find { it.metric == 3 }?.host == 'odd'
    assert probe('in')[0].metric < probe('in')[1].metric
    assert probe('in').every { it.time == 0 }
    assert probe('in').last().metric == 4
    assert sent(out).size() == 3 && sent(out).count { it.host == 'even' } == 2
    advance 1.minute
    assert probe('batches').collect { it.size() } == [1, 1, 1, 1]
    assert probe('batches')[2]*.metric == [3]
    assert probe('in')[0].metric + probe('in')[1].metric * 2 - 1 == 4
    def total = 0
    for (e in probe('in')) total += e.metric
    assert total == 10
    int half = probe('in')[3].metric / 2
    assert half == 2 && half * 2 == 4
    assert 'n' + probe('in')[0].metric == 'n1'
  }
  test('probes that got nothing are empty, and so are outputs') {
    assert probe('batches') == []
    inject host: 'a'
    assert sent(out).isEmpty()
  }
  for (c in [[wait: 1.second, metric: 1, count: 0], [wait: 2.seconds, metric: 2, count: 1]]) {
    test("cases of any kind: ${c.metric}") {
      inject host: 'a', metric: c.metric
      advance c.wait
      inject(c.findAll { it.key == 'metric' })
      assert seen(c.metric) == c.count * 2
    }
  }
  test('losses by their reasons') {
    inject host: 'a', time: -1
    assert losses() == [timeReplaced: 1L]
    assert losses().timeReplaced == 1
  }
  test('a method is called on each element, absent ones aside') {
    inject([[host: 'a', zone: 'eu', metric: 5], [host: 'b', metric: 5]])
    def suffix = '!'
    assert sent(out)*.attr('zone') == ['eu', null]
    assert ['a', null, 'b']*.concat(suffix) == ['a!', null, 'b!']
    assert sent(out)*.host*.toUpperCase()*.length() == [1, 1]
    assert sent(out).findAll { it.host == 'c' }*.attr('zone') == []
  }
  test('a test that calls nothing passes') { }
  test('it can print') {
    println "the clock starts at ${0}"
  }
  def expected = 2
  test('variables outside are seen') {
    inject metric: 2
    assert sent(out)[0].metric == expected
  }
}
