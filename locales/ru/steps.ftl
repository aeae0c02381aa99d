steps-do-start = запустить бота
steps-do-subscribe = вступить в { $chats }
steps-do-captcha = решить задание с картинкой
steps-do-contact = поделиться своим номером телефона
steps-do-approval = получить подтверждение организаторов
steps-do-purchase = сделать покупку
steps-do-purchase-from = сделать покупку от { $minimum }
steps-rule = Другу нужно запустить бота по вашему приглашению, а затем: { $steps }.

steps-left =
    { $count ->
        [one] ❗️ <b>Остался { $count } шаг</b> — только тогда приглашение засчитается:
        [few] ❗️ <b>Осталось { $count } шага</b> — только тогда приглашение засчитается:
       *[other] ❗️ <b>Осталось { $count } шагов</b> — только тогда приглашение засчитается:
    }
steps-left-next = 👉 <b>{ $step }</b>
steps-left-later = ▫️ { $step }
steps-left-waiting = 🕓 { $step }
steps-approval-waiting = Организаторы смотрят. Напишу, как только они решат.
steps-purchase-hint = Покупайте как обычно: магазин сам сообщит мне, здесь ничего делать не нужно.
steps-captcha-button = 🧩 Решить задание с картинкой
steps-contact-button = 📱 Поделиться номером
steps-still = Осталось: { $steps }.
steps-friend-still = ⏳ { $name }
    Осталось: { $steps }

steps-captcha-caption =
    🧩 <b>Найдите и нажмите по порядку:</b>
    1. { $first }
    2. { $second }
    3. { $third }

    У каждой картинки есть номер, такие же номера на кнопках. У вас 10 минут.
steps-captcha-pressed = Нажато: { $numbers }
steps-captcha-tries = { $tries ->
    [one] Осталась { $tries } попытка, потом перерыв на час.
    [few] У вас { $tries } попытки.
   *[other] У вас { $tries } попыток.
}
steps-captcha-clear-button = ↩️ Сначала
steps-captcha-other-button = 🔄 Другая картинка
steps-captcha-help-button = 🙋 Не вижу картинку
steps-captcha-wrong = ✖️ Не то. { $tries ->
    [0] Попробуйте ещё раз через час.
   *[other] Вот другая картинка.
}
steps-captcha-solved = ✅ Верно, спасибо!
steps-captcha-help-asked = 🙋 Организаторы посмотрят сами. Напишу, как только они решат.
steps-captcha-help-again = Организаторов уже попросили. Напишу, как только они решат.
steps-thing-boat = лодка
steps-thing-candle = свеча
steps-thing-car = машина
steps-thing-cat = кошка
steps-thing-clock = часы
steps-thing-cup = чашка
steps-thing-envelope = конверт
steps-thing-fish = рыба
steps-thing-flower = цветок
steps-thing-glasses = очки
steps-thing-heart = сердце
steps-thing-house = дом
steps-thing-key = ключ
steps-thing-ladder = лестница
steps-thing-moon = месяц
steps-thing-mushroom = гриб
steps-thing-snowman = снеговик
steps-thing-star = звезда
steps-thing-tree = ёлка
steps-thing-umbrella = зонт
error-captcha-not-asked = Задание с картинкой не нужно: его никто не ждёт.
error-captcha-paused = { $minutes ->
    [one] Слишком много попыток. Возвращайтесь через { $minutes } минуту.
    [few] Слишком много попыток. Возвращайтесь через { $minutes } минуты.
   *[other] Слишком много попыток. Возвращайтесь через { $minutes } минут.
}
error-captcha-over = Эта картинка уже не действует. Нажмите «Другая картинка», и придёт новая.

steps-contact-ask =
    📱 <b>Нужен ваш номер телефона</b>

    Нажмите кнопку внизу, и Telegram пришлёт мне ваш собственный номер. Я храню только его отпечаток, чтобы один человек не пришёл дважды. Сам номер никто не получит.
steps-contact-share-button = 📱 Поделиться номером
steps-contact-placeholder = Нажмите кнопку внизу
steps-contact-done = ✅ Спасибо, готово. Сам номер не сохранён.
steps-contact-only-button = Номер, набранный вручную, не считается. Нажмите кнопку «📱 Поделиться номером» внизу или /cancel.
error-phone-not-asked = Номер телефона не нужен: его никто не ждёт.
error-phone-of-another = Это не ваш собственный номер. Нажмите кнопку «📱 Поделиться номером» внизу; пересланные и чужие контакты не считаются.
error-phone-already-used = Этот номер телефона уже использован в этой кампании другим аккаунтом. Один человек считается один раз, поэтому с ним этот шаг сделать нельзя.

