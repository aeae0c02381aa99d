audit-title = 📜 <b>Decisions</b>
audit-title-about = 📜 <b>Decisions about { $name }</b>
audit-title-by = 📜 <b>Decisions by { $name }</b>
audit-title-payout = 📜 <b>Decisions on payout #{ $number }</b>
audit-none = Nothing here yet.
audit-end = That is all.
audit-how = About a person: <code>/audit @name</code> or <code>/audit 123456789</code>. On a payout: <code>/audit #12</code>.
audit-line = { $at } · { $who }
audit-what = <b>{ $what }</b>{ $about }
audit-changes = { $changes }
audit-reason = 💬 { $reason }
audit-payout = #{ $number }
audit-operator = 🖥 the server
audit-older-button = Older ▶
audit-newest-button = ⏮ Newest
audit-by-button = 👮 Decided by { $name }
audit-about-button = 👤 About { $name }
audit-file-button = 📄 CSV
audit-no-roles = no role
audit-at-once = at once
audit-pause = { $reason ->
    [rights] whoever answered for it may send no broadcasts any more
   *[pressed] by button
}
audit-state = { $state ->
    [requested] requested
    [approved] approved
    [paid] paid
    [rejected] rejected
    [pending] waiting
    [qualified] counts
    [revoked] revoked
    [open] open
    [closed] closed
    [loaded] loaded
    [running] running
    [draft] draft
    [scheduled] scheduled
    [planning] being prepared
    [planned] about to start
    [paused] paused
    [finished] finished
    [cancelled] cancelled
    [ordered] ordered
    [sent] sent
    [delivered] delivered
   *[stopped] stopped
}
audit-segment = { $kind ->
    [language] those who read { $value ->
        [ru] Russian
        [bg] Bulgarian
       *[other] English
    }
    [campaign] campaign { $value }
    [friends] those who brought friends
    [recent] those who came in { $value } days
   *[all] everybody
}
audit-exported = { $what ->
    [participants] participants
    [referrals] referrals
    [ledger] ledger
    [payouts] payouts
    [broadcast] recipients
    [channels] channels
    [influencers] influencers
    [purchases] purchases
   *[audit] decisions
}
audit-key-state = { $value }
audit-key-approvals = approvals: { $value }
audit-key-reference = payment number: { $value }
audit-key-batch = batch: { $value }
audit-key-downloaded = payouts in the file: { $value }
audit-key-available = available: { $value }
audit-key-transaction = transaction: { $value }
audit-key-roles = { $value }
audit-key-chats = in the chats: { $value }
audit-key-referrals = friends: { $value }
audit-key-reversed = taken back: { $value }
audit-key-offer = offer: { $value }
audit-key-price = price: { $value }
audit-key-stock = left: { $value }
audit-key-picture = picture: { $value }
audit-key-codes = codes left: { $value }
audit-key-redemption = purchase: #{ $value }
audit-key-contest = contest: { $value }
audit-key-version = version: { $value }
audit-key-thread = question: { $value }
audit-key-broadcast = broadcast: { $value }
audit-key-segment = to: { $value }
audit-key-starts = start: { $value }
audit-key-copies = sent again: { $value }
audit-key-what = { $value }
audit-key-format = { $value }
audit-key-rows = rows: { $value }
audit-key-shop = shop: { $value }
audit-key-address = address: { $value }
audit-key-plan = plan: { $value }
audit-action-payout-approve = Payout approved
audit-action-payout-second = Payout approved a second time
audit-action-payout-reject = Payout rejected
audit-action-payout-paid = Payout marked as paid
audit-action-payout-cancel = Payout withdrawn
audit-action-payout-batch = Payout written into a batch
audit-action-payout-batch-cancel = Payout taken out of a batch
audit-action-payout-bank-refusal = Payout refused by the bank
audit-action-payout-again = Payout let into the next batch
audit-action-payout-reveal = Destination of a payout looked at
audit-action-credit = Points credited
audit-action-debit = Points debited
audit-action-ban = Banned
audit-action-unban = Unbanned
audit-action-referral-revoke = Referral revoked
audit-action-friend-approve = Friend approved
audit-action-friend-reject = Friend rejected
audit-action-plan-give = Plan given
audit-action-membership-check = Membership checked again
audit-action-message = Message sent
audit-action-role-give = Role given
audit-action-role-take = Role taken away
audit-action-thread-close = Question closed
audit-action-thread-reopen = Question reopened
audit-action-broadcast-start = Broadcast started
audit-action-broadcast-pause = Broadcast paused
audit-action-broadcast-resume = Broadcast resumed
audit-action-broadcast-cancel = Broadcast cancelled
audit-action-broadcast-resend = Unknown copies of a broadcast decided on
audit-action-export = File exported
audit-action-offer-add = Offer added
audit-action-offer-change = Offer changed
audit-action-vouchers-add = Codes uploaded
audit-action-redemption-move = Purchase moved on
audit-action-redemption-cancel = Purchase cancelled
audit-action-campaign-load = Campaign loaded
audit-action-campaign-start = Campaign started
audit-action-contest-disqualify = Disqualified from a contest
audit-action-campaign-stop = Campaign stopped
audit-action-campaign-pause = Campaign paused
audit-action-campaign-resume = Campaign resumed
audit-action-apikey-create = Shop got a key
audit-action-apikey-revoke = Shop’s key revoked
audit-action-webhook-add = Webhook added
audit-action-webhook-remove = Webhook removed
