rewards-credited =
    { $count ->
        [1] ✅ Вам начислено: <b>{ $amount }</b>. Баланс — /balance, за что — /why.
        [one] ✅ Вам начислено: <b>{ $amount }</b> — { $count } награда. Баланс — /balance, за что — /why.
        [few] ✅ Вам начислено: <b>{ $amount }</b> — { $count } награды. Баланс — /balance, за что — /why.
       *[other] ✅ Вам начислено: <b>{ $amount }</b> — { $count } наград. Баланс — /balance, за что — /why.
    }
