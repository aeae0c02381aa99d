broadcasts-segment = { $segment ->
    [language] четящите на { $value ->
        [ru] руски
        [bg] български
       *[other] английски
    }
    [campaign] участниците в кампания „{ $value }“
    [friends] довелите приятел
    [recent] { $days ->
        [one] дошлите през последния ден
       *[other] дошлите през последните { $days } дни
    }
   *[all] всички
}
broadcasts-span = { $hours ->
    [0] { $minutes ->
        [0] под минута
        [1] около минута
       *[other] около { $minutes } мин
    }
   *[other] около { $hours } ч { $minutes } мин
}
broadcasts-took = { $hours ->
    [0] { $minutes ->
        [0] { $took_seconds ->
            [0] под секунда
           *[other] { $took_seconds } с
        }
       *[other] { $minutes } мин { $took_seconds } с
    }
   *[other] { $hours } ч { $minutes } мин
}
broadcasts-counts =
    ✅ Изпратени: { $sent } от { $total }
    🚫 Блокирали бота: { $blocked }
    ⚠️ Неуспешни: { $failed }
    ❔ Неизвестни: { $unknown }
broadcasts-prompt =
    📣 { $admin }, изпратете или препратете съобщението за разпращане: текст с каквото форматиране искате, снимка, видео, GIF, файл, гласово съобщение.

    Бутони? Напишете ги накрая, по един на ред:
    <code>Към магазина — https://example.com</code>

    Ще го видите така, както ще го видят хората; нищо не тръгва, преди да потвърдите. /cancel го отказва.{ $sees ->
        [all] { "" }
       *[replies] { "" }

    Изпратете го като отговор на това съобщение. За препращане ме направете администратор на групата: дотогава Telegram ми показва само отговорите.
    }
broadcasts-prompt-placeholder = Съобщението до всички
broadcasts-card-draft =
    📝 <b>Разпращане { $broadcast }: чернова</b>
    По-горе е съобщението, както хората ще го видят.

    👥 За кого: { broadcasts-segment }
    Ще го { $people ->
        [one] получи <b>{ $people } човек</b>
       *[other] получат <b>{ $people } души</b>
    }{ $left_out ->
        [yes] , без блокиралите бота ({ $blocked }) и хората с блокирано участие ({ $banned })
       *[no] { "" }
    }
    ⏱ Отнема { broadcasts-span } при { $rate } в секунда
    🕒 Начало: { $when ->
        [later] { $at }
       *[now] щом потвърдите
    }
broadcasts-question =
    ❓ <b>Разпращане { $broadcast }: да тръгва ли?</b>

    Съобщението по-горе ще { $people ->
        [one] получи <b>{ $people } човек</b>
       *[other] получат <b>{ $people } души</b>
    }.
    👥 За кого: { broadcasts-segment }
    ⏱ Отнема { broadcasts-span }
    🕒 Начало: { $when ->
        [later] { $at }
       *[now] веднага
    }
broadcasts-audiences = 👥 <b>Разпращане { $broadcast }</b>: за кого е?
broadcasts-times = 🕒 <b>Разпращане { $broadcast }</b>: кога да започне?
broadcasts-card-scheduled =
    🕒 <b>Разпращане { $broadcast } чака своето време</b>

    Начало: { $at }
    За кого: { broadcasts-segment }
broadcasts-card-planning =
    📣 <b>Разпращане { $broadcast }</b>: записват се получателите

    { $bar } { $percent } %
broadcasts-card-planned =
    📣 <b>Разпращане { $broadcast }</b>

    По-горе е съобщението, както хората ще го видят. Ще го { $total ->
        [one] получи <b>{ $total }</b> човек
       *[other] получат <b>{ $total }</b> души
    }, това отнема { broadcasts-span }. Изпращането започва след { $seconds ->
        [one] { $seconds } секунда
       *[other] { $seconds } секунди
    }; дотогава може да се отмени и никой няма да забележи.
