privacy-screen =
    🔐 <b>What I know about you, and why</b>

    👤 <b>Your Telegram id, name, username and language</b>, to recognise and to address you. You decide in /settings whether others see your name on the leaderboard.
    🔗 <b>Your links, who came by them and by whom you came</b>, to count friends honestly. The person who invited you sees your name and which steps you have done.
    🌐 <b>How often your invite page is opened</b>: a number for each link and day. Who opened it is turned into a code that nobody can turn back, and even that is deleted after the day; no cookies.
    💰 <b>Every movement of points</b>, so that each one can be explained: /history, /why.
    💸 <b>Where payouts go</b>: only if you ask for one. Administrators see it, elsewhere it is masked.
    📱 <b>A fingerprint of your phone number</b>, only if a campaign asks for the number: to see that one person does not come twice. The number itself is not kept; the fingerprint is deleted 90 days after the campaign has ended.
    🗳 <b>What you answer when I ask about a purchase</b>, from 0 to 10: the team sees it.
    ✅ <b>Whether you are in the chats that a campaign asks for</b>, to check its steps.
    💬 <b>What you write to /support</b>, with the answers: administrators read it.

    I do not see your contacts or your other chats, nor your phone number, unless you write it for a payout or share it for a step.

    🗓 <b>For how long</b>: unfinished entries and sent messages for 7 days, notes about technical failures (with the message that caused them) for 30 days, the words of /support until 180 days after the question is closed; all else as long as the organiser runs this bot, because points and payouts must stay provable.
privacy-contact = ❓ Questions, corrections, deletion: { $contact }
privacy-no-contact = ❓ Questions, corrections, deletion: ask the organiser who runs this bot.
