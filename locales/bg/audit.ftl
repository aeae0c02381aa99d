audit-title = 📜 <b>Дневник на решенията</b>
audit-title-about = 📜 <b>Решения за { $name }</b>
audit-title-by = 📜 <b>Решения на { $name }</b>
audit-title-payout = 📜 <b>Решения за изплащане №{ $number }</b>
audit-none = Тук още няма нищо.
audit-end = Това е всичко.
audit-how = За човек: <code>/audit @name</code> или <code>/audit 123456789</code>. За изплащане: <code>/audit #12</code>.
audit-line = { $at } · { $who }
audit-what = <b>{ $what }</b>{ $about }
audit-changes = { $changes }
audit-reason = 💬 { $reason }
audit-payout = №{ $number }
audit-operator = 🖥 сървърът
audit-older-button = По-стари ▶
audit-newest-button = ⏮ Най-новите
audit-by-button = 👮 Решения на { $name }
audit-about-button = 👤 За { $name }
audit-file-button = 📄 CSV
audit-no-roles = без роля
audit-at-once = веднага
audit-pause = { $reason ->
    [rights] който отговаряше за него, вече не може да изпраща съобщения до всички
   *[pressed] с бутон
}
audit-state = { $state ->
    [requested] чака решение
    [approved] одобрено
    [paid] изплатено
    [rejected] отхвърлено
    [pending] чака
    [qualified] зачетен
    [revoked] отменен
    [open] отворено
    [closed] затворено
    [loaded] заредена
    [running] тече
    [draft] чернова
    [scheduled] насрочено
    [planning] подготвя се
    [planned] скоро започва
    [paused] на пауза
    [finished] завършено
    [cancelled] отменено
    [ordered] поръчано
    [sent] изпратено
    [delivered] доставено
   *[stopped] спряна
}
audit-segment = { $kind ->
    [language] четящите на { $value ->
        [ru] руски
        [bg] български
       *[other] английски
    }
    [campaign] кампания { $value }
    [friends] тези, които са довели приятели
    [recent] дошлите за { $value } дни
   *[all] всички
}
audit-exported = { $what ->
    [participants] участници
    [referrals] поканени приятели
    [ledger] книга на операциите
    [payouts] изплащания
    [broadcast] получатели
    [channels] канали
    [influencers] инфлуенсъри и партньори
    [purchases] покупки
   *[audit] решения
}
audit-key-state = { $value }
audit-key-approvals = одобрения: { $value }
audit-key-reference = номер на плащането: { $value }
audit-key-batch = пакет: { $value }
audit-key-downloaded = изплащания във файла: { $value }
audit-key-available = налични: { $value }
audit-key-transaction = операция: { $value }
audit-key-roles = { $value }
audit-key-chats = в чатовете: { $value }
audit-key-referrals = приятели: { $value }
audit-key-reversed = върнато: { $value }
audit-key-offer = артикул: { $value }
audit-key-price = цена: { $value }
audit-key-stock = остават: { $value }
audit-key-picture = картинка: { $value }
audit-key-codes = кодове в запаса: { $value }
audit-key-redemption = покупка: №{ $value }
audit-key-contest = конкурс: { $value }
audit-key-version = версия: { $value }
audit-key-thread = запитване: { $value }
audit-key-broadcast = разпращане: { $value }
audit-key-segment = до: { $value }
audit-key-starts = начало: { $value }
audit-key-copies = изпратени отново: { $value }
audit-key-what = { $value }
audit-key-format = { $value }
audit-key-rows = редове: { $value }
audit-key-shop = магазин: { $value }
audit-key-address = адрес: { $value }
audit-key-plan = план: { $value }
audit-action-payout-approve = Изплащането е одобрено
audit-action-payout-second = Изплащането е одобрено от втори човек
audit-action-payout-reject = Изплащането е отхвърлено
audit-action-payout-paid = Изплащането е отбелязано като платено
audit-action-payout-cancel = Заявката за изплащане е оттеглена
audit-action-payout-batch = Изплащането е включено в пакет
audit-action-payout-batch-cancel = Изплащането е извадено от пакет
audit-action-payout-bank-refusal = Банката не изпълни изплащането
audit-action-payout-again = Изплащането може да влезе в следващия пакет
audit-action-payout-reveal = Данните за изплащането са прегледани
audit-action-credit = Точките са начислени
audit-action-debit = Точките са отнети
audit-action-ban = Блокиране
audit-action-unban = Отблокиране
audit-action-referral-revoke = Поканата на приятел е отменена
audit-action-friend-approve = Приятел е одобрен
audit-action-friend-reject = Приятел е отхвърлен
audit-action-plan-give = Даден план
audit-action-membership-check = Членството е проверено отново
audit-action-message = Съобщението е изпратено
audit-action-role-give = Дадена е роля
audit-action-role-take = Отнета е роля
audit-action-thread-close = Запитването е затворено
audit-action-thread-reopen = Запитването е отворено отново
audit-action-broadcast-start = Разпращането е започнато
audit-action-broadcast-pause = Разпращането е на пауза
audit-action-broadcast-resume = Разпращането е продължено
audit-action-broadcast-cancel = Разпращането е отменено
audit-action-broadcast-resend = Решение за копията с неизвестна съдба
audit-action-export = Изнесен е файл
audit-action-offer-add = Добавен е артикул
audit-action-offer-change = Променен е артикул
audit-action-vouchers-add = Качени са кодове
audit-action-redemption-move = Покупката е придвижена
audit-action-redemption-cancel = Покупката е отменена
audit-action-campaign-load = Кампанията е заредена
audit-action-campaign-start = Кампанията е пусната
audit-action-contest-disqualify = Дисквалификация от конкурс
audit-action-campaign-stop = Кампанията е спряна
audit-action-campaign-pause = Кампанията е на пауза
audit-action-campaign-resume = Кампанията е продължена
audit-action-apikey-create = На магазина е даден ключ
audit-action-apikey-revoke = Ключът на магазина е отменен
audit-action-webhook-add = Добавен уебхук
audit-action-webhook-remove = Премахнат уебхук
