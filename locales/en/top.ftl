top-button = 🏆 Leaderboard
top-title = 🏆 <b>Leaderboard · { $title }</b>
top-line = { $place } { $name } — { $count ->
    [one] { $count } friend
   *[other] { $count } friends
}
top-line-mine = <b>{ $place } { $name } (you) — { $count ->
    [one] { $count } friend
   *[other] { $count } friends
}</b>
top-line-admin = { $place } { $name } · <code>{ $telegram_id }</code> — { $count ->
    [one] { $count } friend
   *[other] { $count } friends
}
top-total = { $count ->
    [one] { $count } participant on the board
   *[other] { $count } participants on the board
}
top-not-yet = You are not here yet. You get a place as soon as your first friend counts: /invite
top-empty = Nobody is here yet, and the first place is free. Invite a friend: /invite
top-empty-for-admins = No friend has counted yet.
top-no-campaign = No campaign is running right now. When one has started, its leaderboard will be here.
