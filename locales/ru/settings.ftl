settings-button = ⚙️ Настройки
settings-screen =
    ⚙️ <b>Настройки</b>

    Язык: { $language }
    В рейтинге вас видят так: { $shown }
settings-ticked = ✅ { $label }
settings-name-name = 👤 Показывать имя
settings-name-initials = 🔤 Только инициалы
settings-name-hidden = 🙈 Скрыть имя
