plans-standard = for everybody
plans-mine = 🏷 Your terms: <b>{ $plan }</b>
plans-mine-next = 🏷 Your terms: <b>{ $plan }</b>. With { $friends ->
    [one] { $friends } friend that counts
   *[other] { $friends } friends that count
}: <b>{ $next }</b>
plans-button = 🏷 Terms
plans-person-line = 🏷 { $title }: <b>{ $plan }</b>{ $given ->
    [yes] { " (given)" }
   *[no] { " (by itself)" }
}
plans-screen = 🏷 <b>Terms of { $name }</b>
plans-hint = What was promised or credited before stays as it is; another plan is for what comes.
plans-none = No running campaign has several plans.
plans-choose-button = { $title }: { $plan }
plans-automatic = by itself
plans-confirm =
    🏷 <b>{ $name }</b> · { $title }
    From <b>{ $before }</b> to <b>{ $after }</b>, for all that comes from now on. What was promised or credited stays.
plans-confirm-button = ✅ Change the terms
plans-done = 🏷 <b>{ $name }</b> · { $title }: now <b>{ $after }</b> — { $by }
plans-told = 🏷 Your terms in “{ $title }” have changed: <b>{ $plan }</b>, for all that comes from now on. What you have earned stays. More: /terms
error-plan-unknown = This campaign has no such plan any more.
error-plan-unchanged = The person has these terms already.
