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
payout-method-iban = Bank account (IBAN)
payout-method-own = Other ways
payout-ask-destination =
    { $method ->
        [card] { $amount } to a card. Write the card number: the 12 to 19 digits on it.
        [phone] { $amount } to a phone number. Write it with the country code, such as +359 88 123 4567.
        [iban] { $amount } to a bank account. Write its IBAN, such as BG80 BNBG 9661 1020 3456 78.
        [own] { $amount }: { $own }. Write it here.{ $hinted ->
            [yes] { "\u000A" }{ $hint }
           *[no] { "" }
        }
       *[wallet] { $amount } to a wallet. Write its address.
    }
payout-press-button = Please press one of the buttons above, or start again with /payout.
payout-preview =
    <b>Please check</b>

    Campaign: { $title }
    { $charged ->
        [yes] Off your balance: { $amount }{ "\u000A" }Fee: { $fee }{ "\u000A" }You get: <b>{ $net }</b>
       *[no] You get: <b>{ $amount }</b>
    }
    { $method ->
        [card] To the card: <code>{ $destination }</code>
        [phone] To the phone number: <code>{ $destination }</code>
        [iban] To the account: <code>{ $destination }</code>
        [own] { $own }: <code>{ $destination }</code>
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
        [iban] IBAN
        [own] { $own }
       *[wallet] wallet
    } <code>{ $destination }</code>

    You will be told here as soon as it is decided.
payout-list-title = <b>My payouts</b>
payout-list-empty = You have not asked for a payout yet.
payout-list-line =
    #{ $number } · <b>{ $amount }</b>{ $charged ->
        [yes] { " " }({ $net } after the fee)
       *[no] { "" }
    } → <code>{ $destination }</code>
    { $step ->
        [approved] ✅ { payout-state-approved } · { $at }{ "\u000A" }Asked for: { $asked_at }
        [refused] ✅ { payout-state-approved } · { $at }{ "\u000A" }Asked for: { $asked_at }
        [batched] 🏦 { payout-state-batched } · { $at }{ "\u000A" }Asked for: { $asked_at }
        [paid] 💸 { payout-state-paid } · { $at }{ "\u000A" }Asked for: { $asked_at }
        [rejected] ❌ { payout-state-rejected } · { $at }{ "\u000A" }Asked for: { $asked_at }
        [withdrawn] ↩️ { payout-state-withdrawn } · { $at }{ "\u000A" }Asked for: { $asked_at }
       *[requested] ⏳ { payout-state-requested } · { $asked_at }
    }
payout-list-reason = Reason: { $reason }
payout-page = Page { $page } of { $pages }
payout-newer-button = « Back
payout-older-button = More »
payout-approved-notice =
    ✅ Your payout #{ $number } of { $amount } is approved. { $charged ->
        [yes] After the fee of { $fee } you get { $net }. It
       *[no] The money
    } goes to <code>{ $destination }</code>; you will be told when it has been sent.
payout-rejected-notice =
    ❌ Your payout #{ $number } of { $amount } was rejected, and the amount is available to you again.

    Reason: { $reason }
payout-paid-notice =
    💸 Your payout #{ $number } of { $net } has been sent to <code>{ $destination }</code>.{ $referenced ->
        [yes] { "\u000A\u000A" }Payment number: <code>{ $reference }</code>
       *[no] { "" }
    }

