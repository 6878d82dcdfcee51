// Functions, classes, enums and closures of the user's own, called from rules.
import java.util.concurrent.TimeUnit

enum Level {
  LOW, HIGH

  static Level of(Number n) { n != null && n > 5 ? HIGH : LOW }
}

class Limit {
  double max
  boolean below(Number n) { n != null && n > max }
}

def limit = new Limit(max: 3)
def allowed = [web: 3, db: 5.5]
def nested = [web: [warn: 3, critical: 6]]
int floor = 2
def isHigh = { Event e -> e.metric > 3 && e.host != 'b' }

boolean high(Event e) { e.metric > 3 || e.state == 'critical' }
boolean other(Event e) { e.host != e.service }
boolean same(Event e) { e.host == e.service }
boolean known(Event e) { e.host != null && e.service.startsWith('s') }
boolean matches(Event e) { e.service =~ /^s/ }
Number ratio(Event e) { e.metric / 2 }
String label(Event e) { "$e.host/${e.service}" }
static boolean critical(Event e) { e.state == 'critical' }
boolean above(Number n, int than) { n > than }
Event doubled(Event e) { e.set(metric: e.metric * 2) }
def page(String name) { changedState { probe(name) } }
def named(List<String> hosts) { for (h in hosts) where { host == h } { page("page-$h") } }

streams {
  where { high(event) } { probe('high') }
  where { e -> high(e) } { probe('high e') }
  where { high(it) && !same(it) } { probe('high it') }
  where(e -> e.metric > 3) { probe('lambda') }
  where((Event e) -> high(e)) { probe('typed lambda') }
  where { isHigh(event) } { probe('closure') }
  where { other(event) } { probe('other') }
  where { same(event) } { probe('same') }
  where { known(event) } { probe('known') }
  where { matches(event) } { probe('matches') }
  where { ratio(event) > 2 } { probe('ratio') }
  where { label(event) == 'a/s' } { probe('label') }
  where { critical(event) } { probe('static') }
  where { above(metric, floor) } { probe('above') }
  where { limit.below(metric) } { probe('class') }
  where { Level.of(metric) == Level.HIGH } { probe('enum') }
  where { metric > TimeUnit.SECONDS.toMillis(1) } { probe('java') }
  where { metric > allowed[host] } { probe('allowed') }
  where { metric > nested[host]?.warn } { probe('nested') }
  map { doubled(it) } { probe('doubled') }
  map { e -> e.metric > 3 ? doubled(e) : null } { probe('some') }
  named(['a', 'b'])
}

tests {
  test('functions see the event') {
    inject host: 'a', service: 's', metric: 7, state: 'ok'
    for (name in ['high', 'high e', 'high it', 'lambda', 'typed lambda', 'closure', 'other', 'known',
        'matches', 'ratio', 'label', 'above', 'class', 'enum', 'page-a']) {
      assert probe(name).size() == 1 : name
    }
    assert probe('same') == [] && probe('static') == [] && probe('java') == []
    assert probe('doubled')*.metric == [14] && probe('some')*.metric == [14]
  }
  test('comparisons with what is absent are false in functions of an event too') {
    inject state: 'ok'
    for (name in ['high', 'other', 'same', 'known', 'matches', 'ratio', 'closure', 'above', 'class', 'enum']) {
      assert probe(name) == [] : name
    }
    assert probe('doubled')*.metric == [null]
    assert losses() == [:]
  }
  test('maps are looked up by what may be absent') {
    inject host: 'web', metric: 4
    inject host: 'db', metric: 4
    inject host: 'else', metric: 4
    inject metric: 4
    assert probe('allowed')*.host == ['web']
    assert probe('nested')*.host == ['web']
  }
  test('static functions') {
    inject state: 'critical'
    assert probe('static').size() == 1 && probe('high').size() == 1
  }
}
