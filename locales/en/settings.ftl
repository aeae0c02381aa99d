settings-button = ⚙️ Settings
settings-screen =
    ⚙️ <b>Settings</b>

    Language: { $language }
    Others see you on the leaderboard as: { $shown }
settings-ticked = ✅ { $label }
settings-name-name = 👤 Show my name
settings-name-initials = 🔤 Only my initials
settings-name-hidden = 🙈 Hide my name
