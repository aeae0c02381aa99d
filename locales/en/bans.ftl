bans-usage = 🚫 Write whom and why: <code>/ban @anna fake friends</code>. Only this group reads the reason.
bans-unban-usage = ✅ Write whom: <code>/unban @anna</code>
bans-ask-reason = why should { $name } be banned? Reply with the reason; only this group reads it. /cancel stops.
bans-confirm =
    🚫 <b>Ban { $name }?</b> · <code>{ $telegram_id }</code>

    Reason: { $reason }

    New friends will not count, what was earned is frozen, payouts and broadcasts stop. /support stays open to them, and /unban lets everything go on.{ $payouts ->
        [0] { "" }
        [one] { "\u000A\u000A" }⚠️ { $payouts } payout is open: it stays, and cannot be approved meanwhile.
       *[other] { "\u000A\u000A" }⚠️ { $payouts } payouts are open: they stay, and cannot be approved meanwhile.
    }
bans-confirm-button = 🚫 Ban
bans-done =
    🚫 <b>Banned</b>: { $name } · <code>{ $telegram_id }</code>

    By: { $by }
    Reason: { $reason }
bans-unban-confirm =
    ✅ <b>Unban { $name }?</b> · <code>{ $telegram_id }</code>

    Banned since { $at }. What is due is credited at once.
bans-unban-confirm-button = ✅ Unban
bans-unban-done = ✅ <b>Unbanned</b> by { $by }: { $name } · <code>{ $telegram_id }</code>
bans-banned-notice =
    The organiser has paused your part in the campaigns. New friends do not count for now, and your points are kept as they are.

    If you think this is a mistake, write to us: /support
bans-banned-notice-contact =
    The organiser has paused your part in the campaigns. New friends do not count for now, and your points are kept as they are.

    If you think this is a mistake, write to us: /support or { $contact }
bans-unbanned-notice = ✅ You can take part again. Everything goes on where it stopped: /balance

error-already-banned = Banned already, since { $at }.
error-not-banned = This person is not banned.
error-ban-of-owner = This person administers this group. Take the administrator’s rights in Telegram first.
error-ban-of-role-holder = This person has a role in this group. Take it first: /roles
