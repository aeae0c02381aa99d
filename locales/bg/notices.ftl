notices-day = 🌙 <b>Какво се случи днес</b>
