duration-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}
duration-hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
    [many] { $count } часов
   *[other] { $count } часа
}
duration-minutes = { $count ->
    [one] { $count } минуту
    [few] { $count } минуты
    [many] { $count } минут
   *[other] { $count } минуты
}
duration-seconds = { $count ->
    [one] { $count } секунду
    [few] { $count } секунды
    [many] { $count } секунд
   *[other] { $count } секунды
}

campaigns-rule-referrer-start = За каждого друга, который придёт по вашему приглашению, вы получите { $amount } — { $credit }.
campaigns-rule-referrer-qualified = За каждого друга, который выполнит все шаги, вы получите { $amount } — { $credit }.
campaigns-rule-friend-start = Друг, который придёт по вашему приглашению, получит { $amount } — { $credit }.
campaigns-rule-friend-qualified = Друг, который выполнит все шаги, получит { $amount } — { $credit }.

campaigns-credit-now = сразу
campaigns-credit-later = через { $span }
campaigns-credit-schedule-later = { $schedule }, но не раньше чем через { $span }

campaigns-schedule-daily = каждый день в { $time } ({ $zone })
campaigns-schedule-weekdays = { $days } в { $time } ({ $zone })
campaigns-schedule-month-day = каждый месяц { $day }-го числа в { $time } ({ $zone })
campaigns-schedule-month-end = в последний день месяца в { $time } ({ $zone })
campaigns-schedule-other = по расписанию кампании: { $line } ({ $zone })
campaigns-every-mon = каждый понедельник
campaigns-every-tue = каждый вторник
campaigns-every-wed = каждую среду
campaigns-every-thu = каждый четверг
campaigns-every-fri = каждую пятницу
campaigns-every-sat = каждую субботу
campaigns-every-sun = каждое воскресенье

campaigns-rule-step-start = Другу нужно только запустить бота по вашему приглашению.
campaigns-rule-steps = Другу нужно запустить бота по вашему приглашению и подписаться на { $chats }.
campaigns-private-chats = { $count ->
    [one] { $count } закрытый чат
    [few] { $count } закрытых чата
    [many] { $count } закрытых чатов
   *[other] { $count } закрытого чата
}
campaigns-rule-leaving = Если друг отпишется, он перестанет засчитываться, а начисленное за него вернётся в кампанию.
campaigns-rule-window = Выполнить все шаги нужно за { $span }.
campaigns-rule-new-to-bot = Засчитываются друзья, которые раньше не запускали этого бота.
campaigns-rule-new-to-campaign = Засчитываются друзья, которые ещё не участвовали в этой кампании.
campaigns-rule-new-to-channel = Засчитываются друзья, которые ещё не подписаны.
campaigns-rule-grace = Друг пришёл без вашей ссылки? Он может ввести ваш код командой /promo, пока после первого запуска не прошло { $span }.
campaigns-rule-limits = Засчитывается друзей: не больше { $limits }.
campaigns-limit-hour = { $count } в час
campaigns-limit-day = { $count } в день
campaigns-limit-week = { $count } в неделю
campaigns-limit-campaign = { $count } за всю кампанию
campaigns-rule-payout = Выплату можно запросить в любой момент.
campaigns-rule-payout-from = Наименьшая сумма выплаты — { $minimum }.
campaigns-rule-payout-range = Наименьшая сумма выплаты — { $minimum }, наибольшая — { $maximum }.
campaigns-rule-payout-cooldown = Следующую выплату можно запросить через { $span }.
campaigns-rule-payout-fee = Комиссия за выплату: { $fee }.
campaigns-rule-no-payout = Заработанное здесь не выплачивается деньгами.

campaigns-period-between = С { $starts_at } по { $ends_at } ({ $zone })
campaigns-period-from = С { $starts_at } ({ $zone })
campaigns-period-until = До { $ends_at } ({ $zone })
campaigns-period-open = Дата окончания пока не назначена

error-campaign-unknown = Кампании «{ $slug }» нет.
error-campaign-already-running = Кампания «{ $slug }» уже идёт.
error-campaign-not-running = Кампания «{ $slug }» не идёт.
error-campaign-not-paused = Кампания «{ $slug }» не на паузе.
error-campaign-over = Кампания «{ $slug }» закончилась { $ended_at }: сначала назначьте ей более позднее окончание.
error-slug-reserved = «{ $slug }» — имя кампании из настроек: выберите другое.
error-decimals-fixed = Кампания «{ $slug }» уже шла с decimals = { $decimals }: это число должно остаться прежним.
error-too-many-campaigns = { $count ->
    [one] Уже идёт { $count } кампания: сначала остановите одну.
    [few] Уже идут { $count } кампании: сначала остановите одну.
    [many] Уже идут { $count } кампаний: сначала остановите одну.
   *[other] Уже идёт { $count } кампании: сначала остановите одну.
}

campaigns-flow-share = Вы делитесь ссылкой
campaigns-flow-come = Друг запускает по ней бота
campaigns-flow-does = Друг: { $step }
campaigns-flow-buys = Друг покупает
campaigns-flow-stays = Друг остаётся: { $span }
campaigns-flow-waits = Срок ожидания: { $span }
campaigns-flow-who = { $level ->
    [0] Друг
    [1] Вы
   *[other] Уровень { $level }
}
campaigns-flow-milestone = { $count ->
    [one] { $count } друг
    [few] { $count } друга
    [many] { $count } друзей
   *[other] { $count } друга
}
campaigns-flow-places = Первое место
campaigns-flow-draw = Розыгрыш
campaigns-flow-offers = За баллы
