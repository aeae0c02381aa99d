broadcasts-segment = { $segment ->
    [language] тем, кто читает { $value ->
        [ru] по-русски
        [bg] по-болгарски
       *[other] по-английски
    }
    [campaign] участникам кампании «{ $value }»
    [friends] тем, кто привёл друга
    [recent] { $days ->
        [one] тем, кто пришёл за последний { $days } день
        [few] тем, кто пришёл за последние { $days } дня
       *[other] тем, кто пришёл за последние { $days } дней
    }
   *[all] всем
}
broadcasts-span = { $hours ->
    [0] { $minutes ->
        [0] меньше минуты
        [1] около минуты
       *[other] около { $minutes } мин
    }
   *[other] около { $hours } ч { $minutes } мин
}
broadcasts-took = { $hours ->
    [0] { $minutes ->
        [0] { $took_seconds ->
            [0] меньше секунды
           *[other] { $took_seconds } с
        }
       *[other] { $minutes } мин { $took_seconds } с
    }
   *[other] { $hours } ч { $minutes } мин
}
broadcasts-counts =
    ✅ Отправлено: { $sent } из { $total }
    🚫 Заблокировали бота: { $blocked }
    ⚠️ Не удалось: { $failed }
    ❔ Неизвестно: { $unknown }
broadcasts-prompt =
    📣 { $admin }, пришлите или перешлите сообщение для рассылки: текст с любым оформлением, фото, видео, GIF, файл, голосовое.

    Нужны кнопки? Напишите их в конце, по одной на строку:
    <code>Открыть магазин — https://example.com</code>

    Вы увидите его так, как увидят люди; пока вы не подтвердите, ничего не уйдёт. /cancel отменяет.{ $sees ->
        [all] { "" }
       *[replies] { "" }

    Отправьте его ответом на это сообщение. Чтобы пересылать, сделайте меня администратором группы: иначе Telegram показывает мне только ответы.
    }
broadcasts-prompt-placeholder = Сообщение для всех
broadcasts-card-draft =
    📝 <b>Рассылка { $broadcast }: черновик</b>
    Выше — сообщение, каким его увидят люди.

    👥 Кому: { broadcasts-segment }
    Получат <b>{ $people ->
        [one] { $people } человек
        [few] { $people } человека
       *[other] { $people } человек
    }</b>{ $left_out ->
        [yes] , не считая заблокировавших бота ({ $blocked }) и тех, чьё участие заблокировано ({ $banned })
       *[no] { "" }
    }
    ⏱ Займёт { broadcasts-span }, { $rate } в секунду
    🕒 Начало: { $when ->
        [later] { $at }
       *[now] когда подтвердите
    }
broadcasts-question =
    ❓ <b>Рассылка { $broadcast }: отправляем?</b>

    Сообщение выше { $people ->
        [one] получит <b>{ $people } человек</b>
        [few] получат <b>{ $people } человека</b>
       *[other] получат <b>{ $people } человек</b>
    }.
    👥 Кому: { broadcasts-segment }
    ⏱ Займёт { broadcasts-span }
    🕒 Начало: { $when ->
        [later] { $at }
       *[now] сразу
    }
broadcasts-audiences = 👥 <b>Рассылка { $broadcast }</b>: кому она?
broadcasts-times = 🕒 <b>Рассылка { $broadcast }</b>: когда начать?
broadcasts-card-scheduled =
    🕒 <b>Рассылка { $broadcast } ждёт своего времени</b>

    Начало: { $at }
    Кому: { broadcasts-segment }
broadcasts-card-planning =
    📣 <b>Рассылка { $broadcast }</b>: записываем получателей

    { $bar } { $percent } %
