// Verbs that choose, change or split events: one rule and its tests for each.
streams {
  where { state == 'bad' } { probe('where') } { probe('otherwise') }
  route {
    when { metric > 5 } { probe('first') }
    when { metric > 3 } { probe('second') }
    otherwise { probe('rest') }
  }
  tagged('a') { probe('tagged 1') }
  tagged('a', 'b') { probe('tagged 2') }
  tagged('a', 'b', 'c') { probe('tagged 3') }
  tagged(['a', 'b', 'c', 'd']) { probe('tagged list') }
  taggedAny('a', 'x') { probe('any 2') }
  taggedAny('x') { probe('any 1') }
  taggedAny('x', 'y', 'b') { probe('any 3') }
  taggedAny(['x', 'd']) { probe('any list') }
  over(3) { probe('over') }
  under(3) { probe('under') }
  set(state: 'set', zone: 'eu', ttl: null, metric: 1) { probe('set') }
  defaults(state: 'default', ttl: 60.seconds, zone: 'us') { probe('defaults') }
  adjust('metric') { it * 2 + 1 } { probe('adjust') }
  adjust('tags') { it + 'new' } { probe('adjust tags') }
  adjust('ttl') { t -> t + 1 } { probe('adjust ttl') }
  scale(0.5) { probe('scale') }
  tag('n') { probe('tag 1') }
  tag('n', 'm') { probe('tag 2') }
  tag('n', 'm', 'o') { probe('tag 3') }
  tag(['n', 'm', 'o', 'p']) { probe('tag list') }
  untag('a') { probe('untag 1') }
  untag('a', 'b') { probe('untag 2') }
  untag('a', 'b', 'c') { probe('untag 3') }
  untag(['a', 'b', 'c', 'd']) { probe('untag list') }
  map { e -> e.metric > 3 ? e.set(metric: 0) : null } { probe('map') }
  by('host') { changed('state') { probe('by 1') } }
  by('host', 'service') { changed('state') { probe('by 2') } }
  by('host', 'service', 'attr:zone') { changed('state') { probe('by 3') } }
  by('host', 'service', 'attr:zone', 'metric') { changed('state') { probe('by 4') } }
  by(['service']) { changed('state') { probe('by list') } }
  by { metric > 3 } { changed('state') { probe('by block') } }
  by('host', ttl: 5.seconds) { changed('state') { probe('by ttl') } }
  by(maxKeys: 1) { host } { changed('state') { probe('by max') } }
}

tests {
  test('where and otherwise') {
    inject state: 'bad'
    inject state: 'ok'
    inject([:])
    assert probe('where')*.state == ['bad']
    assert probe('otherwise')*.state == ['ok', null]
  }
  test('route takes the first that matches') {
    inject([[metric: 6], [metric: 4], [metric: 3], [host: 'a']])
    assert probe('first')*.metric == [6]
    assert probe('second')*.metric == [4]
    assert probe('rest')*.metric == [3, null]
  }
  test('tags') {
    inject tags: ['a']
    inject tags: ['a', 'b']
    inject tags: ['a', 'b', 'c']
    inject tags: ['a', 'b', 'c', 'd']
    inject host: 'none'
    assert (1..3).collect { probe("tagged $it").size() } == [4, 3, 2]
    assert probe('tagged list').size() == 1
    assert probe('any 2').size() == 4 && probe('any 1') == []
    assert probe('any 3').size() == 3 && probe('any list').size() == 1
    assert (1..3).collect { probe("tag $it")[4].tags } == [['n'], ['n', 'm'], ['n', 'm', 'o']]
    assert probe('tag list')[4].tags == ['n', 'm', 'o', 'p']
    assert (1..3).collect { probe("untag $it")[3].tags } == [['b', 'c', 'd'], ['c', 'd'], ['d']]
    assert probe('untag list')[3].tags == []
    assert probe('adjust tags')[0].tags == ['a', 'new']
  }
  test('over and under are strict, and false without a metric') {
    inject([[metric: 3], [metric: 3.1], [metric: 2.9], [host: 'a']])
    assert probe('over')*.metric == [3.1]
    assert probe('under')*.metric == [2.9]
  }
  test('changes of fields') {
    inject host: 'a', state: 'ok', metric: 4, ttl: 5
    assert probe('set')*.state == ['set'] && probe('set')[0].attr('zone') == 'eu'
    assert probe('set')[0].ttl == null && probe('set')[0].metric == 1
    assert probe('defaults')[0].state == 'ok' && probe('defaults')[0].ttl == 5
    assert probe('defaults')[0].attr('zone') == 'us'
    assert probe('adjust')*.metric == [9]
    assert probe('adjust ttl')*.ttl == [6]
    assert probe('scale')*.metric == [2]
    assert probe('map')*.metric == [0]
    inject metric: 3
    assert probe('map').size() == 1
    assert probe('defaults')[1].ttl == 60 && probe('defaults')[1].state == 'default'
  }
  test('a copy for each key') {
    inject host: 'a', service: 's', state: 'ok', metric: 1, zone: 'x'
    inject host: 'b', service: 's', state: 'ok', metric: 5, zone: 'x'
    inject host: 'b', service: 't', state: 'ok', metric: 5, zone: 'y'
    assert probe('by 1').size() == 2
    assert probe('by 2').size() == 3
    assert probe('by 3').size() == 3
    assert probe('by 4').size() == 3
    assert probe('by list').size() == 2
    assert probe('by block').size() == 2
    assert probe('by max').size() == 1 && losses() == [keyLimit: 2L]
  }
  test('an idle copy is dropped') {
    inject host: 'a', state: 'ok'
    advance 4.seconds
    inject host: 'a', state: 'ok'
    assert probe('by ttl').size() == 1
    advance 6.seconds
    inject host: 'a', state: 'ok'
    assert probe('by ttl').size() == 2
  }
}
