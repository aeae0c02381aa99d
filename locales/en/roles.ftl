roles-role = { $role ->
    [finance] finance
    [support] support
    [marketer] marketer
   *[viewer] viewer
}
roles-title = 👮 <b>Who may do what here</b>
roles-owners = 👑 Owners, as administrators of this group in Telegram: { $names }
roles-holder = • { $name } · <code>{ $telegram_id }</code> — { $roles }
roles-nobody = Nobody has a role yet.
roles-meaning = { $role ->
    [finance] 💸 <b>finance</b> — decides on payouts, credits and debits points, exports
    [support] 💬 <b>support</b> — answers participants, bans and unbans
    [marketer] 📣 <b>marketer</b> — sends broadcasts
   *[viewer] 👀 <b>viewer</b> — sees figures, people and lists, changes nothing
}
roles-how = To give a role, reply to a message of the person with /roles, or write <code>/roles @name</code> or <code>/roles 123456789</code>. A role counts while the person is in this group.
roles-card = 👤 { $name } · <code>{ $telegram_id }</code>
roles-is-owner = 👑 An owner: administers this group in Telegram and may do everything.
roles-is-outside = ⚠️ Not in this group: a role has no effect until they are.
roles-has = ✅ { $role ->
    [finance] finance
    [support] support
    [marketer] marketer
   *[viewer] viewer
}
roles-has-none = No role so far.
roles-give-button = ➕ { $role ->
    [finance] Finance
    [support] Support
    [marketer] Marketer
   *[viewer] Viewer
}
roles-take-button = ➖ { $role ->
    [finance] Finance
    [support] Support
    [marketer] Marketer
   *[viewer] Viewer
}
roles-more = …and { $count } more
error-role-for-nobody = A role is for a person who writes under their own name: not for a bot, a channel or an anonymous administrator.