broadcasts-card-planned =
    📣 <b>Рассылка { $broadcast }</b>

    Выше — сообщение, каким его увидят люди. Его { $total ->
        [one] получит <b>{ $total }</b> человек
        [few] получат <b>{ $total }</b> человека
       *[other] получат <b>{ $total }</b> человек
    }, это займёт { broadcasts-span }. Отправка начнётся через { $seconds ->
        [one] { $seconds } секунду
        [few] { $seconds } секунды
       *[other] { $seconds } секунд
    }; до этого её можно отменить, и никто ничего не заметит.
broadcasts-card-starting =
    📣 <b>Рассылка { $broadcast } началась</b>
    { $bar } { $percent } %

    { broadcasts-counts }
broadcasts-card-running =
    📣 <b>Рассылка { $broadcast } идёт</b>
    { $bar } { $percent } %

    { broadcasts-counts }

    ⏱ { $rate ->
        [0] меньше одного в секунду
       *[other] { $rate } в секунду
    }, осталось { broadcasts-span }
broadcasts-card-paused =
    ⏸ <b>Рассылка { $broadcast } на паузе</b>
    { $bar } { $percent } %

    { broadcasts-counts }{ $reason ->
        [rights] { "" }

    Тот, кто её начал, больше не может делать рассылки. Продолжить может любой, у кого есть это право.
       *[pressed] { "" }
    }
broadcasts-card-finished =
    🏁 <b>Рассылка { $broadcast } завершена</b>
    { $bar } { $percent } %

    { broadcasts-counts }
    ⏱ Заняла { broadcasts-took }{ $choice ->
        [open] { "" }

    «Неизвестно» значит, что связь оборвалась в тот самый момент: сообщение могло дойти, а могло и нет. Отправить этим людям ещё раз (некоторые прочитают его дважды) или оставить так?
       *[none] { "" }
    }
broadcasts-card-cancelled =
    🚫 <b>Рассылка { $broadcast } отменена</b>

    { broadcasts-counts }
    ✋ Не отправлено: { $unsent }
broadcasts-card-refused =
    🚫 <b>Рассылка { $broadcast } не началась</b>

    Telegram не принимает это сообщение: { $error }
broadcasts-paused-rights =
    ⏸ <b>Рассылка { $broadcast } на паузе</b>

    Тот, кто её начал, лишился роли или больше не состоит в этой группе. Дважды никто ничего не получит: продолжить или отменить рассылку может любой, у кого есть это право.
broadcast-test-button = ✉️ Проверить на себе
broadcast-audience-button = 👥 Кому
broadcast-times-button = 🕒 Когда
broadcast-links-button = { $shown ->
    [yes] 🔗 Просмотр ссылки: да
   *[no] 🔗 Просмотр ссылки: нет
}
broadcast-ask-button = ✅ Начать
broadcast-back-button = ‹ Назад
broadcast-at-once-button = Когда подтвержу
broadcast-time-button = { $at }
broadcast-for-button = { $chosen ->
    [yes] ✓{ " " }
   *[no] { "" }
}{ broadcasts-segment }
broadcast-start-button = { $when ->
    [later] ✅ Да, запланировать ({ $people })
   *[now] ✅ Да, отправить ({ $people })
}
broadcast-now-button = ▶️ Отправить сейчас
broadcast-pause-button = ⏸ Пауза
broadcast-resume-button = ▶️ Продолжить
broadcast-cancel-button = ✖️ Отменить
broadcast-resend-button = 🔁 Отправить им ещё раз
broadcast-leave-button = 👌 Оставить так
broadcast-csv-button = 📄 Все получатели (CSV)
broadcasts-start-toast = Подтверждено.
broadcasts-now-toast = Начинаем.
broadcasts-pause-toast = Пауза. Дойти могут лишь несколько сообщений, которые уже были в пути.
broadcasts-resume-toast = Продолжаем.
broadcasts-cancel-toast = Отменено. Дойти могут лишь несколько сообщений, которые уже были в пути.
broadcasts-resend-toast = Тем, про кого неизвестно, сообщение уйдёт ещё раз.
broadcasts-leave-toast = Оставляем как есть.
broadcasts-test-toast = Отправлено вам в личный чат.
broadcasts-test-refused = Я пока не могу вам писать: откройте @{ $bot }, нажмите «Старт» и попробуйте ещё раз.
broadcasts-test-how = { $admin }, я пока не могу писать вам в личный чат. Откройте https://t.me/{ $bot }?start=test, нажмите «Старт», потом ещё раз «Проверить на себе».
broadcasts-csv-toast = Файл уже в пути.
broadcasts-csv-caption = Рассылка { $broadcast }: все получатели{ $parts ->
    [1] { "" }
   *[other] , часть { $part } из { $parts }
}
broadcasts-column-state = состояние
broadcasts-column-at = время ({ $zone })
broadcasts-column-error = ошибка
broadcasts-list-title = 📣 <b>Рассылки: { $count }</b>
broadcasts-list-empty = Рассылок ещё не было. Написать первую: /broadcast
broadcasts-list-line =
    <b>{ $broadcast }</b> · { $state ->
        [draft] 📝 черновик
        [scheduled] 🕒 ждёт времени
        [planning] ⏳ готовится
        [planned] ⏳ вот-вот начнётся
        [running] 📣 идёт
        [paused] ⏸ на паузе
        [finished] 🏁 завершена
       *[cancelled] 🚫 отменена
    } · { $at }
    { $who } · отправлено { $sent } из { $total }{ $unknown ->
        [0] { "" }
       *[other] , неизвестно { $unknown }
    }
    <i>{ $words }</i>
