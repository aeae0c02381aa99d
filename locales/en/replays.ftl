replays-friends = Friends who count: { $before } before, { $after } with the proposed version.
replays-cost = Cost: { $before } before, { $after } after ({ $change }).
replays-people = { $gain } gain, { $lose } lose, { $same } stay as they are.
replays-without = Not replayed: rewards on cron lines, prizes of contests, points by hand, and arrivals that were refused for another reason than a limit. Nothing was changed.
error-units-differ = The campaign counts with { $decimals } decimals and the proposed version with others: they cannot be compared.
