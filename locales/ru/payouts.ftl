payout-button = 💸 Вывод
payout-mine-button = Мои выплаты
payout-cancel-button = Отмена
payout-cancelled = Отменено: ничего не изменилось.
payout-nothing = Выводить пока нечего. Что скоро придёт, покажет /balance.
payout-choose-campaign = Из какой кампании вывести?
payout-campaign-button = { $title }: { $available }
payout-ask-amount =
    <b>Вывод: { $title }</b>

    Доступно: <b>{ $available }</b>
    { $limited ->
        [yes] За один раз — минимум: { $minimum }, максимум: { $maximum }
       *[no] За один раз — минимум: { $minimum }
    }

    Сколько вывести? Напишите число или нажмите кнопку.
payout-too-little =
    <b>Вывод: { $title }</b>

    Доступно: <b>{ $available }</b>
    Самая маленькая выплата: { $minimum }
    Не хватает: { $missing }

    Пригласите друзей, чтобы набрать нужное: /invite
payout-most-button = Максимум: { $amount }
payout-minimum-button = Минимум: { $amount }
payout-ask-method = { $amount }. Как хотите получить?
payout-method-card = На карту
payout-method-phone = По номеру телефона
payout-method-wallet = На кошелёк
payout-ask-destination =
    { $method ->
        [card] { $amount } на карту. Напишите номер карты: от 12 до 19 цифр на ней.
        [phone] { $amount } по номеру телефона. Напишите его с кодом страны, например +7 912 345-67-89.
       *[wallet] { $amount } на кошелёк. Напишите его адрес.
    }
payout-press-button = Нажмите, пожалуйста, одну из кнопок выше или начните заново: /payout
payout-preview =
    <b>Проверьте, пожалуйста</b>

    Кампания: { $title }
    К выплате: <b>{ $amount }</b>
    { $method ->
        [card] На карту: <code>{ $destination }</code>
        [phone] По номеру телефона: <code>{ $destination }</code>
       *[wallet] На кошелёк: <code>{ $destination }</code>
    }
    Останется: { $remaining }

    Решение принимает администратор вручную, это может занять несколько дней. До решения эта сумма отложена, а если откажут — вернётся вам. Бот напишет в любом случае.
payout-confirm-button = Отправить заявку
payout-state-requested = ждёт решения
payout-state-approved = одобрена, деньги в пути
payout-state-paid = выплачена
payout-state-rejected = отклонена, сумма вернулась
payout-placed =
    <b>Заявка №{ $number }: ждёт решения</b>

    { $amount } → { $method ->
        [card] карта
        [phone] телефон
       *[wallet] кошелёк
    } <code>{ $destination }</code>

    Бот напишет сразу, как решат.
payout-list-title = <b>Мои выплаты</b>
payout-list-empty = Вы ещё не просили о выплате.
payout-list-line =
    №{ $number } · <b>{ $amount }</b> → <code>{ $destination }</code>
    { $state ->
        [approved] ✅ { payout-state-approved }
        [paid] 💸 { payout-state-paid }
        [rejected] ❌ { payout-state-rejected }
       *[requested] ⏳ { payout-state-requested }
    } · { $at }
payout-list-reason = Причина: { $reason }
payout-page = Страница { $page } из { $pages }
payout-newer-button = « Назад
payout-older-button = Дальше »
payout-approved-notice = ✅ Ваша выплата №{ $number } одобрена: { $amount }. Деньги пойдут на <code>{ $destination }</code>; бот напишет, когда их отправят.
payout-rejected-notice =
    ❌ Ваша выплата №{ $number } отклонена. { $amount } — снова доступно вам.

    Причина: { $reason }
payout-paid-notice = 💸 Ваша выплата №{ $number } отправлена: { $amount } на <code>{ $destination }</code>.

payout-card =
    { $state ->
        [approved] ✅ <b>Выплата №{ $number }: одобрена, ещё не выплачена</b>
        [paid] 💸 <b>Выплата №{ $number }: выплачена</b>
        [rejected] ❌ <b>Выплата №{ $number }: отклонена</b>
       *[requested] 🆕 <b>Выплата №{ $number }: ждёт решения</b>
    }

    Кто: { $named ->
        [yes] { $name }
       *[no] { names-hidden }
    } · <code>/user { $telegram_id }</code>
    Сумма: <b>{ $amount }</b>
    { $method ->
        [card] Карта: <code>{ $destination }</code>
        [phone] Телефон: <code>{ $destination }</code>
       *[wallet] Кошелёк: <code>{ $destination }</code>
    }
    Кампания: <code>{ $campaign }</code>
    Засчитанные друзья: { $friends }
    Выплачено раньше: { $payouts ->
        [0] ничего
        [one] { $paid }, { $payouts } выплата
        [few] { $paid }, { $payouts } выплаты
        [many] { $paid }, { $payouts } выплат
       *[other] { $paid }, { $payouts } выплаты
    }
    Запрошено: { $requested_at }{ $state ->
        [approved] { "\u000A" }Одобрение: { $by }, { $at }
        [paid] { "\u000A" }Отметка о выплате: { $by }, { $at }
        [rejected] { "\u000A" }Отказ: { $by }, { $at }{ "\u000A" }Причина: { $reason }
       *[requested] { "" }
    }