broadcasts-card-starting =
    📣 <b>Разпращане { $broadcast } започна</b>
    { $bar } { $percent } %

    { broadcasts-counts }
broadcasts-card-running =
    📣 <b>Разпращане { $broadcast } върви</b>
    { $bar } { $percent } %

    { broadcasts-counts }

    ⏱ { $rate ->
        [0] под едно в секунда
       *[other] { $rate } в секунда
    }, остава { broadcasts-span }
broadcasts-card-paused =
    ⏸ <b>Разпращане { $broadcast } е на пауза</b>
    { $bar } { $percent } %

    { broadcasts-counts }{ $reason ->
        [rights] { "" }

    Който го е започнал, вече не може да разпраща. Всеки, който има това право, може да го продължи.
       *[pressed] { "" }
    }
broadcasts-card-finished =
    🏁 <b>Разпращане { $broadcast } завърши</b>
    { $bar } { $percent } %

    { broadcasts-counts }
    ⏱ Отне { broadcasts-took }{ $choice ->
        [open] { "" }

    „Неизвестни“ значи, че връзката е прекъснала точно в този момент: съобщението може да е пристигнало, а може и да не е. Да се изпрати ли отново на тези хора (някои ще го прочетат два пъти), или да остане така?
       *[none] { "" }
    }
broadcasts-card-cancelled =
    🚫 <b>Разпращане { $broadcast } е отменено</b>

    { broadcasts-counts }
    ✋ Неизпратени: { $unsent }
broadcasts-card-refused =
    🚫 <b>Разпращане { $broadcast } не започна</b>

    Telegram не приема това съобщение: { $error }
broadcasts-paused-rights =
    ⏸ <b>Разпращане { $broadcast } е на пауза</b>

    Който го е започнал, е загубил ролята си или вече не е в тази група. Никой няма да получи второ копие: всеки, който има право да разпраща, може да го продължи или отмени.
broadcast-test-button = ✉️ Проба до мен
broadcast-audience-button = 👥 За кого
broadcast-times-button = 🕒 Кога
broadcast-links-button = { $shown ->
    [yes] 🔗 Преглед на връзката: да
   *[no] 🔗 Преглед на връзката: не
}
broadcast-ask-button = ✅ Започни
broadcast-back-button = ‹ Назад
broadcast-at-once-button = Щом потвърдя
broadcast-time-button = { $at }
broadcast-for-button = { $chosen ->
    [yes] ✓{ " " }
   *[no] { "" }
}{ broadcasts-segment }
broadcast-start-button = { $when ->
    [later] ✅ Да, насрочи ({ $people })
   *[now] ✅ Да, изпрати ({ $people })
}
broadcast-now-button = ▶️ Изпрати сега
broadcast-pause-button = ⏸ Пауза
broadcast-resume-button = ▶️ Продължи
broadcast-cancel-button = ✖️ Отмени
broadcast-resend-button = 🔁 Изпрати им отново
broadcast-leave-button = 👌 Остави така
broadcast-csv-button = 📄 Всички получатели (CSV)
broadcasts-start-toast = Потвърдено.
broadcasts-now-toast = Започваме.
broadcasts-pause-toast = Пауза. Ще пристигнат най-много няколко съобщения, които вече бяха на път.
broadcasts-resume-toast = Продължаваме.
broadcasts-cancel-toast = Отменено. Ще пристигнат най-много няколко съобщения, които вече бяха на път.
broadcasts-resend-toast = Тези, за които не се знае, ще получат съобщението още веднъж.
broadcasts-leave-toast = Остава така.
broadcasts-test-toast = Изпратено е във вашия личен чат.
broadcasts-test-refused = Още не мога да ви пиша: отворете @{ $bot }, натиснете „Старт“ и опитайте пак.
broadcasts-test-how = { $admin }, още не мога да ви пиша лично. Отворете https://t.me/{ $bot }?start=test, натиснете „Старт“, после пак „Проба до мен“.
broadcasts-csv-toast = Файлът е на път.
broadcasts-csv-caption = Разпращане { $broadcast }: всички получатели{ $parts ->
    [1] { "" }
   *[other] , част { $part } от { $parts }
}
broadcasts-column-state = състояние
broadcasts-column-at = време ({ $zone })
broadcasts-column-error = грешка
broadcasts-list-title = 📣 <b>Разпращания: { $count }</b>
broadcasts-list-empty = Още няма разпращания. Напишете първото: /broadcast
broadcasts-list-line =
    <b>{ $broadcast }</b> · { $state ->
        [draft] 📝 чернова
        [scheduled] 🕒 насрочено
        [planning] ⏳ подготвя се
        [planned] ⏳ скоро започва
        [running] 📣 върви
        [paused] ⏸ на пауза
        [finished] 🏁 завършено
       *[cancelled] 🚫 отменено
    } · { $at }
    { $who } · изпратени { $sent } от { $total }{ $unknown ->
        [0] { "" }
       *[other] , неизвестни { $unknown }
    }
    <i>{ $words }</i>
