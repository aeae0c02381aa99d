expiries-warning =
    { $several ->
        [yes] ⌛ Use <b>{ $amount }</b> ({ $title }) soon: the first by the end of { $at }, the last by the end of { $until }; then their time is over.
       *[no] ⌛ Use <b>{ $amount }</b> ({ $title }) by the end of { $until }: then their time is over.
    }
expiries-notice = ⌛ The time of { $amount } ({ $title }) is over. /history shows it.
