invites-share-text = Присъединете се към мен: „{ $title }“!
invites-share-button = 📨 Сподели с приятели
invites-copy-button = 📋 Копирай
invites-screen = 🎁 <b>{ $title }</b>

    🔗 Вашата връзка:
    { $link }

    Код: <code>{ $code }</code>
invites-vanity-button = ✏️ Избери свой код
invites-vanity-ask = Изпратете ми кода, който желаете: от 4 до 32 латински букви, цифри, „-“ или „_“, сред тях поне една буква. Главните и малките букви не се различават.

    /cancel — всичко остава както е.
invites-vanity-set = Готово! Кодът ви вече е <code>{ $code }</code>. Старата връзка също работи.
invites-more-button = 💌 Още начини
invites-choose-first = 🎚 Първо изберете за кого е бонусът: за вас или за приятеля ви. След това ще получите връзката си.
invites-choose-button = 🎚 Избери за кого е бонусът
invites-share-hint = Споделете с бутон отдолу. Всеки начин има своя връзка, за да виждате кое работи.
invites-telegram-button = ✈️ Telegram
invites-whatsapp-button = 💬 WhatsApp
invites-mail-button = ✉️ Имейл
invites-sms-button = 📱 SMS
invites-places-button = 📊 Кое работи
invites-page-button = 🖼 За сайта ви
invites-add-button = ➕ Още връзка
invites-products-button = 🏷 Връзка за един продукт
invites-split-button = 🎚 За кого е бонусът
invites-campaign-button = 🎁 { $title }
invites-back-button = ‹ Назад
invites-place-button = 🔗 { $label }
invites-label-default = основна връзка
invites-label-telegram = Telegram
invites-label-whatsapp = WhatsApp
invites-label-mail = имейл
invites-label-sms = SMS
invites-label-copy = копирана връзка
invites-label-qr = QR код
invites-label-site = вашият сайт
invites-label-screen =
    🔗 <b>{ $title }</b>: { $label }

    { $link }

    Код: <code>{ $code }</code>

    Текст за копиране:
    <code>{ $words }
    { $link }</code>
invites-products-title = 🏷 <b>{ $title }</b>
    За всеки продукт има отделна връзка. Натиснете, за да я споделите.
invites-products-line = <b>{ $name }</b>
    { $link }
invites-places-title = 📊 <b>Отворили → дошли → зачетени</b>
invites-places-line = { $label }: { $clicks } → { $came } → { $qualified }
invites-places-more =
    { $count ->
        [one] …и още { $count } място: /invite
       *[other] …и още { $count } места: /invite
    }
invites-counts-title = 📊 <b>{ $title }: кое работи</b>
invites-counts-line = <b>{ $label }</b>
    показана { $shown } · отворили { $clicks } · дошли { $came } · зачетени { $qualified }
invites-counts-quiet = Още никой не е дошъл през: { $labels }
invites-counts-hint = „Показана“ е колко пъти сте получили връзката от мен, за да я споделите. „Отворили“ са посетителите на страницата с поканата ви, всеки веднъж на ден; по връзка направо към Telegram се виждат само дошлите.
invites-add-ask = За кое място е връзката? Изпратете една дума, например <code>instagram</code>.

    /cancel — всичко остава както е.
invites-split-title = 🎚 <b>{ $title }</b>
    За кого да е бонусът? Можете да го променяте; вече изпратените връзки пазят избора от тогава.
invites-split-name = <b>{ $name }</b>
invites-split-me = 🙋 За мен
invites-split-friend = 🎁 За приятеля
invites-split-half = 🤝 По равно
invites-gain = За вас: { $mine }, за приятеля: { $friends }.
invites-gain-of = От покупка за { $purchase } — за вас: { $mine }, за приятеля: { $friends }.
error-label-malformed = Името на мястото е една дума до 32 букви, цифри, „-“ или „_“, например: /invite instagram
error-too-many-labels = Вече имате { $count } връзки. Използвайте една от тях.
error-no-campaign-running = В момента няма активна кампания. Опитайте, когато започне.
error-invite-closed = Тази кампания вече не е активна. Вашата връзка в текущата — /invite
error-vanity-malformed = Кодът е от 4 до 32 латински букви, цифри, „-“ или „_“, сред тях поне една буква. Изпратете друг или /cancel.
error-vanity-taken = Кодът „{ $code }“ е зает. Изпратете друг или /cancel.
error-split-unknown = Тази кампания вече не предлага такъв избор. Започнете отново: /invite
