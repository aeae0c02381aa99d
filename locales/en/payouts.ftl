payout-button = 💸 Payout
payout-mine-button = My payouts
payout-cancel-button = Cancel
payout-cancelled = Cancelled: nothing has changed.
payout-nothing = There is nothing to pay out yet. /balance shows what is on its way.
payout-choose-campaign = From which campaign do you want to be paid?
payout-campaign-button = { $title }: { $available }
payout-ask-amount =
    <b>Payout: { $title }</b>

    Available: <b>{ $available }</b>
    { $limited ->
        [yes] One payout: from { $minimum } to { $maximum }
       *[no] One payout: from { $minimum }
    }

    How much do you want? Write a number or press a button.
payout-too-little =
    <b>Payout: { $title }</b>

    Available: <b>{ $available }</b>
    The smallest payout: { $minimum }
    Still missing: { $missing }

    Invite friends with /invite to get there.
payout-most-button = The most: { $amount }
payout-minimum-button = The least: { $amount }
payout-ask-method = { $amount }. How do you want to receive it?
payout-method-card = Card
payout-method-phone = Phone number
payout-method-wallet = Wallet
payout-ask-destination =
    { $method ->
        [card] { $amount } to a card. Write the card number: the 12 to 19 digits on it.
        [phone] { $amount } to a phone number. Write it with the country code, such as +359 88 123 4567.
       *[wallet] { $amount } to a wallet. Write its address.
    }
payout-press-button = Please press one of the buttons above, or start again with /payout.
payout-preview =
    <b>Please check</b>

    Campaign: { $title }
    You get: <b>{ $amount }</b>
    { $method ->
        [card] To the card: <code>{ $destination }</code>
        [phone] To the phone number: <code>{ $destination }</code>
       *[wallet] To the wallet: <code>{ $destination }</code>
    }
    Left after that: { $remaining }

    An administrator decides on the request by hand, which can take a few days. Until then the amount is set aside; if the answer is no, it comes back to you. You will be told here either way.
payout-confirm-button = Send the request
payout-state-requested = waiting for a decision
payout-state-approved = approved, the money is on its way
payout-state-paid = paid
payout-state-rejected = rejected, the amount came back
payout-placed =
    <b>Request #{ $number }: waiting for a decision</b>

    { $amount } → { $method ->
        [card] card
        [phone] phone
       *[wallet] wallet
    } <code>{ $destination }</code>

    You will be told here as soon as it is decided.
payout-list-title = <b>My payouts</b>
payout-list-empty = You have not asked for a payout yet.
payout-list-line =
    #{ $number } · <b>{ $amount }</b> → <code>{ $destination }</code>
    { $state ->
        [approved] ✅ { payout-state-approved }
        [paid] 💸 { payout-state-paid }
        [rejected] ❌ { payout-state-rejected }
       *[requested] ⏳ { payout-state-requested }
    } · { $at }
payout-list-reason = Reason: { $reason }
payout-page = Page { $page } of { $pages }
payout-newer-button = « Back
payout-older-button = More »
payout-approved-notice = ✅ Your payout #{ $number } of { $amount } is approved. The money goes to <code>{ $destination }</code>; you will be told when it has been sent.
payout-rejected-notice =
    ❌ Your payout #{ $number } of { $amount } was rejected, and the amount is available to you again.

    Reason: { $reason }
payout-paid-notice = 💸 Your payout #{ $number } of { $amount } has been sent to <code>{ $destination }</code>.

payout-card =
    { $state ->
        [approved] ✅ <b>Payout #{ $number }: approved, not paid yet</b>
        [paid] 💸 <b>Payout #{ $number }: paid</b>
        [rejected] ❌ <b>Payout #{ $number }: rejected</b>
       *[requested] 🆕 <b>Payout #{ $number }: waiting for a decision</b>
    }

    Who: { $named ->
        [yes] { $name }
       *[no] { names-hidden }
    } · <code>/user { $telegram_id }</code>
    Amount: <b>{ $amount }</b>
    { $method ->
        [card] Card: <code>{ $destination }</code>
        [phone] Phone: <code>{ $destination }</code>
       *[wallet] Wallet: <code>{ $destination }</code>
    }
    Campaign: <code>{ $campaign }</code>
    Friends who qualified: { $friends }
    Paid before: { $payouts ->
        [0] nothing
        [one] { $paid }, { $payouts } payout
       *[other] { $paid }, { $payouts } payouts
    }
    Asked: { $requested_at }{ $state ->
        [approved] { "\u000A" }Approved: { $by }, { $at }
        [paid] { "\u000A" }Marked as paid: { $by }, { $at }
        [rejected] { "\u000A" }Rejected: { $by }, { $at }{ "\u000A" }Reason: { $reason }
       *[requested] { "" }
    }
