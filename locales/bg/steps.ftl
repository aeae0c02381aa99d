steps-do-start = стартиране на бота
steps-do-subscribe = присъединяване към { $chats }
steps-do-captcha = задача с картинка
steps-do-contact = споделяне на собствения телефонен номер
steps-do-approval = одобрение от организаторите
steps-do-purchase = покупка
steps-do-purchase-from = покупка за поне { $minimum }
steps-rule = Приятелят трябва да стартира бота с вашата покана, а след това: { $steps }.

steps-left =
    { $count ->
        [one] ❗️ <b>Остава { $count } стъпка</b> — чак тогава поканата се зачита:
       *[other] ❗️ <b>Остават { $count } стъпки</b> — чак тогава поканата се зачита:
    }
steps-left-next = 👉 <b>{ $step }</b>
steps-left-later = ▫️ { $step }
steps-left-waiting = 🕓 { $step }
steps-approval-waiting = Организаторите разглеждат. Ще пиша веднага щом решат.
steps-purchase-hint = Купувайте както обикновено: магазинът сам ми съобщава, тук не се иска нищо от вас.
steps-captcha-button = 🧩 Реши задачата с картинка
steps-contact-button = 📱 Сподели номера ми
steps-still = Остава: { $steps }.
steps-friend-still = ⏳ { $name }
    Остава: { $steps }

steps-captcha-caption =
    🧩 <b>Намерете и натиснете по ред:</b>
    1. { $first }
    2. { $second }
    3. { $third }

    Всяка картинка има номер, същите номера са на бутоните. Имате 10 минути.
steps-captcha-pressed = Натиснато: { $numbers }
steps-captcha-tries = { $tries ->
    [one] Това е последният опит, после има почивка от един час.
   *[other] Имате { $tries } опита.
}
steps-captcha-clear-button = ↩️ Отначало
steps-captcha-other-button = 🔄 Друга картинка
steps-captcha-help-button = 🙋 Не виждам картинката
steps-captcha-wrong = ✖️ Не е това. { $tries ->
    [0] Опитайте отново след един час.
   *[other] Ето друга картинка.
}
steps-captcha-solved = ✅ Вярно, благодаря!
steps-captcha-help-asked = 🙋 Организаторите ще погледнат лично. Ще пиша веднага щом решат.
steps-captcha-help-again = Организаторите вече са помолени. Ще пиша веднага щом решат.
steps-thing-boat = лодка
steps-thing-candle = свещ
steps-thing-car = кола
steps-thing-cat = котка
steps-thing-clock = часовник
steps-thing-cup = чаша
steps-thing-envelope = плик
steps-thing-fish = риба
steps-thing-flower = цвете
steps-thing-glasses = очила
steps-thing-heart = сърце
steps-thing-house = къща
steps-thing-key = ключ
steps-thing-ladder = стълба
steps-thing-moon = луна
steps-thing-mushroom = гъба
steps-thing-snowman = снежен човек
steps-thing-star = звезда
steps-thing-tree = елха
steps-thing-umbrella = чадър
error-captcha-not-asked = Задачата с картинка не е нужна: нищо не я чака.
error-captcha-paused = { $minutes ->
    [one] Твърде много опити. Върнете се след { $minutes } минута.
   *[other] Твърде много опити. Върнете се след { $minutes } минути.
}
error-captcha-over = Тази картинка вече не важи. Натиснете „Друга картинка“ за нова.

steps-contact-ask =
    📱 <b>Нужен е вашият телефонен номер</b>

    Натиснете бутона долу и Telegram ще ми изпрати собствения ви номер. Пазя само отпечатък от него, за да не дойде един човек два пъти. Никой не получава номера.
steps-contact-share-button = 📱 Сподели номера ми
steps-contact-placeholder = Натиснете бутона долу
steps-contact-done = ✅ Благодаря, готово. Самият номер не е запазен.
steps-contact-only-button = Написан на ръка номер не се зачита. Натиснете бутона „📱 Сподели номера ми“ долу или /cancel.
error-phone-not-asked = Телефонният номер не е нужен: нищо не го чака.
error-phone-of-another = Това не е вашият собствен номер. Натиснете бутона „📱 Сподели номера ми“ долу; препратени и чужди контакти не се зачитат.
error-phone-already-used = Този телефонен номер вече е използван в кампанията от друг акаунт. Един човек се зачита веднъж, затова стъпката не може да се направи с него.

