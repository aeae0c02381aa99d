invites-share-text = Присъединете се към мен: „{ $title }“!
invites-share-button = 📨 Сподели с приятели
invites-copy-button = 📋 Копирай
invites-screen = 🎁 <b>{ $title }</b>

    🔗 Вашата връзка:
    { $link }

    Код: <code>{ $code }</code>
invites-labels-title = Връзки за други места:
invites-label-line = • { $label }: { $link }
invites-label-hint = Искате да знаете откъде идват приятелите? Направете отделна връзка: <code>/invite instagram</code>
invites-vanity-button = ✏️ Избери свой код
invites-vanity-ask = Изпратете ми кода, който желаете: от 4 до 32 латински букви, цифри, „-“ или „_“. Главните и малките букви не се различават.

    /cancel — всичко остава както е.
invites-vanity-set = Готово! Кодът ви вече е <code>{ $code }</code>. Старата връзка също работи.
error-label-malformed = Името на мястото е една дума до 32 букви, цифри, „-“ или „_“, например: /invite instagram
error-too-many-labels = Вече имате { $count } връзки. Използвайте една от тях.
error-no-campaign-running = В момента няма активна кампания. Опитайте, когато започне.
error-invite-closed = Тази кампания вече не е активна. Вашата връзка в текущата — /invite
error-vanity-malformed = Кодът е от 4 до 32 латински букви, цифри, „-“ или „_“. Изпратете друг или /cancel.
error-vanity-taken = Кодът „{ $code }“ е зает. Изпратете друг или /cancel.
