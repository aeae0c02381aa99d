audit-title = 📜 <b>Журнал решений</b>
audit-title-about = 📜 <b>Решения о человеке: { $name }</b>
audit-title-by = 📜 <b>Кто решил: { $name }</b>
audit-title-payout = 📜 <b>Решения по выплате №{ $number }</b>
audit-none = Здесь пока ничего нет.
audit-end = Это всё.
audit-how = О человеке: <code>/audit @name</code> или <code>/audit 123456789</code>. О выплате: <code>/audit #12</code>.
audit-line = { $at } · { $who }
audit-what = <b>{ $what }</b>{ $about }
audit-changes = { $changes }
audit-reason = 💬 { $reason }
audit-payout = №{ $number }
audit-operator = 🖥 сервер
audit-older-button = Раньше ▶
audit-newest-button = ⏮ Последние
audit-by-button = 👮 Решения: { $name }
audit-about-button = 👤 О человеке: { $name }
audit-file-button = 📄 CSV
audit-no-roles = без роли
audit-at-once = сразу
audit-pause = { $reason ->
    [rights] кто за неё отвечал, больше не может делать рассылки
   *[pressed] кнопкой
}
audit-state = { $state ->
    [requested] ждёт решения
    [approved] одобрена
    [paid] выплачена
    [rejected] отклонена
    [pending] ждёт
    [qualified] засчитан
    [revoked] отменён
    [open] открыто
    [closed] закрыто
    [loaded] загружена
    [running] идёт
    [draft] черновик
    [scheduled] запланирована
    [planning] готовится
    [planned] скоро начнётся
    [paused] на паузе
    [finished] завершена
    [cancelled] отмена
    [ordered] заказано
    [sent] отправлено
    [delivered] доставлено
   *[stopped] остановлена
}
audit-segment = { $kind ->
    [language] читающие на { $value ->
        [ru] русском
        [bg] болгарском
       *[other] английском
    }
    [campaign] кампания { $value }
    [friends] те, кто привёл друзей
    [recent] пришедшие за { $value } дн.
   *[all] все
}
audit-exported = { $what ->
    [participants] участники
    [referrals] приглашённые друзья
    [ledger] книга операций
    [payouts] выплаты
    [broadcast] получатели
    [channels] каналы
    [influencers] блогеры и партнёры
    [purchases] обмены
   *[audit] решения
}
audit-key-state = { $value }
audit-key-approvals = одобрений: { $value }
audit-key-reference = номер платежа: { $value }
audit-key-batch = пакет: { $value }
audit-key-downloaded = выплат в файле: { $value }
audit-key-available = доступно: { $value }
audit-key-transaction = операция: { $value }
audit-key-roles = { $value }
audit-key-chats = в чатах: { $value }
audit-key-referrals = друзья: { $value }
audit-key-reversed = снято: { $value }
audit-key-offer = товар: { $value }
audit-key-price = цена: { $value }
audit-key-stock = осталось: { $value }
audit-key-picture = картинка: { $value }
audit-key-codes = кодов в запасе: { $value }
audit-key-redemption = обмен: №{ $value }
audit-key-contest = конкурс: { $value }
audit-key-version = версия: { $value }
audit-key-thread = обращение: { $value }
audit-key-broadcast = рассылка: { $value }
audit-key-segment = кому: { $value }
audit-key-starts = начало: { $value }
audit-key-copies = отправлено ещё раз: { $value }
audit-key-what = { $value }
audit-key-format = { $value }
audit-key-rows = строк: { $value }
audit-key-shop = магазин: { $value }
audit-key-address = адрес: { $value }
audit-key-plan = план: { $value }
audit-action-payout-approve = Выплата одобрена
audit-action-payout-second = Выплата одобрена вторым человеком
audit-action-payout-reject = Выплата отклонена
audit-action-payout-paid = Выплата отмечена как выплаченная
audit-action-payout-cancel = Заявка на выплату отозвана
audit-action-payout-batch = Выплата внесена в пакет
audit-action-payout-batch-cancel = Выплата убрана из пакета
audit-action-payout-bank-refusal = Банк не выполнил выплату
audit-action-payout-again = Выплата допущена в следующий пакет
audit-action-payout-reveal = Реквизиты выплаты просмотрены
audit-action-credit = Баллы начислены
audit-action-debit = Баллы списаны
audit-action-ban = Блокировка
audit-action-unban = Блокировка снята
audit-action-referral-revoke = Приглашение друга отменено
audit-action-friend-approve = Друг подтверждён
audit-action-friend-reject = Друг отклонён
audit-action-plan-give = Назначен план
audit-action-membership-check = Подписка проверена заново
audit-action-message = Сообщение отправлено
audit-action-role-give = Роль выдана
audit-action-role-take = Роль отозвана
audit-action-thread-close = Обращение закрыто
audit-action-thread-reopen = Обращение открыто снова
audit-action-broadcast-start = Рассылка запущена
audit-action-broadcast-pause = Рассылка приостановлена
audit-action-broadcast-resume = Рассылка продолжена
audit-action-broadcast-cancel = Рассылка отменена
audit-action-broadcast-resend = Решение о копиях с неизвестной судьбой
audit-action-export = Файл выгружен
audit-action-offer-add = Товар добавлен
audit-action-offer-change = Товар изменён
audit-action-vouchers-add = Коды загружены
audit-action-redemption-move = Обмен продвинут
audit-action-redemption-cancel = Обмен отменён
audit-action-campaign-load = Кампания загружена
audit-action-campaign-start = Кампания запущена
audit-action-contest-disqualify = Снятие с конкурса
audit-action-campaign-stop = Кампания остановлена
audit-action-campaign-pause = Кампания приостановлена
audit-action-campaign-resume = Кампания продолжена
audit-action-apikey-create = Магазину выдан ключ
audit-action-apikey-revoke = Ключ магазина отозван
audit-action-webhook-add = Вебхук добавлен
audit-action-webhook-remove = Вебхук удалён
