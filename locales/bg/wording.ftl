wording-percent-of-amount = { $percent } от цената
wording-percent-of-commission = { $percent } от нашата комисиона

wording-referrer-purchase = За всяка покупка на приятел получавате { $amount } — { $credit }.
wording-referrer-nth = { $number ->
    [1] За първата покупка на приятел получавате { $amount } — { $credit }.
    [2] За втората покупка на приятел получавате { $amount } — { $credit }.
    [3] За третата покупка на приятел получавате { $amount } — { $credit }.
   *[other] За покупка № { $number } на приятел получавате { $amount } — { $credit }.
}
wording-friend-purchase = За всяка покупка приятелят получава { $amount } — { $credit }.
wording-friend-nth = { $number ->
    [1] За първата покупка приятелят получава { $amount } — { $credit }.
    [2] За втората покупка приятелят получава { $amount } — { $credit }.
    [3] За третата покупка приятелят получава { $amount } — { $credit }.
   *[other] За покупка № { $number } приятелят получава { $amount } — { $credit }.
}
wording-upline-start = { $level ->
    [2] За всеки, когото доведат приятелите ви, получавате { $amount } — { $credit }.
   *[other] За всеки, който дойде на ниво { $level } под вас, получавате { $amount } — { $credit }.
}
wording-upline-qualified = { $level ->
    [2] За всеки приятел на ваш приятел, който изпълни всички стъпки, получавате { $amount } — { $credit }.
   *[other] За всеки на ниво { $level } под вас, който изпълни всички стъпки, получавате { $amount } — { $credit }.
}
wording-upline-purchase = { $level ->
    [2] За всяка покупка на приятел на ваш приятел получавате { $amount } — { $credit }.
   *[other] За всяка покупка на ниво { $level } под вас получавате { $amount } — { $credit }.
}
wording-upline-nth = { $level ->
    [2] За покупка № { $number } на всеки приятел на ваш приятел получавате { $amount } — { $credit }.
   *[other] За покупка № { $number } на всеки на ниво { $level } под вас получавате { $amount } — { $credit }.
}
wording-bonus = Получавате премия { $amount } { $schedule }, ако от предишния път поне един приятел е изпълнил всички стъпки.
wording-of-purchase = { $amount } за всяка покупка
wording-of-product = { $amount } за „{ $products }“
wording-of-nth = { $number ->
    [1] { $amount } за първата покупка
   *[other] { $amount } за покупка № { $number }
}

wording-example = Например { $base } носят { $brings }.
wording-tier = { $count ->
    [one] от { $count } приятел — { $amount }
   *[other] от { $count } приятели — { $amount }
}
wording-tiers = Повече приятели — по-голяма награда: { $tiers }.
wording-products = Важи за: { $products }.
wording-products-more = и още { $count }
wording-lasts = Броят се покупките до { $span } след идването на приятеля.
wording-times = { $count ->
    [one] От всеки приятел се брои най-много { $count } покупка.
   *[other] От всеки приятел се броят най-много { $count } покупки.
}
wording-most = Един приятел носи така най-много { $amount }.
wording-split = Предварително избирате за кого е наградата: { $choices }.
wording-split-me = за вас
wording-split-friend = за приятеля
wording-split-half = наполовина
wording-refback = С /refback можете да давате на приятеля до { $percent } % от нея.
wording-plan-standard = Това е за всички без специални условия.
wording-plan-only = Само при условия „{ $plan }“.
wording-variant-only = Само във вариант „{ $variant }“ на теста.
wording-redeem = С начисленото веднага се купува „{ $offer }“.

wording-milestone = { $count ->
    [one] За { $count } приятел получавате еднократно още { $amount }.
   *[other] За { $count } приятели получавате еднократно още { $amount }.
}
wording-milestone-badge = { $count ->
    [one] За { $count } приятел получавате еднократно още { $amount } и значка „{ $badge }“.
   *[other] За { $count } приятели получавате еднократно още { $amount } и значка „{ $badge }“.
}
wording-contest-friends = Конкурс „{ $title }“: печели този, който доведе най-много зачетени приятели; при равенство — който е бил пръв.
wording-contest-points = Конкурс „{ $title }“: печели този, който спечели най-много; при равенство — който е бил пръв.
wording-contest-draw = Жребий „{ $title }“: всеки зачетен приятел е един билет, а победителите се теглят.
wording-prizes = Награди: { $prizes }.
wording-contest-main-prize = Голяма награда: { $prize }.
wording-prize = място { $places } — { $prize }
wording-contest-begins = Начало: { $at } ({ $zone }).
wording-contest-ends = Край: { $at } ({ $zone }).
wording-contest-lasts = Продължава { $span }.
wording-contest-least-friends = { $least ->
    [one] За участие е нужен поне { $least } приятел.
   *[other] За участие са нужни поне { $least } приятели.
}
wording-contest-least-points = За участие са нужни поне { $least }.
wording-contest-tickets = { $count ->
    [one] Един човек има най-много { $count } билет.
   *[other] Един човек има най-много { $count } билета.
}
wording-contest-announced = Резултатът ще бъде обявен в { $chat }.
wording-plan-earned = { $count ->
    [one] От { $count } зачетен приятел нагоре имате условия „{ $plan }“.
   *[other] От { $count } зачетени приятели нагоре имате условия „{ $plan }“.
}
wording-plan-given = Условията „{ $plan }“ се дават от организаторите.
wording-experiment = Тест „{ $name }“: участниците се разделят случайно: { $arms }.
wording-arm = „{ $variant }“ — { $part } от { $parts }
wording-offers = В /rewards можете да получите: { $offers }.
wording-offer = „{ $offer }“ за { $price }
wording-offers-more = и още { $count }

wording-budget = Награди се обещават, докато стига бюджетът на кампанията; обещаното се спазва.
wording-refunds = Ако покупка бъде върната, наградата за нея се отнема.
wording-currency = Броят се покупки в { $currency }.
wording-survey = Купувачите получават един кратък въпрос { $span } след покупка.
wording-expiry = Неизползваното до { $span } изтича; напомняме седмица по-рано.
