exports-title =
    📤 <b>Export</b>

    What should the file hold? There are names and Telegram ids in it: give it only to those who need it.
exports-kind-participants = Participants
exports-kind-referrals = Referrals
exports-kind-ledger = Ledger
exports-kind-payouts = Payouts
exports-kind-purchases = Purchases
exports-kind-audit = Audit
exports-kind-button = { $kind ->
    [participants] 👥 Participants
    [referrals] 🔗 Referrals
    [ledger] 📒 Ledger
    [payouts] 💸 Payouts
    [purchases] 🎁 Purchases
   *[audit] 🕵️ Audit
}
exports-choose-format =
    📤 <b>{ $kind }</b>

    { $about }

    XLSX opens best in Excel and on a phone, CSV in everything else.
exports-about-participants = Everybody whom the bot knows, with friends and balances. The period is that in which they first pressed start.
exports-about-referrals = Who brought whom, how far it came and what was credited for it.
exports-about-ledger = Every movement of points, one line for each account that it touched.
exports-about-payouts = Requests and what became of them. Where the money goes is masked: in full it is only in the batch for the bank.
exports-about-purchases = What people took from the catalogue, and where it stands. Codes are masked.
exports-about-audit = Every decision: who, when, about whom, before and after.
exports-csv-button = CSV
exports-xlsx-button = XLSX
exports-choose-period =
    📤 <b>{ $kind }</b> · { $format }
    🎯 { $campaign }

    Which period? Days begin and end at midnight, { $zone }.
exports-all-campaigns = All campaigns
exports-campaign-button = 🎯 { $campaign }
exports-choose-campaign = 🎯 Which campaign?
exports-period-all = All time
exports-period-today = Today
exports-period-week = 7 days
exports-period-month = 30 days
exports-period-this-month = This month
exports-period-last-month = Last month
exports-back-button = ‹ Back
exports-cancel-button = ✖️ Stop
exports-again-button = 📤 New export
exports-order = <b>{ $kind }</b> · { $format } · { $period }
exports-order-in = <b>{ $kind }</b> · { $format } · { $period } · { $campaign }
exports-running =
    ⏳ { $order }

    { $rows ->
        [one] { $rows } row so far
       *[other] { $rows } rows so far
    } · { $percent }%
    Asked for by { $by }
exports-sending =
    📤 { $order }

    { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }. Sending file { $part } of { $parts }.
exports-done =
    ✅ { $order }

    { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }{ $parts ->
        [1] {""}
       *[other] {" "}in { $parts } files
    }. Asked for by { $by }
exports-nothing =
    📤 { $order }

    There is nothing in this period, so there is no file.
exports-stopped =
    ✖️ { $order }

    Stopped. No file will come of it.
exports-ended =
    ✖️ <b>This export has ended</b>

    The bot was restarted while it ran, and no file will come of it. Please start it again.
exports-not-allowed =
    ✖️ { $order }

    Stopped: { $by } may no longer export.
exports-failed =
    ⚠️ { $order }

    This did not work; the team has been told. Please start it again in a minute.
exports-not-sent =
    ⚠️ { $order }

    Telegram did not take file { $part } of { $parts }. Please start it again in a minute.
exports-caption = { $order }
    { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }
exports-caption-part = { $order }
    Part { $part } of { $parts } · { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }
exports-stop-toast = Stopped.

error-export-under-way = An export is still running in this group. Wait for it, or stop it.
error-export-card-gone = This message is too old to be used. Please start again: /export

