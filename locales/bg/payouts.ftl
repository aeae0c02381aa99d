payout-button = 💸 Изплащане
payout-mine-button = Моите изплащания
payout-cancel-button = Отказ
payout-cancelled = Отменено: нищо не се е променило.
payout-nothing = Още няма какво да се изплати. /balance показва какво предстои.
payout-choose-campaign = От коя кампания искате изплащане?
payout-campaign-button = { $title }: { $available }
payout-ask-amount =
    <b>Изплащане: { $title }</b>

    Налични: <b>{ $available }</b>
    { $limited ->
        [yes] Едно изплащане: от { $minimum } до { $maximum }
       *[no] Едно изплащане: от { $minimum } нагоре
    }

    Колко искате? Напишете число или натиснете бутон.
payout-too-little =
    <b>Изплащане: { $title }</b>

    Налични: <b>{ $available }</b>
    Най-малкото изплащане: { $minimum }
    Не достигат: { $missing }

    Поканете приятели, за да ги съберете: /invite
payout-most-button = Най-много: { $amount }
payout-minimum-button = Най-малко: { $amount }
payout-ask-method = { $amount }. Как искате да ги получите?
payout-method-card = По карта
payout-method-phone = По телефонен номер
payout-method-wallet = В портфейл
payout-ask-destination =
    { $method ->
        [card] { $amount } по карта. Напишете номера на картата: 12 до 19 цифри върху нея.
        [phone] { $amount } по телефонен номер. Напишете го с кода на страната, например +359 88 123 4567.
       *[wallet] { $amount } в портфейл. Напишете адреса му.
    }
payout-press-button = Моля, натиснете някой от бутоните по-горе или започнете отначало: /payout
payout-preview =
    <b>Моля, проверете</b>

    Кампания: { $title }
    Получавате: <b>{ $amount }</b>
    { $method ->
        [card] По карта: <code>{ $destination }</code>
        [phone] По телефонен номер: <code>{ $destination }</code>
       *[wallet] В портфейл: <code>{ $destination }</code>
    }
    Остават ви: { $remaining }

    Администратор решава ръчно и това може да отнеме няколко дни. Дотогава сумата е отделена настрана, а ако откажат, се връща при вас. Ще ви пишем и в двата случая.
payout-confirm-button = Изпращане на заявката
payout-state-requested = чака решение
payout-state-approved = одобрено, парите са на път
payout-state-paid = платено
payout-state-rejected = отхвърлено, сумата е върната
payout-placed =
    <b>Заявка №{ $number }: чака решение</b>

    { $amount } → { $method ->
        [card] карта
        [phone] телефон
       *[wallet] портфейл
    } <code>{ $destination }</code>

    Ще ви пишем веднага щом бъде решена.
payout-list-title = <b>Моите изплащания</b>
payout-list-empty = Още не сте искали изплащане.
payout-list-line =
    №{ $number } · <b>{ $amount }</b> → <code>{ $destination }</code>
    { $state ->
        [approved] ✅ { payout-state-approved }
        [paid] 💸 { payout-state-paid }
        [rejected] ❌ { payout-state-rejected }
       *[requested] ⏳ { payout-state-requested }
    } · { $at }
payout-list-reason = Причина: { $reason }
payout-page = Страница { $page } от { $pages }
payout-newer-button = « Назад
payout-older-button = Напред »
payout-approved-notice = ✅ Изплащане №{ $number } за { $amount } е одобрено. Парите ще бъдат изпратени на <code>{ $destination }</code>; ще ви пишем, когато тръгнат.
payout-rejected-notice =
    ❌ Изплащане №{ $number } за { $amount } е отхвърлено и сумата отново е налична при вас.

    Причина: { $reason }
payout-paid-notice = 💸 Изплащане №{ $number } за { $amount } е изпратено на <code>{ $destination }</code>.

payout-card =
    { $state ->
        [approved] ✅ <b>Изплащане №{ $number }: одобрено, още не е платено</b>
        [paid] 💸 <b>Изплащане №{ $number }: платено</b>
        [rejected] ❌ <b>Изплащане №{ $number }: отхвърлено</b>
       *[requested] 🆕 <b>Изплащане №{ $number }: чака решение</b>
    }

    Кой: { $named ->
        [yes] { $name }
       *[no] { names-hidden }
    } · <code>/user { $telegram_id }</code>
    Сума: <b>{ $amount }</b>
    { $method ->
        [card] Карта: <code>{ $destination }</code>
        [phone] Телефон: <code>{ $destination }</code>
       *[wallet] Портфейл: <code>{ $destination }</code>
    }
    Кампания: <code>{ $campaign }</code>
    Зачетени приятели: { $friends }
    Платено досега: { $payouts ->
        [0] нищо
        [one] { $paid }, { $payouts } изплащане
       *[other] { $paid }, { $payouts } изплащания
    }
    Поискано: { $requested_at }{ $state ->
        [approved] { "\u000A" }Одобрение: { $by }, { $at }
        [paid] { "\u000A" }Отбелязано като платено: { $by }, { $at }
        [rejected] { "\u000A" }Отхвърляне: { $by }, { $at }{ "\u000A" }Причина: { $reason }
       *[requested] { "" }
    }
