budgets-told-nearly = ⏳ The campaign’s budget is nearly used up. Rewards for new friends are promised as long as it lasts; what was promised is kept.
budgets-told-gone = ⚠️ The campaign’s budget is used up: new friends bring no reward now. What was promised before is kept.
budgets-warning-nearly =
    📉 <b>{ $title }: { $percent }% of the budget is used</b>

    Left: { $left } of { $total }; what is held or asked for is already taken out.
    { $known ->
        [yes] At the pace of the last 14 days it lasts until about { $date }.
       *[no] How long it will last cannot be foreseen yet.
    }
    What to do: load a version with a larger <code>[budget] total</code>, or stop the campaign in time. Participants are told that the budget is nearly used up.
budgets-warning-gone =
    🛑 <b>{ $title }: the budget is used up</b>

    Left: { $left } of { $total }, less than one reward. New friends still count, but nothing is promised for them; participants are told so. What was promised is kept.
    What to do: load a version with a larger <code>[budget] total</code>, or stop it: <code>python -m bot campaign stop { $slug }</code>
budgets-stats =
    Budget: { $percent }% of { $total }
    used: { $used } · reserved: { $reserved }
    left: { $left }
budgets-stats-until = lasts until about { $date }
budgets-stats-gone = ⚠️ used up: nothing new is promised
