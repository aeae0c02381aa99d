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
payout-method-iban = По сметка (IBAN)
payout-method-own = Други начини
payout-ask-destination =
    { $method ->
        [card] { $amount } по карта. Напишете номера на картата: 12 до 19 цифри върху нея.
        [phone] { $amount } по телефонен номер. Напишете го с кода на страната, например +359 88 123 4567.
        [iban] { $amount } по банкова сметка. Напишете нейния IBAN, например BG80 BNBG 9661 1020 3456 78.
        [own] { $amount }: { $own }. Напишете го тук.{ $hinted ->
            [yes] { "\u000A" }{ $hint }
           *[no] { "" }
        }
       *[wallet] { $amount } в портфейл. Напишете адреса му.
    }
payout-press-button = Моля, натиснете някой от бутоните по-горе или започнете отначало: /payout
payout-preview =
    <b>Моля, проверете</b>

    Кампания: { $title }
    { $charged ->
        [yes] От баланса: { $amount }{ "\u000A" }Такса: { $fee }{ "\u000A" }Получавате: <b>{ $net }</b>
       *[no] Получавате: <b>{ $amount }</b>
    }
    { $method ->
        [card] По карта: <code>{ $destination }</code>
        [phone] По телефонен номер: <code>{ $destination }</code>
        [iban] По сметка: <code>{ $destination }</code>
        [own] { $own }: <code>{ $destination }</code>
       *[wallet] В портфейл: <code>{ $destination }</code>
    }
    Остават ви: { $remaining }

    Администратор решава ръчно и това може да отнеме няколко дни. Дотогава сумата е отделена настрана, а ако откажат, се връща при вас. Ще ви пишем и в двата случая.
payout-confirm-button = Изпращане на заявката
payout-state-requested = чака решение
payout-state-approved = одобрено, парите са на път
payout-state-paid = изплатено
payout-state-rejected = отхвърлено, сумата е върната
payout-placed =
    <b>Заявка №{ $number }: чака решение</b>

    { $amount } → { $method ->
        [card] карта
        [phone] телефон
        [iban] IBAN
        [own] { $own }
       *[wallet] портфейл
    } <code>{ $destination }</code>

    Ще ви пишем веднага щом бъде решена.
payout-list-title = <b>Моите изплащания</b>
payout-list-empty = Още не сте искали изплащане.
payout-list-line =
    №{ $number } · <b>{ $amount }</b>{ $charged ->
        [yes] { " " }({ $net } след таксата)
       *[no] { "" }
    } → <code>{ $destination }</code>
    { $step ->
        [approved] ✅ { payout-state-approved } · { $at }{ "\u000A" }Поискано: { $asked_at }
        [refused] ✅ { payout-state-approved } · { $at }{ "\u000A" }Поискано: { $asked_at }
        [batched] 🏦 { payout-state-batched } · { $at }{ "\u000A" }Поискано: { $asked_at }
        [paid] 💸 { payout-state-paid } · { $at }{ "\u000A" }Поискано: { $asked_at }
        [rejected] ❌ { payout-state-rejected } · { $at }{ "\u000A" }Поискано: { $asked_at }
        [withdrawn] ↩️ { payout-state-withdrawn } · { $at }{ "\u000A" }Поискано: { $asked_at }
       *[requested] ⏳ { payout-state-requested } · { $asked_at }
    }
payout-list-reason = Причина: { $reason }
payout-page = Страница { $page } от { $pages }
payout-newer-button = « Назад
payout-older-button = Напред »
payout-approved-notice =
    ✅ Изплащане №{ $number } за { $amount } е одобрено.{ $charged ->
        [yes] { " " }След таксата ({ $fee }) получавате { $net }.
       *[no] { "" }
    } Парите ще бъдат изпратени на <code>{ $destination }</code>; ще ви пишем, когато тръгнат.
payout-rejected-notice =
    ❌ Изплащане №{ $number } за { $amount } е отхвърлено и сумата отново е налична при вас.

    Причина: { $reason }
