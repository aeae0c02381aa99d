friends-button = 👥 Приятели
friends-title = 👥 <b>{ $count ->
    [one] По ваша покана: { $count } приятел
   *[other] По ваша покана: { $count } приятели
}</b>
friends-counts = ✅ зачетени: { $qualified } · ⏳ чакаме: { $waiting } · ✖️ отпаднали: { $lost }
friends-sum = 💰 начислено: { $earned } · изчакващи: { $held }
friends-sum-of = <b>{ $title }</b>
friends-line-steps = ⏳ { $name }
    Остава да влезе в { $chats }
friends-offer = За вас тогава: { $amount }
friends-line-waiting = 🕓 { $name }
    Всичко е готово. На { $at }: { $amount }
friends-line-credited = ✅ { $name }: { $amount }
friends-line-counted = ✅ { $name }: зачетено
friends-line-no-budget = ✅ { $name }: зачетено, но бюджетът на кампанията беше свършил
friends-line-lost = { $reason ->
    [left] ✖️ { $name }: напусна задължителен чат
    [window-passed] ✖️ { $name }: не направи стъпките навреме
    [refunded] ✖️ { $name }: покупката е върната
    [rejected] ✖️ { $name }: не е одобрено
   *[banned] ✖️ { $name }: отменено от администратор
}
friends-page = Страница { $page } от { $pages }
friends-newer-button = ‹ По-нови
friends-older-button = По-стари ›
friends-none =
    👥 <b>Още никой не е дошъл</b>

    Така започват всички: изпратете връзката на един-двама приятели, на които това наистина ще хареса. Щом някой дойде, ще го видите тук.
