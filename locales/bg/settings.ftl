settings-button = ⚙️ Настройки
settings-screen =
    ⚙️ <b>Настройки</b>

    Език: { $language }
    В класацията ви виждат така: { $shown }
settings-ticked = ✅ { $label }
settings-name-name = 👤 Показвай името ми
settings-name-initials = 🔤 Само инициали
settings-name-hidden = 🙈 Скрий името ми
