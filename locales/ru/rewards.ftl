rewards-credited =
    { $count ->
        [1] ✅ Вам начислено: <b>{ $amount }</b> — { $why ->
            [mine] за то, что вы пришли по приглашению
            [purchase] за покупку друга
            [milestone] за число ваших друзей
            [bonus] премия за период
            [contest] ваш приз
           *[friend] за друга, который пришёл по вашему приглашению
        }. Кампания: { $title }. Баланс — /balance, за что — /why.
        [one] ✅ Вам начислено: <b>{ $amount }</b> — { $count } награда. Кампания: { $title }. Баланс — /balance, за что — /why.
        [few] ✅ Вам начислено: <b>{ $amount }</b> — { $count } награды. Кампания: { $title }. Баланс — /balance, за что — /why.
       *[other] ✅ Вам начислено: <b>{ $amount }</b> — { $count } наград. Кампания: { $title }. Баланс — /balance, за что — /why.
    }
