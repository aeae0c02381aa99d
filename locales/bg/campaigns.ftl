duration-days = { $count ->
    [one] { $count } ден
   *[other] { $count } дни
}
duration-hours = { $count ->
    [one] { $count } час
   *[other] { $count } часа
}
duration-minutes = { $count ->
    [one] { $count } минута
   *[other] { $count } минути
}
duration-seconds = { $count ->
    [one] { $count } секунда
   *[other] { $count } секунди
}

campaigns-rule-referrer-start = За всеки приятел, който дойде с вашата покана, получавате { $amount } — { $credit }.
campaigns-rule-referrer-qualified = За всеки приятел, който изпълни всички стъпки, получавате { $amount } — { $credit }.
campaigns-rule-friend-start = Приятел, който дойде с вашата покана, получава { $amount } — { $credit }.
campaigns-rule-friend-qualified = Приятел, който изпълни всички стъпки, получава { $amount } — { $credit }.

campaigns-credit-now = веднага
campaigns-credit-later = след { $span }
campaigns-credit-schedule-later = { $schedule }, но не по-рано от { $span }

campaigns-schedule-daily = всеки ден в { $time } ({ $zone })
campaigns-schedule-weekdays = { $days } в { $time } ({ $zone })
campaigns-schedule-month-day = всеки месец на дата { $day } в { $time } ({ $zone })
campaigns-schedule-month-end = в последния ден на месеца в { $time } ({ $zone })
campaigns-schedule-other = по графика на кампанията: { $line } ({ $zone })
campaigns-every-mon = всеки понеделник
campaigns-every-tue = всеки вторник
campaigns-every-wed = всяка сряда
campaigns-every-thu = всеки четвъртък
campaigns-every-fri = всеки петък
campaigns-every-sat = всяка събота
campaigns-every-sun = всяка неделя

campaigns-rule-step-start = Приятелят трябва само да стартира бота с вашата покана.
campaigns-rule-steps = Приятелят трябва да стартира бота с вашата покана и да се присъедини към { $chats }.
campaigns-private-chats = { $count ->
    [one] { $count } затворен чат
   *[other] { $count } затворени чата
}
campaigns-rule-leaving = Ако приятелят напусне, той вече не се брои и спечеленото за него се връща в кампанията.
campaigns-rule-window = За всички стъпки има { $span }.
campaigns-rule-new-to-bot = Броят се приятели, които досега не са стартирали този бот.
campaigns-rule-new-to-campaign = Броят се приятели, които още не са участвали в тази кампания.
campaigns-rule-new-to-channel = Броят се приятели, които още не са се присъединили.
campaigns-rule-grace = Приятел, дошъл без вашата връзка, може да въведе кода ви с /promo до { $span } след първото стартиране.
campaigns-rule-limits = Приятели, които се броят: най-много { $limits }.
campaigns-limit-hour = { $count } на час
campaigns-limit-day = { $count } на ден
campaigns-limit-week = { $count } на седмица
campaigns-limit-campaign = { $count } общо
campaigns-rule-payout = Можете да поискате изплащане по всяко време.
campaigns-rule-payout-from = Можете да поискате изплащане от { $minimum } нагоре.
campaigns-rule-payout-range = Можете да поискате изплащане от { $minimum } до { $maximum }.
campaigns-rule-payout-cooldown = Следващото изплащане може да се поиска след { $span }.
campaigns-rule-payout-fee = Такса за изплащане: { $fee }.
campaigns-rule-no-payout = Спечеленото тук не се изплаща в пари.

campaigns-period-between = От { $starts_at } до { $ends_at } ({ $zone })
campaigns-period-from = От { $starts_at } ({ $zone })
campaigns-period-until = До { $ends_at } ({ $zone })
campaigns-period-open = Все още няма крайна дата

error-campaign-unknown = Няма кампания „{ $slug }“.
error-campaign-already-running = Кампанията „{ $slug }“ вече тече.
error-campaign-not-running = Кампанията „{ $slug }“ не тече.
error-campaign-not-paused = Кампанията „{ $slug }“ не е на пауза.
error-campaign-over = Кампанията „{ $slug }“ е приключила на { $ended_at }: първо ѝ задайте по-късен край.
error-slug-reserved = „{ $slug }“ е името на кампанията от настройките: изберете друго.
error-decimals-fixed = Кампанията „{ $slug }“ вече е текла с decimals = { $decimals }: това число трябва да остане.
error-too-many-campaigns = { $count ->
    [one] Тече { $count } кампания: първо я спрете.
   *[other] Текат { $count } кампании: първо спрете една.
}

campaigns-flow-share = Споделяте връзката си
campaigns-flow-come = Приятел стартира бота с нея
campaigns-flow-does = Приятел: { $step }
campaigns-flow-buys = Приятелят купува
campaigns-flow-stays = Приятелят остава: { $span }
campaigns-flow-waits = Изчакване: { $span }
campaigns-flow-who = { $level ->
    [0] Приятел
    [1] Вие
   *[other] Ниво { $level }
}
campaigns-flow-milestone = { $count ->
    [one] { $count } приятел
   *[other] { $count } приятели
}
campaigns-flow-places = Първо място
campaigns-flow-draw = Жребий
campaigns-flow-offers = За точки
