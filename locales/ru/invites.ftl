invites-share-text = Присоединяйтесь ко мне: «{ $title }»!
invites-share-button = 📨 Поделиться с друзьями
invites-copy-button = 📋 Копировать
invites-screen = 🎁 <b>{ $title }</b>

    🔗 Ваша ссылка:
    { $link }

    Код: <code>{ $code }</code>
invites-vanity-button = ✏️ Выбрать свой код
invites-vanity-ask = Пришлите код, который вам нравится: от 4 до 32 латинских букв, цифр, «-» или «_», среди них хотя бы одна буква. Большие и маленькие буквы не различаются.

    /cancel — оставить всё как есть.
invites-vanity-set = Готово! Теперь ваш код — <code>{ $code }</code>. Старая ссылка тоже работает.
invites-more-button = 💌 Другие способы
invites-choose-first = 🎚 Сначала выберите, кому достанется бонус: вам или другу. После этого я дам вам ссылку.
invites-choose-button = 🎚 Выбрать, кому бонус
invites-share-hint = Поделитесь кнопкой ниже. У каждого способа своя ссылка, и вы увидите, что работает.
invites-telegram-button = ✈️ Telegram
invites-whatsapp-button = 💬 WhatsApp
invites-mail-button = ✉️ Почта
invites-sms-button = 📱 SMS
invites-places-button = 📊 Что работает
invites-page-button = 🖼 Для сайта
invites-add-button = ➕ Ещё ссылка
invites-products-button = 🏷 Ссылка на один товар
invites-split-button = 🎚 Кому бонус
invites-campaign-button = 🎁 { $title }
invites-back-button = ‹ Назад
invites-place-button = 🔗 { $label }
invites-label-default = основная ссылка
invites-label-telegram = Telegram
invites-label-whatsapp = WhatsApp
invites-label-mail = почта
invites-label-sms = SMS
invites-label-copy = скопированная ссылка
invites-label-qr = QR-код
invites-label-site = ваш сайт
invites-label-screen =
    🔗 <b>{ $title }</b>: { $label }

    { $link }

    Код: <code>{ $code }</code>

    Текст для копирования:
    <code>{ $words }
    { $link }</code>
invites-products-title = 🏷 <b>{ $title }</b>
    Для каждого товара — своя ссылка. Нажмите, чтобы поделиться.
invites-products-line = <b>{ $name }</b>
    { $link }
invites-places-title = 📊 <b>Открыли → пришли → засчитаны</b>
invites-places-line = { $label }: { $clicks } → { $came } → { $qualified }
invites-places-more =
    { $count ->
        [one] …и ещё { $count } место: /invite
        [few] …и ещё { $count } места: /invite
       *[other] …и ещё { $count } мест: /invite
    }
invites-counts-title = 📊 <b>{ $title }: что работает</b>
invites-counts-line = <b>{ $label }</b>
    показана { $shown } · открыли { $clicks } · пришли { $came } · засчитаны { $qualified }
invites-counts-quiet = Пока никто не пришёл через: { $labels }
invites-counts-hint = «Показана» — сколько раз вы получили ссылку от меня, чтобы ею поделиться. «Открыли» — посетители вашей страницы приглашения, каждый раз в день; по ссылке прямо в Telegram видно только тех, кто пришёл.
invites-add-ask = Для какого места нужна ссылка? Пришлите одно слово, например <code>instagram</code>.

    /cancel — оставить всё как есть.
invites-split-title = 🎚 <b>{ $title }</b>
    Кому достанется бонус? Выбор можно менять; уже отправленные ссылки сохранят тот, что был.
invites-split-name = <b>{ $name }</b>
invites-split-me = 🙋 Мне
invites-split-friend = 🎁 Другу
invites-split-half = 🤝 Пополам
invites-gain = Вам: { $mine }, другу: { $friends }.
invites-gain-of = С покупки на { $purchase } — вам: { $mine }, другу: { $friends }.
error-label-malformed = Название места — одно слово до 32 букв, цифр, «-» или «_», например: /invite instagram
error-too-many-labels =
    { $count ->
        [one] У вас уже { $count } ссылка. Возьмите её.
        [few] У вас уже { $count } ссылки. Возьмите одну из них.
       *[other] У вас уже { $count } ссылок. Возьмите одну из них.
    }
error-no-campaign-running = Сейчас нет идущей кампании. Попробуйте, когда она начнётся.
error-invite-closed = Эта кампания больше не идёт. Ваша ссылка в текущей — /invite
error-vanity-malformed = Код — от 4 до 32 латинских букв, цифр, «-» или «_», среди них хотя бы одна буква. Пришлите другой или /cancel.
error-vanity-taken = Код «{ $code }» уже занят. Пришлите другой или /cancel.
error-split-unknown = В этой кампании такого выбора больше нет. Начните заново: /invite
