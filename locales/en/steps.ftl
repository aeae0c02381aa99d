steps-do-start = start the bot
steps-do-subscribe = join { $chats }
steps-do-captcha = solve a small picture task
steps-do-contact = share a phone number
steps-do-approval = be approved by the organisers
steps-do-purchase = buy something
steps-do-purchase-from = buy for at least { $minimum }
steps-rule = A friend has to start the bot by your invitation and then { $steps }.

steps-left =
    { $count ->
        [one] ❗️ <b>One step left</b> — only then does the invitation count:
       *[other] ❗️ <b>{ $count } steps left</b> — only then does the invitation count:
    }
steps-left-next = 👉 <b>{ $step }</b>
steps-left-later = ▫️ { $step }
steps-left-waiting = 🕓 { $step }
steps-approval-waiting = The organisers are looking at it. I will write as soon as they have decided.
steps-purchase-hint = Buy as usual: the shop reports it to me, and you need do nothing here.
steps-captcha-button = 🧩 Solve the picture task
steps-contact-button = 📱 Share my phone number
steps-still = Still to do: { $steps }.
steps-friend-still = ⏳ { $name }
    Still to do: { $steps }

steps-captcha-caption =
    🧩 <b>Find and press, in this order:</b>
    1. { $first }
    2. { $second }
    3. { $third }

    Every picture has a number, and the buttons below have the same ones. You have 10 minutes.
steps-captcha-pressed = Pressed: { $numbers }
steps-captcha-tries = { $tries ->
    [one] This is the last try, then there is a pause of an hour.
   *[other] You have { $tries } tries.
}
steps-captcha-clear-button = ↩️ Start over
steps-captcha-other-button = 🔄 Another picture
steps-captcha-help-button = 🙋 I cannot see the picture
steps-captcha-wrong = ✖️ That was not it. { $tries ->
    [0] Please try again in an hour.
   *[other] Here is another picture.
}
steps-captcha-solved = ✅ Right, thank you!
steps-captcha-help-asked = 🙋 The organisers now look at it in person. I will write as soon as they have decided.
steps-captcha-help-again = The organisers have been asked already. I will write as soon as they have decided.
steps-thing-boat = boat
steps-thing-candle = candle
steps-thing-car = car
steps-thing-cat = cat
steps-thing-clock = clock
steps-thing-cup = cup
steps-thing-envelope = envelope
steps-thing-fish = fish
steps-thing-flower = flower
steps-thing-glasses = glasses
steps-thing-heart = heart
steps-thing-house = house
steps-thing-key = key
steps-thing-ladder = ladder
steps-thing-moon = moon
steps-thing-mushroom = mushroom
steps-thing-snowman = snowman
steps-thing-star = star
steps-thing-tree = tree
steps-thing-umbrella = umbrella
error-captcha-not-asked = You do not need the picture task: nothing waits for it.
error-captcha-paused = { $minutes ->
    [one] Too many tries. Please come back in a minute.
   *[other] Too many tries. Please come back in { $minutes } minutes.
}
error-captcha-over = This picture is over. Press “Another picture” for a new one.

steps-contact-ask =
    📱 <b>Your phone number, please</b>

    Press the button below, and Telegram sends me your own number. I only keep a fingerprint of it, to see that one person does not come twice. Nobody gets the number.
steps-contact-share-button = 📱 Share my number
steps-contact-placeholder = Press the button below
steps-contact-done = ✅ Thank you, that is done. The number itself was not kept.
steps-contact-only-button = Numbers that are typed do not count. Please press “📱 Share my number” below, or /cancel.
error-phone-not-asked = I do not need your phone number: nothing waits for it.
error-phone-of-another = This is not your own number. Please press the button “📱 Share my number” below; forwarded and other contacts do not count.
error-phone-already-used = This phone number has already been used in this campaign by another account. One person counts once, so this step cannot be done with it.

steps-approved = ✅ The organisers have approved you: all steps of “{ $title }” are done!
steps-approved-more = ✅ The organisers have approved you in “{ $title }”. See what is still to do.
steps-friend-approved = ✅ The organisers have approved { $name }: all steps are done.
steps-friend-approved-more = ✅ The organisers have approved { $name }. Some steps are still to be done: /friends
steps-rejected =
    ✖️ The organisers have not approved you in “{ $title }”, so the invitation does not count.
    Reason: { $reason }

    You can still invite friends of your own. If you think this is a mistake, write to us.

steps-card =
    { $state ->
        [approved] ✅ <b>Friend approved</b> — { $by }, { $at }
        [rejected] ❌ <b>Friend rejected</b> — { $by }, { $at }
        [over] ⌛️ <b>Nothing to decide any more</b>: this friend no longer counts
        [itself] ✅ <b>Nothing to decide any more</b>: the friend solved the task after all
       *[waiting] 🙋 <b>A friend waits for approval</b>
    }
    { $campaign }{ $step ->
        [captcha] { " · cannot see the picture task" }
       *[approval] { "" }
    }

    👤 <b>{ $friend }</b>{ $friend_named ->
        [yes] { " " }@{ $friend_username }
       *[no] { " · no @name" }
    } · <code>{ $friend_id }</code>{ $friend_banned ->
        [yes] { " · 🚫 banned" }
       *[no] { "" }
    }
    Came { $came_at }
    ↖️ Through <b>{ $referrer }</b>{ $referrer_named ->
        [yes] { " " }@{ $referrer_username }
       *[no] { "" }
    } · <code>{ $referrer_id }</code>{ $referrer_banned ->
        [yes] { " · 🚫 banned" }
       *[no] { "" }
    }
    Their friends: { $total }, counted { $qualified }{ $flagged ->
        [yes] { "" }

        🚩 <b>Worth a look</b>
       *[no] { "" }
    }{ $refused ->
        [0] { "" }
       *[other] { "" }
        • { $refused } of the last { $refused_of } arrivals were refused
    }{ $over_limit ->
        [0] { "" }
       *[other] { "" }
        • { $over_limit } of the last { $over_limit_of } arrivals were over a limit
    }{ $revoked ->
        [0] { "" }
       *[other] { "" }
        • { $revoked } of { $revoked_of } friends were revoked
    }{ $rush ->
        [0] { "" }
       *[other] { "" }
        • { $rush } friends within 10 minutes
    }{ $state ->
        [rejected] { "" }

        💬 { $reason }
       *[other] { "" }
    }
steps-friend-approve-button = ✅ Approve
steps-friend-reject-button = ❌ Reject
steps-friend-button = 👤 Friend
steps-referrer-button = ↖️ Who invited
steps-ask-reject-reason = why is this friend rejected? The friend reads your answer; whoever invited only learns that it was not approved.
steps-approved-toast = Approved
steps-rejected-done = ❌ Rejected; both have been told.
steps-queue-title = 🙋 <b>Waiting for approval: { $count }</b>
steps-queue-empty = Nobody waits for approval.
steps-queue-line = • <b>{ $friend }</b>, through { $referrer } · { $at }
steps-queue-button = { $friend } ← { $referrer }
steps-queue-page = Page { $page } of { $pages }
steps-queue-newer-button = « Back
steps-queue-older-button = More »
error-approval-unknown = There is no such approval.
error-approval-already-decided = That has been decided already; the card shows how.
error-approval-card-renewed = The buttons had grown old. The friend still waits, and the card has new buttons now.
