exports-title =
    📤 <b>Експорт</b>

    Какво да има във файла? В него има имена и Telegram id: давайте го само на тези, на които е нужен.
exports-kind-participants = Участници
exports-kind-referrals = Поканени приятели
exports-kind-ledger = Книга на операциите
exports-kind-payouts = Изплащания
exports-kind-purchases = Покупки
exports-kind-audit = Дневник на решенията
exports-kind-button = { $kind ->
    [participants] 👥 Участници
    [referrals] 🔗 Поканени приятели
    [ledger] 📒 Книга на операциите
    [payouts] 💸 Изплащания
    [purchases] 🎁 Покупки
   *[audit] 🕵️ Дневник на решенията
}
exports-choose-format =
    📤 <b>{ $kind }</b>

    { $about }

    XLSX е най-удобен в Excel и на телефон, CSV — навсякъде другаде.
exports-about-participants = Всички, които ботът познава, с приятели и баланси. Периодът е този, в който са натиснали старт за първи път.
exports-about-referrals = Кой кого е поканил, какво е станало и какво е начислено за това.
exports-about-ledger = Всяко движение на точки, по ред за всяка засегната сметка.
exports-about-payouts = Заявките и какво е станало с тях. Данните за изплащане са скрити: изцяло са само в пакета за банката.
exports-about-purchases = Какво са взели хората от каталога и докъде е стигнало. Кодовете са скрити.
exports-about-audit = Всяко решение: кой, кога, за кого, какво е било и какво е станало.
exports-csv-button = CSV
exports-xlsx-button = XLSX
exports-choose-period =
    📤 <b>{ $kind }</b> · { $format }
    🎯 { $campaign }

    За кой период? Дните започват и свършват в полунощ, { $zone }.
exports-all-campaigns = Всички кампании
exports-campaign-button = 🎯 { $campaign }
exports-choose-campaign = 🎯 Коя кампания?
exports-period-all = Цялото време
exports-period-today = Днес
exports-period-week = 7 дни
exports-period-month = 30 дни
exports-period-this-month = Този месец
exports-period-last-month = Миналия месец
exports-back-button = ‹ Назад
exports-cancel-button = ✖️ Спиране
exports-again-button = 📤 Нов експорт
exports-order = <b>{ $kind }</b> · { $format } · { $period }
exports-order-in = <b>{ $kind }</b> · { $format } · { $period } · { $campaign }
exports-running =
    ⏳ { $order }

    Досега { $rows ->
        [one] { $rows } ред
       *[other] { $rows } реда
    } · { $percent } %
    Поискано от { $by }
exports-sending =
    📤 { $order }

    { $rows ->
        [one] { $rows } ред
       *[other] { $rows } реда
    }. Изпращам файл { $part } от { $parts }.
exports-done =
    ✅ { $order }

    { $rows ->
        [one] { $rows } ред
       *[other] { $rows } реда
    }{ $parts ->
        [1] {""}
       *[other] {" "}в { $parts } файла
    }. Поискано от { $by }
exports-nothing =
    📤 { $order }

    За този период няма нищо, затова няма и файл.
exports-stopped =
    ✖️ { $order }

    Спряно. Файл няма да има.
exports-ended =
    ✖️ <b>Този експорт прекъсна</b>

    Ботът беше рестартиран, докато се изпълняваше, и файл няма да има. Моля, започнете отново.
exports-not-allowed =
    ✖️ { $order }

    Спряно: { $by } вече няма право да експортира.
exports-failed =
    ⚠️ { $order }

    Не се получи; екипът вече знае. Моля, опитайте отново след минута.
exports-not-sent =
    ⚠️ { $order }

    Telegram не прие файл { $part } от { $parts }. Моля, опитайте отново след минута.
exports-caption = { $order }
    { $rows ->
        [one] { $rows } ред
       *[other] { $rows } реда
    }
exports-caption-part = { $order }
    Част { $part } от { $parts } · { $rows ->
        [one] { $rows } ред
       *[other] { $rows } реда
    }
exports-stop-toast = Спряно.

error-export-under-way = В тази група още се изпълнява друг експорт. Изчакайте го или го спрете.
error-export-card-gone = Това съобщение е твърде старо. Моля, започнете отново: /export

