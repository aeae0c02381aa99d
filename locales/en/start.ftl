start-welcome = 👋 Hello, { $name }!
start-welcome-back = 👋 Good to see you again, { $name }!
start-invited-by = { $name } invited you.
start-steps =
    { $count ->
        [one] ❗️ <b>One step left:</b> join { $chats }, then press “I have joined”. Only then does the invitation count.
       *[other] ❗️ <b>{ $count } steps left:</b> join { $chats }, then press “I have joined”. Only then does the invitation count.
    }
start-subscribe-button = 📣 Open { $chat }
start-check-button = ✅ I have joined
start-steps-missing = Telegram does not see you there yet. Join first, then press again.
start-steps-next = Thank you! On to the next step.
start-steps-done = Thank you, all steps are done!
start-campaign = 🎁 <b>{ $title }</b>
start-rule = • { $rule }
start-link = 🔗 Your link — send it to friends:
    { $link }
start-more = All the rules: /terms. Everything I can do: /help.
start-home-button = 🏠 Home
start-no-campaign = No campaign is running right now. You will get your link here as soon as one starts.
start-refused-unknown-code = ⚠️ This invitation code is not known. Ask your friend for a fresh link — meanwhile here is yours.
start-refused-expired-code = ⚠️ This invitation has expired. Ask your friend for a fresh link — meanwhile here is yours.
start-refused-campaign-not-running = ⚠️ The campaign of this invitation is not running. You can still invite friends of your own.
start-refused-own-code = ⚠️ This is your own link: it works for your friends, not for yourself.
start-refused-referrer-banned = ⚠️ This invitation is not valid. You can still invite friends of your own.
start-refused-referee-banned = ⚠️ You cannot take part in this campaign. If you think this is a mistake, see /help.
start-refused-already-referred = ℹ️ You have already been invited in this campaign; the first invitation counts.
start-refused-known-before = ℹ️ You were here before, so this invitation does not count: it is meant for newcomers.
start-refused-cycle = ℹ️ You invited this friend yourself, so they cannot invite you.
start-refused-over-limit = ℹ️ Your friend has reached the limit of invitations for now, so this one does not count.
error-promo-usage = Type the code after the command, like this: /promo AUTUMN26
error-nothing-to-check = There is nothing to check: your steps are done.
