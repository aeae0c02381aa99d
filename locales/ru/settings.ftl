settings-button = ⚙️ Настройки
settings-screen =
    ⚙️ <b>Настройки</b>

    Язык: { $language }
    В рейтинге вас видят так: { $shown }
    Уведомления: { $notices }
settings-ticked = ✅ { $label }
settings-name-name = 👤 Показывать имя
settings-name-initials = 🔤 Только инициалы
settings-name-hidden = 🙈 Скрыть имя
settings-notices-now = 🔔 Сообщать сразу
settings-notices-daily = 🌙 Раз в день, вечером
settings-notices-pace-now = сразу
settings-notices-pace-daily = раз в день, в 18:00
