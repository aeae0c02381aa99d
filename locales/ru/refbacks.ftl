refbacks-screen = 🤲 <b>{ $title }</b>
    Вы отдаёте друзьям <b>{ $percent } %</b> от каждой своей награды. Можно до { $most } %.
refbacks-hint = Выберите ниже или напишите, например, <code>/refback 15</code>.
refbacks-saved = ✅ Сохранено. Действует со следующей награды; всё, что у вас уже есть, остаётся вашим.
refbacks-choice = { $percent } %
refbacks-ticked = ✅ { $percent } %
refbacks-which = 🤲 В какой кампании вы хотите делиться наградой?
error-refback-not-offered = Сейчас нет кампании, в которой можно делиться наградой с другом.
error-refback-malformed = Напишите целое число от 0 до { $most }, например: /refback 10
error-refback-too-large = Отдать можно не больше { $most } %. Выберите число поменьше: ничего не изменилось.
