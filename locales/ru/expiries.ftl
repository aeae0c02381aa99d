expiries-warning =
    { $several ->
        [yes] ⌛ <b>{ $amount }</b> ({ $title }): срок скоро выйдет, у первых { $at }, у последних { $until }. Используйте их до этого.
       *[no] ⌛ <b>{ $amount }</b> ({ $title }): срок выходит { $at }. Используйте их до этого.
    }
expiries-notice = ⌛ { $amount } ({ $title }): срок вышел, их больше нет. Подробности: /history
