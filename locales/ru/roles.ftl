roles-role = { $role ->
    [finance] финансы
    [support] поддержка
    [marketer] маркетолог
   *[viewer] наблюдатель
}
roles-title = 👮 <b>Кому что здесь можно</b>
roles-owners = 👑 Владельцы — администраторы этой группы в Telegram: { $names }
roles-holder = • { $name } · <code>{ $telegram_id }</code> — { $roles }
roles-nobody = Ролей пока ни у кого нет.
roles-meaning = { $role ->
    [finance] 💸 <b>финансы</b> — решает по выплатам, начисляет и списывает баллы, выгружает данные
    [support] 💬 <b>поддержка</b> — отвечает участникам, блокирует и разблокирует
    [marketer] 📣 <b>маркетолог</b> — делает рассылки
   *[viewer] 👀 <b>наблюдатель</b> — видит цифры, людей и списки, ничего не меняет
}
roles-how = Чтобы дать роль, ответьте на сообщение человека командой /roles или напишите <code>/roles @name</code> либо <code>/roles 123456789</code>. Роль действует, пока человек в этой группе.
roles-card = 👤 { $name } · <code>{ $telegram_id }</code>
roles-is-owner = 👑 Владелец: администратор этой группы в Telegram, ему можно всё.
roles-is-outside = ⚠️ Не в этой группе: пока человека здесь нет, роль не действует.
roles-has = ✅ { $role ->
    [finance] финансы
    [support] поддержка
    [marketer] маркетолог
   *[viewer] наблюдатель
}
roles-has-none = Ролей пока нет.
roles-give-button = ➕ { $role ->
    [finance] Финансы
    [support] Поддержка
    [marketer] Маркетолог
   *[viewer] Наблюдатель
}
roles-take-button = ➖ { $role ->
    [finance] Финансы
    [support] Поддержка
    [marketer] Маркетолог
   *[viewer] Наблюдатель
}
roles-more = …и ещё { $count }
error-role-for-nobody = Роль — для человека, который пишет от своего имени: не для бота, канала или анонимного администратора.