payout-paid-notice =
    💸 Изплащане №{ $number } за { $net } е изпратено на <code>{ $destination }</code>.{ $referenced ->
        [yes] { "\u000A\u000A" }Номер на плащането: <code>{ $reference }</code>
       *[no] { "" }
    }

payout-card =
    { $step ->
        [second] 👀 <b>Изплащане №{ $number }: нужно е второ одобрение</b>
        [approved] ✅ <b>Изплащане №{ $number }: одобрено, още не е платено</b>
        [batched] 🏦 <b>Изплащане №{ $number }: в пакет { $batch }, още не е платено</b>
        [refused] ⚠️ <b>Изплащане №{ $number }: банката не го е платила</b>
        [paid] 💸 <b>Изплащане №{ $number }: платено</b>
        [rejected] ❌ <b>Изплащане №{ $number }: отхвърлено</b>
        [withdrawn] ↩️ <b>Изплащане №{ $number }: оттеглено от участника</b>
       *[requested] 🆕 <b>Изплащане №{ $number }: чака решение</b>
    }

    Кой: { $named ->
        [yes] { $name }
       *[no] { names-hidden }
    } · <code>/user { $telegram_id }</code>{ $banned ->
        [yes] { "\u000A" }🚫 участието е блокирано: не може да се одобри
       *[no] { "" }
    }
    Сума: <b>{ $amount }</b>{ $charged ->
        [yes] { "\u000A" }За плащане: <b>{ $net }</b>, такса: { $fee }
       *[no] { "" }
    }
    { $method ->
        [card] Карта: <code>{ $destination }</code>
        [phone] Телефон: <code>{ $destination }</code>
        [iban] IBAN: <code>{ $destination }</code>
        [own] { $own }: <code>{ $destination }</code>
       *[wallet] Портфейл: <code>{ $destination }</code>
    }
    Кампания: { $campaign }
    Зачетени приятели: { $friends }
    Платено досега: { $payouts ->
        [0] нищо
        [one] { $paid }, { $payouts } изплащане
       *[other] { $paid }, { $payouts } изплащания
    }
    Поискано: { $requested_at }{ $pair ->
        [yes] { $step ->
            [requested] { "\u000A" }Нужни са две одобрения, от двама души
            [withdrawn] { "" }
            [rejected] { "" }
           *[second] { "\u000A" }Първо одобрение: { $first_by }, { $first_at }
        }
       *[no] { "" }
    }{ $step ->
        [approved] { "\u000A" }Одобрение: { $by }, { $at }
        [batched] { "\u000A" }Одобрение: { $by }, { $at }
        [refused] { "\u000A" }Одобрение: { $by }, { $at }{ "\u000A" }Банката: { $bank_refusal }
        [paid] { "\u000A" }Отбелязано като платено: { $by }, { $at }
        [rejected] { "\u000A" }Отхвърляне: { $by }, { $at }{ "\u000A" }Причина: { $reason }
        [withdrawn] { "\u000A" }Оттеглено: { $at }
       *[requested] { "" }
    }{ $referenced ->
        [yes] { "\u000A" }Номер на плащането: <code>{ $reference }</code>
       *[no] { "" }
    }
payout-approve-button = ✅ Одобряване
payout-reject-button = ❌ Отхвърляне
payout-paid-button = 💸 Платено
payout-show-button = Показване на данните
payout-approved-toast = Одобрено. На участника е съобщено.
payout-paid-toast = Отбелязано като платено. На участника е съобщено.
payout-destination-alert =
    { $method ->
        [card] Карта: { $destination }
        [phone] Телефон: { $destination }
        [iban] IBAN: { $destination }
        [own] { $destination }
       *[wallet] Портфейл: { $destination }
    }
