support-button = 💬 Написать нам
support-ask =
    💬 <b>Напишите нам</b>

    Расскажите одним сообщением, что случилось; можно приложить фото или файл. Его прочтут люди, а ответ придёт сюда.
support-ask-more =
    💬 <b>Ваше обращение №{ $number } открыто</b>

    Напишите, что хотите добавить; можно приложить фото или файл.
support-cancel-button = Отмена
support-cancelled = Хорошо: ничего не отправлено.
support-taken = 💬 Отправлено: ваше обращение №{ $number }. Ответ придёт сюда.
support-nobody = Писать здесь пока некому. Обратитесь к организатору, который ведёт этого бота.
support-nobody-contact = Напишите: { $contact }.
support-answer =
    💬 <b>Ответ на ваше обращение №{ $number }</b>

    { $words }
support-answer-file = 💬 <b>Ответ на ваше обращение №{ $number }</b>
support-answer-button = ✍️ Ответить
support-closed-notice = ✅ Ваше обращение №{ $number } закрыто. Если что-то осталось, просто напишите ещё раз.
support-more-button = ✍️ Написать ещё

support-card =
    { $kind ->
        [new] 🆕 <b>Обращение №{ $number }</b>
        [reopened] ♻️ <b>Обращение №{ $number }, снова открыто</b>
       *[more] 💬 <b>Обращение №{ $number }, ещё сообщение</b>
    }
    { $name } · <code>{ $telegram_id }</code> · { $language }{ $funded ->
        [yes] { "\u000A" }💰 { $available }
       *[no] { "" }
    }{ $banned ->
        [yes] { "\u000A" }🚫 участие заблокировано
       *[no] { "" }
    }

    { $worded ->
        [yes] <blockquote>{ $words }</blockquote>
       *[no] 📎 { $attachment }, ниже
    }

    ↩️ Чтобы ответить, ответьте на это сообщение.
support-attachment = 📎 №{ $number } · { $name }
support-attachment-lost = ⚠️ №{ $number }: файл этого человека не удалось получить. Попросите прислать его ещё раз.
support-thread =
    { $state ->
        [open] 💬 <b>Обращение №{ $number }</b>
       *[closed] ✅ <b>Обращение №{ $number }, закрыто</b>
    }
    { $name } · <code>{ $telegram_id }</code> · { $language }{ $funded ->
        [yes] { "\u000A" }💰 { $available }
       *[no] { "" }
    }{ $banned ->
        [yes] { "\u000A" }🚫 участие заблокировано
       *[no] { "" }
    }
    Последнее сообщение: { $written_at }

    ↩️ Чтобы ответить, ответьте на это сообщение.
support-line =
    { $from ->
        [team] ↩️ <b>команда</b> · { $at }
       *[person] 💬 <b>{ $name }</b> · { $at }
    }
    { $attachment ->
        [no] <blockquote>{ $words }</blockquote>
       *[other] 📎 { $attachment }<blockquote>{ $words }</blockquote>
    }
support-edited =
    ✏️ №{ $number } · { $name } — сообщение изменено:

    <blockquote>{ $words }</blockquote>
support-sent = 📨 №{ $number }: отправляю. Кому: { $name }.
support-sent-reopened = 📨 №{ $number }: снова открыто, отправляю. Кому: { $name }.
support-blocked = ⚠️ №{ $number }: не доставлено. { $name }: бот заблокирован.
support-not-delivered = ⚠️ №{ $number }: не доставлено, { $name } не получит это сообщение. Telegram его не принял.
support-edit-late = ⚠️ №{ $number }: у человека изменить не удалось. Напишите ещё раз.
support-no-right = Отвечать могут те, кто ведёт переписку с участниками. Для этого нужна роль: { $roles }. Её выдаёт администратор группы командой /roles.
support-ask-team = что написать { $name }? Ответьте текстом, фото или файлом: отправлю сразу. /cancel — передумать.
support-close-button = ✅ Закрыть
support-reopen-button = ♻️ Открыть снова
support-closed-toast = №{ $number } закрыто. Человек об этом узнал.
support-reopened-toast = №{ $number } снова открыто.
support-repost-toast = Показываю ниже.
support-threads-title = 💬 <b>Открытые обращения: { $count }</b>
support-no-threads = 💬 Открытых обращений нет: все получили ответ.
support-thread-button =
    { $waits ->
        [yes] 🔴
       *[no] ⚪️
    } №{ $number } · { $name }

error-support-too-often =
    { $minutes ->
        [one] За десять минут пришло сообщений: { $count }. Мы прочтём все; подождите, пожалуйста, { $minutes } минуту.
        [few] За десять минут пришло сообщений: { $count }. Мы прочтём все; подождите, пожалуйста, { $minutes } минуты.
       *[other] За десять минут пришло сообщений: { $count }. Мы прочтём все; подождите, пожалуйста, { $minutes } минут.
    }
error-support-too-long =
    { $length ->
        [one] Слишком длинно: не больше { $length } символа. Сократите или пришлите частями.
       *[other] Слишком длинно: не больше { $length } символов. Сократите или пришлите частями.
    }
error-support-empty = Такое я передать не могу. Пришлите текст, фото, файл, голосовое сообщение или стикер.
error-thread-unknown = Такого обращения нет.
error-thread-already-closed = №{ $number } уже закрыто.
error-thread-already-open = №{ $number } — не последнее обращение этого человека или уже открыто. Смотрите 💬 в /user.
