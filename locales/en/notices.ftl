notices-day = 🌙 <b>Your day with us</b>
