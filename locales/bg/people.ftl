people-usage =
    👤 <b>Кого търсите?</b>

    <code>/user @anna</code>, <code>/user 123456789</code> или код на покана. Може и да отговорите на съобщение на човека с /user или да препратите негово съобщение тук.
people-choose = Това име са имали няколко души. Кого имате предвид?
people-choice-button = { $name } · { $telegram_id }
people-open-button = 👤 Профил
people-threads-button = 💬 Отворени запитвания
people-credit-button = ➕ Начисляване
people-debit-button = ➖ Отнемане
people-ban-button = 🚫 Блокиране
people-unban-button = ✅ Отблокиране
people-message-button = ✉️ Съобщение
people-recheck-button = 🔄 Проверка на членството
people-friends-button = 👥 Приятели
people-payouts-button = 💸 Изплащания
people-audit-button = 📜 Дневник
people-inviter-button = ↖️ Поканен от { $name }
people-thread-button = 💬 Запитване №{ $number }
people-newer-button = « Назад
people-older-button = Още »

people-card =
    👤 <b>{ $name }</b>
    { $named ->
        [yes] @{ $username } ·{ " " }
       *[no] { "" }
    }<code>{ $telegram_id }</code> · { $language }
people-since = Тук от { $at }
people-not-started = Още не е натиснал(а) „Старт“; забелязан(а) на { $at }
people-invited-by = Поканен(а) от { $name }, { $at }
people-roles = В тази група: { $roles }
people-banned =
    🚫 <b>Участието е блокирано</b> на { $at }{ $known ->
        [yes] { " " }от { $by }
       *[no] { "" }
    }
    Причина: { $reason }
people-blocked = 🔕 Блокирал(а) е бота на { $at }: нищо не пристига
people-thread = 💬 Запитване №{ $number } е отворено
people-flags-head = 🚩 <b>Струва си да се погледне</b>
people-flag-debt = • дължи { $amount }
people-flag-refused = • отказани: { $count } от последните { $of } идвания
people-flag-over-limit = • над лимита: { $count } от последните { $of } идвания
people-flag-revoked = • отменени приятели: { $count } от { $of }
people-flag-rush = • приятели за 10 минути: { $count }, { $at }
people-friends = 👥 <b>Приятели: { $total }</b> · ✅ { $qualified } · ⏳ { $pending } · ✖️ { $revoked }
people-balance = 💰 { $title }: налични <b>{ $available }</b>, изчакващи { $held }, заявени { $requested }
people-no-balance = 💰 Няма точки
people-payouts-head = 💸 <b>Изплащания</b>
people-payouts-head-in = 💸 <b>Изплащания · { $title }</b>
people-payouts-line =
    { $state ->
        [approved] ✅ одобрени
        [paid] 💸 изплатени
        [rejected] ❌ отхвърлени
       *[requested] ⏳ чакат решение
    }: { $count } · { $amount }
people-payouts-title = 💸 <b>Изплащания ({ $name }): { $count }</b>
people-payout-button =
    { $state ->
        [approved] ✅
        [paid] 💸
        [rejected] ❌
       *[requested] ⏳
    } №{ $number } · { $amount }
people-entries-head = 🧾 <b>Последни движения</b>
people-entry = { $amount } · { $what }
people-own-reward = ⏳ обещано за идване с покана, засега изчаква
people-own-credit = ✅ начислено за идване с покана
people-own-void = ✖️ наградата за идване с покана отпадна
people-own-reversal = ↩️ върнато: собствената покана вече не се зачита
people-recheck-line =
    { $inside ->
        [yes] ✅ е в { $chat }
       *[no] ❌ не е в { $chat }
    }

people-friends-title =
    { $pages ->
        [1] 👥 <b>Приятели ({ $name }): { $total }</b>
       *[other] 👥 <b>Приятели ({ $name }): { $total }</b> · страница { $page } от { $pages }
    }
people-friend-line =
    { $state ->
        [qualified] ✅
        [revoked] ✖️
       *[pending] ⏳
    } { $name } · { $at }
people-friends-hint = ✖️ до приятел: вече не се зачита, а даденото за него се връща.
people-friend-button = 👤 { $name }
people-revoke-button = ✖️ Отмяна
people-ask-revoke-reason = защо { $friend } вече да не се зачита за { $name }? Отговорете с причината; чете я само тази група. /cancel спира.
people-revoke-confirm =
    ✖️ <b>Да се отмени ли поканеният приятел?</b>

    { $friend }, поканен(а) от { $name }
    Кампания: { $title }
    Връща се: <b>{ $credited }</b>
    Вече не е обещано: { $scheduled }
    Причина: { $reason }

    Това не може да се върне назад. Вече похарченото става дълг.
people-revoke-confirm-button = ✖️ Отмяна на приятеля
people-revoke-done =
    ✖️ <b>Отменено</b>: { $friend } вече не се зачита за { $name }.

    Решение: { $by }
    Причина: { $reason }

error-person-unknown = Не познавам { $written }. Човек става познат, когато натисне „Старт“; става с Telegram id, @име или код на покана.
error-person-ambiguous = Това @име са имали няколко души. Изберете по Telegram id: { $ids }
error-person-unreadable = Напишете Telegram id, @име или код на покана, например 123456789 или @anna.
error-person-hidden = Този човек не позволява на Telegram да казва кой е написал съобщението. Попитайте го за Telegram id или @име или го намерете по кода на поканата му.
error-nothing-to-recheck = Никоя отворена покана на този човек не изисква чат: няма какво да се проверява.
error-referral-unknown = Няма такъв поканен приятел.
error-referral-already-revoked = Този приятел вече е отменен.
