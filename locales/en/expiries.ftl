expiries-warning =
    { $several ->
        [yes] ⌛ Use <b>{ $amount }</b> ({ $title }) soon: the time of the first is over on { $at }, of the last on { $until }.
       *[no] ⌛ Use <b>{ $amount }</b> ({ $title }) before { $at }: then their time is over.
    }
expiries-notice = ⌛ The time of { $amount } ({ $title }) is over. /history shows it.
