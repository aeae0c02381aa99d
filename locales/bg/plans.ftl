plans-standard = като за всички
plans-mine = 🏷 Вашите условия: <b>{ $plan }</b>
plans-mine-next = 🏷 Вашите условия: <b>{ $plan }</b>. При { $friends ->
    [one] { $friends } зачетен приятел
   *[other] { $friends } зачетени приятели
}: <b>{ $next }</b>
plans-button = 🏷 Условия
plans-person-line = 🏷 { $title }: <b>{ $plan }</b>{ $given ->
    [yes] { " (дадени)" }
   *[no] { " (автоматично)" }
}
plans-screen = 🏷 <b>Условия на { $name }</b>
plans-hint = Обещаното и начисленото досега не се променя; новият план е за това, което предстои.
plans-none = Никоя текуща кампания няма повече от един план.
plans-choose-button = { $title }: { $plan }
plans-automatic = автоматично
plans-confirm =
    🏷 <b>{ $name }</b> · { $title }
    От <b>{ $before }</b> на <b>{ $after }</b>, за всичко оттук нататък. Обещаното и начисленото не се променя.
plans-confirm-button = ✅ Промяна на условията
plans-done = 🏷 <b>{ $name }</b> · { $title }: вече <b>{ $after }</b> — { $by }
plans-told = 🏷 Условията ви в „{ $title }“ се промениха: <b>{ $plan }</b>, за всичко оттук нататък. Спечеленото остава. Повече: /terms
error-plan-unknown = Тази кампания вече няма такъв план.
error-plan-unchanged = Човекът вече има тези условия.
