rewards-credited =
    { $count ->
        [one] ✅ <b>{ $amount }</b> credited to you — { $why ->
            [mine] for coming by a friend’s invitation
            [purchase] for a friend’s purchase
            [milestone] for the number of your friends
            [bonus] as the bonus of the period
            [contest] as your prize
           *[friend] for a friend who came by your invitation
        }. Campaign: { $title }. /balance shows what you have, /why says what for.
       *[other] ✅ <b>{ $amount }</b> credited to you in { $count } rewards. Campaign: { $title }. /balance shows what you have, /why says what for.
    }
