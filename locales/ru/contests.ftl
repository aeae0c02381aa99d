contests-message = { $text }
contests-button = 🏁 Конкурс
contests-verify-button = 🔍 Проверить розыгрыш
contests-refresh-button = 🔄 Обновить
contests-picture-button = 🖼 Картинкой
contests-text-button = 🏁 Текстом
contests-top-button = 🏆 Рейтинг
contests-all-button = 🏁 Все конкурсы
contests-rules-button = 📜 Правила
contests-back-button = ◀ Таблица
contests-more-button = Дальше ▼
contests-disqualify-button = 🚫 Снять с конкурса
contests-title = 🏁 <b>{ $title }</b>
contests-of-campaign = { $campaign }
contests-none = Сейчас конкурсов нет. Когда начнётся новый, он появится здесь.
contests-none-for-admins = Конкурсов нет и не запланировано. Конкурс — это часть кампании: раздел <code>[[contest]]</code> её описания.
contests-choose = 🏁 <b>Конкурсы</b>
contests-coming-title = <b>Скоро</b>
contests-coming = { $title } — с { $starts_at } до { $ends_at }
contests-entry = { $state ->
    [running] 🟢 { $title }
   *[closed] 🏁 { $title } · { $day }
}
contests-until = До { $ends_at } ({ $zone }).
contests-time-left = ⏳ Конкурс идёт ещё { $span }.
contests-closing = ⏳ Время вышло; итоги будут через несколько минут.
contests-ended = Завершён { $ends_at }.
contests-goal-friends = Побеждает тот, кто приведёт больше всех друзей.
contests-goal-points = Побеждает тот, кто больше всех заработает за друзей.
contests-goal-draw = Каждый засчитанный друг — это билет. Победителей определит розыгрыш.
contests-prizes = 🎁 <b>Призы</b>
contests-prize = { $places } { $prize }
contests-prize-drawn = { $count } × { $prize }
contests-total = { $count ->
    [one] { $count } участник
    [few] { $count } участника
   *[other] { $count } участников
}
contests-total-tickets = { $count ->
    [one] Всего { $count } билет
    [few] Всего { $count } билета
   *[other] Всего { $count } билетов
}
contests-as-of = По состоянию на { $at }.
contests-empty = Здесь ещё никого нет: первое место свободно. Ваша ссылка: /invite
contests-empty-for-admins = Здесь ещё никого нет.
contests-mine-prize = 🎁 Сейчас ваш приз: <b>{ $prize }</b>.
contests-mine-missing = { $count ->
    [one] 🎯 Ещё <b>{ $count } друг</b> — и ваше место { $place }: { $prize }.
    [few] 🎯 Ещё <b>{ $count } друга</b> — и ваше место { $place }: { $prize }.
   *[other] 🎯 Ещё <b>{ $count } друзей</b> — и ваше место { $place }: { $prize }.
}
contests-mine-missing-points = 🎯 Ещё <b>{ $amount }</b> — и ваше место { $place }: { $prize }.
contests-mine-place = Вы: место { $place }, { $value }.
contests-mine-outside = Вы: { $value }.
contests-mine-first = Впереди вас никого нет.
contests-mine-tickets = { $count ->
    [one] 🎟 У вас <b>{ $count } билет</b>.
    [few] 🎟 У вас <b>{ $count } билета</b>.
   *[other] 🎟 У вас <b>{ $count } билетов</b>.
}
contests-mine-no-ticket = { $count ->
    [one] 🎟 Билетов у вас пока нет: ещё { $count } друг — и вы участвуете. /invite
    [few] 🎟 Билетов у вас пока нет: ещё { $count } друга — и вы участвуете. /invite
   *[other] 🎟 Билетов у вас пока нет: ещё { $count } друзей — и вы участвуете. /invite
}
contests-mine-won = 🎉 Вы выиграли: <b>{ $prize }</b>.
contests-mine-not-drawn = Ваши билеты в этот раз не выпали.
contests-mine-code = Ваш номер в списке: <code>{ $code }</code>
contests-mine-out = 🚫 Вас сняли с этого конкурса.
contests-rules-title = 📜 <b>Правила · { $title }</b>
contests-rule-friends = Засчитывается друг, который сделал все шаги между { $starts_at } и { $ends_at } ({ $zone }).
contests-rule-friends-hold = Засчитывается друг, который сделал все шаги и чей срок ожидания закончился между { $starts_at } и { $ends_at } ({ $zone }).
contests-rule-points = Считаются награды за друзей, начисленные между { $starts_at } и { $ends_at } ({ $zone }); призы конкурсов не считаются.
contests-rule-hold = Срок ожидания: { $span }. Кто к концу конкурса ещё ждёт, в нём не считается.
contests-rule-minimum = Чтобы участвовать, нужно не меньше: { $value }.
contests-rule-tie = При равном числе выше тот, кто набрал его раньше.
contests-rule-draw = Выиграть можно один раз. Повлиять на розыгрыш нельзя, и проверить его может каждый: /verify
contests-rule-tickets = { $count ->
    [one] У одного человека — не больше { $count } билета.
    [few] У одного человека — не больше { $count } билетов.
   *[other] У одного человека — не больше { $count } билетов.
}
contests-rule-leaving = Друг, который ушёл до конца конкурса, больше не считается. После конца ничего уже не меняется.
contests-rule-entrants = Никто не может добавить, передвинуть или убрать участника. Нарушителя снимают с конкурса, и здесь все видят, за что. Заблокированные не участвуют.
contests-expelled-title = 🚫 <b>Сняты с конкурса</b>
contests-expelled = { $name } — { $reason }
contests-expelled-more = { $count ->
    [one] …и ещё { $count }
    [few] …и ещё { $count }
   *[other] …и ещё { $count }
}
contests-commitment = Обязательство: <code>{ $hash }</code>
contests-seed = Случайное число: <code>{ $seed }</code>
contests-list = Список: <code>{ $hash }</code>
contests-check = Проверить розыгрыш может каждый: напишите /verify в { $address }
contests-winners-title = 🎉 <b>Победители</b>
contests-won-by = { $place } { $name } — { $what } · 🎁 { $prize }
contests-won-by-admin = { $place } { $name } · <code>{ $telegram_id }</code> — { $what } · 🎁 { $prize }
contests-ticket = билет <code>{ $code }</code>
contests-no-budget = (не начислено: бюджет исчерпан)
contests-more-winners = { $count ->
    [one] …и ещё { $count } победитель: /contest
    [few] …и ещё { $count } победителя: /contest
   *[other] …и ещё { $count } победителей: /contest
}
contests-nobody = Никто не участвовал, поэтому победителей нет.
contests-took-part = { $count ->
    [one] Участвовал { $count } человек.
    [few] Участвовали { $count } человека.
   *[other] Участвовали { $count } человек.
}
contests-hand-over = Призы не в баллах вручаете вы: напишите победителям из карточки, /user.
contests-post-started = 🏁 <b>Начался конкурс: { $title }</b>
contests-post-sealed = 🔒 Розыгрыш запечатан: случайное число уже выбрано, и этот код его закрепляет.
contests-post-result = 🏁 <b>{ $title }: итоги</b>
contests-post-disqualified =
    🚫 <b>{ $name }</b> (<code>{ $telegram_id }</code>) больше не участвует в конкурсе «{ $title }».
    Причина: { $reason }
    Решение: { $by }.
