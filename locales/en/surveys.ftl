surveys-question =
    🛍 <b>How was your purchase?</b> { $title }, { $at }

    How likely is it that you recommend us to a friend? <b>0</b> is never, <b>10</b> is for sure.
surveys-score-button = { $score }
surveys-promoter =
    🎉 { $score } of 10 — thank you, that makes us happy!

    Would you pass it on? Here is your link:
    { $link }
surveys-other =
    🙏 { $score } of 10 — thank you for being frank.

    What should we do better? Write it here in your own words: it goes to the team, and they answer you in this chat.
surveys-nothing-button = Nothing more to say
surveys-thanks = 🙏 { $score } of 10 — thank you for being frank.
surveys-card =
    🙁 <b>{ $score } of 10</b> after a purchase
    👤 <b>{ $name }</b> · <code>{ $telegram_id }</code> · { $title }
    I have asked what should be better; the answer will come as a question here.
surveys-stats-line = 🗳 NPS: <b>{ $score }</b> ({ $count ->
    [one] { $count } answer
   *[other] { $count } answers
})
surveys-stats-button = 🗳 NPS
surveys-nps-title =
    🗳 <b>Would buyers recommend us?</b>
    { $campaign } · { $period }
surveys-nps-none = { $asked ->
    [0] Nobody was asked in this time.
    [one] { $asked } buyer was asked, nobody has answered yet.
   *[other] { $asked } buyers were asked, nobody has answered yet.
}
surveys-nps = NPS <b>{ $score }</b> (± { $margin }) · { $answered } of { $asked } asked have answered
surveys-nps-promoters = 😍 9–10, would recommend: { $count } · { $percent }%
surveys-nps-passives = 😐 7–8, content: { $count } · { $percent }%
surveys-nps-detractors = 🙁 0–6, not happy: { $count } · { $percent }%
error-survey-over = You have answered this already. Thank you!
error-score-unknown = This answer is not on the list. Please press a number from 0 to 10.
