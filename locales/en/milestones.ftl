milestones-reached = { $count ->
    [one] 🏅 <b>{ $count } friend: { $amount }</b>
   *[other] 🏅 <b>{ $count } friends: { $amount }</b>
}
    For the number of your friends in “{ $title }”. What comes next: /friends
milestones-reached-badge = { $count ->
    [one] 🏅 <b>{ $count } friend: { $amount }</b>
   *[other] 🏅 <b>{ $count } friends: { $amount }</b>
}
    You have earned the badge “{ $badge }” in “{ $title }”. What comes next: /friends
milestones-lost = { $count ->
    [one] 🏅 Fewer than { $count } friend of yours counts now in “{ $title }”, so { $amount } went back. With one more friend it is yours again.
   *[other] 🏅 Fewer than { $count } friends of yours count now in “{ $title }”, so { $amount } went back. When there are as many again, it is yours again.
}
milestones-of = <b>{ $title }</b>
milestones-badges = 🏅 { $badges }
milestones-next = { $count ->
    [one] 🎯 { $count } friend to go: { $amount }
   *[other] 🎯 { $count } friends to go: { $amount }
}
milestones-next-badge = { $count ->
    [one] 🎯 { $count } friend to go: { $amount } and the badge “{ $badge }”
   *[other] 🎯 { $count } friends to go: { $amount } and the badge “{ $badge }”
}
milestones-tier = 📈 From friend no. { $number } on: { $then } instead of { $now } for each