contests-post-closed-door = ⚠️ Не получилось написать о конкурсе «{ $title }» в { $chat }: я там не администратор с правом публикации. Перенесите сообщение выше вручную.
contests-heading-places = { $state ->
    [running] Конкурс
   *[closed] Итоги конкурса
}
contests-heading-draw = { $state ->
    [running] Розыгрыш
   *[closed] Итоги розыгрыша
}
contests-picture-until = { $state ->
    [running] до { $day }
   *[closed] { $day }
}
contests-caption = 🏁 { $title }
contests-nothing-to-draw = В таблице ещё никого нет, рисовать пока нечего.
contests-notice-place = 🎉 <b>Ваше место в конкурсе «{ $title }» — { $place }!</b>
contests-notice-drawn = 🎉 <b>В розыгрыше «{ $title }» выпал ваш билет!</b>
contests-notice-prize = Ваш приз: { $prize }.
contests-notice-credited = Он уже на вашем балансе: /balance
contests-notice-hand-over = Организаторы напишут вам о нём. Есть вопрос? /support
contests-notice-no-budget = Бюджет кампании исчерпан, поэтому начислить приз не удалось. Напишите организаторам: /support
contests-notice-disqualified =
    🚫 Вас сняли с конкурса «{ $title }».
    Причина: { $reason }
    Если это ошибка: /support
contests-ask-disqualify =
    кого снять с конкурса «{ $title }» и за что? Ответьте: id или @имя и причина, например: <code>@имя накрутка</code>

    Причину прочитают все участники. Отменить это нельзя.
contests-confirm-disqualify =
    🚫 Снять <b>{ $name }</b> (<code>{ $telegram_id }</code>) с конкурса «{ $title }»?
    Сейчас: { $value }.
    Причина: { $reason }

    Это увидят все, вместе с причиной. Отменить нельзя.
contests-confirm-disqualify-button = 🚫 Да, снять
contests-disqualified = ✅ { $name } больше не участвует в конкурсе «{ $title }».
contests-verify-none = Розыгрышей ещё не было. После первого я пришлю всё, что нужно для проверки.
contests-verify-choose = 🔍 <b>Какой розыгрыш проверить?</b>
contests-verify-title = 🔍 <b>Розыгрыш «{ $title }»</b>
contests-verify-agrees = ✅ Всё сходится: случайное число подходит к обязательству, данному в начале, список — к своему коду, и победители получаются те же.
contests-verify-differs = ❌ Не сходится: { $what }. Пожалуйста, сообщите организаторам: /support
contests-verify-commitment = случайное число не подходит к обязательству
contests-verify-list = список не подходит к своему коду
contests-verify-winners = победители получаются другие
contests-verify-tickets = { $count ->
    [one] В списке { $count } билет.
    [few] В списке { $count } билета.
   *[other] В списке { $count } билетов.
}
contests-verify-ledger = Конец книги операций к закрытию: № { $number } <code>{ $seal }</code>
contests-verify-own = { $count ->
    [one] Вы: <code>{ $code }</code>, { $count } билет
    [few] Вы: <code>{ $code }</code>, { $count } билета
   *[other] Вы: <code>{ $code }</code>, { $count } билетов
}
contests-verify-how = 📄 В файле каждый билет, а над ними исходные числа. Программа из двадцати строк, которая вычисляет по нему победителей, есть в документации бота, docs/draws.md.
error-contest-unknown = Такого конкурса нет. Все конкурсы: /contest
error-contest-over = Конкурс закончился: состав участников больше изменить нельзя.
error-already-disqualified = Этот человек уже снят с конкурса.
error-not-an-entrant = Этот человек не участвует в конкурсе.
