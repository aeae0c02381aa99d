wording-percent-of-amount = { $percent } от суммы
wording-percent-of-commission = { $percent } от комиссии сервиса

wording-referrer-purchase = За каждую покупку друга вы получите { $amount } — { $credit }.
wording-referrer-nth = { $number ->
    [1] За первую покупку друга вы получите { $amount } — { $credit }.
    [2] За вторую покупку друга вы получите { $amount } — { $credit }.
    [3] За третью покупку друга вы получите { $amount } — { $credit }.
   *[other] За покупку друга № { $number } вы получите { $amount } — { $credit }.
}
wording-friend-purchase = За каждую покупку друг получит { $amount } — { $credit }.
wording-friend-nth = { $number ->
    [1] За первую покупку друг получит { $amount } — { $credit }.
    [2] За вторую покупку друг получит { $amount } — { $credit }.
    [3] За третью покупку друг получит { $amount } — { $credit }.
   *[other] За покупку № { $number } друг получит { $amount } — { $credit }.
}
wording-upline-start = { $level ->
    [2] За каждого, кого приведут ваши друзья, вы получите { $amount } — { $credit }.
   *[other] За каждого, кто придёт на { $level }-м уровне под вами, вы получите { $amount } — { $credit }.
}
wording-upline-qualified = { $level ->
    [2] За каждого друга ваших друзей, который выполнит все шаги, вы получите { $amount } — { $credit }.
   *[other] За каждого на { $level }-м уровне под вами, кто выполнит все шаги, вы получите { $amount } — { $credit }.
}
wording-upline-purchase = { $level ->
    [2] За каждую покупку друга ваших друзей вы получите { $amount } — { $credit }.
   *[other] За каждую покупку на { $level }-м уровне под вами вы получите { $amount } — { $credit }.
}
wording-upline-nth = { $level ->
    [2] За покупку № { $number } каждого друга ваших друзей вы получите { $amount } — { $credit }.
   *[other] За покупку № { $number } каждого на { $level }-м уровне под вами вы получите { $amount } — { $credit }.
}
wording-bonus = Вы получите премию { $amount } { $schedule }, если с прошлого раза хотя бы один друг выполнил все шаги.
wording-of-purchase = { $amount } за каждую покупку
wording-of-product = { $amount } за «{ $products }»
wording-of-nth = { $number ->
    [1] { $amount } за первую покупку
   *[other] { $amount } за покупку № { $number }
}

wording-example = Например, { $base } принесут { $brings }.
wording-tier = { $count ->
    [one] от { $count } друга — { $amount }
    [few] от { $count } друзей — { $amount }
    [many] от { $count } друзей — { $amount }
   *[other] от { $count } друга — { $amount }
}
wording-tiers = Чем больше друзей, тем больше награда: { $tiers }.
wording-products = Засчитываются: { $products }.
wording-products-more = и ещё { $count }
wording-lasts = Считаются покупки за { $span } с того дня, как пришёл друг.
wording-times = { $count ->
    [one] От каждого друга засчитывается не больше { $count } покупки.
    [few] От каждого друга засчитывается не больше { $count } покупок.
    [many] От каждого друга засчитывается не больше { $count } покупок.
   *[other] От каждого друга засчитывается не больше { $count } покупки.
}
wording-most = Один друг принесёт так не больше { $amount }.
wording-split = Кому достанется награда, вы выбираете заранее: { $choices }.
wording-split-me = вам
wording-split-friend = другу
wording-split-half = пополам
wording-refback = Командой /refback можно отдавать другу до { $percent } % этой награды.
wording-plan-standard = Это для всех, у кого нет особых условий.
wording-plan-only = Только на условиях «{ $plan }».
wording-variant-only = Только в варианте «{ $variant }» теста.
wording-redeem = На начисленное сразу покупается «{ $offer }».

wording-milestone = { $count ->
    [one] За { $count } друга вы один раз получите ещё { $amount }.
    [few] За { $count } друзей вы один раз получите ещё { $amount }.
    [many] За { $count } друзей вы один раз получите ещё { $amount }.
   *[other] За { $count } друга вы один раз получите ещё { $amount }.
}
wording-milestone-badge = { $count ->
    [one] За { $count } друга вы один раз получите ещё { $amount } и значок «{ $badge }».
    [few] За { $count } друзей вы один раз получите ещё { $amount } и значок «{ $badge }».
    [many] За { $count } друзей вы один раз получите ещё { $amount } и значок «{ $badge }».
   *[other] За { $count } друга вы один раз получите ещё { $amount } и значок «{ $badge }».
}
wording-contest-friends = Конкурс «{ $title }»: побеждает тот, кто приведёт больше всех засчитанных друзей; при равенстве — кто успел раньше.
wording-contest-points = Конкурс «{ $title }»: побеждает тот, кто заработает больше всех; при равенстве — кто успел раньше.
wording-contest-draw = Розыгрыш «{ $title }»: каждый засчитанный друг — один билет, победителей определяет жребий.
wording-prizes = Призы: { $prizes }.
wording-contest-main-prize = Главный приз: { $prize }.
wording-prize = место { $places } — { $prize }
wording-contest-begins = Начало — { $at } ({ $zone }).
wording-contest-ends = Окончание — { $at } ({ $zone }).
wording-contest-lasts = Срок: { $span }.
wording-contest-least-friends = { $least ->
    [one] Чтобы участвовать, нужен хотя бы { $least } друг.
    [few] Чтобы участвовать, нужно хотя бы { $least } друга.
    [many] Чтобы участвовать, нужно хотя бы { $least } друзей.
   *[other] Чтобы участвовать, нужно хотя бы { $least } друга.
}
wording-contest-least-points = Чтобы участвовать, нужно набрать хотя бы { $least }.
wording-contest-tickets = { $count ->
    [one] У одного человека не больше { $count } билета.
    [few] У одного человека не больше { $count } билетов.
    [many] У одного человека не больше { $count } билетов.
   *[other] У одного человека не больше { $count } билета.
}
wording-contest-announced = Итоги объявят в { $chat }.
wording-plan-earned = { $count ->
    [one] С { $count } засчитанного друга у вас условия «{ $plan }».
    [few] С { $count } засчитанных друзей у вас условия «{ $plan }».
    [many] С { $count } засчитанных друзей у вас условия «{ $plan }».
   *[other] С { $count } засчитанного друга у вас условия «{ $plan }».
}
wording-plan-given = Условия «{ $plan }» назначают организаторы.
wording-experiment = Тест «{ $name }»: участников делит случай: { $arms }.
wording-arm = «{ $variant }» — { $part } из { $parts }
wording-offers = В /rewards можно получить: { $offers }.
wording-offer = «{ $offer }» за { $price }
wording-offers-more = и ещё { $count }

wording-budget = Награды обещаем, пока хватает бюджета кампании; обещанное сохраняется.
wording-refunds = Если покупку вернут, награда за неё снимается.
wording-currency = Засчитываются покупки в валюте { $currency }.
wording-survey = Через { $span } после покупки покупателю зададут один короткий вопрос.
wording-expiry = Срок действия начисленного — { $span }; за неделю до его конца мы напомним.
