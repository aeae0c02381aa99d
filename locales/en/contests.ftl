contests-message = { $text }
contests-button = 🏁 Contest
contests-verify-button = 🔍 Check the draw
contests-refresh-button = 🔄 Refresh
contests-picture-button = 🖼 As a picture
contests-text-button = 🏁 As text
contests-top-button = 🏆 Leaderboard
contests-all-button = 🏁 All contests
contests-rules-button = 📜 Rules
contests-back-button = ◀ Table
contests-more-button = More ▼
contests-disqualify-button = 🚫 Disqualify
contests-title = 🏁 <b>{ $title }</b>
contests-of-campaign = { $campaign }
contests-none = There is no contest right now. When one begins, you find it here.
contests-none-for-admins = No contest runs or is planned. A contest is a part of a campaign: its section <code>[[contest]]</code>.
contests-choose = 🏁 <b>Contests</b>
contests-coming-title = <b>Coming</b>
contests-coming = { $title } — from { $starts_at } until { $ends_at }
contests-entry = { $state ->
    [running] 🟢 { $title }
   *[closed] 🏁 { $title } · { $day }
}
contests-until = Until { $ends_at } ({ $zone }).
contests-time-left = ⏳ { $span } left.
contests-closing = ⏳ The time is over; the result comes in a few minutes.
contests-ended = Ended on { $ends_at }.
contests-goal-friends = Whoever brings the most friends wins.
contests-goal-points = Whoever earns the most for friends wins.
contests-goal-draw = Each friend who counts is a ticket. The winners are drawn.
contests-prizes = 🎁 <b>Prizes</b>
contests-prize = { $places } { $prize }
contests-prize-drawn = { $count } × { $prize }
contests-total = { $count ->
    [one] { $count } participant
   *[other] { $count } participants
}
contests-total-tickets = { $count ->
    [one] { $count } ticket in all
   *[other] { $count } tickets in all
}
contests-as-of = As of { $at }.
contests-empty = Nobody is in it yet: the first place is free. Your link: /invite
contests-empty-for-admins = Nobody is in it yet.
contests-mine-prize = 🎁 As things stand, yours is: <b>{ $prize }</b>.
contests-mine-missing = { $count ->
    [one] 🎯 <b>{ $count } friend</b> more, and place { $place } is yours: { $prize }.
   *[other] 🎯 <b>{ $count } friends</b> more, and place { $place } is yours: { $prize }.
}
contests-mine-missing-points = 🎯 <b>{ $amount }</b> more, and place { $place } is yours: { $prize }.
contests-mine-place = You: place { $place }, { $value }.
contests-mine-outside = You: { $value }.
contests-mine-first = Nobody is ahead of you.
contests-mine-tickets = { $count ->
    [one] 🎟 You have <b>{ $count } ticket</b>.
   *[other] 🎟 You have <b>{ $count } tickets</b>.
}
contests-mine-no-ticket = { $count ->
    [one] 🎟 You have no ticket yet: { $count } friend more, and you take part. /invite
   *[other] 🎟 You have no ticket yet: { $count } friends more, and you take part. /invite
}
contests-mine-won = 🎉 You have won: <b>{ $prize }</b>.
contests-mine-not-drawn = Your tickets were not drawn this time.
contests-mine-code = Your number in the list: <code>{ $code }</code>
contests-mine-out = 🚫 You were disqualified from this contest.
contests-rules-title = 📜 <b>Rules · { $title }</b>
contests-rule-friends = A friend counts who did everything between { $starts_at } and { $ends_at } ({ $zone }).
contests-rule-friends-hold = A friend counts who did everything and whose waiting time ended between { $starts_at } and { $ends_at } ({ $zone }).
contests-rule-points = Points count that were credited for friends between { $starts_at } and { $ends_at } ({ $zone }); prizes of contests do not count.
contests-rule-hold = The waiting time is { $span }. Whoever is still waiting when the contest ends does not count in it.
contests-rule-minimum = It takes at least { $value } to take part.
contests-rule-tie = With equal numbers, whoever reached theirs first stands higher.
contests-rule-draw = Everybody can win once. The draw cannot be steered, and anybody can check it: /verify
contests-rule-tickets = { $count ->
    [one] One person has at most { $count } ticket.
   *[other] One person has at most { $count } tickets.
}
contests-rule-leaving = A friend who leaves before the end no longer counts. After the end nothing changes any more.
contests-rule-entrants = Nobody can add, move or remove entrants. Whoever cheats is disqualified, and everybody reads here why. Banned people do not take part.
contests-expelled-title = 🚫 <b>Disqualified</b>
contests-expelled = { $name } — { $reason }
contests-expelled-more = { $count ->
    [one] …and { $count } more
   *[other] …and { $count } more
}
contests-commitment = Commitment: <code>{ $hash }</code>
contests-seed = Seed: <code>{ $seed }</code>
contests-list = List: <code>{ $hash }</code>
contests-check = Anybody can check this draw: write /verify to { $address }
contests-winners-title = 🎉 <b>Winners</b>
contests-won-by = { $place } { $name } — { $what } · 🎁 { $prize }
contests-won-by-admin = { $place } { $name } · <code>{ $telegram_id }</code> — { $what } · 🎁 { $prize }
contests-ticket = ticket <code>{ $code }</code>
contests-no-budget = (not credited: the budget has run out)
contests-more-winners = { $count ->
    [one] …and { $count } more winner: /contest
   *[other] …and { $count } more winners: /contest
}
contests-nobody = Nobody took part, so there are no winners.
contests-took-part = { $count ->
    [one] { $count } participant took part.
   *[other] { $count } participants took part.
}
contests-hand-over = Prizes that are not points are yours to hand over: write to the winners from their cards, /user.
contests-post-started = 🏁 <b>A contest has begun: { $title }</b>
contests-post-sealed = 🔒 The draw is sealed: its seed is chosen, and this number fixes it.
contests-post-result = 🏁 <b>{ $title }: the result</b>
contests-post-disqualified =
    🚫 <b>{ $name }</b> (<code>{ $telegram_id }</code>) is disqualified from the contest “{ $title }”.
    Reason: { $reason }
    Decided by { $by }.
