payout-batches-button = 📄 Batches
payout-batches-title = <b>📄 Batches for the bank or the wallet</b>
payout-batches-none = Nothing is approved that is not in a batch already.
payout-batches-waiting =
    { $method ->
        [card] Cards
        [phone] Phone numbers
        [iban] IBAN accounts
        [own] Other ways
       *[wallet] Wallets
    }: { $count } · <b>{ $amounts }</b>
payout-batch-make-button =
    📄 New batch: { $method ->
        [card] cards
        [phone] phone numbers
        [iban] IBAN accounts
        [own] other ways
       *[wallet] wallets
    }, { $count }
payout-batches-open =
    🏦 Batch { $batch }, { $method ->
        [card] cards
        [phone] phone numbers
        [iban] IBAN accounts
        [own] other ways
       *[wallet] wallets
    }: { $count } unpaid · <b>{ $amounts }</b>
    { $by }, { $at }
payout-batch-file-button = ⬇️ File { $batch }
payout-batch-stop-button = ✖️ Cancel { $batch }
payout-batch-made-toast = Batch { $batch } is made.
payout-batch-caption =
    📄 <b>Batch { $batch }</b>, { $method ->
        [card] cards
        [phone] phone numbers
        [iban] IBAN accounts
        [own] other ways
       *[wallet] wallets
    }
    Payouts: { $count } · <b>{ $amounts }</b>

    Open the columns as text, so that long numbers stay whole. When they are paid, reply to this message with the bank’s file (CSV): payout number, status, reference, reason.

    The file holds full destinations: keep it as you keep money.
payout-batch-cancel-preview =
    <b>Cancel batch { $batch }?</b>

    Unpaid payouts in it: { $count }. They stay approved and can go into another batch. Do this only if the bank will not pay this file any more.
payout-batch-cancel-button = ✖️ Yes, cancel the batch
payout-batch-cancelled = Batch { $batch } is cancelled. Payouts that can go into another batch: { $count }
payout-answer-title =
    { $named ->
        [yes] <b>Answer to batch { $batch }</b>
       *[no] <b>The bank’s answer</b>
    }
    Lines read: { $lines }. Nothing has been changed yet.
payout-answer-pay = 💸 Paid: { $count }
payout-answer-refuse = ⚠️ Refused by the bank: { $count }. They stay approved until you reject them or send them again.
payout-answer-pending = ⏳ Not decided by the bank yet: { $count }
payout-answer-twice = ❗ Paid before under another number, perhaps paid twice: { $count }
payout-answer-contradicts = ❗ Decided otherwise here: { $count }
payout-answer-differs = ❗ Another amount than ours: { $count }
payout-answer-doubled = ❗ Several lines that disagree: { $count }
payout-answer-other-batch = ❗ In another batch: { $count }
payout-answer-not-approved = ❗ Not approved here: { $count }
payout-answer-unreadable = ❓ No payout number: { $count }
payout-answer-no-such = ❓ There is no such payout: { $count }
payout-answer-status = ❓ A status I do not know: { $count }
payout-answer-repeated = ➿ The same line again, counted once: { $count }
payout-answer-already = ☑️ Settled before: { $count }
payout-answer-line = Line { $line }: { $written } · { $detail }
payout-answer-ours = ours is { $amount }
payout-answer-missing = ⌛ In the batch, but not in the answer: { $count } ({ $numbers })
payout-answer-nothing = There is nothing to apply.
payout-answer-report = Every line of the answer and what it means.
payout-answer-button = Apply: { $paid } paid, { $refused } refused
payout-answer-refused = ⚠️ Refused by the bank: { $count } ({ $numbers }). Open a card to reject it or send it again.
payout-answer-card-button = Open #{ $number }

error-nothing-to-batch = There is nothing to put into a batch: somebody was faster, or nothing is approved.
error-batch-unknown = There is no such batch.
error-batch-cancelled = This batch has been cancelled.
error-batch-over = Nothing in this batch is unpaid.
error-answer-empty = This file has no lines. Please send the bank’s file once more.
error-answer-too-large = This file is too large: at most { $size } KB and { $lines } lines. Please split it.
error-answer-is-a-spreadsheet = This is a spreadsheet (XLSX or XLS). Please save it as CSV in Excel or Google Sheets and send that.
error-answer-not-text = I cannot read this file. Please send it as CSV in UTF-8, UTF-16 or Windows-1251.
error-answer-columns-unknown = I need the columns “payout” and “status”; “reference”, “reason” and “amount” if there are any. The file has: { $found }
