surveys-question =
    🛍 <b>Как прошла покупка?</b> { $title }, { $at }

    Насколько вероятно, что вы посоветуете нас другу? <b>0</b> — никогда, <b>10</b> — обязательно.
surveys-score-button = { $score }
surveys-promoter =
    🎉 { $score } из 10 — спасибо, мы очень рады!

    Поделитесь с друзьями? Вот ваша ссылка:
    { $link }
surveys-other =
    🙏 { $score } из 10 — спасибо за откровенность.

    Что нам стоит улучшить? Напишите здесь своими словами: это прочтёт команда и ответит вам в этом чате.
surveys-nothing-button = Больше сказать нечего
surveys-thanks = 🙏 { $score } из 10 — спасибо за откровенность.
surveys-card =
    🙁 <b>{ $score } из 10</b> после покупки
    👤 <b>{ $name }</b> · <code>{ $telegram_id }</code> · { $title }
    Я спросил, что улучшить; ответ придёт сюда как обращение.
surveys-stats-line = 🗳 NPS: <b>{ $score }</b> ({ $count ->
    [one] { $count } ответ
    [few] { $count } ответа
   *[other] { $count } ответов
})
surveys-stats-button = 🗳 NPS
surveys-nps-title =
    🗳 <b>Посоветуют ли нас покупатели?</b>
    { $campaign } · { $period }
surveys-nps-none = { $asked ->
    [0] За это время никого не спрашивали.
    [one] Спросили { $asked } покупателя, ответов пока нет.
    [few] Спросили { $asked } покупателей, ответов пока нет.
   *[other] Спросили { $asked } покупателей, ответов пока нет.
}
surveys-nps = NPS <b>{ $score }</b> (± { $margin }) · ответили { $answered } из { $asked }
surveys-nps-promoters = 😍 9–10, посоветуют: { $count } · { $percent } %
surveys-nps-passives = 😐 7–8, довольны: { $count } · { $percent } %
surveys-nps-detractors = 🙁 0–6, недовольны: { $count } · { $percent } %
error-survey-over = Вы уже ответили. Спасибо!
error-score-unknown = Такого ответа нет в списке. Нажмите число от 0 до 10.
