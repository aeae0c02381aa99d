wording-percent-of-amount = { $percent } of the price
wording-percent-of-commission = { $percent } of our commission

wording-referrer-purchase = For each purchase of a friend you get { $amount } — { $credit }.
wording-referrer-nth = { $number ->
    [1] For a friend’s first purchase you get { $amount } — { $credit }.
    [2] For a friend’s second purchase you get { $amount } — { $credit }.
    [3] For a friend’s third purchase you get { $amount } — { $credit }.
   *[other] For a friend’s purchase no. { $number } you get { $amount } — { $credit }.
}
wording-friend-purchase = For each purchase the friend gets { $amount } — { $credit }.
wording-friend-nth = { $number ->
    [1] For the first purchase the friend gets { $amount } — { $credit }.
    [2] For the second purchase the friend gets { $amount } — { $credit }.
    [3] For the third purchase the friend gets { $amount } — { $credit }.
   *[other] For purchase no. { $number } the friend gets { $amount } — { $credit }.
}
wording-upline-start = { $level ->
    [2] For each friend whom your friends bring you get { $amount } — { $credit }.
   *[other] For each person who comes on level { $level } below you, you get { $amount } — { $credit }.
}
wording-upline-qualified = { $level ->
    [2] For each friend of your friends who does every step you get { $amount } — { $credit }.
   *[other] For each person on level { $level } below you who does every step you get { $amount } — { $credit }.
}
wording-upline-purchase = { $level ->
    [2] For each purchase of a friend of your friends you get { $amount } — { $credit }.
   *[other] For each purchase on level { $level } below you, you get { $amount } — { $credit }.
}
wording-upline-nth = { $level ->
    [2] For purchase no. { $number } of each friend of your friends you get { $amount } — { $credit }.
   *[other] For purchase no. { $number } of each person on level { $level } below you, you get { $amount } — { $credit }.
}
wording-bonus = You get a bonus of { $amount } { $schedule } if at least one friend has done every step since the last time.
wording-of-purchase = { $amount } for each purchase
wording-of-product = { $amount } for “{ $products }”
wording-of-nth = { $number ->
    [1] { $amount } for the first purchase
   *[other] { $amount } for purchase no. { $number }
}

wording-example = For example, { $base } brings { $brings }.
wording-tier = { $count ->
    [one] from { $count } friend — { $amount }
   *[other] from { $count } friends — { $amount }
}
wording-tiers = Who brings more gets more: { $tiers }.
wording-products = It counts for: { $products }.
wording-products-more = { $count } more
wording-lasts = Purchases within { $span } after the friend came count.
wording-times = { $count ->
    [one] Only { $count } purchase of each friend counts.
   *[other] At most { $count } purchases of each friend count.
}
wording-most = One friend brings at most { $amount } this way.
wording-split = You choose beforehand for whom it is: { $choices }.
wording-split-me = for you
wording-split-friend = for your friend
wording-split-half = half each
wording-refback = With /refback you can give your friend up to { $percent }% of it.
wording-plan-standard = This is for everybody without a special plan.
wording-plan-only = Only on the plan “{ $plan }”.
wording-variant-only = Only in variant “{ $variant }” of the test.
wording-redeem = It buys “{ $offer }” at once.

wording-milestone = { $count ->
    [one] With { $count } friend you get { $amount } on top, once.
   *[other] With { $count } friends you get { $amount } on top, once.
}
wording-milestone-badge = { $count ->
    [one] With { $count } friend you get { $amount } on top, once, and the badge “{ $badge }”.
   *[other] With { $count } friends you get { $amount } on top, once, and the badge “{ $badge }”.
}
wording-contest-friends = Contest “{ $title }”: whoever brings the most friends who count wins; of equals, whoever was first.
wording-contest-points = Contest “{ $title }”: whoever earns the most wins; of equals, whoever was first.
wording-contest-draw = Prize draw “{ $title }”: every friend who counts is a ticket, and chance decides.
wording-prizes = Prizes: { $prizes }.
wording-contest-main-prize = Main prize: { $prize }.
wording-prize = place { $places } — { $prize }
wording-contest-begins = It begins on { $at } ({ $zone }).
wording-contest-ends = It ends on { $at } ({ $zone }).
wording-contest-lasts = It lasts { $span }.
wording-contest-least-friends = { $least ->
    [one] { $least } friend is needed to take part.
   *[other] At least { $least } friends are needed to take part.
}
wording-contest-least-points = At least { $least } are needed to take part.
wording-contest-tickets = { $count ->
    [one] One person has at most { $count } ticket.
   *[other] One person has at most { $count } tickets.
}
wording-contest-announced = The result is announced in { $chat }.
wording-plan-earned = { $count ->
    [one] From { $count } friend who counts on you have the plan “{ $plan }”.
   *[other] From { $count } friends who count on you have the plan “{ $plan }”.
}
wording-plan-given = The plan “{ $plan }” is given by the organisers.
wording-experiment = Test “{ $name }”: chance divides the participants: { $arms }.
wording-arm = “{ $variant }” — { $part } of { $parts }
wording-offers = In /rewards you can get: { $offers }.
wording-offer = “{ $offer }” for { $price }
wording-offers-more = and { $count } more

wording-budget = Rewards are promised as long as the campaign’s budget lasts; what was promised is kept.
wording-refunds = If a purchase is given back, its rewards are taken back.
wording-currency = Purchases in { $currency } count.
wording-survey = Buyers are asked one short question { $span } after a purchase.
wording-expiry = What is not used within { $span } expires; I remind you a week before.
