broadcasts-card-planned =
    📣 <b>Broadcast { $broadcast }</b>

    Above is the text as people will see it. It goes to { $total ->
        [one] <b>{ $total }</b> person
       *[other] <b>{ $total }</b> people
    } in { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }. Until then it can be cancelled without anybody noticing.
broadcasts-card-starting =
    📣 <b>Broadcast { $broadcast }</b>: it has begun

    Sent: { $sent } of { $total }
    Have blocked the bot: { $blocked }
    Failed: { $failed }
    Unknown: { $unknown }
broadcasts-card-running =
    📣 <b>Broadcast { $broadcast }</b>: { $settled } of { $total }

    Sent: { $sent }
    Have blocked the bot: { $blocked }
    Failed: { $failed }
    Unknown: { $unknown }

    { $rate ->
        [0] Less than one a second
       *[other] { $rate } a second
    }, time left: { $hours ->
        [0] about { $minutes } min
       *[other] about { $hours } h { $minutes } min
    }
broadcasts-card-finished =
    ✅ <b>Broadcast { $broadcast } is finished</b>

    Sent: <b>{ $sent }</b> of { $total }
    Have blocked the bot: { $blocked }
    Failed: { $failed }
    Unknown: { $unknown }{ $unknown ->
        [0] { "" }
       *[other] { "" }

    Unknown means that the connection broke at that very moment: the message may or may not have arrived. Those people get nothing again unless you press the button; some of them would then read it twice.
    }
broadcasts-card-cancelled =
    🚫 <b>Broadcast { $broadcast } is cancelled</b>

    Sent before that: { $sent } of { $total }
    Not sent: { $unsent }
    Have blocked the bot: { $blocked }
    Failed: { $failed }
    Unknown: { $unknown }
broadcasts-card-refused =
    🚫 <b>Broadcast { $broadcast } was not started</b>

    Telegram does not accept this text: { $error }
broadcast-now-button = ▶️ Send now
broadcast-cancel-button = ✖️ Cancel
broadcast-resend-button = 🔁 Send to the unknown again
broadcasts-now-toast = It begins.
broadcasts-cancel-toast = Cancelled. At most a few messages that were already under way will still arrive.
broadcasts-resend-toast = Those of whom it is not known get it once more.

error-broadcast-empty =
    Write the text after the command, with any formatting:

    /broadcast Hello! The campaign runs until Sunday.

    You will see a preview and can still cancel.
error-broadcast-too-long =
    The text has { $length ->
        [one] { $length } character
       *[other] { $length } characters
    }, Telegram allows { $limit }. Please shorten it.
error-broadcast-to-nobody = There is nobody to write to yet: nobody has started the bot, or all have blocked it.
error-broadcast-started = It has already begun.
error-broadcast-over = This broadcast is over: there is nothing left to cancel.
error-nothing-to-resend = There is nobody left of whom it is not known.
