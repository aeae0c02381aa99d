exports-title =
    📤 <b>Выгрузка</b>

    Что должно быть в файле? В нём имена и Telegram id: передавайте его только тем, кому он нужен.
exports-kind-participants = Участники
exports-kind-referrals = Приглашённые друзья
exports-kind-ledger = Книга операций
exports-kind-payouts = Выплаты
exports-kind-purchases = Обмены
exports-kind-audit = Журнал решений
exports-kind-button = { $kind ->
    [participants] 👥 Участники
    [referrals] 🔗 Приглашённые друзья
    [ledger] 📒 Книга операций
    [payouts] 💸 Выплаты
    [purchases] 🎁 Обмены
   *[audit] 🕵️ Журнал решений
}
exports-choose-format =
    📤 <b>{ $kind }</b>

    { $about }

    XLSX удобнее в Excel и на телефоне, CSV подойдёт для всего остального.
exports-about-participants = Все, кого знает бот, с друзьями и балансами. Период — когда впервые нажали старт.
exports-about-referrals = Кто кого пригласил, что с этим стало и что за это начислено.
exports-about-ledger = Каждое движение баллов, по строке на каждый затронутый счёт.
exports-about-payouts = Заявки и их судьба. Реквизиты скрыты: полностью они есть только в пакете для банка.
exports-about-purchases = Что люди взяли из каталога и на каком это этапе. Коды скрыты.
exports-about-audit = Каждое решение: кто, когда, о ком, что было и что стало.
exports-csv-button = CSV
exports-xlsx-button = XLSX
exports-choose-period =
    📤 <b>{ $kind }</b> · { $format }
    🎯 { $campaign }

    За какой период? Дни начинаются и заканчиваются в полночь, { $zone }.
exports-all-campaigns = Все кампании
exports-campaign-button = 🎯 { $campaign }
exports-choose-campaign = 🎯 Какая кампания?
exports-period-all = Всё время
exports-period-today = Сегодня
exports-period-week = 7 дней
exports-period-month = 30 дней
exports-period-this-month = Этот месяц
exports-period-last-month = Прошлый месяц
exports-back-button = ‹ Назад
exports-cancel-button = ✖️ Остановить
exports-again-button = 📤 Новая выгрузка
exports-order = <b>{ $kind }</b> · { $format } · { $period }
exports-order-in = <b>{ $kind }</b> · { $format } · { $period } · { $campaign }
exports-running =
    ⏳ { $order }

    Уже { $rows ->
        [one] { $rows } строка
        [few] { $rows } строки
       *[other] { $rows } строк
    } · { $percent } %
    По запросу: { $by }
exports-sending =
    📤 { $order }

    { $rows ->
        [one] { $rows } строка
        [few] { $rows } строки
       *[other] { $rows } строк
    }. Отправляю файл { $part } из { $parts }.
exports-done =
    ✅ { $order }

    { $rows ->
        [one] { $rows } строка
        [few] { $rows } строки
       *[other] { $rows } строк
    }{ $parts ->
        [1] {""}
       *[other] , файлов: { $parts }
    }. По запросу: { $by }
exports-nothing =
    📤 { $order }

    За этот период ничего нет, поэтому файла не будет.
exports-stopped =
    ✖️ { $order }

    Остановлено. Файла не будет.
exports-ended =
    ✖️ <b>Эта выгрузка прервана</b>

    Бот перезапустили, пока она шла, и файла не будет. Начните, пожалуйста, заново.
exports-not-allowed =
    ✖️ { $order }

    Остановлено: у { $by } больше нет права на выгрузку.
exports-failed =
    ⚠️ { $order }

    Не получилось; команда об этом уже знает. Попробуйте, пожалуйста, ещё раз через минуту.
exports-not-sent =
    ⚠️ { $order }

    Telegram не принял файл { $part } из { $parts }. Попробуйте, пожалуйста, ещё раз через минуту.
exports-caption = { $order }
    { $rows ->
        [one] { $rows } строка
        [few] { $rows } строки
       *[other] { $rows } строк
    }
exports-caption-part = { $order }
    Часть { $part } из { $parts } · { $rows ->
        [one] { $rows } строка
        [few] { $rows } строки
       *[other] { $rows } строк
    }
exports-stop-toast = Остановлено.

error-export-under-way = В этой группе ещё идёт другая выгрузка. Дождитесь её или остановите.
error-export-card-gone = Это сообщение слишком старое. Начните, пожалуйста, заново: /export

