rewards-credited =
    { $count ->
        [one] ✅ Начислени са ви <b>{ $amount }</b> — { $why ->
            [mine] за това, че дойдохте с покана
            [purchase] за покупка на приятел
            [milestone] за броя на приятелите ви
            [bonus] премия за периода
            [contest] вашата награда от конкурса
           *[friend] за приятел, дошъл с вашата покана
        }. Кампания: { $title }. Баланс — /balance, за какво — /why.
       *[other] ✅ Начислени са ви <b>{ $amount }</b> от { $count } награди. Кампания: { $title }. Баланс — /balance, за какво — /why.
    }
