adjustments-usage =
    { $direction ->
        [debit] ➖ Напишете от кого, колко и защо: <code>/debit @anna 50 начислено два пъти</code>
       *[credit] ➕ Напишете на кого, колко и защо: <code>/credit @anna 50 награда от жребий</code>
    }

    Човекът чете причината дума по дума.
adjustments-choose =
    { $direction ->
        [debit] ➖ { $name }: в коя кампания да се отнемат?
       *[credit] ➕ { $name }: в коя кампания да се начислят?
    }
adjustments-choose-campaign =
    { $direction ->
        [debit] ➖ В коя кампания да се отнемат?
       *[credit] ➕ В коя кампания да се начислят?
    }
adjustments-choice-button = { $title }: { $amount }
adjustments-ask-amount =
    { $direction ->
        [debit] колко да се отнемат от { $name } в „{ $title }“? Отговорете с число. /cancel спира.
       *[credit] колко да се начислят на { $name } в „{ $title }“? Отговорете с число. /cancel спира.
    }
adjustments-ask-reason =
    { $direction ->
        [debit] защо се отнемат { $amount } от { $name }? Отговорете с причината: човекът ще я прочете дума по дума.
       *[credit] защо се начисляват { $amount } на { $name }? Отговорете с причината: човекът ще я прочете дума по дума.
    }
adjustments-card =
    { $direction ->
        [debit] ➖ <b>Отнемане: { $amount }</b>
       *[credit] ➕ <b>Начисляване: { $amount }</b>
    }

    Кой: { $name } · <code>{ $telegram_id }</code>
    Кампания: { $title }
    Налични: { $before } → <b>{ $after }</b>
    Причина: { $reason }
adjustments-banned = ⚠️ Участието на този човек е блокирано.
adjustments-confirm-button =
    { $direction ->
        [debit] ➖ Отнемане: { $amount }
       *[credit] ➕ Начисляване: { $amount }
    }
adjustments-done =
    { $direction ->
        [debit] ✅ Отнето. Решение: { $by }. Човекът е уведомен.
       *[credit] ✅ Начислено. Решение: { $by }. Човекът е уведомен.
    }
adjustments-credit-notice =
    ➕ Организаторът ви начисли <b>{ $amount }</b>.

    Причина: { $reason }
    Сега налични: { $available }
adjustments-debit-notice =
    ➖ Организаторът отне от баланса ви <b>{ $amount }</b>.

    Причина: { $reason }
    Сега налични: { $available }

error-debit-beyond-balance = Човекът няма толкова: налични са { $available }. Не може да се отнеме повече, отколкото има.
error-budget-too-small = Бюджетът на кампанията не го позволява: остават { $left }.
error-nothing-to-adjust = Няма активна кампания, а човекът няма точки в никоя.