payout-reason-prompt = { $admin }, защо изплащане №{ $number } се отхвърля? Натиснете причина или отговорете на това съобщение със своя: участникът ще я прочете дума по дума. /cancel оставя изплащането както е.
payout-reason-placeholder = Причина за отхвърлянето
payout-reason-late = Вече не чакам този отговор и нищо не е променено. Ако изплащането все още трябва да се реши, натиснете отново бутона под него: /payouts ще го покаже.
payout-rejected-done = Изплащане №{ $number } е отхвърлено, сумата е върната и на участника е съобщена причината.
payout-state-batched = изплаща се
payout-state-withdrawn = оттеглено от вас
payout-list-reference = Номер на плащането: <code>{ $reference }</code>
payout-withdraw-button = ↩️ Оттегляне на №{ $number }
payout-withdraw-preview =
    <b>Да оттеглим ли заявка №{ $number }?</b>

    { $amount } → <code>{ $destination }</code>

    По нея още няма решение. Сумата веднага се връща при вас.
payout-withdraw-confirm-button = Да, оттеглям я
payout-withdrawn = Заявка №{ $number } е оттеглена. Отново са налични при вас: { $amount }.
payout-reference-button = 🧾 Платено, с номер…
payout-again-button = 🔁 В следващия пакет
payout-first-toast = Вашето одобрение е записано. Нужно е още едно, от колега.
payout-again-toast = Ще влезе в следващия пакет.
payout-rejected-toast = Отхвърлено. На участника е съобщено.
payout-words-button = ✍️ С мои думи…
payout-words-prompt = { $admin }, напишете защо изплащане №{ $number } се отхвърля: участникът ще го прочете дума по дума. /cancel оставя изплащането както е.
payout-quick-destination = Данните са грешни или закрити
payout-quick-name = Данните са на друг човек
payout-quick-rules = Нарушени правила на кампанията
payout-quick-check = Приятелите не минаха проверка
payout-quick-bank = Там не може да се плати
payout-quick-withdrawn = Оттеглено от участника
payout-reference-prompt = { $admin }, под кой номер банката или портфейлът плати №{ $number }? Отговорете с него: участникът също ще го види. /cancel оставя изплащането както е.
payout-reference-placeholder = Номерът на плащането
payout-paid-done = Изплащане №{ $number } е отбелязано като платено и на участника е съобщен номерът.
payout-queue-requested = <b>🆕 Чакат решение: { $count }</b>
payout-queue-approved = <b>✅ Одобрени, чакат плащане: { $count }</b>
payout-queue-paid = <b>💸 Платени: { $count }</b>
payout-queue-rejected = <b>❌ Отхвърлени: { $count }</b>
payout-queue-empty = Тук няма нищо.
payout-queue-narrowed = Само: { $what }
payout-queue-line =
    №{ $number } · <b>{ $amount }</b> · { $name }
    { $step ->
        [second] 👀 нужно е второ одобрение · { $at }
        [batched] 🏦 в пакет { $batch } · { $at }
        [refused] ⚠️ банката не плати · { $at }
        [withdrawn] ↩️ оттеглено · { $at }
       *[other] { $at }
    }
payout-queue-button = « Към опашката
payout-filter-button = 🔎 Филтър
payout-filter-title = Кои изплащания да покажа?
payout-filter-campaigns = Всички кампании
payout-filter-methods = Всички начини
payout-pick-button = ☑️ Няколко наведнъж
payout-pick-title =
    { $state ->
        [approved] <b>Кои са вече платени?</b>
       *[requested] <b>Кои одобрявате?</b>
    }
    Отбелязани: { $count }
payout-pick-box = { $box } №{ $number } · { $amount } · { $name }
payout-pick-all = ☑️ Всички на тази страница
payout-pick-none = ☐ Нито едно на тази страница
payout-pick-approve = ✅ Одобряване: { $count }
payout-pick-pay = 💸 Платено: { $count }
payout-round-approve = <b>Да одобря ли тези изплащания: { $count }?</b>
payout-round-pay = <b>Да отбележа ли като платени: { $count }?</b>
payout-round-total = Общо: <b>{ $amount }</b>
payout-number = №{ $number }
payout-round-line = №{ $number } · { $amount }
payout-round-more = …и още { $count }
payout-rounded-approve = ✅ <b>Одобрени: { $count }</b>
payout-rounded-pay = 💸 <b>Отбелязани като платени: { $count }</b>
payout-rounded-half = 👀 Нужно е второ одобрение, от колега: { $count } ({ $numbers })
payout-rounded-missed = ⏭ Останали както са били: { $count }
payout-rounded-miss = №{ $number }: { $what }
payout-open-button = №{ $number } · { $amount }

