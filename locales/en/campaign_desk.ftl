campaigns-list-title = 🎯 <b>Campaigns</b>
campaigns-list-empty = 🎯 There is no campaign yet. Begin with a ready-made one.
campaigns-head = { $standing ->
    [running] 🟢 <b>{ $title }</b> — running
    [ahead] 🟡 <b>{ $title }</b> — started, its time has not come yet
    [over] ⚪️ <b>{ $title }</b> — its time is over
    [paused] ⏸ <b>{ $title }</b> — paused
    [loaded] 📥 <b>{ $title }</b> — not started yet
   *[stopped] ⏹ <b>{ $title }</b> — stopped
    }
    🗓 { $period }
campaigns-slug = 🏷 { $slug }, version { $version }
campaigns-friends = 👥 Friends: { $qualified } count, { $waiting } on their way, { $lost } lost
campaigns-used = 💰 Given and promised: { $used }, without a limit
campaigns-used-of = 💰 Given and promised: { $used } of { $total } ({ $percent }%)
campaigns-bullet = • { $line }
campaigns-more-rules = …and { $count } more: see the rules below
campaigns-page = Page { $page } of { $pages }
campaigns-previous-button = ⬅️ Back
campaigns-next-button = Further ➡️
campaigns-new-button = ➕ New campaign
campaigns-all-button = 🎯 All campaigns
campaigns-back-button = ⬅️ Back
campaigns-start-button = ▶️ Start
campaigns-pause-button = ⏸ Pause
campaigns-resume-button = ▶️ Go on
campaigns-stop-button = ⏹ Stop
campaigns-edit-button = ✏️ Change
campaigns-clone-button = 📑 Copy
campaigns-versions-button = 🕓 Versions
campaigns-toml-button = 📄 TOML file
campaigns-toml-caption = These are all of the rules. Change the file and send it here: it becomes the next version.
campaigns-rules-title = 📖 <b>{ $title }</b>
campaigns-versions-title = 🕓 <b>Versions of “{ $title }”</b>
campaigns-version = <b>Version { $version }</b> — { $at } · { $friends ->
    [one] { $friends } friend
   *[other] { $friends } friends
    }
campaigns-gone = ➖ <s>{ $line }</s>
campaigns-come = ➕ { $line }
campaigns-more-changes = …and { $count } more
campaigns-changed-others = ✍️ Texts, pictures or targets have changed.
campaigns-changed-nothing = Nothing has changed.
campaigns-says-title = Name: “{ $title }”
campaigns-says-budget = Budget: { $budget }

campaigns-ask-start = ▶️ Start “{ $title }”? From now on friends come under these rules.
campaigns-ask-pause = ⏸ Pause “{ $title }”? No new friends until it goes on. Those who came go on earning, and what was promised is still credited.
campaigns-ask-resume = ▶️ Go on with “{ $title }”? It takes friends again.
campaigns-ask-stop = ⏹ Stop “{ $title }”? No new friends and nothing more for purchases; what was promised is still credited.
campaigns-ask-load = 📥 Keep “{ $title }” without starting it? You can start it at any time.
campaigns-ask-version = ✏️ Version { $version } of “{ $title }”:
campaigns-version-touches = It counts for new friends only. { $friends ->
    [0] Nobody has come under the older rules.
    [one] { $friends } friend came under older rules and keeps them.
   *[other] { $friends } friends came under older rules and keep them.
    }
campaigns-done-start = ✅ “{ $title }” is running.
campaigns-done-pause = ✅ “{ $title }” is paused.
campaigns-done-resume = ✅ “{ $title }” is running again.
campaigns-done-stop = ✅ “{ $title }” is stopped.
campaigns-loaded = { $runs ->
    [yes] ✅ Version { $version } counts for new friends from now on.
   *[no] ✅ Version { $version } is kept. It is not running.
    }

campaigns-forecast-button = 🔮 Forecast
campaigns-picture-button = 📈 As a picture
campaigns-assumed-orders = 📦 { $number } orders a month
campaigns-assumed-margin = 💶 Margin { $number }%
campaigns-assumed-order = 🧾 Order: { $number ->
    [0] a guess
   *[other] { $number }
    }
campaigns-assumed-sharing = 📣 { $number }% invite
campaigns-assumed-friends = 👥 Friends each: { $number }
campaigns-assumed-conversion = ✅ { $number }% buy
campaigns-assume-orders = how many orders do you have in a month? Write a number.
campaigns-assume-margin = what part of the price is left to you, in percent? Write a number from 1 to 100.
campaigns-assume-order = how much is an average order, without cents? Write a number; with 0 I make a guess.
campaigns-assume-sharing = of a hundred customers, how many will invite somebody? Write a number from 1 to 100.
campaigns-assume-friends = how many friends will come by each of them? Write a number.
campaigns-assume-conversion = of a hundred friends who come, how many will buy? Write a number from 1 to 100.

campaigns-presets-title = ➕ <b>A new campaign</b>
    Choose what comes closest; every number can be changed.
