forecasts-title = Forecast for “{ $title }”, { $months ->
    [one] one month
   *[other] { $months } months
}
forecasts-heading = Gain over { $months ->
    [one] one month
   *[other] { $months } months
}: friends’ purchases less rewards
forecasts-range = { $middle } (from { $low } to { $high })
forecasts-friends = Friends who come: { $range }
forecasts-buyers = Friends who do everything and buy: { $range }
forecasts-cost-points = Rewards: { $range }
forecasts-cost = Cost of the rewards: { $range }
forecasts-earned = Margin of what the friends buy: { $range }
forecasts-gain = Gain: { $range }
forecasts-return = Return: { $percent }% of what the rewards cost
forecasts-per-buyer = A friend who buys costs { $cost }; up to { $affordable } would be paid back.
forecasts-even = Pays for itself in month { $month }.
forecasts-even-range = Pays for itself in month { $month } (from { $low } to { $high }).
forecasts-even-late = Pays for itself in month { $month }; if things go badly, not in this time.
forecasts-never-even = Does not pay for itself in this time.
forecasts-assumed = Assumed: { $orders } orders a month, a margin of { $margin }%; { $sharing }% of the customers invite, { $friends } friends each; { $conversion }% of the friends buy, { $repeat }% of them again in a month.
forecasts-order = Average order: { $order }.
forecasts-order-guessed = Average order: { $order } — a guess, ten times what a friend costs. Give yours for a forecast that counts.
forecasts-how = The range: in eight of ten simulated runs, with shares up to 40% beside what was assumed.
forecasts-caution-few-orders = { $orders } orders a month are few: below 100 a programme hardly carries itself.
forecasts-caution-some-orders = { $orders } orders a month are on the edge: from 200 on a programme carries itself more easily.
forecasts-caution-loses = These rewards lose money: a friend who buys costs { $cost } and brings { $affordable }.
forecasts-caution-may-lose = These rewards may lose money if things go badly.
forecasts-caution-budget = The budget is used up in month { $month }; after that nothing is promised any more.
forecasts-well = The rewards fit the margin.
forecasts-name-friends = Friends
forecasts-name-buyers = Buyers
forecasts-name-cost = Rewards
forecasts-name-gain = Gain
forecasts-axis = Months
