broadcasts-segment = { $segment ->
    [language] those who read { $value ->
        [ru] Russian
        [bg] Bulgarian
       *[other] English
    }
    [campaign] everybody in the campaign “{ $value }”
    [friends] those who brought a friend
    [recent] { $days ->
        [one] those who started in the last day
       *[other] those who started in the last { $days } days
    }
   *[all] everybody
}
broadcasts-span = { $hours ->
    [0] { $minutes ->
        [0] less than a minute
        [1] about a minute
       *[other] about { $minutes } min
    }
   *[other] about { $hours } h { $minutes } min
}
broadcasts-took = { $hours ->
    [0] { $minutes ->
        [0] { $took_seconds ->
            [0] less than a second
           *[other] { $took_seconds } s
        }
       *[other] { $minutes } min { $took_seconds } s
    }
   *[other] { $hours } h { $minutes } min
}
broadcasts-counts =
    ✅ Sent: { $sent } of { $total }
    🚫 Have blocked the bot: { $blocked }
    ⚠️ Failed: { $failed }
    ❔ Unknown: { $unknown }
broadcasts-prompt =
    📣 { $admin }, send or forward the message that is to go out: a text with any formatting, a photo, a video, a GIF, a file, a voice message.

    Buttons? Put them at the end, one on each line:
    <code>Open the shop — https://example.com</code>

    You will see it as people will, and nothing leaves before you confirm. /cancel leaves it.{ $sees ->
        [all] { "" }
       *[replies] { "" }

    Send it as a reply to this message. For forwarding make me an administrator of this group: until then Telegram shows me replies alone.
    }
broadcasts-prompt-placeholder = The message to everybody
broadcasts-card-draft =
    📝 <b>Broadcast { $broadcast }: a draft</b>
    Above is the message as people will see it.

    👥 For: { broadcasts-segment }
    It reaches <b>{ $people ->
        [one] { $people } person
       *[other] { $people } people
    }</b>{ $left_out ->
        [yes] , without { $blocked } who have blocked the bot and { $banned } banned
       *[no] { "" }
    }
    ⏱ Takes { broadcasts-span } at { $rate } a second
    🕒 Starts: { $when ->
        [later] { $at }
       *[now] when you confirm
    }
broadcasts-question =
    ❓ <b>Broadcast { $broadcast }: shall it go out?</b>

    <b>{ $people ->
        [one] { $people } person gets
       *[other] { $people } people get
    }</b> the message above.
    👥 For: { broadcasts-segment }
    ⏱ Takes { broadcasts-span }
    🕒 Starts: { $when ->
        [later] { $at }
       *[now] at once
    }
broadcasts-audiences = 👥 <b>Broadcast { $broadcast }</b>: for whom is it?
broadcasts-times = 🕒 <b>Broadcast { $broadcast }</b>: when shall it start?
broadcasts-card-scheduled =
    🕒 <b>Broadcast { $broadcast } waits for its time</b>

    Starts: { $at }
    For: { broadcasts-segment }
broadcasts-card-planning =
    📣 <b>Broadcast { $broadcast }</b>: the recipients are being written down

    { $bar } { $percent }%
broadcasts-card-planned =
    📣 <b>Broadcast { $broadcast }</b>

    Above is the message as people will see it. It goes to { $total ->
        [one] <b>{ $total }</b> person
       *[other] <b>{ $total }</b> people
    } in { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    } and takes { broadcasts-span }. Until then it can be cancelled without anybody noticing.
broadcasts-card-starting =
    📣 <b>Broadcast { $broadcast } has begun</b>
    { $bar } { $percent }%

    { broadcasts-counts }
broadcasts-card-running =
    📣 <b>Broadcast { $broadcast } is going out</b>
    { $bar } { $percent }%

    { broadcasts-counts }

    ⏱ { $rate ->
        [0] less than one a second
       *[other] { $rate } a second
    }, time left: { broadcasts-span }
broadcasts-card-paused =
    ⏸ <b>Broadcast { $broadcast } is paused</b>
    { $bar } { $percent }%

    { broadcasts-counts }{ $reason ->
        [rights] { "" }

    Whoever started it may send no broadcasts any more. Anybody who may can resume it.
       *[pressed] { "" }
    }
broadcasts-card-finished =
    🏁 <b>Broadcast { $broadcast } is finished</b>
    { $bar } { $percent }%

    { broadcasts-counts }
    ⏱ Took { broadcasts-took }{ $choice ->
        [open] { "" }

    Unknown means that the connection broke at that very moment: the message may or may not have arrived. Send it again to those people (some will read it twice), or leave it so?
       *[none] { "" }
    }
broadcasts-card-cancelled =
    🚫 <b>Broadcast { $broadcast } is cancelled</b>

    { broadcasts-counts }
    ✋ Not sent: { $unsent }
broadcasts-card-refused =
    🚫 <b>Broadcast { $broadcast } was not started</b>

    Telegram does not accept this message: { $error }
broadcasts-paused-rights =
    ⏸ <b>Broadcast { $broadcast } is paused</b>

    Whoever started it lost the role, or is not in this group any more. Nobody gets a second copy: anybody who may send broadcasts can resume it or cancel it.
