people-usage =
    👤 <b>Who is it?</b>

    <code>/user @anna</code>, <code>/user 123456789</code>, or the code of an invitation. You can also reply to the person’s message with /user, or forward their message here.
people-choose = Several people have had this name. Which one do you mean?
people-choice-button = { $name } · { $telegram_id }
people-open-button = 👤 Card
people-threads-button = 💬 Open questions
people-credit-button = ➕ Credit
people-debit-button = ➖ Debit
people-ban-button = 🚫 Ban
people-unban-button = ✅ Unban
people-message-button = ✉️ Write
people-recheck-button = 🔄 Check membership now
people-friends-button = 👥 Friends
people-payouts-button = 💸 Payouts
people-audit-button = 📜 Audit
people-inviter-button = ↖️ Invited by { $name }
people-thread-button = 💬 Question #{ $number }
people-newer-button = « Back
people-older-button = More »

people-card =
    👤 <b>{ $name }</b>
    { $named ->
        [yes] @{ $username } ·{ " " }
       *[no] { "" }
    }<code>{ $telegram_id }</code> · { $language }
people-since = Here since { $at }
people-not-started = Has never pressed Start; seen on { $at }
people-invited-by = Invited by { $name }, { $at }
people-roles = In this group: { $roles }
people-banned =
    🚫 <b>Banned</b> since { $at }{ $known ->
        [yes] { " " }by { $by }
       *[no] { "" }
    }
    Reason: { $reason }
people-blocked = 🔕 Blocked the bot on { $at }: nothing arrives
people-thread = 💬 Question #{ $number } is open
people-flags-head = 🚩 <b>Worth a look</b>
people-flag-debt = • owes { $amount }
people-flag-refused = • { $count } of the last { $of } arrivals were refused
people-flag-over-limit = • { $count } of the last { $of } arrivals were over a limit
people-flag-revoked = • { $count } of { $of } friends were revoked
people-flag-rush = • { $count } friends within 10 minutes, { $at }
people-friends = 👥 <b>Friends: { $total }</b> · ✅ { $qualified } · ⏳ { $pending } · ✖️ { $revoked }
people-balance = 💰 { $title }: <b>{ $available }</b> available, { $held } held, { $requested } requested
people-no-balance = 💰 No points
people-payouts-head = 💸 <b>Payouts</b>
people-payouts-head-in = 💸 <b>Payouts · { $title }</b>
people-payouts-line =
    { $state ->
        [approved] ✅ approved
        [paid] 💸 paid
        [rejected] ❌ rejected
       *[requested] ⏳ waiting
    }: { $count } · { $amount }
people-payouts-title = 💸 <b>Payouts of { $name }: { $count }</b>
people-payout-button =
    { $state ->
        [approved] ✅
        [paid] 💸
        [rejected] ❌
       *[requested] ⏳
    } #{ $number } · { $amount }
people-entries-head = 🧾 <b>Last movements</b>
people-entry = { $amount } · { $what }
people-own-reward = ⏳ promised for coming by an invitation, held for now
people-own-credit = ✅ credited for coming by an invitation
people-own-void = ✖️ the promise for coming by an invitation came to nothing
people-own-reversal = ↩️ taken back: their own invitation no longer counts
people-recheck-line =
    { $inside ->
        [yes] ✅ is in { $chat }
       *[no] ❌ is not in { $chat }
    }

people-friends-title =
    { $pages ->
        [1] 👥 <b>Friends of { $name }: { $total }</b>
       *[other] 👥 <b>Friends of { $name }: { $total }</b> · page { $page } of { $pages }
    }
people-friend-line =
    { $state ->
        [qualified] ✅
        [revoked] ✖️
       *[pending] ⏳
    } { $name } · { $at }
people-friends-hint = ✖️ beside a friend takes them out of the count and takes back what was given for them.
people-friend-button = 👤 { $name }
people-revoke-button = ✖️ Revoke
people-ask-revoke-reason = why should { $friend } no longer count for { $name }? Reply with the reason; only this group reads it. /cancel stops.
people-revoke-confirm =
    ✖️ <b>Revoke a referral?</b>

    { $friend }, brought by { $name }
    Campaign: { $title }
    Taken back: <b>{ $credited }</b>
    No longer promised: { $scheduled }
    Reason: { $reason }

    This cannot be undone. What was spent already becomes a debt.
people-revoke-confirm-button = ✖️ Revoke
people-revoke-done =
    ✖️ <b>Revoked</b>: { $friend } no longer counts for { $name }.

    By: { $by }
    Reason: { $reason }

error-person-unknown = I do not know { $written }. A person is known once they have pressed Start; the Telegram id, the @name and the code of an invitation work.
error-person-ambiguous = Several people have had this @name. Choose by Telegram id: { $ids }
error-person-unreadable = Write a Telegram id, an @name or the code of an invitation, as 123456789 or @anna.
error-person-hidden = This person does not let Telegram say who wrote the message. Ask them for their Telegram id or @name, or find them by the code of their invitation.
error-nothing-to-recheck = No open invitation of this person asks for a chat, so there is nothing to check.
error-referral-unknown = There is no such referral.
error-referral-already-revoked = This friend is revoked already.
