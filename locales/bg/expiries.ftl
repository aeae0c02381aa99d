expiries-warning =
    { $several ->
        [yes] ⌛ Скоро изтича срокът на <b>{ $amount }</b> ({ $title }): на първите { $at }, на последните { $until }. Използвайте ги дотогава.
       *[no] ⌛ Използвайте <b>{ $amount }</b> ({ $title }) преди { $at }: после срокът им изтича.
    }
expiries-notice = ⌛ Срокът на { $amount } ({ $title }) изтече. Вижте /history.
