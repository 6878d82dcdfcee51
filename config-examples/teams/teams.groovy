// Who is told what: functions that per-team-routing.groovy includes.
import io.tocsin.sink.SinkSettings                        // the type of an output

/** The webhook of a team, by the name of its secret. */
SinkSettings teamChat(String team) {
  slack(webhook: secret("SLACK_${team.toUpperCase()}"), name: "chat-$team")
}

/** Tells a team: every change of state to its chat; what is critical to its pager too, a few times an hour. */
def tell(SinkSettings chat, SinkSettings pager) {
  by('host', 'service') {
    changed('state', init: 'ok') {
      sendTo chat
      where { state == 'critical' } {
        throttle(3, per: 1.hour) { sendTo pager }
      }
    }
  }
}
