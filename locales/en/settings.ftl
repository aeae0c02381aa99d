settings-button = ⚙️ Settings
settings-screen =
    ⚙️ <b>Settings</b>

    Language: { $language }
    Others see you on the leaderboard as: { $shown }
    Notices: { $notices }
settings-ticked = ✅ { $label }
settings-name-name = 👤 Show my name
settings-name-initials = 🔤 Only my initials
settings-name-hidden = 🙈 Hide my name
settings-notices-now = 🔔 Tell me at once
settings-notices-daily = 🌙 Once a day, in the evening
settings-notices-pace-now = at once
settings-notices-pace-daily = once a day, at 18:00
