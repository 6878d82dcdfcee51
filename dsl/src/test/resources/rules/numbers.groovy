// Whole numbers are exact, NaN compares with nothing, absent stays absent.
def big = 9007199254740993

streams {
  where { metric == 9007199254740993 } { probe('exact') }
  where { metric > 9007199254740992 } { probe('above') }
  where { metric > 9007199254740992.0d } { probe('above a double') }
  where { metric == big } { probe('constant') }
  where { metric == attr('n').toLong() } { probe('attribute') }
  where { metric > metric - 1 } { probe('sum') }
  where { !(Math.sqrt(metric) > 1) && !(Math.sqrt(metric) <= 1) && Math.sqrt(metric) != 1 == false } { probe('no number') }
  where { metric == metric } { probe('itself') }
  where { metric != 5 } { probe('other than 5') }
  map { e -> e.set(metric: e.metric + 1) } { probe('plus') }
  map { e -> e.set(metric: e.metric * 4) } { probe('times') }
  map { e -> e.set(metric: e.metric / 2) } { probe('half') }
  map { set -> set.set(metric: metric ?: 1) } { probe('or') }
  where { metric > 10000000000000000000000 } { probe('huge') }
  where { metric in [9007199254740993, 2.5] } { probe('in') }
  where { metric < ttl } { probe('below ttl') }
}

tests {
  test('a long beyond 2^53 is exact') {
    inject metric: 9007199254740993, n: '9007199254740993'
    for (name in ['exact', 'above', 'above a double', 'constant', 'attribute', 'sum', 'in', 'other than 5']) {
      assert probe(name).size() == 1 : name
    }
    assert probe('plus')*.metric == [9007199254740994]
    assert probe('times')*.metric == [36028797018963972]
  }
  test('its neighbour is another number') {
    inject metric: 9007199254740992, n: '9007199254740993'
    for (name in ['exact', 'above', 'above a double', 'constant', 'attribute', 'in']) {
      assert probe(name) == [] : name
    }
  }
  test('a double and a long of one value are equal') {
    inject metric: 2.5, n: '2'
    inject metric: 5.0, n: '5'
    assert probe('in')*.metric == [2.5]
    assert probe('attribute')*.metric == [5.0]
    assert probe('other than 5')*.metric == [2.5]
    assert probe('half')*.metric == [1.25, 2.5]
  }
  test('what is beyond a long becomes a double') {
    inject metric: Long.MAX_VALUE
    assert probe('plus')*.metric == [9.223372036854775807e18d]
    assert probe('times')*.metric == [3.6893488147419103e19d]
    assert probe('huge') == []
  }
  test('NaN compares with nothing') {
    inject metric: -1
    assert probe('no number').size() == 1
  }
  test('NaN is no metric') {
    inject metric: Double.NaN
    assert probe('or')*.metric == [1] && probe('itself') == []
  }
  test('absent stays absent') {
    inject host: 'a', ttl: 5
    assert probe('plus')*.metric == [null]
    assert probe('half')*.metric == [null]
    assert probe('or')*.metric == [1]
    assert probe('itself') == [] && probe('below ttl') == []
    assert losses() == [:]
  }
  test('zero is a number, and present') {
    inject metric: 0
    inject metric: -0.0d
    assert probe('or')*.metric == [0, -0.0d]
    assert probe('itself').size() == 2
  }
}
