stats-title =
    📊 <b>{ $campaign }</b>
    { $period }
stats-all-campaigns = Всички кампании
stats-period-all = Цялото време
stats-nothing-happened = За това време още не се е случило нищо.
stats-starts = Натиснали старт: { $started } · от тях с покана: { $invited }
stats-touches = Последвали връзка: { $touches } · станали приятели: { $friends }
stats-qualified = Зачетени: { $qualified }
stats-conversion = Зачетени: { $qualified } · { $percent } % от поканените
stats-revoked = Отменени: { $revoked }
stats-sharers = Довели първия си приятел: { $sharers }
stats-referrals = 👥 <b>Поканени приятели сега</b>
    зачетени: { $qualified } · чакат: { $waiting } · отменени: { $lost }
stats-per-sharer = Приятели на всеки, който кани: { $ratio }
stats-campaign = 💰 <b>{ $title }</b>{ $running ->
        [yes] {""}
       *[no] {" "}(не тече)
    }
    Налични у участниците: { $available }
    Изчакващи: { $held }
    В заявки: { $requested }
    Изплатени: { $paid_out }
stats-moved = <i>{ $period }:</i>
stats-moved-credited = Начислени: { $points }
stats-moved-by-hand = Начислени на ръка: { $points }
stats-moved-taken-back = Върнати: { $points }
stats-moved-paid = Изплатени: { $points }
stats-moved-nothing = Няма движения.
stats-payouts = 💸 Заявки за изплащане, които чакат решение: { $requested }, плащане: { $approved }. Вижте ги: /payouts
stats-no-payouts = 💸 Няма отворени заявки за изплащане.
stats-button-today = Днес
stats-button-week = 7 дни
stats-button-thirty = 30 дни
stats-button-month = Този месец
stats-button-all = Цялото време
stats-growth-button = 📈 Растеж
stats-funnel-button = 🔻 Фуния
stats-campaign-button = 🎯 Кампания…
stats-choose-campaign = Чии числа да покажа?
stats-text-button = 📊 Като текст
stats-nothing-to-draw = За това време още не се е случило нищо, така че няма какво да се нарисува.
stats-caption = 📊 { $campaign } · { $period }
stats-chart-start = Натиснали старт
stats-chart-invited = С покана
stats-chart-qualified = Зачетени
stats-chart-before = Стартове предния период
stats-chart-by-hour = По часове
stats-chart-by-day = По дни
stats-chart-by-week = По седмици
stats-chart-by-month = По месеци
stats-funnel-touch = Последвали връзка
stats-funnel-friend = Станали приятели
stats-funnel-qualified = Зачетени
stats-share = { $percent } %
stats-share-tiny = под 1 %
