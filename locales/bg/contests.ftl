contests-message = { $text }
contests-button = 🏁 Конкурс
contests-verify-button = 🔍 Проверка на жребия
contests-refresh-button = 🔄 Обновяване
contests-picture-button = 🖼 Като картинка
contests-text-button = 🏁 Като текст
contests-top-button = 🏆 Класация
contests-all-button = 🏁 Всички конкурси
contests-rules-button = 📜 Правила
contests-back-button = ◀ Таблица
contests-more-button = Още ▼
contests-disqualify-button = 🚫 Дисквалифициране
contests-title = 🏁 <b>{ $title }</b>
contests-of-campaign = { $campaign }
contests-none = В момента няма конкурс. Когато започне нов, ще го намерите тук.
contests-none-for-admins = Няма текущ или предстоящ конкурс. Конкурсът е част от кампания: раздел <code>[[contest]]</code> в описанието ѝ.
contests-choose = 🏁 <b>Конкурси</b>
contests-coming-title = <b>Предстоят</b>
contests-coming = { $title } — от { $starts_at } до { $ends_at }
contests-entry = { $state ->
    [running] 🟢 { $title }
   *[closed] 🏁 { $title } · { $day }
}
contests-until = До { $ends_at } ({ $zone }).
contests-time-left = ⏳ Оставащо време: { $span }.
contests-closing = ⏳ Времето изтече; резултатът ще е готов след няколко минути.
contests-ended = Приключи на { $ends_at }.
contests-goal-friends = Печели този, който доведе най-много приятели.
contests-goal-points = Печели този, който спечели най-много за приятели.
contests-goal-draw = Всеки зачетен приятел е един билет. Победителите се теглят с жребий.
contests-prizes = 🎁 <b>Награди</b>
contests-prize = { $places } { $prize }
contests-prize-drawn = { $count } × { $prize }
contests-total = { $count ->
    [one] { $count } участник
   *[other] { $count } участници
}
contests-total-tickets = { $count ->
    [one] Общо { $count } билет
   *[other] Общо { $count } билета
}
contests-as-of = Към { $at }.
contests-empty = Тук още няма никого: първото място е свободно. Вашата връзка: /invite
contests-empty-for-admins = Тук още няма никого.
contests-mine-prize = 🎁 В момента наградата ви е: <b>{ $prize }</b>.
contests-mine-missing = { $count ->
    [one] 🎯 Още <b>{ $count } приятел</b> и място { $place } е ваше: { $prize }.
   *[other] 🎯 Още <b>{ $count } приятели</b> и място { $place } е ваше: { $prize }.
}
contests-mine-missing-points = 🎯 Още <b>{ $amount }</b> и място { $place } е ваше: { $prize }.
contests-mine-place = Вие: място { $place }, { $value }.
contests-mine-outside = Вие: { $value }.
contests-mine-first = Никой не е пред вас.
contests-mine-tickets = { $count ->
    [one] 🎟 Имате <b>{ $count } билет</b>.
   *[other] 🎟 Имате <b>{ $count } билета</b>.
}
contests-mine-no-ticket = { $count ->
    [one] 🎟 Още нямате билет: още { $count } приятел и участвате. /invite
   *[other] 🎟 Още нямате билет: още { $count } приятели и участвате. /invite
}
contests-mine-won = 🎉 Спечелихте: <b>{ $prize }</b>.
contests-mine-not-drawn = Този път билетите ви не бяха изтеглени.
contests-mine-code = Вашият номер в списъка: <code>{ $code }</code>
contests-mine-out = 🚫 Дисквалифицираха ви от този конкурс.
contests-rules-title = 📜 <b>Правила · { $title }</b>
contests-rule-friends = Зачита се приятел, който е изпълнил всички стъпки между { $starts_at } и { $ends_at } ({ $zone }).
contests-rule-friends-hold = Зачита се приятел, който е изпълнил всички стъпки и чийто срок на изчакване е изтекъл между { $starts_at } и { $ends_at } ({ $zone }).
contests-rule-points = Броят се наградите за приятели, начислени между { $starts_at } и { $ends_at } ({ $zone }); наградите от конкурси не се броят.
contests-rule-hold = Срокът на изчакване е { $span }. Който още изчаква в края на конкурса, не се брои в него.
contests-rule-minimum = За участие са нужни поне { $value }.
contests-rule-tie = При равен брой по-напред е този, който го е достигнал по-рано.
contests-rule-draw = Всеки може да спечели веднъж. Жребият не може да се нагласи и всеки може да го провери: /verify
contests-rule-tickets = { $count ->
    [one] Един човек има най-много { $count } билет.
   *[other] Един човек има най-много { $count } билета.
}
contests-rule-leaving = Приятел, който напусне преди края, вече не се брои. След края нищо повече не се променя.
contests-rule-entrants = Никой не може да добави, премести или премахне участник. Който мами, бива дисквалифициран и тук всички виждат защо. Блокираните не участват.
contests-expelled-title = 🚫 <b>Дисквалифицирани</b>
contests-expelled = { $name } — { $reason }
contests-expelled-more = { $count ->
    [one] …и още { $count }
   *[other] …и още { $count }
}
contests-commitment = Обвързване: <code>{ $hash }</code>
contests-seed = Случайно число: <code>{ $seed }</code>
contests-list = Списък: <code>{ $hash }</code>
contests-check = Всеки може да провери жребия: пишете /verify на { $address }
contests-winners-title = 🎉 <b>Победители</b>
contests-won-by = { $place } { $name } — { $what } · 🎁 { $prize }
contests-won-by-admin = { $place } { $name } · <code>{ $telegram_id }</code> — { $what } · 🎁 { $prize }
contests-ticket = билет <code>{ $code }</code>
contests-no-budget = (не е начислено: бюджетът е изчерпан)
contests-more-winners = { $count ->
    [one] …и още { $count } победител: /contest
   *[other] …и още { $count } победители: /contest
}
contests-nobody = Никой не участва, затова няма победители.
contests-took-part = { $count ->
    [one] Участва { $count } човек.
   *[other] Участваха { $count } души.
}
contests-hand-over = Наградите, които не са точки, връчвате вие: пишете на победителите от профила им, /user.
contests-post-started = 🏁 <b>Започна конкурс: { $title }</b>
contests-post-sealed = 🔒 Жребият е запечатан: случайното число вече е избрано и този код го закрепва.
contests-post-result = 🏁 <b>{ $title }: резултат</b>
contests-post-disqualified =
    🚫 <b>{ $name }</b> (<code>{ $telegram_id }</code>) е дисквалифициран(а) от конкурса „{ $title }“.
    Причина: { $reason }
    Решение: { $by }.
