// Texts: put together, matched, taken apart; constants and variables in them.
def env = 'prod'
def label = "at-${env}"
def quiet = ["$env-a", 'b']
def pattern = /^disk (.*)$/

streams {
  where { service == "${env}/cpu" } { probe('equal') }
  where { service in ["$env/cpu", 'x'] } { probe('in') }
  where { host in quiet } { probe('quiet') }
  where { service =~ "^${env}/" } { probe('pattern') }
  where { service =~ pattern } { probe('constant pattern') }
  where { service ==~ pattern && service ==~ ~/d.*/ } { probe('whole') }
  where { service.like("${env}%") } { probe('like') }
  set(description: "high at $env", zone: label) { probe(label) }
  tag("t-$env") { where { tagged("t-$env") } { probe('tag') } }
  rule("rule of $env") { index() }
  map { it.set(service: "$service on $host") } { probe('joined') }
  map { it.set(service: it.service + ' on ' + host) } { probe('added') }
  map { def m = service =~ pattern; m ? it.set(service: m.group(1)) : null } { probe('group') }
  map { e -> def m = e.service =~ /(\w+) (.*)/; m.find() ? e.set(service: m.group(2)) : e } { probe('found') }
  adjust('service') { it + ' rate' } { probe('adjusted') }
  adjust('attr:zone') { z -> z.toUpperCase() } { probe('upper') }
  where { host == 'service' } { probe('quoted') }
}

tests {
  test('texts are equal however they were put together') {
    inject host: 'prod-a', service: 'prod/cpu', zone: "e${'u'}"
    for (name in ['equal', 'in', 'quiet', 'pattern', 'like', 'tag']) {
      assert probe(name).size() == 1 : name
    }
    assert probe('at-prod')*.description == ['high at prod']
    assert probe('at-prod')[0].attr('zone') == 'at-prod'
    assert probe('joined')*.service == ['prod/cpu on prod-a']
    assert probe('added')*.service == ['prod/cpu on prod-a']
    assert probe('adjusted')*.service == ['prod/cpu rate']
    assert probe('upper')[0].attr('zone') == 'EU'
    assert indexed(host: "prod-${'a'}", service: 'prod/cpu') != null
  }
  test('groups are read off a match') {
    inject service: 'disk /var'
    inject service: 'cpu'
    assert probe('group')*.service == ['/var']
    assert probe('found')*.service == ['/var', 'cpu']
    assert probe('constant pattern').size() == 1
    assert probe('whole').size() == 1
  }
  test('absent texts match nothing and join to nothing') {
    inject metric: 1
    for (name in ['equal', 'in', 'quiet', 'pattern', 'like', 'constant pattern', 'group']) {
      assert probe(name) == [] : name
    }
    assert probe('added')*.service == [null]
    assert probe('joined')*.service == ['null on null']
    assert losses() == [failed: 1L]   // Groovy cannot add to nothing: see adjusted
  }
  test('a name in quotes is a text') {
    inject host: 'service', service: 'x'
    assert probe('quoted').size() == 1
  }
}
