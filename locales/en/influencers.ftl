influencers-button = 📣 Channels
influencers-channels-button = 📣 Channels
influencers-people-button = ⭐️ Influencers
influencers-file-button = 📄 CSV
influencers-newer-button = « Back
influencers-older-button = More »
influencers-title =
    { $kind ->
        [people] ⭐️ <b>Influencers</b>
       *[channels] 📣 <b>Channels</b>
    } · { $campaign }
    { $period }
influencers-line =
    <b>{ $name }</b>
    👆 { $clicks } → 👋 { $starts } → ✅ { $qualified } · 🛍 { $purchases }
    💰 { $cost }{ $counted ->
        [yes] { " · " }{ $each } a friend
       *[no] { "" }
    }
influencers-total = All together
influencers-legend = 👆 opened the invite page · 👋 came · ✅ counted · 🛍 purchases · 💰 rewards for them
influencers-none = { $kind ->
    [people] Nobody has a plan from an admin or a code of their own yet. Give a plan with /user; a code is chosen under /invite.
   *[channels] Nothing has come by any link in this time.
}
influencers-page = Page { $page } of { $pages }
influencers-column = { $column ->
    [codes] Codes
    [plan] Plan
    [clicks] Clicks
    [starts] Came
    [qualified] Counted
    [purchases] Purchases
    [cost] Cost
    [each] Cost of a friend
   *[what] Channel or person
}
error-no-campaign-to-report = No campaign is running. Choose one with “Campaign” under /stats.
