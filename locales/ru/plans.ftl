plans-standard = как у всех
plans-mine = 🏷 Ваши условия: <b>{ $plan }</b>
plans-mine-next = 🏷 Ваши условия: <b>{ $plan }</b>. Когда засчитано друзей: { $friends }, будет <b>{ $next }</b>
plans-button = 🏷 Условия
plans-person-line = 🏷 { $title }: <b>{ $plan }</b>{ $given ->
    [yes] { " (назначены)" }
   *[no] { " (автоматически)" }
}
plans-screen = 🏷 <b>Условия: { $name }</b>
plans-hint = Обещанное и начисленное раньше не меняется; новый план — для того, что будет.
plans-none = Ни в одной идущей кампании нет нескольких планов.
plans-choose-button = { $title }: { $plan }
plans-automatic = автоматически
plans-confirm =
    🏷 <b>{ $name }</b> · { $title }
    Было: <b>{ $before }</b>, будет: <b>{ $after }</b> — для всего, что придёт с этой минуты. Обещанное и начисленное не меняется.
plans-confirm-button = ✅ Изменить условия
plans-done = 🏷 <b>{ $name }</b> · { $title }: теперь <b>{ $after }</b> — { $by }
plans-told = 🏷 Ваши условия в кампании «{ $title }» изменились: <b>{ $plan }</b>, для всего, что будет дальше. Заработанное остаётся. Подробнее — /terms
error-plan-unknown = Такого плана в этой кампании больше нет.
error-plan-unchanged = У человека уже такие условия.
