surveys-question =
    🛍 <b>Как мина покупката?</b> { $title }, { $at }

    Доколко е вероятно да ни препоръчате на приятел? <b>0</b> е никога, <b>10</b> е със сигурност.
surveys-score-button = { $score }
surveys-promoter =
    🎉 { $score } от 10 — благодарим, това ни радва!

    Ще споделите ли с приятели? Ето вашата връзка:
    { $link }
surveys-other =
    🙏 { $score } от 10 — благодарим за откровеността.

    Какво да подобрим? Напишете тук със свои думи: чете го екипът и ви отговаря в този чат.
surveys-nothing-button = Няма какво да добавя
surveys-thanks = 🙏 { $score } от 10 — благодарим за откровеността.
surveys-card =
    🙁 <b>{ $score } от 10</b> след покупка
    👤 <b>{ $name }</b> · <code>{ $telegram_id }</code> · { $title }
    Попитах какво да се подобри; отговорът ще дойде тук като запитване.
surveys-stats-line = 🗳 NPS: <b>{ $score }</b> ({ $count ->
    [one] { $count } отговор
   *[other] { $count } отговора
})
surveys-stats-button = 🗳 NPS
surveys-nps-title =
    🗳 <b>Биха ли ни препоръчали купувачите?</b>
    { $campaign } · { $period }
surveys-nps-none = { $asked ->
    [0] През това време никой не е питан.
    [one] Попитан е { $asked } купувач, още няма отговор.
   *[other] Попитани са { $asked } купувачи, още няма отговор.
}
surveys-nps = NPS <b>{ $score }</b> (± { $margin }) · отговорили { $answered } от { $asked } питани
surveys-nps-promoters = 😍 9–10, биха препоръчали: { $count } · { $percent } %
surveys-nps-passives = 😐 7–8, доволни: { $count } · { $percent } %
surveys-nps-detractors = 🙁 0–6, недоволни: { $count } · { $percent } %
error-survey-over = Вече отговорихте. Благодаря!
error-score-unknown = Такъв отговор няма в списъка. Натиснете число от 0 до 10.