broadcast-test-button = ✉️ Test to myself
broadcast-audience-button = 👥 For whom
broadcast-times-button = 🕒 When
broadcast-links-button = { $shown ->
    [yes] 🔗 Link preview: on
   *[no] 🔗 Link preview: off
}
broadcast-ask-button = ✅ Start
broadcast-back-button = ‹ Back
broadcast-at-once-button = When I confirm
broadcast-time-button = { $at }
broadcast-for-button = { $chosen ->
    [yes] ✓{ " " }
   *[no] { "" }
}{ broadcasts-segment }
broadcast-start-button = { $when ->
    [later] ✅ Yes, schedule it for { $people }
   *[now] ✅ Yes, send it to { $people }
}
broadcast-now-button = ▶️ Send now
broadcast-pause-button = ⏸ Pause
broadcast-resume-button = ▶️ Resume
broadcast-cancel-button = ✖️ Cancel
broadcast-resend-button = 🔁 Send it to them again
broadcast-leave-button = 👌 Leave it so
broadcast-csv-button = 📄 All recipients (CSV)
broadcasts-start-toast = Confirmed.
broadcasts-now-toast = It begins.
broadcasts-pause-toast = Paused. At most a few messages that were already under way will still arrive.
broadcasts-resume-toast = It goes on.
broadcasts-cancel-toast = Cancelled. At most a few messages that were already under way will still arrive.
broadcasts-resend-toast = Those of whom it is not known get it once more.
broadcasts-leave-toast = It stays as it is.
broadcasts-test-toast = Sent to your private chat.
broadcasts-test-refused = I may not write to you yet: open @{ $bot }, press Start and try again.
broadcasts-test-how = { $admin }, I may not write to you in private yet. Open https://t.me/{ $bot }?start=test, press Start, then press “Test to myself” again.
broadcasts-csv-toast = The file is on its way.
broadcasts-csv-caption = Broadcast { $broadcast }: every recipient{ $parts ->
    [1] { "" }
   *[other] , part { $part } of { $parts }
}
broadcasts-column-state = state
broadcasts-column-at = time ({ $zone })
broadcasts-column-error = error
broadcasts-list-title = 📣 <b>Broadcasts: { $count }</b>
broadcasts-list-empty = There was no broadcast yet. Write one: /broadcast
broadcasts-list-line =
    <b>{ $broadcast }</b> · { $state ->
        [draft] 📝 draft
        [scheduled] 🕒 scheduled
        [planning] ⏳ being prepared
        [planned] ⏳ about to start
        [running] 📣 going out
        [paused] ⏸ paused
        [finished] 🏁 finished
       *[cancelled] 🚫 cancelled
    } · { $at }
    { $who } · sent { $sent } of { $total }{ $unknown ->
        [0] { "" }
       *[other] , unknown { $unknown }
    }
    <i>{ $words }</i>
broadcasts-kind = { $kind ->
    [photo] [photo]
    [video] [video]
    [animation] [GIF]
    [document] [file]
    [audio] [audio]
   *[voice] [voice message]
}
broadcasts-about =
    { $at } · { $who }
    For: { broadcasts-segment }
    <i>{ $words }</i>
broadcasts-open-button = { $broadcast }
broadcasts-newer-button = ‹ Newer
broadcasts-older-button = Older ›
broadcasts-back-button = ‹ All broadcasts
moves-followed =
    This group became a supergroup, and I came along. Everything works here as before.

    For the operator: Telegram gave the group a new number. Please change it in config.toml, [telegram] admin_chat_id, from { $old } to <code>{ $new }</code>.

error-broadcast-empty =
    Write the text after the command, with any formatting:

    /broadcast Hello! The campaign runs until Sunday.

    You will see a preview and can still cancel.
error-broadcast-too-long =
    The text has { $length ->
        [one] { $length } character
       *[other] { $length } characters
    }, Telegram allows { $limit }. Please shorten it.
error-broadcast-caption-too-long =
    The text below the picture or file has { $length ->
        [one] { $length } character
       *[other] { $length } characters
    }, Telegram allows { $limit }. Please shorten it and send it again.
error-broadcast-button-refused = The address of this button does not work: { $button }. It has to begin with https://, http:// or tg://, and the button’s text has at most 64 characters.
error-broadcast-buttons-too-many = At most { $limit } buttons, please.
error-broadcast-kind-refused = This kind of message cannot go to many. Send a text, a photo, a video, a GIF, a file, music or a voice message.
error-broadcast-album-refused = An album cannot have buttons and cannot be sent as one message. Please send one photo or video with its text.
error-broadcast-to-nobody = There is nobody to write to yet: nobody whom this is for has started the bot, or all have blocked it.
error-broadcast-started = It has already begun.
error-broadcast-over = This broadcast is over.
error-broadcast-not-running = It is not under way, so there is nothing to pause.
error-broadcast-not-paused = It is not paused.
error-broadcast-unknown = There is no such broadcast. All of them: /broadcasts
error-broadcast-too-far-ahead = A broadcast can wait for 30 days at most.
error-segment-unknown = There is no such group of people. Choose one of the buttons.
error-nothing-to-resend = There is nobody left of whom it is not known.
