rewards-credited =
    { $count ->
        [one] ✅ <b>{ $amount }</b> credited to you. /balance shows what you have, /why says what for.
       *[other] ✅ <b>{ $amount }</b> credited to you in { $count } rewards. /balance shows what you have, /why says what for.
    }
