expiries-warning =
    { $several ->
        [yes] ⌛ Скоро выйдет срок: <b>{ $amount }</b> ({ $title }). Последний день у первых — { $at }, у последних — { $until }. Используйте их вовремя.
       *[no] ⌛ Используйте <b>{ $amount }</b> ({ $title }): последний день — { $until }, потом их срок выйдет.
    }
expiries-notice = ⌛ Срок вышел: { $amount } ({ $title }). Подробности: /history