campaigns-preset-line = <b>{ $title }</b>
    { $about }
campaigns-use-button = ✅ Take this one
campaigns-presets-button = ⬅️ Other programmes
campaigns-file-button = 📄 From a TOML file
campaigns-file-question = send me the campaign as a TOML file, in reply to this message. I will show what is in it; nothing counts before you confirm.
campaigns-file-mistakes = ❌ This campaign has mistakes, and nothing was loaded. Correct them and send the file again:
    { $mistakes }

campaigns-number-title = Question { $number } of { $count }
campaigns-number = { $label }
    Now: <b>{ $value }</b>
campaigns-number-line = <b>{ $number }. { $value }</b> — { $label }
campaigns-number-taken = ✅ Understood: <b>{ $value }</b> — { $label }
campaigns-keep-button = ✅ Leave it so
campaigns-change-button = ✏️ Change
campaigns-skip-button = ⏩ Leave the rest so
campaigns-all-numbers = 🔢 All numbers
campaigns-fewer-numbers = 🔢 Fewer numbers
campaigns-draft-new = 📝 <b>New campaign: { $title }</b>
campaigns-draft-change = ✏️ <b>Changing “{ $title }”</b>
campaigns-placeholder = ⚠️ Put your own channel in place of { $chat }, and make me an administrator there.
campaigns-load-button = 📥 Keep for later
campaigns-load-confirm-button = 📥 Keep
campaigns-load-version-button = 📥 Load as a new version
campaigns-drop-button = ✖️ Drop this draft
campaigns-dropped = ✖️ The draft is dropped; nothing has changed.

campaigns-number-unset = no limit
campaigns-number-any = any one
campaigns-number-no-wait = no waiting
campaigns-number-size = { $rule }
campaigns-number-tier = { $count ->
    [one] From { $count } friend on.
   *[other] From { $count } friends on.
    } { $rule }
campaigns-number-max-amount = The most that one friend may bring. { $rule }
campaigns-number-times = How many purchases of a friend count. { $rule }
campaigns-number-milestone-amount = { $count ->
    [one] The bonus for { $count } friend
   *[other] The bonus for { $count } friends
    }
campaigns-number-milestone-at = How many friends bring the bonus
campaigns-number-prize = Prize no. { $number } of the contest “{ $contest }”
campaigns-number-contest-lasts = How long the contest “{ $contest }” lasts
campaigns-number-plan = From how many friends on one has the plan “{ $plan }”
campaigns-number-purchase = What a friend has to buy for at least
campaigns-number-chat = The channel or group that friends join
campaigns-number-qualify-hold = How long a friend has to stay, or a purchase may be given back, before rewards are credited
campaigns-number-budget-total = What the campaign may give in all
campaigns-number-campaign-ends-at = The last day
campaigns-number-campaign-title = What people see as the name
campaigns-number-limits-per-hour = How many friends of one person count in an hour
campaigns-number-limits-per-day = How many friends of one person count in a day
campaigns-number-limits-per-week = How many friends of one person count in a week
campaigns-number-limits-per-campaign = How many friends of one person count in all
campaigns-number-payout-minimum = The smallest payout
campaigns-number-expiry-after = After what time unused points expire
campaigns-number-purchases-currency = The currency of the purchases

campaigns-hint-title = Write the name, up to 64 characters.
campaigns-hint-chat = Write its @name, or send its address t.me/….
campaigns-hint-points = Write a number, such as { $unit }.
campaigns-hint-percent = Write the percentage, such as 5 or 2.5.
campaigns-hint-money = Write the amount, such as 1,000.
campaigns-hint-currency = Write its three letters, such as EUR.
campaigns-hint-span = Write a time, such as 24 hours, 14 days or 0.
campaigns-hint-count = Write a whole number.
campaigns-hint-day = Write a date, such as 2026-12-31.
campaigns-hint-unset = “-” takes the limit away.

error-number-not-understood = { $kind ->
    [title] A name has 1 to 64 characters that can be seen. Please write it once more.
    [chat] I need the public name of a channel or group, such as @news.
    [percent] I need a percentage from 0.01 to 100, such as 5 or 2.5.
    [span] I need a time in weeks, days, hours or minutes, such as 14 days or 24 hours.
    [day] I need a date from 2000 to 2198, such as 2026-12-31.
    [currency] I need the three letters of a currency, such as EUR.
   *[count] I need a whole number, 1 or more.
    }
error-number-refused = This does not fit the rest of the rules: { $reason }
error-number-unknown = This number is no longer there. Please look at the draft again.
error-assumption-unusable = Please write a whole number from { $low } to { $high }, without a fraction.
error-campaign-changed-meanwhile = Somebody has changed this campaign in the meantime. Please begin again from its card.
error-campaign-unchanged = Nothing has been changed yet.
error-placeholder-left = First put your own channel in place of { $chat }.
error-preset-unknown = This programme is no longer there. Please choose another one.