broadcasts-kind = { $kind ->
    [photo] [фото]
    [video] [видео]
    [animation] [GIF]
    [document] [файл]
    [audio] [аудио]
   *[voice] [голосовое]
}
broadcasts-about =
    { $at } · { $who }
    Кому: { broadcasts-segment }
    <i>{ $words }</i>
broadcasts-open-button = { $broadcast }
broadcasts-newer-button = ‹ Новее
broadcasts-older-button = Старше ›
broadcasts-back-button = ‹ Все рассылки
moves-followed =
    Эта группа стала супергруппой, и я здесь вместе с вами. Всё работает как раньше.

    Для оператора: Telegram дал группе новый номер. Замените его, пожалуйста, в config.toml, [telegram] admin_chat_id: вместо { $old } теперь <code>{ $new }</code>.

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
error-broadcast-caption-too-long =
    В подписи { $length ->
        [one] { $length } символ
        [few] { $length } символа
       *[other] { $length } символов
    }, а Telegram допускает не больше { $limit }. Сократите её, пожалуйста, и пришлите ещё раз.
error-broadcast-button-refused = Адрес этой кнопки не подходит: { $button }. Он должен начинаться с https://, http:// или tg://, а текст кнопки — не длиннее 64 символов.
error-broadcast-buttons-too-many = Не больше { $limit } кнопок, пожалуйста.
error-broadcast-kind-refused = Такое сообщение разослать нельзя. Пришлите текст, фото, видео, GIF, файл, музыку или голосовое.
error-broadcast-album-refused = У альбома не бывает кнопок, и одним сообщением его не отправить. Пришлите, пожалуйста, одно фото или видео с текстом.
error-broadcast-to-nobody = Писать пока некому: из тех, для кого это, никто не нажал «Старт», или все заблокировали бота.
error-broadcast-started = Отправка уже началась.
error-broadcast-over = Эта рассылка уже закончилась.
error-broadcast-not-running = Она сейчас не идёт, ставить на паузу нечего.
error-broadcast-not-paused = Она не на паузе.
error-broadcast-unknown = Такой рассылки нет. Все рассылки: /broadcasts
error-broadcast-too-far-ahead = Рассылка может ждать не дольше 30 дней.
error-segment-unknown = Такой группы получателей нет. Выберите одну из кнопок.
error-nothing-to-resend = Не осталось никого, про кого неизвестно.
