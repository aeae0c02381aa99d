people-usage =
    👤 <b>Кого найти?</b>

    <code>/user @anna</code>, <code>/user 123456789</code> или код приглашения. Можно ответить на сообщение человека командой /user или переслать его сообщение сюда.
people-choose = Это имя было у нескольких людей. Кто нужен?
people-choice-button = { $name } · { $telegram_id }
people-open-button = 👤 Карточка
people-threads-button = 💬 Открытые обращения
people-credit-button = ➕ Начислить
people-debit-button = ➖ Списать
people-ban-button = 🚫 Заблокировать
people-unban-button = ✅ Разблокировать
people-message-button = ✉️ Написать
people-recheck-button = 🔄 Проверить подписку
people-friends-button = 👥 Друзья
people-payouts-button = 💸 Выплаты
people-audit-button = 📜 Журнал
people-inviter-button = ↖️ Кто пригласил: { $name }
people-thread-button = 💬 Обращение №{ $number }
people-newer-button = « Назад
people-older-button = Дальше »

people-card =
    👤 <b>{ $name }</b>
    { $named ->
        [yes] @{ $username } ·{ " " }
       *[no] { "" }
    }<code>{ $telegram_id }</code> · { $language }
people-since = С нами с { $at }
people-not-started = Ещё не нажал(а) «Старт»; замечен(а) { $at }
people-invited-by = Пригласил(а): { $name }, { $at }
people-roles = В этой группе: { $roles }
people-banned =
    🚫 <b>Участие заблокировано</b> { $at }{ $known ->
        [yes] , решение: { $by }
       *[no] { "" }
    }
    Причина: { $reason }
people-blocked = 🔕 Бот заблокирован человеком { $at }: сообщения не доходят
people-thread = 💬 Обращение №{ $number } открыто
people-flags-head = 🚩 <b>Стоит присмотреться</b>
people-flag-debt = • долг: { $amount }
people-flag-refused = • отказано в { $count } из последних { $of } переходов
people-flag-over-limit = • сверх лимита: { $count } из последних { $of } переходов
people-flag-revoked = • отменено друзей: { $count } из { $of }
people-flag-rush = • друзей за 10 минут: { $count }, { $at }
people-friends = 👥 <b>Друзья: { $total }</b> · ✅ { $qualified } · ⏳ { $pending } · ✖️ { $revoked }
people-balance = 💰 { $title }: доступно <b>{ $available }</b>, ожидает { $held }, в заявках { $requested }
people-no-balance = 💰 Баллов нет
people-payouts-head = 💸 <b>Выплаты</b>
people-payouts-head-in = 💸 <b>Выплаты · { $title }</b>
people-payouts-line =
    { $state ->
        [approved] ✅ одобрено
        [paid] 💸 выплачено
        [rejected] ❌ отклонено
       *[requested] ⏳ ждёт решения
    }: { $count } · { $amount }
people-payouts-title = 💸 <b>Выплаты ({ $name }): { $count }</b>
people-payout-button =
    { $state ->
        [approved] ✅
        [paid] 💸
        [rejected] ❌
       *[requested] ⏳
    } №{ $number } · { $amount }
people-entries-head = 🧾 <b>Последние движения</b>
people-entry = { $amount } · { $what }
people-own-reward = ⏳ обещано за приход по приглашению, пока ожидает
people-own-credit = ✅ начислено за приход по приглашению
people-own-void = ✖️ награда за приход по приглашению не состоялась
people-own-reversal = ↩️ снято: собственное приглашение больше не засчитано
people-recheck-line =
    { $inside ->
        [yes] ✅ состоит в { $chat }
       *[no] ❌ не состоит в { $chat }
    }

people-friends-title =
    { $pages ->
        [1] 👥 <b>Друзья ({ $name }): { $total }</b>
       *[other] 👥 <b>Друзья ({ $name }): { $total }</b> · страница { $page } из { $pages }
    }
people-friend-line =
    { $state ->
        [qualified] ✅
        [revoked] ✖️
       *[pending] ⏳
    } { $name } · { $at }
people-friends-hint = ✖️ рядом с другом: он больше не засчитывается, а данное за него снимается.
people-friend-button = 👤 { $name }
people-revoke-button = ✖️ Отменить
people-ask-revoke-reason = почему { $friend } больше не засчитывается для { $name }? Напишите причину в ответ; её прочтут только в этой группе. /cancel — передумать.
people-revoke-confirm =
    ✖️ <b>Отменить приглашённого друга?</b>

    { $friend }, пригласил(а) { $name }
    Кампания: { $title }
    Будет снято: <b>{ $credited }</b>
    Больше не обещано: { $scheduled }
    Причина: { $reason }

    Вернуть нельзя. Уже потраченное станет долгом.
people-revoke-confirm-button = ✖️ Отменить друга
people-revoke-done =
    ✖️ <b>Отменено</b>: { $friend } больше не засчитывается для { $name }.

    Решение: { $by }
    Причина: { $reason }

error-person-unknown = Я не знаю { $written }. Человек становится известен, когда нажмёт «Старт»; подойдёт Telegram id, @имя или код приглашения.
error-person-ambiguous = Это @имя было у нескольких людей. Выберите по Telegram id: { $ids }
error-person-unreadable = Напишите Telegram id, @имя или код приглашения, например 123456789 или @anna.
error-person-hidden = Этот человек не разрешает Telegram показывать, кто написал сообщение. Спросите у него Telegram id или @имя либо найдите его по коду приглашения.
error-nothing-to-recheck = Ни одно открытое приглашение этого человека не требует подписки: проверять нечего.
error-referral-unknown = Такого приглашённого друга нет.
error-referral-already-revoked = Этот друг уже отменён.
