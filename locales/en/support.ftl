support-button = 💬 Write to us
support-ask =
    💬 <b>Write to us</b>

    Tell in one message what it is about; a photo or a file may come with it. People read it, and the answer comes here.
support-ask-more =
    💬 <b>Your question #{ $number } is open</b>

    Write what you want to add; a photo or a file may come with it.
support-cancel-button = Cancel
support-cancelled = All right: nothing was sent.
support-taken = 💬 Sent: your question #{ $number }. The answer comes here.
support-nobody = There is nobody here to write to yet. Please ask the organiser who runs this bot.
support-nobody-contact = Please write to { $contact }.
support-answer =
    💬 <b>Answer to your question #{ $number }</b>

    { $words }
support-answer-file = 💬 <b>Answer to your question #{ $number }</b>
support-answer-button = ✍️ Answer
support-closed-notice = ✅ Your question #{ $number } is closed. If something is left, just write again.
support-more-button = ✍️ Write again

support-card =
    { $kind ->
        [new] 🆕 <b>Question #{ $number }</b>
        [reopened] ♻️ <b>Question #{ $number }, open again</b>
       *[more] 💬 <b>Question #{ $number }, more</b>
    }
    { $name } · <code>{ $telegram_id }</code> · { $language }{ $funded ->
        [yes] { "\u000A" }💰 { $available }
       *[no] { "" }
    }{ $banned ->
        [yes] { "\u000A" }🚫 banned
       *[no] { "" }
    }

    { $worded ->
        [yes] <blockquote>{ $words }</blockquote>
       *[no] 📎 { $attachment }, see below
    }

    ↩️ Reply to this message to answer.
support-attachment = 📎 #{ $number } · { $name }
support-attachment-lost = ⚠️ #{ $number }: a file of this person could not be fetched. Ask them to send it again.
support-thread =
    { $state ->
        [open] 💬 <b>Question #{ $number }</b>
       *[closed] ✅ <b>Question #{ $number }, closed</b>
    }
    { $name } · <code>{ $telegram_id }</code> · { $language }{ $funded ->
        [yes] { "\u000A" }💰 { $available }
       *[no] { "" }
    }{ $banned ->
        [yes] { "\u000A" }🚫 banned
       *[no] { "" }
    }
    Last message: { $written_at }

    ↩️ Reply to this message to answer.
support-line =
    { $from ->
        [team] ↩️ <b>the team</b> · { $at }
       *[person] 💬 <b>{ $name }</b> · { $at }
    }
    { $attachment ->
        [no] <blockquote>{ $words }</blockquote>
       *[other] 📎 { $attachment }<blockquote>{ $words }</blockquote>
    }
support-edited =
    ✏️ #{ $number } · { $name } changed the message:

    <blockquote>{ $words }</blockquote>
support-sent = 📨 #{ $number }: on its way to { $name }.
support-sent-reopened = 📨 #{ $number }: open again, on its way to { $name }.
support-blocked = ⚠️ #{ $number }: not delivered. { $name } has blocked the bot.
support-not-delivered = ⚠️ #{ $number }: not delivered to { $name }. Telegram did not take the message.
support-edit-late = ⚠️ #{ $number }: the person’s copy could not be changed. Please write again.
support-no-right = Only those who answer participants can do that. The role for it: { $roles }. An administrator of this group gives it with /roles.
support-ask-team = what shall I write to { $name }? Reply with a text, a photo or a file: it is sent at once. /cancel stops.
support-close-button = ✅ Close
support-reopen-button = ♻️ Reopen
support-closed-toast = #{ $number } is closed. The person has been told.
support-reopened-toast = #{ $number } is open again.
support-repost-toast = Here it comes, below.
support-threads-title = 💬 <b>Open questions: { $count }</b>
support-no-threads = 💬 No question is open: everybody has an answer.
support-thread-button =
    { $waits ->
        [yes] 🔴
       *[no] ⚪️
    } #{ $number } · { $name }

error-support-too-often =
    { $minutes ->
        [one] That was { $count } messages in ten minutes. We read all of them; please wait { $minutes } minute.
       *[other] That was { $count } messages in ten minutes. We read all of them; please wait { $minutes } minutes.
    }
error-support-too-long =
    { $length ->
        [one] That is too long: at most { $length } character with this. Please shorten it or send it in parts.
       *[other] That is too long: at most { $length } characters with this. Please shorten it or send it in parts.
    }
error-support-empty = I cannot pass that on. Please send a text, a photo, a file, a voice message or a sticker.
error-thread-unknown = There is no such question.
error-thread-already-closed = #{ $number } is closed already.
error-thread-already-open = #{ $number } is not the latest question of this person, or it is open already. See 💬 in /user.
