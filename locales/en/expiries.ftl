expiries-warning =
    { $several ->
        [yes] ⌛ <b>{ $amount }</b> ({ $title }) run out soon: the first on { $at }, the last on { $until }. Use them before that.
       *[no] ⌛ <b>{ $amount }</b> ({ $title }) run out on { $at }. Use them before that.
    }
expiries-notice = ⌛ { $amount } ({ $title }) have run out: their time was over. /history shows it.
