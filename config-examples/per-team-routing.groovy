// Each team gets what is its own: by the attribute 'team', or else by what the service is called.
//   teams/teams.groovy holds the functions; verbs work in functions and loops of one's own.
include 'teams/teams'

server {
  tcp port: 5555
  http port: 5556
}

def pager = webhook(url: secret('PAGER_URL'), name: 'pager')
def mailbox = email(smtp: 'smtp://localhost:25', from: 'tocsin@example.com', to: ['ops@example.com'], name: 'ops')

def chats = [shop: teamChat('shop'), search: teamChat('search')]

streams {
  index()

  rule('team') {
    for (team in chats.keySet()) {
      where { attr('team') == team || (!attr('team') && service.like("$team.%")) } {
        tell(chats[team], pager)
      }
    }
  }

  rule('nobody') {                                         // the first case that matches takes the event
    route {
      when { attr('team') in ['shop', 'search'] } { drop() }
      when { service =~ /^(shop|search)\./ } { drop() }
      when { state in ['critical', 'warning'] } {
        by('service') { rollup(1, per: 1.hour) { sendTo mailbox } }
      }
    }
  }
}

tests {
  test('a team gets its own') {
    inject host: 'a', service: 'cart errors', state: 'warning', team: 'shop'
    inject host: 'a', service: 'search.index', state: 'critical'
    assert sent(chats.shop)*.service == ['cart errors']
    assert sent(chats.search)*.service == ['search.index']
    assert sent(pager)*.service == ['search.index']
    assert sent(mailbox) == []
  }
  test('the attribute counts for more than the name') {
    inject host: 'a', service: 'search.index', state: 'critical', team: 'shop'
    assert sent(chats.shop).size() == 1
    assert sent(chats.search) == []
  }
  test('what is no change is not told') {
    3.times { inject host: 'a', service: 'shop.cart', state: 'critical' }
    assert sent(chats.shop).size() == 1
  }
  test('what is nobody\'s goes to the mailbox') {
    inject host: 'a', service: 'ntp', state: 'warning'
    inject host: 'b', service: 'ntp', state: 'warning'
    inject host: 'a', service: 'ntp', state: 'ok'
    assert sent(mailbox).flatten()*.host == ['a']
    advance 1.hour
    assert sent(mailbox).flatten()*.host == ['a', 'b']
    assert sent(pager) == []
  }
}
