settings-button = ⚙️ Настройки
settings-screen =
    ⚙️ <b>Настройки</b>

    Език: { $language }
    В класацията ви виждат така: { $shown }
    Известия: { $notices }
settings-ticked = ✅ { $label }
settings-name-name = 👤 Показвай името ми
settings-name-initials = 🔤 Само инициали
settings-name-hidden = 🙈 Скрий името ми
settings-notices-now = 🔔 Съобщавай веднага
settings-notices-daily = 🌙 Веднъж на ден, вечер
settings-notices-pace-now = веднага
settings-notices-pace-daily = веднъж на ден, в 18:00