exports-campaign-owner = Campaign
exports-operator = Operator’s command line
exports-referral-state = { $state ->
    [pending] waiting
    [qualified] counted
   *[revoked] cancelled
}
exports-revoke-reason = { $reason ->
    [left] left a required chat
    [window-passed] did not do the steps in time
    [refunded] gave the purchase back
    [rejected] was not approved
    [banned] cancelled by an administrator
   *[other] { $reason }
}
exports-transaction-kind = { $kind ->
    [reward] promised
    [credit] credited
    [void] promise came to nothing
    [reversal] taken back
    [payout-requested] payout requested
    [payout-paid] payout paid
    [payout-rejected] payout rejected
    [payout-withdrawn] payout request withdrawn
    [redemption] bought a reward
    [redemption-cancelled] purchase cancelled
    [expiry] ran out
    [expiry-again] ran out again after a refund
    [expiry-returned] what had run out came back
    [adjustment] changed by an administrator
   *[other] { $kind }
}
exports-bucket = { $bucket ->
    [available] available
    [held] held
    [requested] requested
    [budget] budget
    [paid_out] paid out
    [redeemed] redeemed
    [expired] expired
   *[other] { $bucket }
}
exports-offer-kind = { $kind ->
    [voucher] voucher
    [gift] gift
    [access] access
   *[thanks] thanks
}
exports-purchase-state = { $state ->
    [ordered] ordered
    [sent] sent
    [cancelled] cancelled
    [missed] missed: the points stayed
   *[delivered] delivered
}
exports-payout-step = { $step ->
    [requested] waits for a decision
    [second] waits for a second approval
    [approved] approved
    [batched] in a batch
    [refused] refused by the bank
    [paid] paid
    [rejected] rejected
    [withdrawn] withdrawn
   *[other] { $step }
}
exports-payout-method = { $method ->
    [card] card
    [phone] phone
    [wallet] wallet
    [iban] IBAN
    [own] other
   *[other] { $method }
}

exports-column-telegram-id = Telegram id
exports-column-name = Name
exports-column-username = Username
exports-column-language = Language
exports-column-first-seen = First seen
exports-column-started = Pressed start
exports-column-blocked = Blocked the bot
exports-column-banned = Banned
exports-column-referrer-telegram-id = Referrer’s Telegram id
exports-column-referrer-name = Referrer
exports-column-friends-pending = Friends waiting
exports-column-friends-qualified = Friends counted
exports-column-friends-revoked = Friends cancelled
exports-column-balance-available = { $campaign }: available, { $unit }
exports-column-balance-held = { $campaign }: held, { $unit }
exports-column-balance-requested = { $campaign }: requested, { $unit }
exports-column-referral = Referral
exports-column-campaign = Campaign
exports-column-state = State
exports-column-friend-telegram-id = Friend’s Telegram id
exports-column-friend-name = Friend
exports-column-code = Code
exports-column-label = Place
exports-column-came = Came
exports-column-steps-until = Steps until
exports-column-hold-until = Held until
exports-column-qualified = Counted
exports-column-revoked = Cancelled
exports-column-revoked-reason = Why cancelled
exports-column-referrer-credited = Credited to referrer
exports-column-friend-credited = Credited to friend
exports-column-unit = Unit
exports-column-transaction = Transaction
exports-column-at = When
exports-column-what = What
exports-column-bucket = Bucket
exports-column-amount = Amount
exports-column-decided-by = Decided by (Telegram id)
exports-column-reason = Reason
exports-column-reverses = Reverses transaction
exports-column-key = Key
exports-column-seal-number = Seal
exports-column-payout = Payout
exports-column-fee = Fee
exports-column-net = To be paid
exports-column-method = Method
exports-column-destination = Destination, masked
exports-column-requested = Requested
exports-column-first-approved = First approved
exports-column-first-approved-by = First approved by (Telegram id)
exports-column-decided = Decided
exports-column-paid = Paid
exports-column-paid-by = Marked as paid by (Telegram id)
exports-column-reference = Reference
exports-column-batch = Batch
exports-column-bank-refusal = The bank’s refusal
exports-column-purchase = Purchase
exports-column-offer = Offer
exports-column-offer-kind = Kind
exports-column-price = Price
exports-column-taken = Taken
exports-column-answer = Buyer’s answer
exports-column-voucher = Code, masked
exports-column-changed = Last moved
exports-column-changed-by = Moved by (Telegram id)
exports-column-record = Record
exports-column-actor-telegram-id = Who decided (Telegram id)
exports-column-actor-name = Who decided
exports-column-before = Before
exports-column-after = After
