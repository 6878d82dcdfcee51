// Listeners, outputs, and what holds for everybody. What belongs to a team is in teams/.
server {
  tcp port: 5555
  udp port: 5555
  http port: 5556
}

def oncall = console()          // later: email(smtp: .., from: .., to: [..]) or slack(webhook: secret('SLACK_WEBHOOK'))

streams {
  defaults(ttl: 60.seconds) {
    index()

    rule('disk nearly full') {
      where { service =~ /^disk/ && metric > 0.9 } {
        by('host', 'service') {
          throttle(1, per: 1.hour) { sendTo oncall }
        }
      }
    }
  }

  rule('gone silent') {
    expired { sendTo oncall }
  }
}

tests {
  test('a full disk is told once an hour') {
    inject host: 'web1', service: 'disk /', metric: 0.97
    inject host: 'web1', service: 'disk /', metric: 0.98
    expect(oncall) { service == 'disk /' && metric == 0.97 }
  }

  test('a disk with room is not told, nor is another service') {
    inject host: 'web1', service: 'disk /', metric: 0.9
    inject host: 'web1', service: 'cpu', metric: 1
    expectNothing(oncall)
  }

  test('a service that goes silent is told, after its ttl', [[ttl: 10, after: 11], [ttl: 60, after: 61]]) { row ->
    inject host: 'web1', service: 'backup', ttl: row.ttl
    at 10.seconds
    expectNothing(oncall)
    at row.after.seconds
    expect(oncall) { state == 'expired' && service == 'backup' }
  }

  test('the recorded morning is quiet but for one disk') {
    inject file: '../recorded/example.jsonl'
    expect(oncall) { host == 'web2' && service == 'disk /' }
    assert losses() == [throttled: 1]
  }
}