payout-card =
    { $step ->
        [second] 👀 <b>Payout #{ $number }: needs a second approval</b>
        [approved] ✅ <b>Payout #{ $number }: approved, not paid yet</b>
        [batched] 🏦 <b>Payout #{ $number }: in batch { $batch }, not paid yet</b>
        [refused] ⚠️ <b>Payout #{ $number }: the bank did not pay</b>
        [paid] 💸 <b>Payout #{ $number }: paid</b>
        [rejected] ❌ <b>Payout #{ $number }: rejected</b>
        [withdrawn] ↩️ <b>Payout #{ $number }: taken back by the participant</b>
       *[requested] 🆕 <b>Payout #{ $number }: waiting for a decision</b>
    }

    Who: { $named ->
        [yes] { $name }
       *[no] { names-hidden }
    } · <code>/user { $telegram_id }</code>{ $banned ->
        [yes] { "\u000A" }🚫 banned: cannot be approved
       *[no] { "" }
    }
    Amount: <b>{ $amount }</b>{ $charged ->
        [yes] { "\u000A" }To pay: <b>{ $net }</b>, fee { $fee }
       *[no] { "" }
    }
    { $method ->
        [card] Card: <code>{ $destination }</code>
        [phone] Phone: <code>{ $destination }</code>
        [iban] IBAN: <code>{ $destination }</code>
        [own] { $own }: <code>{ $destination }</code>
       *[wallet] Wallet: <code>{ $destination }</code>
    }
    Campaign: { $campaign }
    Friends who qualified: { $friends }
    Paid before: { $payouts ->
        [0] nothing
        [one] { $paid }, { $payouts } payout
       *[other] { $paid }, { $payouts } payouts
    }
    Asked: { $requested_at }{ $pair ->
        [yes] { $step ->
            [requested] { "\u000A" }Two approvals needed, by two people
            [withdrawn] { "" }
            [rejected] { "" }
           *[second] { "\u000A" }First approval: { $first_by }, { $first_at }
        }
       *[no] { "" }
    }{ $step ->
        [approved] { "\u000A" }Approved: { $by }, { $at }
        [batched] { "\u000A" }Approved: { $by }, { $at }
        [refused] { "\u000A" }Approved: { $by }, { $at }{ "\u000A" }The bank: { $bank_refusal }
        [paid] { "\u000A" }Marked as paid: { $by }, { $at }
        [rejected] { "\u000A" }Rejected: { $by }, { $at }{ "\u000A" }Reason: { $reason }
        [withdrawn] { "\u000A" }Taken back: { $at }
       *[requested] { "" }
    }{ $referenced ->
        [yes] { "\u000A" }Payment number: <code>{ $reference }</code>
       *[no] { "" }
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
        [iban] IBAN: { $destination }
        [own] { $destination }
       *[wallet] Wallet: { $destination }
    }
payout-reason-prompt = { $admin }, why is payout #{ $number } rejected? Press a reason, or reply to this message with your own: the person will read it word for word. /cancel leaves the payout as it is.
payout-reason-placeholder = The reason for the rejection
payout-reason-late = I am no longer waiting for this answer, and nothing has changed. If the payout is still to be decided, press the button on its card again: /payouts shows it.
payout-rejected-done = Payout #{ $number } is rejected, the amount went back, and the person has been told the reason.
payout-state-batched = being paid
payout-state-withdrawn = taken back by you
payout-list-reference = Payment number: <code>{ $reference }</code>
payout-withdraw-button = ↩️ Take back #{ $number }
payout-withdraw-preview =
    <b>Take back request #{ $number }?</b>

    { $amount } → <code>{ $destination }</code>

    Nobody has decided yet. The amount will be available to you again at once.
payout-withdraw-confirm-button = Yes, take it back
payout-withdrawn = Request #{ $number } is taken back: { $amount } is available to you again.
payout-reference-button = 🧾 Paid, with a number…
payout-again-button = 🔁 Into the next batch
payout-first-toast = Your approval is recorded. A colleague must approve as well.
payout-again-toast = It will be in the next batch.
payout-rejected-toast = Rejected. The person has been told.
payout-words-button = ✍️ In my own words…
payout-words-prompt = { $admin }, write why payout #{ $number } is rejected: the person will read it word for word. /cancel leaves the payout as it is.
payout-quick-destination = Wrong or closed destination
payout-quick-name = Somebody else’s destination
payout-quick-rules = Campaign rules were broken
payout-quick-check = Invited friends failed a check
payout-quick-bank = No payment is possible there
payout-quick-withdrawn = Taken back by the participant
payout-reference-prompt = { $admin }, under which number did the bank or the wallet pay #{ $number }? Reply with it: the person will see it too. /cancel leaves the payout as it is.
payout-reference-placeholder = The number of the payment
payout-paid-done = Payout #{ $number } is marked as paid, and the person has been told the number.
payout-queue-requested = <b>🆕 Payouts waiting for a decision: { $count }</b>
payout-queue-approved = <b>✅ Payouts approved, to be paid: { $count }</b>
payout-queue-paid = <b>💸 Payouts paid: { $count }</b>
payout-queue-rejected = <b>❌ Payouts rejected: { $count }</b>
payout-queue-empty = There are none here.
payout-queue-narrowed = Only: { $what }
payout-queue-line =
    #{ $number } · <b>{ $amount }</b> · { $name }
    { $step ->
        [second] 👀 needs a second approval · { $at }
        [batched] 🏦 in batch { $batch } · { $at }
        [refused] ⚠️ the bank did not pay · { $at }
        [withdrawn] ↩️ taken back · { $at }
       *[other] { $at }
    }
