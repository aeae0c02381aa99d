friends-button = 👥 Friends
friends-title = 👥 <b>{ $count ->
    [one] { $count } friend came by your invitation
   *[other] { $count } friends came by your invitation
}</b>
friends-counts = ✅ counted: { $qualified } · ⏳ waiting: { $waiting } · ✖️ lost: { $lost }
friends-sum = 💰 earned: { $earned } · held: { $held }
friends-sum-of = <b>{ $title }</b>
friends-line-steps = ⏳ { $name }
    Still has to join { $chats }
friends-offer = For you then: { $amount }
friends-line-waiting = 🕓 { $name }
    All done. On { $at }: { $amount }
friends-line-credited = ✅ { $name }: { $amount }
friends-line-counted = ✅ { $name }: counted
friends-line-no-budget = ✅ { $name }: counted, but the campaign’s budget had run out
friends-line-lost = { $reason ->
    [left] ✖️ { $name }: left a required chat
    [window-passed] ✖️ { $name }: did not do the steps in time
    [refunded] ✖️ { $name }: the purchase was given back
    [rejected] ✖️ { $name }: was not approved
   *[banned] ✖️ { $name }: cancelled by an administrator
}
friends-page = Page { $page } of { $pages }
friends-newer-button = ‹ Newer
friends-older-button = Older ›
friends-none =
    👥 <b>Nobody has come yet</b>

    That is how everyone starts: send your link to a friend or two who would really like this. As soon as somebody comes, you will see it here.
