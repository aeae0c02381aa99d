roles-role = { $role ->
    [finance] финанси
    [support] поддръжка
    [marketer] маркетолог
   *[viewer] наблюдател
}
roles-title = 👮 <b>Кой какво може тук</b>
roles-owners = 👑 Собственици — администраторите на тази група в Telegram: { $names }
roles-holder = • { $name } · <code>{ $telegram_id }</code> — { $roles }
roles-nobody = Засега никой няма роля.
roles-meaning = { $role ->
    [finance] 💸 <b>финанси</b> — решава за изплащанията, начислява и отнема точки, изнася данни
    [support] 💬 <b>поддръжка</b> — отговаря на участниците, блокира и отблокира
    [marketer] 📣 <b>маркетолог</b> — изпраща съобщения до всички
   *[viewer] 👀 <b>наблюдател</b> — вижда цифри, хора и списъци, не променя нищо
}
roles-how = За да дадете роля, отговорете на съобщение на човека с /roles или напишете <code>/roles @name</code> или <code>/roles 123456789</code>. Ролята важи, докато човекът е в тази група.
roles-card = 👤 { $name } · <code>{ $telegram_id }</code>
roles-is-owner = 👑 Собственик: администратор на тази група в Telegram, може всичко.
roles-is-outside = ⚠️ Не е в тази група: дотогава ролята не действа.
roles-has = ✅ { $role ->
    [finance] финанси
    [support] поддръжка
    [marketer] маркетолог
   *[viewer] наблюдател
}
roles-has-none = Засега няма роля.
roles-give-button = ➕ { $role ->
    [finance] Финанси
    [support] Поддръжка
    [marketer] Маркетолог
   *[viewer] Наблюдател
}
roles-take-button = ➖ { $role ->
    [finance] Финанси
    [support] Поддръжка
    [marketer] Маркетолог
   *[viewer] Наблюдател
}
roles-more = …и още { $count }
error-role-for-nobody = Ролята е за човек, който пише от свое име: не за бот, канал или анонимен администратор.
