duration-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
duration-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
duration-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
duration-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}

campaigns-rule-referrer-start = For each friend who comes by your invitation you get { $amount } — { $credit }.
campaigns-rule-referrer-qualified = For each friend who does every step you get { $amount } — { $credit }.
campaigns-rule-friend-start = A friend who comes by your invitation gets { $amount } — { $credit }.
campaigns-rule-friend-qualified = A friend who does every step gets { $amount } — { $credit }.

campaigns-credit-now = at once
campaigns-credit-later = { $span } later
campaigns-credit-schedule-later = { $schedule }, not sooner than { $span } later

campaigns-schedule-daily = every day at { $time } ({ $zone })
campaigns-schedule-weekdays = { $days } at { $time } ({ $zone })
campaigns-schedule-month-day = on day { $day } of every month at { $time } ({ $zone })
campaigns-schedule-month-end = on the last day of every month at { $time } ({ $zone })
campaigns-schedule-other = on the campaign’s schedule: { $line } ({ $zone })
campaigns-every-mon = every Monday
campaigns-every-tue = every Tuesday
campaigns-every-wed = every Wednesday
campaigns-every-thu = every Thursday
campaigns-every-fri = every Friday
campaigns-every-sat = every Saturday
campaigns-every-sun = every Sunday

campaigns-rule-step-start = A friend only has to start the bot by your invitation.
campaigns-rule-steps = A friend has to start the bot by your invitation and join { $chats }.
campaigns-private-chats = { $count ->
    [one] a private chat
   *[other] { $count } private chats
}
campaigns-rule-leaving = If a friend leaves, that friend no longer counts and what was earned is taken back.
campaigns-rule-window = Every step has to be done within { $span }.
campaigns-rule-new-to-bot = Friends count if they have never started this bot before.
campaigns-rule-new-to-campaign = Friends count if they have not taken part in this campaign yet.
campaigns-rule-new-to-channel = Friends count if they have not joined yet.
campaigns-rule-grace = A friend who started without your link can still enter your code with /promo within { $span }.
campaigns-rule-limits = Friends that count: at most { $limits }.
campaigns-limit-hour = { $count } an hour
campaigns-limit-day = { $count } a day
campaigns-limit-week = { $count } a week
campaigns-limit-campaign = { $count } in all
campaigns-rule-payout = You can ask for a payout at any time.
campaigns-rule-payout-from = You can ask for a payout from { $minimum }.
campaigns-rule-payout-range = You can ask for a payout of { $minimum } to { $maximum }.
campaigns-rule-payout-cooldown = The next payout can be asked for { $span } later.
campaigns-rule-payout-fee = Fee for a payout: { $fee }.
campaigns-rule-no-payout = What you earn here is not paid out in money.

campaigns-period-between = From { $starts_at } to { $ends_at } ({ $zone })
campaigns-period-from = From { $starts_at } ({ $zone })
campaigns-period-until = Until { $ends_at } ({ $zone })
campaigns-period-open = No end date yet

error-campaign-unknown = There is no campaign “{ $slug }”.
error-campaign-already-running = The campaign “{ $slug }” is already running.
error-campaign-not-running = The campaign “{ $slug }” is not running.
error-campaign-not-paused = The campaign “{ $slug }” is not paused.
error-campaign-over = The campaign “{ $slug }” ended on { $ended_at }: give it a later end first.
error-slug-reserved = “{ $slug }” is the name of the campaign made from the settings: choose another name.
error-decimals-fixed = The campaign “{ $slug }” has already run with decimals = { $decimals }: that number has to stay.
error-too-many-campaigns = { $count ->
    [one] { $count } campaign is running: stop it first.
   *[other] { $count } campaigns are running: stop one first.
}

campaigns-flow-share = You share your link
campaigns-flow-come = A friend starts the bot by it
campaigns-flow-does = Friend: { $step }
campaigns-flow-buys = The friend buys
campaigns-flow-stays = The friend stays: { $span }
campaigns-flow-waits = Waiting time: { $span }
campaigns-flow-who = { $level ->
    [0] Friend
    [1] You
   *[other] Level { $level }
}
campaigns-flow-milestone = { $count ->
    [one] { $count } friend
   *[other] { $count } friends
}
campaigns-flow-places = First place
campaigns-flow-draw = Draw
campaigns-flow-offers = For points