exports-campaign-owner = Кампания
exports-operator = Командная строка оператора
exports-referral-state = { $state ->
    [pending] ждёт
    [qualified] засчитан
   *[revoked] отменён
}
exports-revoke-reason = { $reason ->
    [left] вышел из обязательного чата
    [window-passed] не сделал шаги вовремя
    [refunded] вернул покупку
    [rejected] не подтверждён
    [banned] отменён администратором
   *[other] { $reason }
}
exports-transaction-kind = { $kind ->
    [reward] обещано
    [credit] начислено
    [void] обещание не состоялось
    [reversal] снято
    [payout-requested] заявка на выплату
    [payout-paid] выплачено
    [payout-rejected] выплата отклонена
    [payout-withdrawn] заявка отозвана
    [redemption] обмен на награду
    [redemption-cancelled] обмен отменён
    [expiry] вышел срок
    [expiry-again] снова вышел срок после возврата
    [expiry-returned] сгоревшее вернулось
    [adjustment] изменено администратором
   *[other] { $kind }
}
exports-bucket = { $bucket ->
    [available] доступно
    [held] ожидает
    [requested] в заявке
    [budget] бюджет
    [paid_out] выплачено
    [redeemed] потрачено
    [expired] сгорело
   *[other] { $bucket }
}
exports-offer-kind = { $kind ->
    [voucher] ваучер
    [gift] подарок
    [access] доступ
   *[thanks] благодарность
}
exports-purchase-state = { $state ->
    [ordered] заказано
    [sent] отправлено
    [cancelled] отменено
    [missed] не состоялось: баллы остались
   *[delivered] доставлено
}
exports-payout-step = { $step ->
    [requested] ждёт решения
    [second] ждёт второго одобрения
    [approved] одобрена
    [batched] в пакете
    [refused] отказ банка
    [paid] выплачена
    [rejected] отклонена
    [withdrawn] отозвана
   *[other] { $step }
}
exports-payout-method = { $method ->
    [card] карта
    [phone] телефон
    [wallet] кошелёк
    [iban] IBAN
    [own] другой
   *[other] { $method }
}

exports-column-telegram-id = Telegram id
exports-column-name = Имя
exports-column-username = Имя пользователя
exports-column-language = Язык
exports-column-first-seen = Впервые замечен
exports-column-started = Нажал старт
exports-column-blocked = Заблокировал бота
exports-column-banned = Участие заблокировано
exports-column-referrer-telegram-id = Telegram id пригласившего
exports-column-referrer-name = Пригласивший
exports-column-friends-pending = Друзей ждёт
exports-column-friends-qualified = Друзей засчитано
exports-column-friends-revoked = Друзей отменено
exports-column-balance-available = { $campaign }: доступно, { $unit }
exports-column-balance-held = { $campaign }: ожидает, { $unit }
exports-column-balance-requested = { $campaign }: в заявках, { $unit }
exports-column-referral = Приглашение №
exports-column-campaign = Кампания
exports-column-state = Состояние
exports-column-friend-telegram-id = Telegram id друга
exports-column-friend-name = Друг
exports-column-code = Код
exports-column-label = Место
exports-column-came = Пришёл
exports-column-steps-until = Шаги до
exports-column-hold-until = Ожидание до
exports-column-qualified = Засчитан
exports-column-revoked = Отменён
exports-column-revoked-reason = Почему отменён
exports-column-referrer-credited = Начислено пригласившему
exports-column-friend-credited = Начислено другу
exports-column-unit = Единица
exports-column-transaction = Операция
exports-column-at = Когда
exports-column-what = Что
exports-column-bucket = Раздел
exports-column-amount = Сумма
exports-column-decided-by = Кто решил (Telegram id)
exports-column-reason = Причина
exports-column-reverses = Отменяет операцию
exports-column-key = Ключ
exports-column-seal-number = Печать
exports-column-payout = Выплата
exports-column-fee = Комиссия
exports-column-net = К выплате
exports-column-method = Способ
exports-column-destination = Реквизиты, скрыты
exports-column-requested = Запрошена
exports-column-first-approved = Первое одобрение
exports-column-first-approved-by = Первым одобрил (Telegram id)
exports-column-decided = Решено
exports-column-paid = Выплачена
exports-column-paid-by = Отметил выплату (Telegram id)
exports-column-reference = Номер платежа
exports-column-batch = Пакет
exports-column-bank-refusal = Отказ банка
exports-column-purchase = Обмен
exports-column-offer = Товар
exports-column-offer-kind = Вид
exports-column-price = Цена
exports-column-taken = Взято
exports-column-answer = Ответ покупателя
exports-column-voucher = Код, скрыт
exports-column-changed = Изменено
exports-column-changed-by = Кто изменил (Telegram id)
exports-column-record = Запись
exports-column-actor-telegram-id = Кто решил (Telegram id)
exports-column-actor-name = Кто решил
exports-column-before = Было
exports-column-after = Стало
