history-button = 🧾 History
history-title = 🧾 <b>Where your points came from and went</b>
history-empty = 🧾 Nothing has moved yet. The first line appears when a friend comes by your link: /invite
history-line =
    <b>{ $amount }</b> · { $what }
    { $at }
history-campaign = 🎁 { $title }
history-friend-reward = ⏳ promised for { $name }, held for now
history-friend-credit = ✅ credited for { $name }
history-friend-void = ✖️ the promise for { $name } came to nothing
history-friend-reversal = ↩️ taken back: { $name } no longer counts
history-own-reward = ⏳ promised because you came by a friend’s invitation, held for now
history-own-credit = ✅ credited because you came by a friend’s invitation
history-own-void = ✖️ the promise for coming by a friend’s invitation came to nothing
history-own-reversal = ↩️ taken back: your invitation no longer counts
history-payout-requested = 💸 set aside for payout #{ $number }
history-payout-rejected = 💸 payout #{ $number } was rejected, the amount came back: { $reason }
history-payout-withdrawn = 💸 you took payout #{ $number } back, the amount is yours again
history-payout-paid = 💸 payout #{ $number } was paid
history-redemption = 🎁 you took “{ $title }”
history-redemption-cancelled = ↩️ “{ $title }” was cancelled, the points came back: { $reason }
history-expiry = ⌛ ran out: not used in time
history-expiry-again = ⌛ ran out again: the rest of a reward whose time was over
history-expiry-returned = ⌛ what had run out came back, since its reward is taken back
history-adjustment =
    { $direction ->
        [debit] ➖ debited by the organiser: { $reason }
       *[credit] ➕ credited by the organiser: { $reason }
    }
history-other = 🔸 change of the balance
history-newer-button = « Newer
history-older-button = Older »
