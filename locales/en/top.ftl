top-button = 🏆 Leaderboard
top-title = 🏆 <b>Leaderboard · { $title }</b>
top-shown-by-friends = By friends · { $period }
top-shown-by-points = By points earned for friends · { $period }
top-friends = { $count ->
    [one] { $count } friend
   *[other] { $count } friends
}
top-line = { $place } { $name } — { $value }
top-line-mine = <b>{ $place } { $name } (you) — { $value }</b>
top-line-admin = { $place } { $name } · <code>{ $telegram_id }</code> — { $value }
top-total = { $count ->
    [one] { $count } participant on the board
   *[other] { $count } participants on the board
}
top-not-yet = You are not here yet. You get a place as soon as a friend of yours counts: /invite
top-empty = Nobody is here yet, and the first place is free. Invite a friend: /invite
top-empty-then = Nobody was here at that time.
top-empty-for-admins = No friend has counted yet.
top-no-campaign = No campaign is running right now. When one has started, its leaderboard will be here.
top-period-week = Week
top-period-month = Month
top-period-all = All time
top-by-friends = By friends
top-by-points = By points
top-earlier-button = ◀ Earlier
top-later-button = Later ▶
top-picture-button = 🖼 As a picture
top-text-button = 🏆 As text
top-heading-friends = Most friends invited
top-heading-points = Most points earned
top-caption = 🏆 { $title } · { $period }
top-nothing-to-draw = There is nobody on this leaderboard yet, so there is nothing to draw.