payout-approve-button = ✅ Одобряване
payout-reject-button = ❌ Отхвърляне
payout-paid-button = 💸 Платено
payout-show-button = Показване на сметката
payout-approved-toast = Одобрено. На участника е съобщено.
payout-paid-toast = Отбелязано като платено. На участника е съобщено.
payout-destination-alert =
    { $method ->
        [card] Карта: { $destination }
        [phone] Телефон: { $destination }
       *[wallet] Портфейл: { $destination }
    }
payout-reason-prompt = { $admin }, защо изплащане №{ $number } се отхвърля? Отговорете с причината: участникът ще я прочете дума по дума. /cancel оставя изплащането както е.
payout-reason-placeholder = Причина за отхвърлянето
payout-reason-late = Вече не чакам тази причина и нищо не е променено. Ако изплащането все още трябва да се отхвърли, натиснете отново „❌ Отхвърляне“ на картата му: /payouts ще я покаже.
payout-rejected-done = Изплащане №{ $number } е отхвърлено, сумата е върната и на участника е съобщена причината.
payout-open-title = <b>Отворени изплащания: { $count }</b>
payout-open-empty = Няма чакащи изплащания.
payout-open-line =
    №{ $number } · <b>{ $amount }</b> · { $name }
    { $state ->
        [approved] ✅ одобрено, още не е платено
       *[requested] 🆕 чака решение
    } · { $at }
payout-open-button = №{ $number } · { $amount }

error-amount-not-understood = Не успях да прочета това като число. Напишете само сумата с цифри, например 500.
error-amount-not-positive = Сумата трябва да е по-голяма от нула.
error-amount-too-fine =
    { $decimals ->
        [0] Изплащат се само цели числа, без дробна част.
        [one] Най-много { $decimals } цифра след десетичната запетая, моля.
       *[other] Най-много { $decimals } цифри след десетичната запетая, моля.
    }
error-amount-too-large = Толкова никой не може да има. Моля, напишете по-малка сума.
error-card-number-wrong = Това не е номер на карта: той има 12 до 19 цифри и някоя от тях изглежда грешна. Проверете го и го изпратете отново.
error-phone-number-wrong = Това не е пълен телефонен номер. Напишете го с плюс и код на страната, например +359 88 123 4567.
error-wallet-wrong = Това не е адрес на портфейл: той е една дума от 6 до 128 знака без интервали. Копирайте го целия.
error-payouts-closed-to-banned = Изплащанията за вас са затворени. Ако смятате, че е грешка, вижте /help.
error-unit-not-withdrawable = Спечеленото в тази кампания не се изплаща: то се използва вътре в услугата.
error-payout-method-not-offered = Този начин на изплащане вече не се предлага. Моля, започнете отначало: /payout
error-payout-below-minimum = Най-малкото изплащане е { $minimum }.
error-payout-above-maximum = Едно изплащане е най-много { $maximum }.
error-not-enough-points = Това е повече, отколкото имате. Налични: { $available }.
error-payout-too-soon = Още е рано за ново изплащане: можете да поискате отново от { $at }.
error-too-many-payouts-open =
    { $count ->
        [one] Имате { $count } отворена заявка. Моля, изчакайте решението.
       *[other] Имате { $count } отворени заявки. Моля, изчакайте решение по някоя от тях.
    }
error-payout-unknown = Няма такова изплащане.
error-payout-already-decided =
    { $state ->
        [approved] Вече е решено: одобрение – { $by }, { $at }.
        [paid] Вече е решено: отбелязано като платено – { $by }, { $at }.
       *[rejected] Вече е решено: отхвърляне – { $by }, { $at }.
    }
error-payout-not-approved = Това изплащане още не е одобрено.
error-payout-card-renewed = Бутоните бяха остарели. На картата има нови: моля, натиснете отново.
error-reason-too-short =
    { $length ->
        [one] Напишете причината с думи, поне { $length } знак. Чакам; /cancel отменя.
       *[other] Напишете причината с думи, поне { $length } знака. Чакам; /cancel отменя.
    }
error-reason-too-long =
    { $length ->
        [one] Причината е твърде дълга: най-много { $length } знак. Чакам; /cancel отменя.
       *[other] Причината е твърде дълга: най-много { $length } знака. Чакам; /cancel отменя.
    }
