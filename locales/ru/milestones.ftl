milestones-reached = { $count ->
    [one] 🏅 <b>{ $count } друг: { $amount }</b>
    [few] 🏅 <b>{ $count } друга: { $amount }</b>
   *[other] 🏅 <b>{ $count } друзей: { $amount }</b>
}
    За число ваших друзей в кампании «{ $title }». Что дальше: /friends
milestones-reached-badge = { $count ->
    [one] 🏅 <b>{ $count } друг: { $amount }</b>
    [few] 🏅 <b>{ $count } друга: { $amount }</b>
   *[other] 🏅 <b>{ $count } друзей: { $amount }</b>
}
    Вы заслужили значок «{ $badge }» в кампании «{ $title }». Что дальше: /friends
milestones-lost = { $count ->
    [one] 🏅 В кампании «{ $title }» у вас теперь меньше { $count } засчитанного друга, поэтому снято: { $amount }. Наберётся снова — награда вернётся.
    [few] 🏅 В кампании «{ $title }» у вас теперь меньше { $count } засчитанных друзей, поэтому снято: { $amount }. Наберётся снова — награда вернётся.
   *[other] 🏅 В кампании «{ $title }» у вас теперь меньше { $count } засчитанных друзей, поэтому снято: { $amount }. Наберётся снова — награда вернётся.
}
milestones-of = <b>{ $title }</b>
milestones-badges = 🏅 { $badges }
milestones-next = { $count ->
    [one] 🎯 Ещё { $count } друг: { $amount }
    [few] 🎯 Ещё { $count } друга: { $amount }
   *[other] 🎯 Ещё { $count } друзей: { $amount }
}
milestones-next-badge = { $count ->
    [one] 🎯 Ещё { $count } друг: { $amount } и значок «{ $badge }»
    [few] 🎯 Ещё { $count } друга: { $amount } и значок «{ $badge }»
   *[other] 🎯 Ещё { $count } друзей: { $amount } и значок «{ $badge }»
}
milestones-tier = 📈 Начиная с { $number }-го друга: за каждого { $then } вместо { $now }
