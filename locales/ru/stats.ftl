stats-title = 📊 <b>Как идут дела</b>
stats-period-today = <b>Сегодня</b>
stats-period-week = <b>7 дней</b>
stats-period-all = <b>Всё время</b>
stats-funnel = Нажали старт: { $started } · из них по приглашению: { $invited }
stats-conversion = Засчитано: { $qualified } · { $percent } % приглашённых
stats-referrals = 👥 <b>Приглашённые друзья</b>
    засчитано: { $qualified } · ждут: { $waiting } · отменено: { $lost }
stats-campaign = 💰 <b>{ $title }</b>{ $running ->
        [yes] {""}
       *[no] {" "}(не идёт)
    }
    Доступно участникам: { $available }
    Ожидает: { $held }
    В заявках: { $requested }
    Выплачено: { $paid_out }
stats-payouts = 💸 Заявки на выплату ждут решения: { $requested }, оплаты: { $approved }. Открыть: /payouts
stats-no-payouts = 💸 Открытых заявок на выплату нет.
