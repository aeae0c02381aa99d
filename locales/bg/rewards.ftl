rewards-credited =
    { $count ->
        [one] ✅ Начислени са ви <b>{ $amount }</b>. Баланс — /balance, за какво — /why.
       *[other] ✅ Начислени са ви <b>{ $amount }</b> от { $count } награди. Баланс — /balance, за какво — /why.
    }