contests-post-closed-door = ⚠️ Не успях да пиша за конкурса „{ $title }“ в { $chat }: не съм администратор там с право да публикувам. Препратете съобщението по-горе ръчно.
contests-heading-places = { $state ->
    [running] Конкурс
   *[closed] Резултат от конкурса
}
contests-heading-draw = { $state ->
    [running] Жребий
   *[closed] Резултат от жребия
}
contests-picture-until = { $state ->
    [running] до { $day }
   *[closed] { $day }
}
contests-caption = 🏁 { $title }
contests-nothing-to-draw = В таблицата още няма никого, така че няма какво да се нарисува.
contests-notice-place = 🎉 <b>Вашето място в „{ $title }“ е { $place }!</b>
contests-notice-drawn = 🎉 <b>Билетът ви беше изтеглен в „{ $title }“!</b>
contests-notice-prize = Вашата награда: { $prize }.
contests-notice-credited = Вече е в баланса ви: /balance
contests-notice-hand-over = Организаторите ще ви пишат за нея. Имате въпрос? /support
contests-notice-no-budget = Бюджетът на кампанията е изчерпан и наградата не можа да бъде начислена. Попитайте организаторите: /support
contests-notice-disqualified =
    🚫 Дисквалифицираха ви от конкурса „{ $title }“.
    Причина: { $reason }
    Ако смятате, че е грешка: /support
contests-ask-disqualify =
    кого да изключа от „{ $title }“ и защо? Отговорете с id или @име и причината, например: <code>@име фалшиви профили</code>

    Всички участници ще прочетат причината. Не може да се отмени.
contests-confirm-disqualify =
    🚫 Да изключа ли <b>{ $name }</b> (<code>{ $telegram_id }</code>) от „{ $title }“?
    Сега: { $value }.
    Причина: { $reason }

    Всички ще видят това заедно с причината и не може да се отмени.
contests-confirm-disqualify-button = 🚫 Да, изключвам
contests-disqualified = ✅ { $name } вече не участва в „{ $title }“.
contests-verify-none = Още не е теглен жребий. След първия ще ви изпратя всичко нужно за проверка.
contests-verify-choose = 🔍 <b>Кой жребий да проверя?</b>
contests-verify-title = 🔍 <b>Жребият „{ $title }“</b>
contests-verify-agrees = ✅ Всичко съвпада: случайното число отговаря на обвързването от началото, списъкът — на своя код, и излизат същите победители.
contests-verify-differs = ❌ Това не съвпада: { $what }. Моля, съобщете на организаторите: /support
contests-verify-commitment = случайното число не отговаря на обвързването
contests-verify-list = списъкът не отговаря на своя код
contests-verify-winners = излизат други победители
contests-verify-tickets = { $count ->
    [one] В списъка има { $count } билет.
   *[other] В списъка има { $count } билета.
}
contests-verify-ledger = Край на книгата на операциите при закриването: № { $number } <code>{ $seal }</code>
contests-verify-own = { $count ->
    [one] Вие: <code>{ $code }</code>, { $count } билет
   *[other] Вие: <code>{ $code }</code>, { $count } билета
}
contests-verify-how = 📄 Във файла е всеки билет, а над тях изходните числа. Програмата от двайсет реда, която изчислява победителите от него, е в документацията на бота, docs/draws.md.
error-contest-unknown = Няма такъв конкурс. Всички конкурси: /contest
error-contest-over = Конкурсът приключи: участниците вече не могат да се променят.
error-already-disqualified = Този човек вече е дисквалифициран.
error-not-an-entrant = Този човек не участва в конкурса.
