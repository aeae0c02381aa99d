top-button = 🏆 Рейтинг
top-title = 🏆 <b>Рейтинг · { $title }</b>
top-shown-by-friends = По друзьям · { $period }
top-shown-by-points = По баллам за друзей · { $period }
top-friends = { $count ->
    [one] { $count } друг
    [few] { $count } друга
   *[other] { $count } друзей
}
top-line = { $place } { $name } — { $value }
top-line-mine = <b>{ $place } { $name } (вы) — { $value }</b>
top-line-admin = { $place } { $name } · <code>{ $telegram_id }</code> — { $value }
top-total = { $count ->
    [one] Всего в рейтинге: { $count } участник
    [few] Всего в рейтинге: { $count } участника
   *[other] Всего в рейтинге: { $count } участников
}
top-not-yet = Вас здесь пока нет. Место появится, как только засчитается ваш друг: /invite
top-empty = Здесь ещё никого нет, и первое место свободно. Пригласите друга: /invite
top-empty-then = Тогда здесь никого не было.
top-empty-for-admins = Пока ни один друг не засчитан.
top-no-campaign = Сейчас нет идущей кампании. Когда она начнётся, здесь будет рейтинг.
top-period-week = Неделя
top-period-month = Месяц
top-period-all = Всё время
top-by-friends = По друзьям
top-by-points = По баллам
top-earlier-button = ◀ Раньше
top-later-button = Позже ▶
top-picture-button = 🖼 Картинкой
top-text-button = 🏆 Текстом
top-heading-friends = Больше всех друзей
top-heading-points = Больше всех баллов
top-caption = 🏆 { $title } · { $period }
top-nothing-to-draw = В этом рейтинге ещё никого нет, рисовать пока нечего.