steps-approved = ✅ Организаторы вас подтвердили: все шаги кампании «{ $title }» сделаны!
steps-approved-more = ✅ Организаторы вас подтвердили в кампании «{ $title }». Посмотрите, что ещё осталось.
steps-friend-approved = ✅ Организаторы подтвердили вашего друга { $name }: все шаги сделаны.
steps-friend-approved-more = ✅ Организаторы подтвердили вашего друга { $name }. Остались ещё шаги: /friends
steps-rejected =
    ✖️ Организаторы не подтвердили вас в кампании «{ $title }», поэтому приглашение не засчитано.
    Причина: { $reason }

    Вы по-прежнему можете приглашать своих друзей. Если это ошибка, напишите нам.

steps-card =
    { $state ->
        [approved] ✅ <b>Друг подтверждён</b> — { $by }, { $at }
        [rejected] ❌ <b>Друг отклонён</b> — { $by }, { $at }
        [over] ⌛️ <b>Решать больше нечего</b>: этот друг уже не считается
        [itself] ✅ <b>Решать больше нечего</b>: друг всё-таки решил задание
       *[waiting] 🙋 <b>Друг ждёт подтверждения</b>
    }
    { $campaign }{ $step ->
        [captcha] { " · не видит задание с картинкой" }
       *[approval] { "" }
    }

    👤 <b>{ $friend }</b>{ $friend_named ->
        [yes] { " " }@{ $friend_username }
       *[no] { " · без @имени" }
    } · <code>{ $friend_id }</code>{ $friend_banned ->
        [yes] { " · 🚫 заблокирован" }
       *[no] { "" }
    }
    Пришёл: { $came_at }
    ↖️ По приглашению: <b>{ $referrer }</b>{ $referrer_named ->
        [yes] { " " }@{ $referrer_username }
       *[no] { "" }
    } · <code>{ $referrer_id }</code>{ $referrer_banned ->
        [yes] { " · 🚫 заблокирован" }
       *[no] { "" }
    }
    Друзей у пригласившего: { $total }, засчитано { $qualified }{ $flagged ->
        [yes] { "" }

        🚩 <b>Стоит присмотреться</b>
       *[no] { "" }
    }{ $refused ->
        [0] { "" }
       *[other] { "" }
        • отказано в { $refused } из последних { $refused_of } переходов
    }{ $over_limit ->
        [0] { "" }
       *[other] { "" }
        • сверх лимита: { $over_limit } из последних { $over_limit_of } переходов
    }{ $revoked ->
        [0] { "" }
       *[other] { "" }
        • отменено друзей: { $revoked } из { $revoked_of }
    }{ $rush ->
        [0] { "" }
       *[other] { "" }
        • друзей за 10 минут: { $rush }
    }{ $state ->
        [rejected] { "" }

        💬 { $reason }
       *[other] { "" }
    }
steps-friend-approve-button = ✅ Подтвердить
steps-friend-reject-button = ❌ Отклонить
steps-friend-button = 👤 Друг
steps-referrer-button = ↖️ Кто пригласил
steps-ask-reject-reason = почему этот друг отклонён? Ответ прочтёт друг; пригласивший узнает только, что друг не подтверждён.
steps-approved-toast = Подтверждено
steps-rejected-done = ❌ Отклонено; обоим сообщено.
steps-queue-title = 🙋 <b>Ждут подтверждения: { $count }</b>
steps-queue-empty = Подтверждения никто не ждёт.
steps-queue-line = • <b>{ $friend }</b>, пригласил(а) { $referrer } · { $at }
steps-queue-button = { $friend } ← { $referrer }
steps-queue-page = Страница { $page } из { $pages }
steps-queue-newer-button = « Назад
steps-queue-older-button = Дальше »
error-approval-unknown = Такого запроса нет.
error-approval-already-decided = Это уже решено; на карточке видно как.
error-approval-card-renewed = Кнопки устарели. Друг всё ещё ждёт, на карточке теперь новые кнопки.
