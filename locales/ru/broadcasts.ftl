broadcasts-card-planned =
    📣 <b>Рассылка { $broadcast }</b>

    Выше — текст, каким его увидят люди. Его { $total ->
        [one] получит <b>{ $total }</b> человек
        [few] получат <b>{ $total }</b> человека
       *[other] получат <b>{ $total }</b> человек
    }. Отправка начнётся через { $seconds ->
        [one] { $seconds } секунду
        [few] { $seconds } секунды
       *[other] { $seconds } секунд
    }; до этого её можно отменить, и никто ничего не заметит.
broadcasts-card-starting =
    📣 <b>Рассылка { $broadcast }</b> началась

    Отправлено: { $sent } из { $total }
    Заблокировали бота: { $blocked }
    Не удалось: { $failed }
    Неизвестно: { $unknown }
broadcasts-card-running =
    📣 <b>Рассылка { $broadcast }</b>: { $settled } из { $total }

    Отправлено: { $sent }
    Заблокировали бота: { $blocked }
    Не удалось: { $failed }
    Неизвестно: { $unknown }

    { $rate ->
        [0] Меньше одного сообщения в секунду
        [one] { $rate } сообщение в секунду
        [few] { $rate } сообщения в секунду
       *[other] { $rate } сообщений в секунду
    }, осталось { $hours ->
        [0] около { $minutes } мин
       *[other] около { $hours } ч { $minutes } мин
    }
broadcasts-card-finished =
    ✅ <b>Рассылка { $broadcast } завершена</b>

    Отправлено: <b>{ $sent }</b> из { $total }
    Заблокировали бота: { $blocked }
    Не удалось: { $failed }
    Неизвестно: { $unknown }{ $unknown ->
        [0] { "" }
       *[other] { "" }

    «Неизвестно» значит, что связь оборвалась в тот самый момент: сообщение могло дойти, а могло и нет. Этим людям оно не придёт ещё раз, пока вы не нажмёте кнопку; некоторые тогда прочитают его дважды.
    }
broadcasts-card-cancelled =
    🚫 <b>Рассылка { $broadcast } отменена</b>

    Успели отправить: { $sent } из { $total }
    Не отправлено: { $unsent }
    Заблокировали бота: { $blocked }
    Не удалось: { $failed }
    Неизвестно: { $unknown }
broadcasts-card-refused =
    🚫 <b>Рассылка { $broadcast } не началась</b>

    Telegram не принимает этот текст: { $error }
broadcast-now-button = ▶️ Отправить сейчас
broadcast-cancel-button = ✖️ Отменить
broadcast-resend-button = 🔁 Отправить неизвестным ещё раз
broadcasts-now-toast = Начинаем.
broadcasts-cancel-toast = Отменено. Дойти могут лишь несколько сообщений, которые уже были в пути.
broadcasts-resend-toast = Тем, про кого неизвестно, сообщение уйдёт ещё раз.

error-broadcast-empty =
    Напишите текст после команды, с любым оформлением:

    /broadcast Привет! Акция идёт до воскресенья.

    Сначала вы увидите, как это выглядит, и сможете отменить.
error-broadcast-too-long =
    В тексте { $length ->
        [one] { $length } символ
        [few] { $length } символа
       *[other] { $length } символов
    }, а Telegram допускает не больше { $limit }. Сократите его, пожалуйста.
error-broadcast-to-nobody = Писать пока некому: никто ещё не нажал «Старт», или все заблокировали бота.
error-broadcast-started = Отправка уже началась.
error-broadcast-over = Эта рассылка уже закончилась: отменять нечего.
error-nothing-to-resend = Не осталось никого, про кого неизвестно.
