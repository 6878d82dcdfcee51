// Expired by state, by age, and as the index tells it.
def out = console()

streams {
  index()
  where { expired } { probe('condition') }
  where { !expired } { probe('not') }
  where { e -> e.isExpiredAt(0) } { probe('at zero') }
  expired { probe('verb'); sendTo out }
  live { probe('live') }
  where { state == 'expired' } { probe('state') }
}

tests {
  test('by state') {
    inject host: 'a', state: 'expired'
    assert probe('condition').size() == 1 && probe('verb').size() == 1
    assert probe('not') == [] && probe('live') == []
  }
  test('by age: at exactly its ttl an event is not yet expired') {
    advance 100.seconds
    inject host: 'a', ttl: 10, time: 90
    assert probe('condition') == [] && probe('live').size() == 1
    inject host: 'b', ttl: 10, time: 89.999
    assert probe('condition')*.host == ['b'] && probe('verb')*.host == ['b']
  }
  test('without a ttl after a minute') {
    advance 100.seconds
    inject host: 'a', time: 40
    inject host: 'b', time: 39
    assert probe('condition')*.host == ['b']
  }
  test('the index tells of a host that went silent') {
    inject host: 'a', service: 's', ttl: 10
    advance 10.seconds
    assert sent(out) == [] && indexed(host: 'a', service: 's') != null
    advance 1.second
    assert sent(out)*.state == ['expired'] && probe('state').size() == 1
    assert indexed(host: 'a', service: 's') == null
  }
}
