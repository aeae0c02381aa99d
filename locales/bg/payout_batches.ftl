payout-batches-button = 📄 Пакети
payout-batches-title = <b>📄 Пакети за банката или портфейла</b>
payout-batches-none = Няма одобрени изплащания извън пакетите.
payout-batches-waiting =
    { $method ->
        [card] Карти
        [phone] Телефонни номера
        [iban] Сметки с IBAN
        [own] Други начини
       *[wallet] Портфейли
    }: { $count } · <b>{ $amounts }</b>
payout-batch-make-button =
    📄 Нов пакет: { $method ->
        [card] карти
        [phone] телефони
        [iban] сметки с IBAN
        [own] други начини
       *[wallet] портфейли
    }, { $count }
payout-batches-open =
    🏦 Пакет { $batch }, { $method ->
        [card] карти
        [phone] телефони
        [iban] сметки с IBAN
        [own] други начини
       *[wallet] портфейли
    }, неплатени: { $count } · <b>{ $amounts }</b>
    { $by }, { $at }
payout-batch-file-button = ⬇️ Файл { $batch }
payout-batch-stop-button = ✖️ Отмяна на { $batch }
payout-batch-made-toast = Пакет { $batch } е готов.
payout-batch-caption =
    📄 <b>Пакет { $batch }</b>, { $method ->
        [card] карти
        [phone] телефони
        [iban] сметки с IBAN
        [own] други начини
       *[wallet] портфейли
    }
    Изплащания: { $count } · <b>{ $amounts }</b>

    Отваряйте колоните като текст, за да не се променят дългите номера. Когато бъдат платени, отговорете на това съобщение с файла на банката (CSV): номер на изплащане, статус, номер на плащане, причина.

    Във файла са пълните данни за изплащане: пазете го като пари.
payout-batch-cancel-preview =
    <b>Да отменя ли пакет { $batch }?</b>

    Неплатени в него: { $count }. Тези изплащания остават одобрени и могат да влязат в друг пакет. Отменяйте само ако банката няма да плати този файл.
payout-batch-cancel-button = ✖️ Да, отмяна на пакета
payout-batch-cancelled = Пакет { $batch } е отменен. Изплащания, които могат да влязат в друг: { $count }
payout-answer-title =
    { $named ->
        [yes] <b>Отговор на пакет { $batch }</b>
       *[no] <b>Отговор на банката</b>
    }
    Прочетени редове: { $lines }. Засега нищо не е променено.
payout-answer-pay = 💸 Платени: { $count }
payout-answer-refuse = ⚠️ Отказани от банката: { $count }. Остават одобрени, докато не ги отхвърлите или изпратите отново.
payout-answer-pending = ⏳ Банката още не е решила: { $count }
payout-answer-twice = ❗ Вече платени под друг номер, може би два пъти: { $count }
payout-answer-contradicts = ❗ Тук е решено друго: { $count }
payout-answer-differs = ❗ Сумата не е нашата: { $count }
payout-answer-doubled = ❗ Няколко реда, които си противоречат: { $count }
payout-answer-other-batch = ❗ В друг пакет: { $count }
payout-answer-not-approved = ❗ Тук не са одобрени: { $count }
payout-answer-unreadable = ❓ Няма номер на изплащане: { $count }
payout-answer-no-such = ❓ Няма такова изплащане: { $count }
payout-answer-status = ❓ Непознат статус: { $count }
payout-answer-repeated = ➿ Същият ред отново, броен веднъж: { $count }
payout-answer-already = ☑️ Решени по-рано: { $count }
payout-answer-line = Ред { $line }: { $written } · { $detail }
payout-answer-ours = при нас { $amount }
payout-answer-missing = ⌛ В пакета, но не и в отговора: { $count } ({ $numbers })
payout-answer-nothing = Няма какво да се приложи.
payout-answer-report = Всички редове на отговора и какво значат.
payout-answer-button = Прилагане: платени { $paid }, отказани { $refused }
payout-answer-refused = ⚠️ Отказани от банката: { $count } ({ $numbers }). Отворете изплащането, за да го отхвърлите или изпратите отново.
payout-answer-card-button = Отваряне на №{ $number }

error-nothing-to-batch = Няма какво да влезе в пакет: някой е бил по-бърз или няма одобрени изплащания.
error-batch-unknown = Няма такъв пакет.
error-batch-cancelled = Този пакет е отменен.
error-batch-over = В този пакет няма неплатени.
error-answer-empty = В този файл няма редове. Изпратете отново файла на банката.
error-answer-too-large = Файлът е твърде голям: най-много { $size } КБ и { $lines } реда. Моля, разделете го.
error-answer-is-a-spreadsheet = Това е таблица (XLSX или XLS). Запишете я като CSV в Excel или Google Таблици и изпратете това.
error-answer-not-text = Не мога да прочета този файл. Моля, изпратете го като CSV в UTF-8, UTF-16 или Windows-1251.
error-answer-columns-unknown = Нужни са колоните „изплащане“ и „статус“; ако има — „номер на плащане“, „причина“ и „сума“. Във файла: { $found }
