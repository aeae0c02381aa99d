invites-share-text = Присоединяйтесь ко мне: «{ $title }»!
invites-share-button = 📨 Поделиться с друзьями
invites-copy-button = 📋 Копировать
invites-screen = 🎁 <b>{ $title }</b>

    🔗 Ваша ссылка:
    { $link }

    Код: <code>{ $code }</code>
invites-labels-title = Ссылки для других мест:
invites-label-line = • { $label }: { $link }
invites-label-hint = Хотите знать, откуда приходят друзья? Сделайте отдельную ссылку: <code>/invite instagram</code>
invites-vanity-button = ✏️ Выбрать свой код
invites-vanity-ask = Пришлите код, который вам нравится: от 4 до 32 латинских букв, цифр, «-» или «_». Большие и маленькие буквы не различаются.

    /cancel — оставить всё как есть.
invites-vanity-set = Готово! Теперь ваш код — <code>{ $code }</code>. Старая ссылка тоже работает.
error-label-malformed = Название места — одно слово до 32 букв, цифр, «-» или «_», например: /invite instagram
error-too-many-labels =
    { $count ->
        [one] У вас уже { $count } ссылка. Возьмите её.
        [few] У вас уже { $count } ссылки. Возьмите одну из них.
       *[other] У вас уже { $count } ссылок. Возьмите одну из них.
    }
error-no-campaign-running = Сейчас нет идущей кампании. Попробуйте, когда она начнётся.
error-invite-closed = Эта кампания больше не идёт. Ваша ссылка в текущей — /invite
error-vanity-malformed = Код — от 4 до 32 латинских букв, цифр, «-» или «_». Пришлите другой или /cancel.
error-vanity-taken = Код «{ $code }» уже занят. Пришлите другой или /cancel.
