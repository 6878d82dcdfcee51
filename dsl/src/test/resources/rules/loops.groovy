// Every rule made in a loop keeps its own values; so does every test.
def hosts = ['a', 'b']
def cases = [[host: 'a', count: 1], [host: 'b', count: 1], [host: 'z', count: 0]]

streams {
  for (h in hosts) where { host == h } { probe("in-$h") }
  for (int i = 0; i < 2; i++) where { metric == i } { probe("for-$i") }
  for (h in hosts) {
    def up = h + '1'
    where { host + '1' == up } { probe("local-$h") }
  }
  for (h in hosts) if (h == 'b') where { host == h } { probe("if-$h") }
  hosts.each { h -> where { host == h } { probe("each-$h") } }
  hosts.eachWithIndex { h, n -> where { host == h && metric == n } { probe("index-$n") } }
  2.times { n -> where { metric == n } { probe("times-$n") } }
  (0..1).each { n -> where { metric == n } { probe("range-$n") } }
  [a: 0, b: 1].each { h, n -> where { host == h && metric == n } { probe("map-$n") } }
  for (entry in [a: 0, b: 1]) {
    where { host == entry.key && metric == entry.value } { probe("entry-${entry.value}") }
  }
  int w = 0
  while (w < 2) {
    where { metric == w } { probe("while-$w") }
    w++
  }
  int d = 0
  do {
    where { metric == d } { probe("do-$d") }
    d += 1
  } while (d < 2)
  for (h in hosts) by('host') { changed { [h, host == h] } { probe("nested-$h") } }
  for (n in [1, 2]) adjust('metric') { it * n } { probe("adjust-$n") }
}

tests {
  test('the first value') {
    inject host: 'a', metric: 0
    for (name in ['in-a', 'for-0', 'local-a', 'each-a', 'index-0', 'times-0', 'range-0', 'map-0', 'entry-0', 'while-0', 'do-0']) {
      assert probe(name).size() == 1 : name
    }
    for (name in ['in-b', 'for-1', 'local-b', 'if-b', 'each-b', 'index-1', 'times-1', 'range-1', 'map-1', 'entry-1', 'while-1', 'do-1']) {
      assert probe(name) == [] : name
    }
  }
  test('the second value') {
    inject host: 'b', metric: 1
    for (name in ['in-b', 'for-1', 'local-b', 'if-b', 'each-b', 'index-1', 'times-1', 'range-1', 'map-1', 'entry-1', 'while-1', 'do-1']) {
      assert probe(name).size() == 1 : name
    }
    assert probe('in-a') == []
    assert probe('adjust-1')*.metric == [1]
    assert probe('adjust-2')*.metric == [2]
  }
  for (c in cases) {
    test("each test keeps its own: ${c.host}") {
      inject host: c.host
      assert hosts.sum { probe("in-$it").size() } == c.count
    }
  }
  ['a', 'b'].each { h ->
    test("and in each: $h") {
      inject host: h
      assert probe("in-$h")*.host == [h]
    }
  }
}
