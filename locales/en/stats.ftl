stats-title =
    📊 <b>{ $campaign }</b>
    { $period }
stats-all-campaigns = All campaigns
stats-period-all = All time
stats-nothing-happened = Nothing has happened in this time yet.
stats-starts = Pressed start: { $started } · of them by invitation: { $invited }
stats-touches = Followed a link: { $touches } · became a friend: { $friends }
stats-qualified = Counted: { $qualified }
stats-conversion = Counted: { $qualified } · { $percent }% of the invited
stats-revoked = Cancelled: { $revoked }
stats-sharers = Brought their first friend: { $sharers }
stats-referrals = 👥 <b>Invited friends now</b>
    counted: { $qualified } · waiting: { $waiting } · cancelled: { $lost }
stats-per-sharer = Friends for each who invites: { $ratio }
stats-campaign = 💰 <b>{ $title }</b>{ $running ->
        [yes] {""}
       *[no] {" "}(not running)
    }
    Available to participants: { $available }
    Held: { $held }
    In payout requests: { $requested }
    Paid out: { $paid_out }
stats-moved = <i>{ $period }:</i>
stats-moved-credited = Credited: { $points }
stats-moved-by-hand = Given by hand: { $points }
stats-moved-taken-back = Taken back: { $points }
stats-moved-paid = Paid out: { $points }
stats-moved-nothing = No points have moved.
stats-payouts = 💸 Payout requests waiting for a decision: { $requested }, to be paid: { $approved }. Open them: /payouts
stats-no-payouts = 💸 No payout requests are open.
stats-button-today = Today
stats-button-week = 7 days
stats-button-thirty = 30 days
stats-button-month = This month
stats-button-all = All time
stats-growth-button = 📈 Growth
stats-funnel-button = 🔻 Funnel
stats-campaign-button = 🎯 Campaign…
stats-choose-campaign = Whose figures do you want to see?
stats-text-button = 📊 As text
stats-nothing-to-draw = Nothing has happened in this time yet, so there is nothing to draw.
stats-caption = 📊 { $campaign } · { $period }
stats-chart-start = Pressed start
stats-chart-invited = By invitation
stats-chart-qualified = Counted
stats-chart-before = Starts in the period before
stats-chart-by-hour = By hour
stats-chart-by-day = By day
stats-chart-by-week = By week
stats-chart-by-month = By month
stats-funnel-touch = Followed a link
stats-funnel-friend = Became a friend
stats-funnel-qualified = Counted
stats-share = { $percent }%
stats-share-tiny = under 1%
