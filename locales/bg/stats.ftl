stats-title = 📊 <b>Как върви</b>
stats-period-today = <b>Днес</b>
stats-period-week = <b>7 дни</b>
stats-period-all = <b>За цялото време</b>
stats-funnel = Натиснали старт: { $started } · от тях с покана: { $invited }
stats-conversion = Зачетени: { $qualified } · { $percent } % от поканените
stats-referrals = 👥 <b>Поканени приятели</b>
    зачетени: { $qualified } · чакат: { $waiting } · отменени: { $lost }
stats-campaign = 💰 <b>{ $title }</b>{ $running ->
        [yes] {""}
       *[no] {" "}(не тече)
    }
    Налични у участниците: { $available }
    Изчакващи: { $held }
    В заявки: { $requested }
    Изплатени: { $paid_out }
stats-payouts = 💸 Заявки за изплащане, които чакат решение: { $requested }, плащане: { $approved }. Вижте ги: /payouts
stats-no-payouts = 💸 Няма отворени заявки за изплащане.
