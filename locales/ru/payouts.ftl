payout-button = 💸 Выплата
payout-mine-button = Мои выплаты
payout-cancel-button = Отмена
payout-cancelled = Отменено: ничего не изменилось.
payout-nothing = Выплачивать пока нечего. Что скоро придёт, покажет /balance.
payout-choose-campaign = Из какой кампании нужна выплата?
payout-campaign-button = { $title }: { $available }
payout-ask-amount =
    <b>Выплата: { $title }</b>

    Доступно: <b>{ $available }</b>
    { $limited ->
        [yes] За один раз — минимум: { $minimum }, максимум: { $maximum }
       *[no] За один раз — минимум: { $minimum }
    }

    Какую сумму выплатить? Напишите число или нажмите кнопку.
payout-too-little =
    <b>Выплата: { $title }</b>

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
payout-method-iban = На счёт (IBAN)
payout-method-own = Другие способы
payout-ask-destination =
    { $method ->
        [card] { $amount } на карту. Напишите номер карты: от 12 до 19 цифр на ней.
        [phone] { $amount } по номеру телефона. Напишите его с кодом страны, например +7 912 345-67-89.
        [iban] { $amount } на банковский счёт. Напишите IBAN, например BG80 BNBG 9661 1020 3456 78.
        [own] { $amount }: { $own }. Напишите сюда.{ $hinted ->
            [yes] { "\u000A" }{ $hint }
           *[no] { "" }
        }
       *[wallet] { $amount } на кошелёк. Напишите его адрес.
    }
payout-press-button = Нажмите, пожалуйста, одну из кнопок выше или начните заново: /payout
payout-preview =
    <b>Проверьте, пожалуйста</b>

    Кампания: { $title }
    { $charged ->
        [yes] Спишется: { $amount }{ "\u000A" }Комиссия: { $fee }{ "\u000A" }К выплате: <b>{ $net }</b>
       *[no] К выплате: <b>{ $amount }</b>
    }
    { $method ->
        [card] На карту: <code>{ $destination }</code>
        [phone] По номеру телефона: <code>{ $destination }</code>
        [iban] На счёт: <code>{ $destination }</code>
        [own] { $own }: <code>{ $destination }</code>
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
        [iban] IBAN
        [own] { $own }
       *[wallet] кошелёк
    } <code>{ $destination }</code>

    Бот напишет сразу, как решат.
payout-list-title = <b>Мои выплаты</b>
payout-list-empty = Вы ещё не просили о выплате.
payout-list-line =
    №{ $number } · <b>{ $amount }</b>{ $charged ->
        [yes] { " " }({ $net } за вычетом комиссии)
       *[no] { "" }
    } → <code>{ $destination }</code>
    { $step ->
        [approved] ✅ { payout-state-approved } · { $at }{ "\u000A" }Запрошено: { $asked_at }
        [refused] ✅ { payout-state-approved } · { $at }{ "\u000A" }Запрошено: { $asked_at }
        [batched] 🏦 { payout-state-batched } · { $at }{ "\u000A" }Запрошено: { $asked_at }
        [paid] 💸 { payout-state-paid } · { $at }{ "\u000A" }Запрошено: { $asked_at }
        [rejected] ❌ { payout-state-rejected } · { $at }{ "\u000A" }Запрошено: { $asked_at }
        [withdrawn] ↩️ { payout-state-withdrawn } · { $at }{ "\u000A" }Запрошено: { $asked_at }
       *[requested] ⏳ { payout-state-requested } · { $asked_at }
    }
payout-list-reason = Причина: { $reason }
payout-page = Страница { $page } из { $pages }
payout-newer-button = « Назад
payout-older-button = Дальше »
payout-approved-notice =
    ✅ Ваша выплата №{ $number } одобрена: { $amount }.{ $charged ->
        [yes] { " " }За вычетом комиссии ({ $fee }) вы получите { $net }.
       *[no] { "" }
    } Деньги пойдут на <code>{ $destination }</code>; бот напишет, когда их отправят.
