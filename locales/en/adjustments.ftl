adjustments-usage =
    { $direction ->
        [debit] ➖ Write whom, how much and why: <code>/debit @anna 50 credited twice</code>
       *[credit] ➕ Write whom, how much and why: <code>/credit @anna 50 prize draw</code>
    }

    The person reads the reason word for word.
adjustments-choose =
    { $direction ->
        [debit] ➖ From { $name }, in which campaign?
       *[credit] ➕ For { $name }, in which campaign?
    }
adjustments-choose-campaign =
    { $direction ->
        [debit] ➖ Debit in which campaign?
       *[credit] ➕ Credit in which campaign?
    }
adjustments-choice-button = { $title }: { $amount }
adjustments-ask-amount =
    { $direction ->
        [debit] how much should { $name } lose in { $title }? Reply with a number. /cancel stops.
       *[credit] how much should { $name } get in { $title }? Reply with a number. /cancel stops.
    }
adjustments-ask-reason =
    { $direction ->
        [debit] why does { $name } lose { $amount }? Reply with the reason: the person will read it word for word.
       *[credit] why does { $name } get { $amount }? Reply with the reason: the person will read it word for word.
    }
adjustments-card =
    { $direction ->
        [debit] ➖ <b>Debit { $amount }</b>
       *[credit] ➕ <b>Credit { $amount }</b>
    }

    Who: { $name } · <code>{ $telegram_id }</code>
    Campaign: { $title }
    Available: { $before } → <b>{ $after }</b>
    Reason: { $reason }
adjustments-banned = ⚠️ This person is banned.
adjustments-confirm-button =
    { $direction ->
        [debit] ➖ Debit { $amount }
       *[credit] ➕ Credit { $amount }
    }
adjustments-done =
    { $direction ->
        [debit] ✅ Debited by { $by }. The person has been told.
       *[credit] ✅ Credited by { $by }. The person has been told.
    }
adjustments-credit-notice =
    ➕ The organiser has credited you <b>{ $amount }</b>.

    Reason: { $reason }
    Available now: { $available }
adjustments-debit-notice =
    ➖ The organiser has debited <b>{ $amount }</b> from your balance.

    Reason: { $reason }
    Available now: { $available }

error-debit-beyond-balance = That is more than the person has: { $available } available. A debit cannot make a debt.
error-budget-too-small = The campaign’s budget does not allow that: { $left } left.
error-nothing-to-adjust = No campaign is running, and the person has points in none.
