payout-batches-button = 📄 Пакеты
payout-batches-title = <b>📄 Пакеты для банка или кошелька</b>
payout-batches-none = Одобренных выплат вне пакетов нет.
payout-batches-waiting =
    { $method ->
        [card] Карты
        [phone] Номера телефонов
        [iban] Счета IBAN
        [own] Другие способы
       *[wallet] Кошельки
    }: { $count } · <b>{ $amounts }</b>
payout-batch-make-button =
    📄 Новый пакет: { $method ->
        [card] карты
        [phone] телефоны
        [iban] счета IBAN
        [own] другие способы
       *[wallet] кошельки
    }, { $count }
payout-batches-open =
    🏦 Пакет { $batch }, { $method ->
        [card] карты
        [phone] телефоны
        [iban] счета IBAN
        [own] другие способы
       *[wallet] кошельки
    }, не выплачено: { $count } · <b>{ $amounts }</b>
    { $by }, { $at }
payout-batch-file-button = ⬇️ Файл { $batch }
payout-batch-stop-button = ✖️ Отменить { $batch }
payout-batch-made-toast = Пакет { $batch } готов.
payout-batch-caption =
    📄 <b>Пакет { $batch }</b>, { $method ->
        [card] карты
        [phone] телефоны
        [iban] счета IBAN
        [own] другие способы
       *[wallet] кошельки
    }
    Выплат: { $count } · <b>{ $amounts }</b>

    Открывайте столбцы как текст, чтобы длинные номера не исказились. Когда всё выплатят, пришлите файл банка (CSV) в ответ на это сообщение: номер выплаты, статус, номер платежа, причина.

    В файле полные реквизиты: берегите его как деньги.
payout-batch-cancel-preview =
    <b>Отменить пакет { $batch }?</b>

    Не выплачено в нём: { $count }. Эти выплаты останутся одобренными и смогут войти в другой пакет. Отменяйте, только если банк этот файл уже не выплатит.
payout-batch-cancel-button = ✖️ Да, отменить пакет
payout-batch-cancelled = Пакет { $batch } отменён. Выплат, которые могут войти в другой: { $count }
payout-answer-title =
    { $named ->
        [yes] <b>Ответ на пакет { $batch }</b>
       *[no] <b>Ответ банка</b>
    }
    Прочитано строк: { $lines }. Пока ничего не изменено.
payout-answer-pay = 💸 Выплачено: { $count }
payout-answer-refuse = ⚠️ Банк отказал: { $count }. Эти выплаты останутся одобренными, пока вы их не отклоните или не отправите снова.
payout-answer-pending = ⏳ Банк ещё не решил: { $count }
payout-answer-twice = ❗ Уже выплачено под другим номером, возможно, дважды: { $count }
payout-answer-contradicts = ❗ Здесь решено иначе: { $count }
payout-answer-differs = ❗ Сумма не совпадает с нашей: { $count }
payout-answer-doubled = ❗ Несколько строк, которые противоречат друг другу: { $count }
payout-answer-other-batch = ❗ В другом пакете: { $count }
payout-answer-not-approved = ❗ Здесь не одобрено: { $count }
payout-answer-unreadable = ❓ Нет номера выплаты: { $count }
payout-answer-no-such = ❓ Такой выплаты нет: { $count }
payout-answer-status = ❓ Незнакомый статус: { $count }
payout-answer-repeated = ➿ Та же строка ещё раз, учтена однажды: { $count }
payout-answer-already = ☑️ Решено раньше: { $count }
payout-answer-line = Строка { $line }: { $written } · { $detail }
payout-answer-ours = у нас { $amount }
payout-answer-missing = ⌛ В пакете есть, в ответе нет: { $count } ({ $numbers })
payout-answer-nothing = Применять нечего.
payout-answer-report = Все строки ответа и что каждая значит.
payout-answer-button = Применить: выплачено { $paid }, отказ { $refused }
payout-answer-refused = ⚠️ Банк отказал: { $count } ({ $numbers }). Откройте карточку, чтобы отклонить выплату или отправить её снова.
payout-answer-card-button = Открыть №{ $number }

error-nothing-to-batch = Класть в пакет нечего: кто-то успел раньше или одобренных выплат нет.
error-batch-unknown = Такого пакета нет.
error-batch-cancelled = Этот пакет отменён.
error-batch-over = В этом пакете всё уже решено.
error-answer-empty = В этом файле нет строк. Пришлите файл банка ещё раз.
error-answer-too-large = Файл слишком большой: не больше { $size } КБ и { $lines } строк. Разделите его, пожалуйста.
error-answer-is-a-spreadsheet = Это таблица (XLSX или XLS). Сохраните её в Excel или Google Таблицах как CSV и пришлите снова.
error-answer-not-text = Этот файл не читается. Пришлите CSV в кодировке UTF-8, UTF-16 или Windows-1251.
error-answer-columns-unknown = Нужны столбцы «выплата» и «статус»; если есть — «номер платежа», «причина» и «сумма». В файле: { $found }