payout-rejected-notice =
    ❌ Ваша выплата №{ $number } отклонена. Снова доступно вам: { $amount }.

    Причина: { $reason }
payout-paid-notice =
    💸 Ваша выплата №{ $number } отправлена: { $net } на <code>{ $destination }</code>.{ $referenced ->
        [yes] { "\u000A\u000A" }Номер платежа: <code>{ $reference }</code>
       *[no] { "" }
    }

payout-card =
    { $step ->
        [second] 👀 <b>Выплата №{ $number }: нужно второе одобрение</b>
        [approved] ✅ <b>Выплата №{ $number }: одобрена, ещё не выплачена</b>
        [batched] 🏦 <b>Выплата №{ $number }: в пакете { $batch }, ещё не выплачена</b>
        [refused] ⚠️ <b>Выплата №{ $number }: банк не выплатил</b>
        [paid] 💸 <b>Выплата №{ $number }: выплачена</b>
        [rejected] ❌ <b>Выплата №{ $number }: отклонена</b>
        [withdrawn] ↩️ <b>Выплата №{ $number }: участник отозвал заявку</b>
       *[requested] 🆕 <b>Выплата №{ $number }: ждёт решения</b>
    }

    Кто: { $named ->
        [yes] { $name }
       *[no] { names-hidden }
    } · <code>/user { $telegram_id }</code>{ $banned ->
        [yes] { "\u000A" }🚫 участие заблокировано: одобрить нельзя
       *[no] { "" }
    }
    Сумма: <b>{ $amount }</b>{ $charged ->
        [yes] { "\u000A" }К выплате: <b>{ $net }</b>, комиссия: { $fee }
       *[no] { "" }
    }
    { $method ->
        [card] Карта: <code>{ $destination }</code>
        [phone] Телефон: <code>{ $destination }</code>
        [iban] IBAN: <code>{ $destination }</code>
        [own] { $own }: <code>{ $destination }</code>
       *[wallet] Кошелёк: <code>{ $destination }</code>
    }
    Кампания: { $campaign }
    Засчитанные друзья: { $friends }
    Выплачено раньше: { $payouts ->
        [0] ничего
        [one] { $paid }, { $payouts } выплата
        [few] { $paid }, { $payouts } выплаты
        [many] { $paid }, { $payouts } выплат
       *[other] { $paid }, { $payouts } выплаты
    }
    Запрошено: { $requested_at }{ $pair ->
        [yes] { $step ->
            [requested] { "\u000A" }Нужны два одобрения, от двух человек
            [withdrawn] { "" }
            [rejected] { "" }
           *[second] { "\u000A" }Первое одобрение: { $first_by }, { $first_at }
        }
       *[no] { "" }
    }{ $step ->
        [approved] { "\u000A" }Одобрение: { $by }, { $at }
        [batched] { "\u000A" }Одобрение: { $by }, { $at }
        [refused] { "\u000A" }Одобрение: { $by }, { $at }{ "\u000A" }Ответ банка: { $bank_refusal }
        [paid] { "\u000A" }Отметка о выплате: { $by }, { $at }
        [rejected] { "\u000A" }Отказ: { $by }, { $at }{ "\u000A" }Причина: { $reason }
        [withdrawn] { "\u000A" }Отозвана: { $at }
       *[requested] { "" }
    }{ $referenced ->
        [yes] { "\u000A" }Номер платежа: <code>{ $reference }</code>
       *[no] { "" }
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
        [iban] IBAN: { $destination }
        [own] { $destination }
       *[wallet] Кошелёк: { $destination }
    }
