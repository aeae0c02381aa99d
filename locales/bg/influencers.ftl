influencers-button = 📣 Канали
influencers-channels-button = 📣 Канали
influencers-people-button = ⭐️ Инфлуенсъри
influencers-file-button = 📄 CSV
influencers-newer-button = « Назад
influencers-older-button = Още »
influencers-title =
    { $kind ->
        [people] ⭐️ <b>Инфлуенсъри и партньори</b>
       *[channels] 📣 <b>Канали</b>
    } · { $campaign }
    { $period }
influencers-line =
    <b>{ $name }</b>
    👆 { $clicks } → 👋 { $starts } → ✅ { $qualified } · 🛍 { $purchases }
    💰 { $cost }{ $counted ->
        [yes] { " · " }{ $each } за приятел
       *[no] { "" }
    }
influencers-total = Всичко заедно
influencers-legend = 👆 отворили страницата с поканата · 👋 дошли · ✅ зачетени · 🛍 покупки · 💰 награди за тях
influencers-none = { $kind ->
    [people] Още никой няма план от администратор или собствен код. План се дава с /user, код се избира в /invite.
   *[channels] През това време никой не е дошъл по връзка.
}
influencers-page = Страница { $page } от { $pages }
influencers-column = { $column ->
    [codes] Кодове
    [plan] План
    [clicks] Посещения
    [starts] Дошли
    [qualified] Зачетени
    [purchases] Покупки
    [cost] Разход
    [each] Цена на приятел
   *[what] Канал или човек
}
error-no-campaign-to-report = Няма текуща кампания. Изберете я с бутона „Кампания“ в /stats.
