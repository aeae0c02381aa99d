adjustments-usage =
    { $direction ->
        [debit] ➖ Напишите, у кого, сколько и за что: <code>/debit @anna 50 начислено дважды</code>
       *[credit] ➕ Напишите, кому, сколько и за что: <code>/credit @anna 50 приз розыгрыша</code>
    }

    Причину человек прочтёт слово в слово.
adjustments-choose =
    { $direction ->
        [debit] ➖ { $name }: в какой кампании списать?
       *[credit] ➕ { $name }: в какой кампании начислить?
    }
adjustments-choose-campaign =
    { $direction ->
        [debit] ➖ В какой кампании списать?
       *[credit] ➕ В какой кампании начислить?
    }
adjustments-choice-button = { $title }: { $amount }
adjustments-ask-amount =
    { $direction ->
        [debit] сколько списать у { $name } в кампании «{ $title }»? Ответьте числом. /cancel — передумать.
       *[credit] сколько начислить { $name } в кампании «{ $title }»? Ответьте числом. /cancel — передумать.
    }
adjustments-ask-reason =
    { $direction ->
        [debit] за что списать у { $name } { $amount }? Напишите причину в ответ: человек прочтёт её слово в слово.
       *[credit] за что начислить { $name } { $amount }? Напишите причину в ответ: человек прочтёт её слово в слово.
    }
adjustments-card =
    { $direction ->
        [debit] ➖ <b>Списать { $amount }</b>
       *[credit] ➕ <b>Начислить { $amount }</b>
    }

    Кто: { $name } · <code>{ $telegram_id }</code>
    Кампания: { $title }
    Доступно: { $before } → <b>{ $after }</b>
    Причина: { $reason }
adjustments-banned = ⚠️ Участие этого человека заблокировано.
adjustments-confirm-button =
    { $direction ->
        [debit] ➖ Списать { $amount }
       *[credit] ➕ Начислить { $amount }
    }
adjustments-done =
    { $direction ->
        [debit] ✅ Списано. Решение: { $by }. Человек об этом узнал.
       *[credit] ✅ Начислено. Решение: { $by }. Человек об этом узнал.
    }
adjustments-credit-notice =
    ➕ Организатор начислил вам <b>{ $amount }</b>.

    Причина: { $reason }
    Теперь доступно: { $available }
adjustments-debit-notice =
    ➖ Организатор списал с вашего баланса <b>{ $amount }</b>.

    Причина: { $reason }
    Теперь доступно: { $available }

error-debit-beyond-balance = Столько у человека нет: доступно { $available }. Списать больше, чем есть, нельзя.
error-budget-too-small = Бюджет кампании этого не позволяет: осталось { $left }.
error-nothing-to-adjust = Ни одна кампания не идёт, и баллов у человека нет ни в одной.