payout-approve-button = ✅ Approve
payout-reject-button = ❌ Reject
payout-paid-button = 💸 Mark paid
payout-show-button = Show destination
payout-approved-toast = Approved. The person has been told.
payout-paid-toast = Marked as paid. The person has been told.
payout-destination-alert =
    { $method ->
        [card] Card: { $destination }
        [phone] Phone: { $destination }
       *[wallet] Wallet: { $destination }
    }
payout-reason-prompt = { $admin }, why is payout #{ $number } rejected? Answer with the reason: the person will read it word for word. /cancel leaves the payout as it is.
payout-reason-placeholder = The reason for the rejection
payout-reason-late = I am no longer waiting for this reason, and nothing has changed. If the payout is still to be rejected, press ❌ Reject on its card again: /payouts shows it.
payout-rejected-done = Payout #{ $number } is rejected, the amount went back, and the person has been told the reason.
payout-open-title = <b>Open payouts: { $count }</b>
payout-open-empty = No payout is waiting.
payout-open-line =
    #{ $number } · <b>{ $amount }</b> · { $name }
    { $state ->
        [approved] ✅ approved, not paid yet
       *[requested] 🆕 waiting for a decision
    } · { $at }
payout-open-button = #{ $number } · { $amount }

error-amount-not-understood = I could not read that as a number. Write just the amount in digits, for example 500.
error-amount-not-positive = The amount must be more than zero.
error-amount-too-fine =
    { $decimals ->
        [0] Only whole amounts can be paid out, without a fraction.
        [one] At most { $decimals } digit after the decimal point, please.
       *[other] At most { $decimals } digits after the decimal point, please.
    }
error-amount-too-large = That is more than anyone could have. Please write a smaller amount.
error-card-number-wrong = That is not a card number: it has 12 to 19 digits, and one of them seems to be wrong. Please check it and send it again.
error-phone-number-wrong = That is not a full phone number. Write it with a plus and the country code, such as +359 88 123 4567.
error-wallet-wrong = That is not a wallet address: it is one word of 6 to 128 characters without spaces. Please copy it whole.
error-payouts-closed-to-banned = Payouts are closed to you. If you think that is a mistake, see /help.
error-unit-not-withdrawable = What is earned in this campaign cannot be paid out: it is spent inside the service.
error-payout-method-not-offered = This way of payment is no longer offered. Please start again with /payout.
error-payout-below-minimum = The smallest payout is { $minimum }.
error-payout-above-maximum = One payout is at most { $maximum }.
error-not-enough-points = That is more than you have: { $available } available.
error-payout-too-soon = It is too early for another payout: you can ask again from { $at }.
error-too-many-payouts-open =
    { $count ->
        [one] { $count } request of yours is still open. Please wait until it is decided.
       *[other] { $count } requests of yours are still open. Please wait until some are decided.
    }
error-payout-unknown = There is no such payout.
error-payout-already-decided =
    { $state ->
        [approved] { $by } was first: approved, { $at }.
        [paid] { $by } was first: marked as paid, { $at }.
       *[rejected] { $by } was first: rejected, { $at }.
    }
error-payout-not-approved = This payout has not been approved yet.
error-payout-card-renewed = The buttons were out of date. The card has new ones: please press again.
error-reason-too-short =
    { $length ->
        [one] Please write the reason in words, { $length } character or more. I am still waiting; /cancel stops.
       *[other] Please write the reason in words, { $length } characters or more. I am still waiting; /cancel stops.
    }
error-reason-too-long =
    { $length ->
        [one] The reason is too long: at most { $length } character. I am still waiting; /cancel stops.
       *[other] The reason is too long: at most { $length } characters. I am still waiting; /cancel stops.
    }