contests-post-closed-door = ⚠️ I could not post about the contest “{ $title }” in { $chat }: I am not an administrator there who may post. Copy the message above by hand.
contests-heading-places = { $state ->
    [running] Contest
   *[closed] Contest result
}
contests-heading-draw = { $state ->
    [running] Draw
   *[closed] Result of the draw
}
contests-picture-until = { $state ->
    [running] until { $day }
   *[closed] { $day }
}
contests-caption = 🏁 { $title }
contests-nothing-to-draw = There is nobody in the table yet, so there is nothing to draw.
contests-notice-place = 🎉 <b>You took place { $place } in “{ $title }”!</b>
contests-notice-drawn = 🎉 <b>Your ticket was drawn in “{ $title }”!</b>
contests-notice-prize = Your prize: { $prize }.
contests-notice-credited = The points are on your balance: /balance
contests-notice-hand-over = The organisers will write to you about it. If you have a question: /support
contests-notice-no-budget = The campaign’s budget has run out, so the points could not be credited. Please ask the organisers: /support
contests-notice-disqualified =
    🚫 You were disqualified from the contest “{ $title }”.
    Reason: { $reason }
    If you think this is a mistake: /support
contests-ask-disqualify =
    whom do you want to take out of “{ $title }”, and why? Answer with an id or @name and the reason, as in: <code>@name fake accounts</code>

    All participants will read the reason. It cannot be undone.
contests-confirm-disqualify =
    🚫 Take <b>{ $name }</b> (<code>{ $telegram_id }</code>) out of “{ $title }”?
    Now: { $value }.
    Reason: { $reason }

    Everybody will see this with the reason, and it cannot be undone.
contests-confirm-disqualify-button = 🚫 Yes, disqualify
contests-disqualified = ✅ { $name } no longer takes part in “{ $title }”.
contests-verify-none = No draw has been held yet. When one is, I send you all that it takes to check it.
contests-verify-choose = 🔍 <b>Which draw shall I check?</b>
contests-verify-title = 🔍 <b>The draw “{ $title }”</b>
contests-verify-agrees = ✅ All agrees: the seed fits the commitment from the start, the list fits its number, and the same winners come out.
contests-verify-differs = ❌ This does not agree: { $what }. Please tell the organisers: /support
contests-verify-commitment = the seed does not fit the commitment
contests-verify-list = the list does not fit its number
contests-verify-winners = other winners come out
contests-verify-tickets = { $count ->
    [one] The list has { $count } ticket.
   *[other] The list has { $count } tickets.
}
contests-verify-ledger = End of the ledger at the close: no. { $number } <code>{ $seal }</code>
contests-verify-own = { $count ->
    [one] You: <code>{ $code }</code>, { $count } ticket
   *[other] You: <code>{ $code }</code>, { $count } tickets
}
contests-verify-how = 📄 The file has every ticket and the facts above them. The program of twenty lines that computes the winners from it is in the bot’s documentation, docs/draws.md.
error-contest-unknown = There is no such contest. All of them: /contest
error-contest-over = This contest is over: nothing about who takes part can be changed any more.
error-already-disqualified = This person is already disqualified.
error-not-an-entrant = This person does not take part in the contest.