exports-campaign-owner = Кампания
exports-operator = Команден ред на оператора
exports-referral-state = { $state ->
    [pending] чака
    [qualified] зачетен
   *[revoked] отменен
}
exports-revoke-reason = { $reason ->
    [left] излезе от задължителен чат
    [window-passed] не направи стъпките навреме
    [refunded] върна покупката
    [rejected] не е одобрен
    [banned] отменен от администратор
   *[other] { $reason }
}
exports-transaction-kind = { $kind ->
    [reward] обещано
    [credit] начислено
    [void] обещанието отпадна
    [reversal] върнато
    [payout-requested] заявка за изплащане
    [payout-paid] изплатено
    [payout-rejected] отхвърлено изплащане
    [payout-withdrawn] заявката е оттеглена
    [redemption] взета награда
    [redemption-cancelled] отменена покупка
    [expiry] изтекли точки
    [expiry-again] изтекли отново след връщане
    [expiry-returned] изтеклото се върна
    [adjustment] променено от администратор
   *[other] { $kind }
}
exports-bucket = { $bucket ->
    [available] налични
    [held] изчакващо
    [requested] заявено
    [budget] бюджет
    [paid_out] изплатено
    [redeemed] похарчено
    [expired] изтекло
   *[other] { $bucket }
}
exports-offer-kind = { $kind ->
    [voucher] ваучер
    [gift] подарък
    [access] достъп
   *[thanks] благодарност
}
exports-purchase-state = { $state ->
    [ordered] поръчано
    [sent] изпратено
    [cancelled] отменено
    [missed] не се състоя: точките останаха
   *[delivered] доставено
}
exports-payout-step = { $step ->
    [requested] чака решение
    [second] чака второ одобрение
    [approved] одобрено
    [batched] в пакет
    [refused] отказ на банката
    [paid] изплатено
    [rejected] отхвърлено
    [withdrawn] оттеглено
   *[other] { $step }
}
exports-payout-method = { $method ->
    [card] карта
    [phone] телефон
    [wallet] портфейл
    [iban] IBAN
    [own] друг
   *[other] { $method }
}

exports-column-telegram-id = Telegram id
exports-column-name = Име
exports-column-username = Потребителско име
exports-column-language = Език
exports-column-first-seen = Видян за първи път
exports-column-started = Натиснал старт
exports-column-blocked = Блокирал бота
exports-column-banned = Участието е блокирано
exports-column-referrer-telegram-id = Telegram id на поканилия
exports-column-referrer-name = Поканил
exports-column-friends-pending = Чакащи приятели
exports-column-friends-qualified = Зачетени приятели
exports-column-friends-revoked = Отменени приятели
exports-column-balance-available = { $campaign }: налични, { $unit }
exports-column-balance-held = { $campaign }: изчакващи, { $unit }
exports-column-balance-requested = { $campaign }: в заявки, { $unit }
exports-column-referral = Покана №
exports-column-campaign = Кампания
exports-column-state = Състояние
exports-column-friend-telegram-id = Telegram id на приятеля
exports-column-friend-name = Приятел
exports-column-code = Код
exports-column-label = Място
exports-column-came = Дошъл
exports-column-steps-until = Стъпки до
exports-column-hold-until = Изчакване до
exports-column-qualified = Зачетен
exports-column-revoked = Отменен
exports-column-revoked-reason = Защо е отменен
exports-column-referrer-credited = Начислено на поканилия
exports-column-friend-credited = Начислено на приятеля
exports-column-unit = Единица
exports-column-transaction = Операция
exports-column-at = Кога
exports-column-what = Какво
exports-column-bucket = Раздел
exports-column-amount = Сума
exports-column-decided-by = Кой е решил (Telegram id)
exports-column-reason = Причина
exports-column-reverses = Отменя операция
exports-column-key = Ключ
exports-column-seal-number = Печат
exports-column-payout = Изплащане
exports-column-fee = Такса
exports-column-net = За изплащане
exports-column-method = Начин
exports-column-destination = Данни за изплащане, скрити
exports-column-requested = Поискано
exports-column-first-approved = Първо одобрение
exports-column-first-approved-by = Първо одобрил (Telegram id)
exports-column-decided = Решено
exports-column-paid = Изплатено
exports-column-paid-by = Отбелязал изплащането (Telegram id)
exports-column-reference = Номер на плащането
exports-column-batch = Пакет
exports-column-bank-refusal = Отказ на банката
exports-column-purchase = Покупка
exports-column-offer = Артикул
exports-column-offer-kind = Вид
exports-column-price = Цена
exports-column-taken = Взето
exports-column-answer = Отговор на купувача
exports-column-voucher = Код, скрит
exports-column-changed = Последна промяна
exports-column-changed-by = Кой я направи (Telegram id)
exports-column-record = Запис
exports-column-actor-telegram-id = Кой е решил (Telegram id)
exports-column-actor-name = Кой е решил
exports-column-before = Преди
exports-column-after = След
