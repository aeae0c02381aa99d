top-button = 🏆 Класация
top-title = 🏆 <b>Класация · { $title }</b>
top-line = { $place } { $name } — { $count ->
    [one] { $count } приятел
   *[other] { $count } приятели
}
top-line-mine = <b>{ $place } { $name } (вие) — { $count ->
    [one] { $count } приятел
   *[other] { $count } приятели
}</b>
top-line-admin = { $place } { $name } · <code>{ $telegram_id }</code> — { $count ->
    [one] { $count } приятел
   *[other] { $count } приятели
}
top-total = { $count ->
    [one] Общо в класацията: { $count } участник
   *[other] Общо в класацията: { $count } участници
}
top-not-yet = Още ви няма тук. Ще получите място, щом се зачете първият ви приятел: /invite
top-empty = Тук още няма никого и първото място е свободно. Поканете приятел: /invite
top-empty-for-admins = Още няма зачетен приятел.
top-no-campaign = В момента няма активна кампания. Когато започне, класацията ще бъде тук.
