expiries-warning =
    { $several ->
        [yes] ⌛ <b>{ $amount }</b> ({ $title }) скоро изтичат: първите на { $at }, последните на { $until }. Използвайте ги дотогава.
       *[no] ⌛ <b>{ $amount }</b> ({ $title }) изтичат на { $at }. Използвайте ги дотогава.
    }
expiries-notice = ⌛ { $amount } ({ $title }) изтекоха: срокът им мина. Вижте /history.
