broadcasts-card-planned =
    📣 <b>Разпращане { $broadcast }</b>

    По-горе е текстът, както хората ще го видят. Ще го { $total ->
        [one] получи <b>{ $total }</b> човек
       *[other] получат <b>{ $total }</b> души
    }. Изпращането започва след { $seconds ->
        [one] { $seconds } секунда
       *[other] { $seconds } секунди
    }; дотогава може да се отмени и никой няма да забележи.
broadcasts-card-starting =
    📣 <b>Разпращане { $broadcast }</b>: започна

    Изпратени: { $sent } от { $total }
    Блокирали бота: { $blocked }
    Неуспешни: { $failed }
    Неизвестни: { $unknown }
broadcasts-card-running =
    📣 <b>Разпращане { $broadcast }</b>: { $settled } от { $total }

    Изпратени: { $sent }
    Блокирали бота: { $blocked }
    Неуспешни: { $failed }
    Неизвестни: { $unknown }

    { $rate ->
        [0] По-малко от едно съобщение в секунда
        [one] { $rate } съобщение в секунда
       *[other] { $rate } съобщения в секунда
    }, остават { $hours ->
        [0] около { $minutes } мин
       *[other] около { $hours } ч { $minutes } мин
    }
broadcasts-card-finished =
    ✅ <b>Разпращане { $broadcast } завърши</b>

    Изпратени: <b>{ $sent }</b> от { $total }
    Блокирали бота: { $blocked }
    Неуспешни: { $failed }
    Неизвестни: { $unknown }{ $unknown ->
        [0] { "" }
       *[other] { "" }

    „Неизвестни“ значи, че връзката е прекъснала точно в този момент: съобщението може да е пристигнало, а може и да не е. Тези хора няма да го получат повторно, докато не натиснете бутона; някои тогава ще го прочетат два пъти.
    }
broadcasts-card-cancelled =
    🚫 <b>Разпращане { $broadcast } е отменено</b>

    Изпратени преди това: { $sent } от { $total }
    Неизпратени: { $unsent }
    Блокирали бота: { $blocked }
    Неуспешни: { $failed }
    Неизвестни: { $unknown }
broadcasts-card-refused =
    🚫 <b>Разпращане { $broadcast } не започна</b>

    Telegram не приема този текст: { $error }
broadcast-now-button = ▶️ Изпрати сега
broadcast-cancel-button = ✖️ Отмени
broadcast-resend-button = 🔁 Изпрати отново на неизвестните
broadcasts-now-toast = Започваме.
broadcasts-cancel-toast = Отменено. Ще пристигнат най-много няколко съобщения, които вече бяха на път.
broadcasts-resend-toast = Тези, за които не се знае, ще получат съобщението още веднъж.

error-broadcast-empty =
    Напишете текста след командата, с каквото форматиране искате:

    /broadcast Здравейте! Кампанията е до неделя.

    Първо ще видите как изглежда и ще можете да отмените.
error-broadcast-too-long =
    Текстът има { $length ->
        [one] { $length } знак
       *[other] { $length } знака
    }, а Telegram допуска най-много { $limit }. Моля, съкратете го.
error-broadcast-to-nobody = Все още няма на кого да се пише: никой не е стартирал бота или всички са го блокирали.
error-broadcast-started = Изпращането вече започна.
error-broadcast-over = Това разпращане вече приключи: няма какво да се отменя.
error-nothing-to-resend = Не остана никой, за когото да не се знае.