payout-reason-prompt = { $admin }, почему выплата №{ $number } отклонена? Нажмите причину или напишите свою в ответ на это сообщение: участник прочитает её слово в слово. /cancel оставит выплату как есть.
payout-reason-placeholder = Причина отказа
payout-reason-late = Этот ответ я уже не жду, ничего не изменилось. Если решение по выплате всё ещё нужно, нажмите кнопку на её карточке ещё раз: /payouts её покажет.
payout-rejected-done = Выплата №{ $number } отклонена, сумма возвращена, участнику сообщили причину.
payout-state-batched = выплачивается
payout-state-withdrawn = вы отозвали заявку
payout-list-reference = Номер платежа: <code>{ $reference }</code>
payout-withdraw-button = ↩️ Отозвать №{ $number }
payout-withdraw-preview =
    <b>Отозвать заявку №{ $number }?</b>

    { $amount } → <code>{ $destination }</code>

    По ней ещё нет решения. Сумма сразу вернётся вам.
payout-withdraw-confirm-button = Да, отозвать
payout-withdrawn = Заявка №{ $number } отозвана. Снова доступно вам: { $amount }.
payout-reference-button = 🧾 Выплачено, с номером…
payout-again-button = 🔁 В следующий пакет
payout-first-toast = Ваше одобрение записано. Нужно ещё одно, от коллеги.
payout-again-toast = Войдёт в следующий пакет.
payout-rejected-toast = Отклонено. Участнику сообщили.
payout-words-button = ✍️ Своими словами…
payout-words-prompt = { $admin }, напишите, почему выплата №{ $number } отклонена: участник прочитает это слово в слово. /cancel оставит выплату как есть.
payout-quick-destination = Реквизиты неверны или закрыты
payout-quick-name = Реквизиты другого человека
payout-quick-rules = Нарушены правила кампании
payout-quick-check = Друзья не прошли проверку
payout-quick-bank = Выплатить туда невозможно
payout-quick-withdrawn = Участник отозвал заявку
payout-reference-prompt = { $admin }, под каким номером банк или кошелёк провёл выплату №{ $number }? Напишите его в ответ: участник тоже увидит этот номер. /cancel оставит выплату как есть.
payout-reference-placeholder = Номер платежа
payout-paid-done = Выплата №{ $number } отмечена как выплаченная, участнику сообщили номер.
payout-queue-requested = <b>🆕 Ждут решения: { $count }</b>
payout-queue-approved = <b>✅ Одобрены, ждут выплаты: { $count }</b>
payout-queue-paid = <b>💸 Выплачены: { $count }</b>
payout-queue-rejected = <b>❌ Отклонены: { $count }</b>
payout-queue-empty = Здесь пока пусто.
payout-queue-narrowed = Только: { $what }
payout-queue-line =
    №{ $number } · <b>{ $amount }</b> · { $name }
    { $step ->
        [second] 👀 нужно второе одобрение · { $at }
        [batched] 🏦 в пакете { $batch } · { $at }
        [refused] ⚠️ банк не выплатил · { $at }
        [withdrawn] ↩️ заявку отозвали · { $at }
       *[other] { $at }
    }
payout-queue-button = « К очереди
payout-filter-button = 🔎 Отбор
payout-filter-title = Какие выплаты показать?
payout-filter-campaigns = Все кампании
payout-filter-methods = Все способы
payout-pick-button = ☑️ Несколько сразу
payout-pick-title =
    { $state ->
        [approved] <b>Какие уже выплачены?</b>
       *[requested] <b>Какие одобрить?</b>
    }
    Отмечено: { $count }
payout-pick-box = { $box } №{ $number } · { $amount } · { $name }
payout-pick-all = ☑️ Все на этой странице
payout-pick-none = ☐ Ни одной на этой странице
payout-pick-approve = ✅ Одобрить: { $count }
payout-pick-pay = 💸 Выплачено: { $count }
payout-round-approve = <b>Одобрить эти выплаты: { $count }?</b>
payout-round-pay = <b>Отметить как выплаченные: { $count }?</b>
payout-round-total = Всего: <b>{ $amount }</b>
payout-number = №{ $number }
payout-round-line = №{ $number } · { $amount }
payout-round-more = …и ещё { $count }
payout-rounded-approve = ✅ <b>Одобрено: { $count }</b>
payout-rounded-pay = 💸 <b>Отмечено как выплаченные: { $count }</b>
payout-rounded-half = 👀 Нужно второе одобрение, от коллеги: { $count } ({ $numbers })
payout-rounded-missed = ⏭ Остались как были: { $count }
payout-rounded-miss = №{ $number }: { $what }
payout-open-button = №{ $number } · { $amount }

