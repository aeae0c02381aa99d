top-button = 🏆 Класация
top-title = 🏆 <b>Класация · { $title }</b>
top-shown-by-friends = По приятели · { $period }
top-shown-by-points = По точки за приятели · { $period }
top-friends = { $count ->
    [one] { $count } приятел
   *[other] { $count } приятели
}
top-line = { $place } { $name } — { $value }
top-line-mine = <b>{ $place } { $name } (вие) — { $value }</b>
top-line-admin = { $place } { $name } · <code>{ $telegram_id }</code> — { $value }
top-total = { $count ->
    [one] Общо в класацията: { $count } участник
   *[other] Общо в класацията: { $count } участници
}
top-not-yet = Още ви няма тук. Ще получите място, щом се зачете ваш приятел: /invite
top-empty = Тук още няма никого и първото място е свободно. Поканете приятел: /invite
top-empty-then = Тогава тук не е имало никого.
top-empty-for-admins = Още няма зачетен приятел.
top-no-campaign = В момента няма активна кампания. Когато започне, класацията ще бъде тук.
top-period-week = Седмица
top-period-month = Месец
top-period-all = Общо
top-by-friends = По приятели
top-by-points = По точки
top-earlier-button = ◀ По-рано
top-later-button = По-късно ▶
top-picture-button = 🖼 Като картинка
top-text-button = 🏆 Като текст
top-heading-friends = Най-много приятели
top-heading-points = Най-много точки
top-caption = 🏆 { $title } · { $period }
top-nothing-to-draw = В тази класация още няма никого, така че няма какво да се нарисува.
