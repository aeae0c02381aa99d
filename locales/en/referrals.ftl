referrals-friend-came =
    { $count ->
        [one] 🎉 { $name } came by your link. See /friends for what happens next.
       *[other] 🎉 { $count } friends came by your link, { $name } among them. See /friends for what happens next.
    }
referrals-friend-waiting =
    { $count ->
        [one] 🎉 { $name } came by your link. If nothing changes, you get { $amount } on { $at }. Campaign: { $title }.
       *[other] 🎉 { $count } friends came by your link, { $name } among them. If nothing changes, you get { $amount } by { $at }. Campaign: { $title }.
    }
referrals-friend-done =
    { $count ->
        [one] 👏 { $name } has done every step. If nothing changes, you get { $amount } on { $at }. Campaign: { $title }.
       *[other] 👏 { $count } friends have done every step, { $name } among them. If nothing changes, you get { $amount } by { $at }. Campaign: { $title }.
    }
referrals-revoked-left = ↩️ { $name } left a chat that this campaign asks for, so the reward for this friend is taken back. /why tells more.
referrals-revoked-window-passed = ⌛️ { $name } did not finish the steps in time, so there is no reward for this friend. /why tells more.
referrals-revoked-refunded = ↩️ { $name } gave the purchase back, so there is no reward for this friend. /why tells more.
referrals-revoked-rejected = ✖️ The organisers did not approve { $name }, so there is no reward for this friend. /why tells more.
referrals-revoked-banned = ↩️ An administrator has decided that { $name } no longer counts. /why tells more.
