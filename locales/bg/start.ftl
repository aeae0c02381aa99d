start-welcome = 👋 Здравейте, { $name }!
start-welcome-back = 👋 Радваме се да ви видим отново, { $name }!
start-invited-by = Покани ви { $name }.
start-steps =
    { $count ->
        [one] ❗️ <b>Остава { $count } стъпка:</b> влезте в { $chats } и натиснете „Влязох“. Едва тогава поканата се зачита.
       *[other] ❗️ <b>Остават { $count } стъпки:</b> влезте в { $chats } и натиснете „Влязох“. Едва тогава поканата се зачита.
    }
start-subscribe-button = 📣 Отвори { $chat }
start-check-button = ✅ Влязох
start-steps-missing = Telegram още не ви вижда там. Първо влезте, после натиснете отново.
start-steps-next = Благодаря! Сега следващата стъпка.
start-steps-done = Благодарим, всички стъпки са готови!
start-campaign = 🎁 <b>{ $title }</b>
start-rule = • { $rule }
start-link = 🔗 Вашата връзка — изпратете я на приятели:
    { $link }
start-more = Всички правила: /terms. Всичко, което мога: /help.
start-home-button = 🏠 Начало
start-no-campaign = В момента няма активна кампания. Щом започне, връзката ви ще се появи тук.
start-refused-unknown-code = ⚠️ Няма такъв код за покана. Поискайте от приятеля си нова връзка — а ето и вашата.
start-refused-expired-code = ⚠️ Срокът на тази покана е изтекъл. Поискайте от приятеля си нова връзка — а ето и вашата.
start-refused-campaign-not-running = ⚠️ Кампанията на тази покана не е активна. Но можете да каните свои приятели.
start-refused-own-code = ⚠️ Това е вашата собствена връзка: тя е за приятелите ви, не за вас.
start-refused-referrer-banned = ⚠️ Тази покана не е валидна. Но можете да каните свои приятели.
start-refused-referee-banned = ⚠️ Не можете да участвате в тази кампания. Ако смятате, че е грешка, вижте /help.
start-refused-already-referred = ℹ️ Вече имате покана за тази кампания; зачита се първата.
start-refused-known-before = ℹ️ Вече сте били с нас, затова поканата не се зачита: тя е за нови хора.
start-refused-cycle = ℹ️ Вие сами сте поканили този приятел, затова той не може да покани вас.
start-refused-over-limit = ℹ️ Вашият приятел засега е достигнал лимита си за покани, затова тази не се зачита.
error-promo-usage = Напишете кода след командата, например: /promo AUTUMN26
error-nothing-to-check = Няма какво да се проверява: стъпките ви са готови.