broadcasts-kind = { $kind ->
    [photo] [снимка]
    [video] [видео]
    [animation] [GIF]
    [document] [файл]
    [audio] [аудио]
   *[voice] [гласово]
}
broadcasts-about =
    { $at } · { $who }
    За кого: { broadcasts-segment }
    <i>{ $words }</i>
broadcasts-open-button = { $broadcast }
broadcasts-newer-button = ‹ По-нови
broadcasts-older-button = По-стари ›
broadcasts-back-button = ‹ Всички разпращания
moves-followed =
    Тази група стана супергрупа и аз дойдох с вас. Всичко работи както преди.

    За оператора: Telegram даде на групата нов номер. Моля, сменете го в config.toml, [telegram] admin_chat_id: вместо { $old } вече е <code>{ $new }</code>.

error-broadcast-empty =
    Напишете текста след командата, с каквото форматиране искате:

    /broadcast Здравейте! Кампанията е до неделя.

    Първо ще видите как изглежда и ще можете да отмените.
error-broadcast-too-long =
    Текстът има { $length ->
        [one] { $length } знак
       *[other] { $length } знака
    }, а Telegram допуска най-много { $limit }. Моля, съкратете го.
error-broadcast-caption-too-long =
    Текстът под снимката или файла има { $length ->
        [one] { $length } знак
       *[other] { $length } знака
    }, а Telegram допуска най-много { $limit }. Моля, съкратете го и го изпратете пак.
error-broadcast-button-refused = Адресът на този бутон не е валиден: { $button }. Трябва да започва с https://, http:// или tg://, а текстът на бутона да е до 64 знака.
error-broadcast-buttons-too-many = Най-много { $limit } бутона, моля.
error-broadcast-kind-refused = Такова съобщение не може да се разпраща. Изпратете текст, снимка, видео, GIF, файл, музика или гласово съобщение.
error-broadcast-album-refused = Албумът не може да има бутони и не се изпраща като едно съобщение. Моля, изпратете една снимка или едно видео с текста.
error-broadcast-to-nobody = Все още няма на кого да се пише: никой от тези, за които е, не е стартирал бота или всички са го блокирали.
error-broadcast-started = Изпращането вече започна.
error-broadcast-over = Това разпращане вече приключи.
error-broadcast-not-running = В момента не се изпраща, няма какво да се спира.
error-broadcast-not-paused = Не е на пауза.
error-broadcast-unknown = Няма такова разпращане. Всички разпращания: /broadcasts
error-broadcast-too-far-ahead = Едно разпращане може да чака най-много 30 дни.
error-segment-unknown = Няма такава група хора. Изберете някой от бутоните.
error-nothing-to-resend = Не остана никой, за когото да не се знае.