payout-approve-button = ✅ Одобрить
payout-reject-button = ❌ Отклонить
payout-paid-button = 💸 Выплачено
payout-show-button = Показать реквизиты
payout-approved-toast = Одобрено. Участнику сообщили.
payout-paid-toast = Отмечено как выплаченное. Участнику сообщили.
payout-destination-alert =
    { $method ->
        [card] Карта: { $destination }
        [phone] Телефон: { $destination }
       *[wallet] Кошелёк: { $destination }
    }
payout-reason-prompt = { $admin }, почему выплата №{ $number } отклонена? Напишите причину в ответ: участник прочитает её слово в слово. /cancel оставит выплату как есть.
payout-reason-placeholder = Причина отказа
payout-reason-late = Эту причину я уже не жду, ничего не изменилось. Если выплату всё ещё нужно отклонить, нажмите «❌ Отклонить» на её карточке ещё раз: /payouts её покажет.
payout-rejected-done = Выплата №{ $number } отклонена, сумма возвращена, участнику сообщили причину.
payout-open-title = <b>Открытые выплаты: { $count }</b>
payout-open-empty = Ни одна выплата не ждёт.
payout-open-line =
    №{ $number } · <b>{ $amount }</b> · { $name }
    { $state ->
        [approved] ✅ одобрена, ещё не выплачена
       *[requested] 🆕 ждёт решения
    } · { $at }
payout-open-button = №{ $number } · { $amount }

error-amount-not-understood = Не получилось прочитать это как число. Напишите только сумму цифрами, например 500.
error-amount-not-positive = Сумма должна быть больше нуля.
error-amount-too-fine =
    { $decimals ->
        [0] Выводить можно только целыми числами, без дробной части.
        [one] После запятой — не больше { $decimals } цифры.
       *[other] После запятой — не больше { $decimals } цифр.
    }
error-amount-too-large = Столько ни у кого быть не может. Напишите сумму поменьше.
error-card-number-wrong = Это не номер карты: в нём от 12 до 19 цифр, и какая-то из них, похоже, неверна. Проверьте и пришлите ещё раз.
error-phone-number-wrong = Это не полный номер телефона. Напишите его с плюсом и кодом страны, например +7 912 345-67-89.
error-wallet-wrong = Это не адрес кошелька: он пишется одним словом, от 6 до 128 знаков без пробелов. Скопируйте его целиком.
error-payouts-closed-to-banned = Вывод для вас закрыт. Если это ошибка, загляните в /help.
error-unit-not-withdrawable = Заработанное в этой кампании не выводится: его тратят внутри сервиса.
error-payout-method-not-offered = Этот способ выплаты больше не предлагается. Начните заново: /payout
error-payout-below-minimum = Самая маленькая выплата — { $minimum }.
error-payout-above-maximum = Самая большая выплата за один раз — { $maximum }.
error-not-enough-points = Это больше, чем у вас есть. Доступно: { $available }.
error-payout-too-soon = Для новой выплаты ещё рано: попросить о ней можно с { $at }.
error-too-many-payouts-open =
    { $count ->
        [one] У вас { $count } открытая заявка. Подождите, пока её решат.
        [few] У вас { $count } открытые заявки. Подождите, пока решат хотя бы одну.
        [many] У вас { $count } открытых заявок. Подождите, пока решат хотя бы одну.
       *[other] У вас { $count } открытых заявок. Подождите, пока решат хотя бы одну.
    }
error-payout-unknown = Такой выплаты нет.
error-payout-already-decided =
    { $state ->
        [approved] Уже решено: одобрение — { $by }, { $at }.
        [paid] Уже решено: отметка о выплате — { $by }, { $at }.
       *[rejected] Уже решено: отказ — { $by }, { $at }.
    }
error-payout-not-approved = Эту выплату ещё не одобрили.
error-payout-card-renewed = Кнопки устарели, на карточке появились новые. Нажмите, пожалуйста, ещё раз.
error-reason-too-short =
    { $length ->
        [one] Напишите причину словами, хотя бы { $length } знак. Жду; /cancel — отменить.
        [few] Напишите причину словами, хотя бы { $length } знака. Жду; /cancel — отменить.
        [many] Напишите причину словами, хотя бы { $length } знаков. Жду; /cancel — отменить.
       *[other] Напишите причину словами, хотя бы { $length } знака. Жду; /cancel — отменить.
    }
error-reason-too-long =
    { $length ->
        [one] Причина слишком длинная: не больше { $length } знака. Жду; /cancel — отменить.
       *[other] Причина слишком длинная: не больше { $length } знаков. Жду; /cancel — отменить.
    }
