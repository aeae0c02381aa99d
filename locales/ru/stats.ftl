stats-title =
    📊 <b>{ $campaign }</b>
    { $period }
stats-all-campaigns = Все кампании
stats-period-all = Всё время
stats-nothing-happened = За это время пока ничего не произошло.
stats-starts = Нажали старт: { $started } · из них по приглашению: { $invited }
stats-touches = Перешли по ссылке: { $touches } · стали друзьями: { $friends }
stats-qualified = Засчитано: { $qualified }
stats-conversion = Засчитано: { $qualified } · { $percent } % приглашённых
stats-revoked = Отменено: { $revoked }
stats-sharers = Привели первого друга: { $sharers }
stats-referrals = 👥 <b>Приглашённые друзья сейчас</b>
    засчитано: { $qualified } · ждут: { $waiting } · отменено: { $lost }
stats-per-sharer = Друзей на каждого, кто приглашает: { $ratio }
stats-campaign = 💰 <b>{ $title }</b>{ $running ->
        [yes] {""}
       *[no] {" "}(не идёт)
    }
    Доступно участникам: { $available }
    Ожидает: { $held }
    В заявках: { $requested }
    Выплачено: { $paid_out }
stats-moved = <i>{ $period }:</i>
stats-moved-credited = Начислено: { $points }
stats-moved-by-hand = Начислено вручную: { $points }
stats-moved-taken-back = Снято: { $points }
stats-moved-paid = Выплачено: { $points }
stats-moved-nothing = Движений не было.
stats-payouts = 💸 Заявки на выплату ждут решения: { $requested }, оплаты: { $approved }. Открыть: /payouts
stats-no-payouts = 💸 Открытых заявок на выплату нет.
stats-button-today = Сегодня
stats-button-week = 7 дней
stats-button-thirty = 30 дней
stats-button-month = Этот месяц
stats-button-all = Всё время
stats-growth-button = 📈 Рост
stats-funnel-button = 🔻 Воронка
stats-campaign-button = 🎯 Кампания…
stats-choose-campaign = Чьи цифры показать?
stats-text-button = 📊 Текстом
stats-nothing-to-draw = За это время пока ничего не произошло, рисовать нечего.
stats-caption = 📊 { $campaign } · { $period }
stats-chart-start = Нажали старт
stats-chart-invited = По приглашению
stats-chart-qualified = Засчитано
stats-chart-before = Старты за прошлый период
stats-chart-by-hour = По часам
stats-chart-by-day = По дням
stats-chart-by-week = По неделям
stats-chart-by-month = По месяцам
stats-funnel-touch = Перешли по ссылке
stats-funnel-friend = Стали друзьями
stats-funnel-qualified = Засчитано
stats-share = { $percent } %
stats-share-tiny = менее 1 %
