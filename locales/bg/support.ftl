support-button = 💬 Пишете ни
support-ask =
    💬 <b>Пишете ни</b>

    Разкажете в едно съобщение за какво става дума; може със снимка или файл. Четат го хора, а отговорът идва тук.
support-ask-more =
    💬 <b>Запитването ви №{ $number } е отворено</b>

    Напишете какво искате да добавите; може със снимка или файл.
support-cancel-button = Отказ
support-cancelled = Добре: нищо не е изпратено.
support-taken = 💬 Изпратено: запитването ви №{ $number }. Отговорът идва тук.
support-nobody = Тук все още няма на кого да пишете. Обърнете се към организатора, който поддържа този бот.
support-nobody-contact = Пишете на { $contact }.
support-answer =
    💬 <b>Отговор на запитването ви №{ $number }</b>

    { $words }
support-answer-file = 💬 <b>Отговор на запитването ви №{ $number }</b>
support-answer-button = ✍️ Отговор
support-closed-notice = ✅ Запитването ви №{ $number } е затворено. Ако е останало нещо, просто пишете отново.
support-more-button = ✍️ Ново съобщение

support-card =
    { $kind ->
        [new] 🆕 <b>Запитване №{ $number }</b>
        [reopened] ♻️ <b>Запитване №{ $number }, отново отворено</b>
       *[more] 💬 <b>Запитване №{ $number }, още</b>
    }
    { $name } · <code>{ $telegram_id }</code> · { $language }{ $funded ->
        [yes] { "\u000A" }💰 { $available }
       *[no] { "" }
    }{ $banned ->
        [yes] { "\u000A" }🚫 участието е блокирано
       *[no] { "" }
    }

    { $worded ->
        [yes] <blockquote>{ $words }</blockquote>
       *[no] 📎 { $attachment }, по-долу
    }

    ↩️ За да отговорите, отговорете на това съобщение.
support-attachment = 📎 №{ $number } · { $name }
support-attachment-lost = ⚠️ №{ $number }: файл на този човек не можа да се вземе. Помолете го да го прати отново.
support-thread =
    { $state ->
        [open] 💬 <b>Запитване №{ $number }</b>
       *[closed] ✅ <b>Запитване №{ $number }, затворено</b>
    }
    { $name } · <code>{ $telegram_id }</code> · { $language }{ $funded ->
        [yes] { "\u000A" }💰 { $available }
       *[no] { "" }
    }{ $banned ->
        [yes] { "\u000A" }🚫 участието е блокирано
       *[no] { "" }
    }
    Последно съобщение: { $written_at }

    ↩️ За да отговорите, отговорете на това съобщение.
support-line =
    { $from ->
        [team] ↩️ <b>екипът</b> · { $at }
       *[person] 💬 <b>{ $name }</b> · { $at }
    }
    { $attachment ->
        [no] <blockquote>{ $words }</blockquote>
       *[other] 📎 { $attachment }<blockquote>{ $words }</blockquote>
    }
support-edited =
    ✏️ №{ $number } · { $name } промени съобщението:

    <blockquote>{ $words }</blockquote>
support-sent = 📨 №{ $number }: пътува към { $name }.
support-sent-reopened = 📨 №{ $number }: отново отворено, пътува към { $name }.
support-blocked = ⚠️ №{ $number }: не е доставено. { $name } е блокирал(а) бота.
support-not-delivered = ⚠️ №{ $number }: не е доставено на { $name }. Telegram не прие съобщението.
support-edit-late = ⚠️ №{ $number }: при човека не можа да се промени. Пишете отново.
support-no-right = Това могат само тези, които отговарят на участниците. Нужната роля: { $roles }. Дава я администратор на групата с /roles.
support-ask-team = какво да напиша на { $name }? Отговорете с текст, снимка или файл: праща се веднага. /cancel спира.
support-close-button = ✅ Затваряне
support-reopen-button = ♻️ Повторно отваряне
support-closed-toast = №{ $number } е затворено. Човекът е уведомен.
support-reopened-toast = №{ $number } е отново отворено.
support-repost-toast = Ето го по-долу.
support-threads-title = 💬 <b>Отворени запитвания: { $count }</b>
support-no-threads = 💬 Няма отворени запитвания: всички имат отговор.
support-thread-button =
    { $waits ->
        [yes] 🔴
       *[no] ⚪️
    } №{ $number } · { $name }

error-support-too-often =
    { $minutes ->
        [one] Това бяха { $count } съобщения за десет минути. Ще прочетем всички; изчакайте { $minutes } минута.
       *[other] Това бяха { $count } съобщения за десет минути. Ще прочетем всички; изчакайте { $minutes } минути.
    }
error-support-too-long =
    { $length ->
        [one] Твърде дълго е: най-много { $length } знак. Съкратете го или го пратете на части.
       *[other] Твърде дълго е: най-много { $length } знака. Съкратете го или го пратете на части.
    }
error-support-empty = Това не мога да предам. Пратете текст, снимка, файл, гласово съобщение или стикер.
error-thread-unknown = Няма такова запитване.
error-thread-already-closed = №{ $number } вече е затворено.
error-thread-already-open = №{ $number } не е последното запитване на този човек или вече е отворено. Вижте 💬 в /user.
