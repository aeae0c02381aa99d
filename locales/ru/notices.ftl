notices-day = 🌙 <b>Что произошло за день</b>
