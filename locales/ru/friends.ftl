friends-button = 👥 Друзья
friends-title = 👥 <b>{ $count ->
    [one] По вашему приглашению: { $count } друг
    [few] По вашему приглашению: { $count } друга
   *[other] По вашему приглашению: { $count } друзей
}</b>
friends-counts = ✅ засчитано: { $qualified } · ⏳ ждём: { $waiting } · ✖️ не вышло: { $lost }
friends-sum = 💰 начислено: { $earned } · ожидает: { $held }
friends-sum-of = <b>{ $title }</b>
friends-line-steps = ⏳ { $name }
    Осталось вступить: { $chats }
friends-offer = Тогда вам: { $amount }
friends-line-waiting = 🕓 { $name }
    Всё готово. { $at }: { $amount }
friends-line-credited = ✅ { $name }: { $amount }
friends-line-counted = ✅ { $name }: засчитано
friends-line-no-budget = ✅ { $name }: засчитано, но бюджет кампании уже закончился
friends-line-lost = { $reason ->
    [left] ✖️ { $name }: выход из нужного чата
    [window-passed] ✖️ { $name }: шаги не сделаны вовремя
    [refunded] ✖️ { $name }: покупка возвращена
    [rejected] ✖️ { $name }: не подтверждено
   *[banned] ✖️ { $name }: отменено администратором
}
friends-page = Страница { $page } из { $pages }
friends-newer-button = ‹ Новее
friends-older-button = Раньше ›
friends-none =
    👥 <b>Пока никто не пришёл</b>

    Так бывает в начале: отправьте ссылку одному-двум друзьям, которым это правда интересно. Как только кто-то придёт, вы увидите это здесь.