steps-approved = ✅ Организаторите ви одобриха: всички стъпки в „{ $title }“ са направени!
steps-approved-more = ✅ Организаторите ви одобриха в „{ $title }“. Вижте какво още остава.
steps-friend-approved = ✅ Организаторите одобриха { $name }: всички стъпки са направени.
steps-friend-approved-more = ✅ Организаторите одобриха { $name }. Остават още стъпки: /friends
steps-rejected =
    ✖️ Организаторите не ви одобриха в „{ $title }“, затова поканата не се зачита.
    Причина: { $reason }

    Все още можете да каните свои приятели. Ако смятате, че е грешка, пишете ни.

steps-card =
    { $state ->
        [approved] ✅ <b>Приятелят е одобрен</b> — { $by }, { $at }
        [rejected] ❌ <b>Приятелят е отхвърлен</b> — { $by }, { $at }
        [over] ⌛️ <b>Няма какво да се решава</b>: този приятел вече не се зачита
        [itself] ✅ <b>Няма какво да се решава</b>: приятелят все пак реши задачата
       *[waiting] 🙋 <b>Приятел чака одобрение</b>
    }
    { $campaign }{ $step ->
        [captcha] { " · не вижда задачата с картинка" }
       *[approval] { "" }
    }

    👤 <b>{ $friend }</b>{ $friend_named ->
        [yes] { " " }@{ $friend_username }
       *[no] { " · без @име" }
    } · <code>{ $friend_id }</code>{ $friend_banned ->
        [yes] { " · 🚫 блокиран" }
       *[no] { "" }
    }
    Дойде: { $came_at }
    ↖️ По покана от <b>{ $referrer }</b>{ $referrer_named ->
        [yes] { " " }@{ $referrer_username }
       *[no] { "" }
    } · <code>{ $referrer_id }</code>{ $referrer_banned ->
        [yes] { " · 🚫 блокиран" }
       *[no] { "" }
    }
    Приятели на поканилия: { $total }, зачетени { $qualified }{ $flagged ->
        [yes] { "" }

        🚩 <b>Вижте по-внимателно</b>
       *[no] { "" }
    }{ $refused ->
        [0] { "" }
       *[other] { "" }
        • отказани са { $refused } от последните { $refused_of } идвания
    }{ $over_limit ->
        [0] { "" }
       *[other] { "" }
        • над лимита: { $over_limit } от последните { $over_limit_of } идвания
    }{ $revoked ->
        [0] { "" }
       *[other] { "" }
        • отменени приятели: { $revoked } от { $revoked_of }
    }{ $rush ->
        [0] { "" }
       *[other] { "" }
        • приятели за 10 минути: { $rush }
    }{ $state ->
        [rejected] { "" }

        💬 { $reason }
       *[other] { "" }
    }
steps-friend-approve-button = ✅ Одобряване
steps-friend-reject-button = ❌ Отхвърляне
steps-friend-button = 👤 Приятел
steps-referrer-button = ↖️ Кой покани
steps-ask-reject-reason = защо се отхвърля този приятел? Отговора чете приятелят; поканилият научава само, че не е одобрен.
steps-approved-toast = Одобрено
steps-rejected-done = ❌ Отхвърлено; и двамата са уведомени.
steps-queue-title = 🙋 <b>Чакат одобрение: { $count }</b>
steps-queue-empty = Никой не чака одобрение.
steps-queue-line = • <b>{ $friend }</b>, поканен(а) от { $referrer } · { $at }
steps-queue-button = { $friend } ← { $referrer }
steps-queue-page = Страница { $page } от { $pages }
steps-queue-newer-button = « Назад
steps-queue-older-button = Още »
error-approval-unknown = Няма такова чакащо одобрение.
error-approval-already-decided = Това вече е решено; съобщението показва как.
error-approval-card-renewed = Бутоните бяха остарели. Приятелят още чака, под съобщението вече има нови бутони.
