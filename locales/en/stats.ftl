stats-title = 📊 <b>How it is going</b>
stats-period-today = <b>Today</b>
stats-period-week = <b>7 days</b>
stats-period-all = <b>All time</b>
stats-funnel = Pressed start: { $started } · of them by invitation: { $invited }
stats-conversion = Counted: { $qualified } · { $percent }% of the invited
stats-referrals = 👥 <b>Invited friends</b>
    counted: { $qualified } · waiting: { $waiting } · cancelled: { $lost }
stats-campaign = 💰 <b>{ $title }</b>{ $running ->
        [yes] {""}
       *[no] {" "}(not running)
    }
    Available to participants: { $available }
    Held: { $held }
    In payout requests: { $requested }
    Paid out: { $paid_out }
stats-payouts = 💸 Payout requests waiting for a decision: { $requested }, to be paid: { $approved }. Open them: /payouts
stats-no-payouts = 💸 No payout requests are open.
