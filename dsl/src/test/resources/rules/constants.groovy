// Constants are seen everywhere; what is assigned again is a variable of the place.
def limit = 5
final String name = 'web'
def quiet = ['a', 'b']
def window = 30.seconds
def twice = window * 2
def half = window / 2
def longer = window + 5.seconds
int changing = 1

boolean higher(Number n) { n > limit }
def rules(String h) { where { host == h && !(host in quiet) && metric > limit } { probe(h) } }

streams {
  rules(name)
  where { higher(metric) } { probe('higher') }
  changing = 5
  where { metric > changing } { probe('at 5') }
  changing = 7
  where { metric > changing } { probe('at 7') }
  where { ttl > window.seconds } { probe('longer ttl') }
  by('host') { stable(twice) { state } { probe('twice') } }
  by('host') { stable(-(-window) - 10.seconds) { state } { probe('20 s') } }
  by('host') { stable(2 * half) { state } { probe('30 s') } }
  by('host') { stable(longer) { state } { probe('35 s') } }
  by('host') { stable(0.25.seconds) { state } { probe('quarter') } }
}

tests {
  test('constants') {
    inject host: 'web', metric: 6
    inject host: 'a', metric: 6
    assert probe('web')*.host == ['web']
    assert probe('higher').size() == 2
  }
  test('a variable counts as it was when the rule was made') {
    inject metric: 6
    inject metric: 8
    assert probe('at 5')*.metric == [6, 8]
    assert probe('at 7')*.metric == [8]
  }
  test('lengths of time add up') {
    inject host: 'a', state: 'ok', ttl: 31
    assert probe('longer ttl').size() == 1
    advance 249.millis
    inject host: 'a', state: 'ok'
    assert probe('quarter') == []
    advance 1.millis + 1.second
    inject host: 'a', state: 'ok'
    assert probe('quarter').size() > 0
    advance 19.seconds
    inject host: 'a', state: 'ok'
    assert probe('20 s').size() > 0 && probe('30 s') == []
    advance 10.seconds
    inject host: 'a', state: 'ok'
    assert probe('30 s').size() > 0 && probe('35 s') == []
    advance 5.seconds
    inject host: 'a', state: 'ok'
    assert probe('35 s').size() > 0 && probe('twice') == []
    advance 30.seconds
    inject host: 'a', state: 'ok'
    assert probe('twice').size() > 0
  }
}