error-amount-not-understood = Не получилось прочитать это как число. Напишите только сумму цифрами, например 500.
error-amount-not-positive = Сумма должна быть больше нуля.
error-amount-too-fine =
    { $decimals ->
        [0] Здесь нужно целое число, без дробной части.
        [one] После запятой — не больше { $decimals } цифры.
       *[other] После запятой — не больше { $decimals } цифр.
    }
error-amount-too-large = Столько ни у кого быть не может. Напишите сумму поменьше.
error-card-number-wrong = Это не номер карты: в нём от 12 до 19 цифр, и какая-то из них, похоже, неверна. Проверьте и пришлите ещё раз.
error-phone-number-wrong = Это не полный номер телефона. Напишите его с плюсом и кодом страны, например +7 912 345-67-89.
error-wallet-wrong = Это не адрес кошелька: он пишется одним словом, от 6 до 128 знаков без пробелов. Скопируйте его целиком.
error-iban-wrong = Это не IBAN: контрольные цифры не сходятся или не хватает знака. Скопируйте его целиком, например BG80 BNBG 9661 1020 3456 78.
error-own-details-wrong =
    { $kind ->
        [digits] Не подходит: нужны только цифры, от { $shortest } до { $longest }.
       *[text] Не подходит: нужно от { $shortest } до { $longest } знаков, в одну строку.
    }
error-payouts-closed-to-banned = Выплаты для вас закрыты. Если это ошибка, загляните в /help.
error-unit-not-withdrawable = Заработанное в этой кампании не выплачивается: его тратят внутри сервиса. Что можно взять, покажет /rewards.
error-payout-method-not-offered = Этот способ выплаты больше не предлагается. Начните заново: /payout
error-payout-below-minimum = Самая маленькая выплата — { $minimum }. Напишите сумму побольше.
error-payout-above-maximum = Самая большая выплата за один раз — { $maximum }. Напишите сумму поменьше.
error-not-enough-points = Это больше, чем у вас есть. Доступно: { $available }.
error-payout-too-soon = Для новой выплаты ещё рано: попросить о ней можно с { $at }.
error-too-many-payouts-open =
    { $count ->
        [one] У вас { $count } открытая заявка. Подождите решения по ней.
        [few] У вас { $count } открытые заявки. Подождите решения хотя бы по одной.
        [many] У вас { $count } открытых заявок. Подождите решения хотя бы по одной.
       *[other] У вас { $count } открытых заявок. Подождите решения хотя бы по одной.
    }
error-payout-frozen = Участие этого человека заблокировано, поэтому одобрить выплату нельзя. Она остаётся открытой; /unban позволит продолжить.
error-payout-unknown = Такой выплаты нет.
error-payout-already-decided =
    { $state ->
        [approved] Уже решено: одобрение — { $by }, { $at }.
        [paid] Уже решено: отметка о выплате — { $by }, { $at }.
        [withdrawn] Заявка отозвана: { $by }, { $at }.
       *[rejected] Уже решено: отказ — { $by }, { $at }.
    }
error-payout-not-approved = Эту выплату ещё не одобрили.
error-payout-card-renewed = Кнопки устарели, на карточке появились новые. Нажмите, пожалуйста, ещё раз.
error-too-many-payouts-withdrawn = Сегодня вы отозвали много заявок. Попросить снова можно с { $at }.
error-payout-needs-another-admin = Вы эту выплату уже одобрили. Для такой суммы нужны двое: одобрить должен ещё и коллега.
error-payout-in-batch = Эта выплата в пакете { $batch }, и он, возможно, уже в банке. Загрузите ответ банка или сначала отмените пакет.
error-payout-not-refused = Банк эту выплату не отклонял: она и так войдёт в следующий пакет.
error-reference-unreadable = Пришлите, пожалуйста, только номер, не длиннее { $length } знаков. Жду; /cancel — отменить.
