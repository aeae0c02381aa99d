influencers-button = 📣 Каналы
influencers-channels-button = 📣 Каналы
influencers-people-button = ⭐️ Блогеры
influencers-file-button = 📄 CSV
influencers-newer-button = « Назад
influencers-older-button = Дальше »
influencers-title =
    { $kind ->
        [people] ⭐️ <b>Блогеры и партнёры</b>
       *[channels] 📣 <b>Каналы</b>
    } · { $campaign }
    { $period }
influencers-line =
    <b>{ $name }</b>
    👆 { $clicks } → 👋 { $starts } → ✅ { $qualified } · 🛍 { $purchases }
    💰 { $cost }{ $counted ->
        [yes] { " · " }{ $each } за друга
       *[no] { "" }
    }
influencers-total = Всё вместе
influencers-legend = 👆 открыли страницу приглашения · 👋 пришли · ✅ засчитаны · 🛍 покупки · 💰 награды за них
influencers-none = { $kind ->
    [people] Пока ни у кого нет плана от администратора или своего кода. План даётся через /user, код выбирают в /invite.
   *[channels] За это время по ссылкам никто не приходил.
}
influencers-page = Страница { $page } из { $pages }
influencers-column = { $column ->
    [codes] Коды
    [plan] План
    [clicks] Посещения
    [starts] Пришли
    [qualified] Засчитаны
    [purchases] Покупки
    [cost] Расход
    [each] Цена друга
   *[what] Канал или человек
}
error-no-campaign-to-report = Ни одна кампания не идёт. Выберите её кнопкой «Кампания» в /stats.
