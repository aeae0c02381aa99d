alarm-payout-waiting =
    ⏰ <b>{ $count ->
        [one] A payout has been waiting too long
       *[other] { $count } payouts have been waiting too long
    }</b>

    The oldest has waited { $hours } h for a decision or for the money. People were told that it takes a few days at most.
    What to do: open /payouts and decide, or pay and mark it.
alarm-verify =
    🚨 <b>The ledger does not add up</b>

    The daily verification { $count ->
        [0] could not be finished:
        [one] found a mistake:
       *[other] found { $count } mistakes, the first of them:
    }
    { $findings }

    What to do: pay nothing out for now. On the server run <code>python -m bot verify</code> and keep the last backup safe.
alarm-sender =
    📪 <b>Messages are not leaving</b>

    Waiting: { $count }, the oldest for { $minutes } min. People do not get their news.
    What to do: on the server run <code>python -m bot check</code>; if Telegram and the database are in order, restart the bot. Nothing is lost.
alarm-webhook =
    🔌 <b>Telegram cannot reach the bot</b>

    Its last call failed: { $error }
    Waiting at Telegram: { $pending }. They arrive when the address works again, for a day at most.
    What to do: look at the web server in front of the bot and at its certificate; <code>python -m bot check</code> tells more.
alarm-shop-webhook =
    🛒 <b>A shop’s server takes no events</b>

    { $host } for { $hours } h{ $count ->
        [one] {""}
       *[other] , and { NUMBER($count) } servers in all
    }. Waiting: { $waiting }. Each event is tried for a day, then given up.
    What to do: tell the shop; <code>python -m bot webhook journal</code> says what its server answers. If it is gone for good: <code>python -m bot webhook remove</code>.
alarm-disk =
    💾 <b>The disk is nearly full</b>

    Free: { $megabytes } MB ({ $percent }%) at <code>{ $folder }</code>. When it is full, nothing can be written, and the bot stops answering.
    What to do: delete old files or backups there, or enlarge the disk.
alarm-burst =
    🌊 <b>Unusually many newcomers</b>

    { $newcomers } in the last hour; usual are { $usual }.
    { $named ->
        [yes] Most of them, { $brought }, came through <code>{ $referrer }</code>.
       *[no] Nobody invited them.
    }
    It may be a success, or bought accounts. { $named ->
        [yes] What to do: look with <code>/user { $referrer }</code>, and hold the payouts of this person until you know.
       *[no] What to do: look at /stats, and at where your link was published.
    }
alarm-backup =
    🗄 <b>No backup was made</b>

    It failed: { $error }. Until it works, a broken disk would cost everything since the last one.
    What to do: look whether the folder in [backup] directory is there and has room; the log tells more. Try with <code>python -m bot backup</code>.
digest =
    ☀️ <b>{ $day }</b> <i>(the day before)</i>

    Pressed start: <b>{ $started }</b> ({ $started_before })
    By invitation: <b>{ $invited }</b> ({ $invited_before })
    Counted friends: <b>{ $qualified }</b> ({ $qualified_before })
    Credited: <b>{ $credited }</b> ({ $credited_before })
    Paid out: <b>{ $paid }</b> ({ $paid_before })
    Blocked the bot: { $blocked } ({ $blocked_before })

    Payouts to decide: { $requested }, to pay: { $approved }{ $waits ->
        [yes] , the oldest waits { $hours } h. /payouts
       *[no] .
    }
    Ledger: seal { $seals }, <code>{ $seal }</code>