payout-queue-button = « The queue
payout-filter-button = 🔎 Filter
payout-filter-title = Show which payouts?
payout-filter-campaigns = All campaigns
payout-filter-methods = All methods
payout-pick-button = ☑️ Several at once
payout-pick-title =
    { $state ->
        [approved] <b>Which ones have been paid?</b>
       *[requested] <b>Which ones do you approve?</b>
    }
    Ticked: { $count }
payout-pick-box = { $box } #{ $number } · { $amount } · { $name }
payout-pick-all = ☑️ All on this page
payout-pick-none = ☐ None on this page
payout-pick-approve = ✅ Approve: { $count }
payout-pick-pay = 💸 Mark paid: { $count }
payout-round-approve = <b>Approve these payouts: { $count }?</b>
payout-round-pay = <b>Mark these payouts as paid: { $count }?</b>
payout-round-total = Together: <b>{ $amount }</b>
payout-number = #{ $number }
payout-round-line = #{ $number } · { $amount }
payout-round-more = …and { $count } more
payout-rounded-approve = ✅ <b>Approved: { $count }</b>
payout-rounded-pay = 💸 <b>Marked as paid: { $count }</b>
payout-rounded-half = 👀 Need a second approval, by a colleague: { $count } ({ $numbers })
payout-rounded-missed = ⏭ Left as they are: { $count }
payout-rounded-miss = #{ $number }: { $what }
payout-open-button = #{ $number } · { $amount }

error-amount-not-understood = I could not read that as a number. Write just the amount in digits, for example 500.
error-amount-not-positive = The amount must be more than zero.
error-amount-too-fine =
    { $decimals ->
        [0] Only a whole number works here, without a fraction.
        [one] At most { $decimals } digit after the decimal point, please.
       *[other] At most { $decimals } digits after the decimal point, please.
    }
error-amount-too-large = That is more than anyone could have. Please write a smaller amount.
error-card-number-wrong = That is not a card number: it has 12 to 19 digits, and one of them seems to be wrong. Please check it and send it again.
error-phone-number-wrong = That is not a full phone number. Write it with a plus and the country code, such as +359 88 123 4567.
error-wallet-wrong = That is not a wallet address: it is one word of 6 to 128 characters without spaces. Please copy it whole.
error-iban-wrong = That is not an IBAN: its check digits do not match, or a character is missing. Please copy it whole, such as BG80 BNBG 9661 1020 3456 78.
error-own-details-wrong =
    { $kind ->
        [digits] That does not fit: digits alone are needed, from { $shortest } to { $longest } of them.
       *[text] That does not fit: from { $shortest } to { $longest } characters are needed, on one line.
    }
error-payouts-closed-to-banned = Payouts are closed to you. If you think that is a mistake, see /help.
error-unit-not-withdrawable = What is earned in this campaign cannot be paid out: it is spent inside the service. /rewards shows what you can have for it.
error-payout-method-not-offered = This way of payment is no longer offered. Please start again with /payout.
error-payout-below-minimum = The smallest payout is { $minimum }. Please write a larger amount.
error-payout-above-maximum = One payout is at most { $maximum }. Please write a smaller amount.
error-not-enough-points = That is more than you have: { $available } available.
error-payout-too-soon = It is too early for another payout: you can ask again from { $at }.
error-too-many-payouts-open =
    { $count ->
        [one] { $count } request of yours is still open. Please wait until it is decided.
       *[other] { $count } requests of yours are still open. Please wait until some are decided.
    }
error-payout-frozen = This person is banned, so the payout cannot be approved. It stays open; /unban lets it go on.
error-payout-unknown = There is no such payout.
error-payout-already-decided =
    { $state ->
        [approved] { $by } was first: approved, { $at }.
        [paid] { $by } was first: marked as paid, { $at }.
        [withdrawn] { $by } took the request back, { $at }.
       *[rejected] { $by } was first: rejected, { $at }.
    }
error-payout-not-approved = This payout has not been approved yet.
error-payout-card-renewed = The buttons were out of date. The card has new ones: please press again.
error-too-many-payouts-withdrawn = You have taken back many requests today. You can ask again from { $at }.
error-payout-needs-another-admin = You have approved this one. A payout this large takes two people: a colleague must approve as well.
error-payout-in-batch = This payout is in batch { $batch }, which may be at the bank. Read the bank’s answer in, or cancel the batch first.
error-payout-not-refused = The bank has not refused this payout; it goes into the next batch as it is.
error-reference-unreadable = Please send the number on its own, at most { $length } characters. I am still waiting; /cancel stops.