error-amount-not-understood = Не успях да прочета това като число. Напишете само сумата с цифри, например 500.
error-amount-not-positive = Сумата трябва да е по-голяма от нула.
error-amount-too-fine =
    { $decimals ->
        [0] Тук трябва цяло число, без дробна част.
        [one] Най-много { $decimals } цифра след десетичната запетая, моля.
       *[other] Най-много { $decimals } цифри след десетичната запетая, моля.
    }
error-amount-too-large = Толкова никой не може да има. Моля, напишете по-малка сума.
error-card-number-wrong = Това не е номер на карта: той има 12 до 19 цифри и някоя от тях изглежда грешна. Проверете го и го изпратете отново.
error-phone-number-wrong = Това не е пълен телефонен номер. Напишете го с плюс и код на страната, например +359 88 123 4567.
error-wallet-wrong = Това не е адрес на портфейл: той е една дума от 6 до 128 знака без интервали. Копирайте го целия.
error-iban-wrong = Това не е IBAN: контролните цифри не съвпадат или липсва знак. Копирайте го целия, например BG80 BNBG 9661 1020 3456 78.
error-own-details-wrong =
    { $kind ->
        [digits] Не става: нужни са само цифри, от { $shortest } до { $longest } на брой.
       *[text] Не става: нужни са от { $shortest } до { $longest } знака на един ред.
    }
error-payouts-closed-to-banned = Изплащанията за вас са затворени. Ако смятате, че е грешка, вижте /help.
error-unit-not-withdrawable = Спечеленото в тази кампания не се изплаща: то се използва вътре в услугата. /rewards показва какво можете да вземете за него.
error-payout-method-not-offered = Този начин на изплащане вече не се предлага. Моля, започнете отначало: /payout
error-payout-below-minimum = Най-малкото изплащане е { $minimum }. Напишете по-голяма сума.
error-payout-above-maximum = Едно изплащане е най-много { $maximum }. Напишете по-малка сума.
error-not-enough-points = Това е повече, отколкото имате. Налични: { $available }.
error-payout-too-soon = Още е рано за ново изплащане: можете да поискате отново от { $at }.
error-too-many-payouts-open =
    { $count ->
        [one] Имате { $count } отворена заявка. Моля, изчакайте решението.
       *[other] Имате { $count } отворени заявки. Моля, изчакайте решение по някоя от тях.
    }
error-payout-frozen = Участието на този човек е блокирано и изплащането не може да се одобри. То остава отворено; /unban позволява да продължи.
error-payout-unknown = Няма такова изплащане.
error-payout-already-decided =
    { $state ->
        [approved] Вече е решено: одобрение — { $by }, { $at }.
        [paid] Вече е решено: отбелязано като платено — { $by }, { $at }.
        [withdrawn] Заявката е оттеглена: { $by }, { $at }.
       *[rejected] Вече е решено: отхвърляне — { $by }, { $at }.
    }
error-payout-not-approved = Това изплащане още не е одобрено.
error-payout-card-renewed = Бутоните бяха остарели. Под съобщението има нови: моля, натиснете отново.
error-too-many-payouts-withdrawn = Днес оттеглихте много заявки. Можете да поискате отново от { $at }.
error-payout-needs-another-admin = Вие вече одобрихте това изплащане. За такава сума са нужни двама: трябва да одобри и колега.
error-payout-in-batch = Това изплащане е в пакет { $batch }, който може вече да е в банката. Заредете отговора на банката или първо отменете пакета.
error-payout-not-refused = Банката не е отказвала това изплащане: то и без това влиза в следващия пакет.
error-reference-unreadable = Моля, изпратете само номера, най-много { $length } знака. Чакам; /cancel отменя.
