milestones-reached = { $count ->
    [one] 🏅 <b>{ $count } приятел: { $amount }</b>
   *[other] 🏅 <b>{ $count } приятели: { $amount }</b>
}
    За броя на приятелите ви в „{ $title }“. Какво следва: /friends
milestones-reached-badge = { $count ->
    [one] 🏅 <b>{ $count } приятел: { $amount }</b>
   *[other] 🏅 <b>{ $count } приятели: { $amount }</b>
}
    Спечелихте значката „{ $badge }“ в „{ $title }“. Какво следва: /friends
milestones-lost = { $count ->
    [one] 🏅 В „{ $title }“ вече имате по-малко от { $count } зачетен приятел, затова ви се отнемат { $amount }. Когато отново ги съберете, наградата пак е ваша.
   *[other] 🏅 В „{ $title }“ вече имате по-малко от { $count } зачетени приятели, затова ви се отнемат { $amount }. Когато отново ги съберете, наградата пак е ваша.
}
milestones-of = <b>{ $title }</b>
milestones-badges = 🏅 { $badges }
milestones-next = { $count ->
    [one] 🎯 Още { $count } приятел: { $amount }
   *[other] 🎯 Още { $count } приятели: { $amount }
}
milestones-next-badge = { $count ->
    [one] 🎯 Още { $count } приятел: { $amount } и значката „{ $badge }“
   *[other] 🎯 Още { $count } приятели: { $amount } и значката „{ $badge }“
}
milestones-tier = 📈 От приятел № { $number } нататък: за всеки { $then } вместо { $now }
