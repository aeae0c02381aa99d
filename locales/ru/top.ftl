top-button = 🏆 Рейтинг
top-title = 🏆 <b>Рейтинг · { $title }</b>
top-line = { $place } { $name } — { $count ->
    [one] { $count } друг
    [few] { $count } друга
   *[other] { $count } друзей
}
top-line-mine = <b>{ $place } { $name } (вы) — { $count ->
    [one] { $count } друг
    [few] { $count } друга
   *[other] { $count } друзей
}</b>
top-line-admin = { $place } { $name } · <code>{ $telegram_id }</code> — { $count ->
    [one] { $count } друг
    [few] { $count } друга
   *[other] { $count } друзей
}
top-total = { $count ->
    [one] Всего в рейтинге: { $count } участник
    [few] Всего в рейтинге: { $count } участника
   *[other] Всего в рейтинге: { $count } участников
}
top-not-yet = Вас здесь пока нет. Место появится, как только засчитается первый друг: /invite
top-empty = Здесь ещё никого нет, и первое место свободно. Пригласите друга: /invite
top-empty-for-admins = Пока ни один друг не засчитан.
top-no-campaign = Сейчас нет идущей кампании. Когда она начнётся, здесь будет рейтинг.
