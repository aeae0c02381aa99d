expiries-warning =
    { $several ->
        [yes] ⌛ Скоро выйдет срок: <b>{ $amount }</b> ({ $title }). У первых — { $at }, у последних — { $until }. Используйте их до этого.
       *[no] ⌛ Используйте <b>{ $amount }</b> ({ $title }) до { $at }: потом их срок выйдет.
    }
expiries-notice = ⌛ Срок вышел: { $amount } ({ $title }). Подробности: /history
