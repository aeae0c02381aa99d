expiries-warning =
    { $several ->
        [yes] ⌛ Скоро изтича срокът на <b>{ $amount }</b> ({ $title }): последният ден за първите е { $at }, за последните е { $until }. Използвайте ги навреме.
       *[no] ⌛ Използвайте <b>{ $amount }</b> ({ $title }): последният ден е { $until }, после срокът им изтича.
    }
expiries-notice = ⌛ Срокът на { $amount } ({ $title }) изтече. Вижте /history.
