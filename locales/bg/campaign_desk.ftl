campaigns-list-title = 🎯 <b>Кампании</b>
campaigns-list-empty = 🎯 Все още няма кампания. Започнете с готова.
campaigns-head = { $standing ->
    [running] 🟢 <b>{ $title }</b> — тече
    [ahead] 🟡 <b>{ $title }</b> — стартирана, но срокът ѝ още не е дошъл
    [over] ⚪️ <b>{ $title }</b> — срокът ѝ изтече
    [paused] ⏸ <b>{ $title }</b> — на пауза
    [loaded] 📥 <b>{ $title }</b> — още не е стартирана
   *[stopped] ⏹ <b>{ $title }</b> — спряна
    }
    🗓 { $period }
campaigns-slug = 🏷 { $slug }, версия { $version }
campaigns-friends = 👥 Приятели: зачетени — { $qualified }, чакат — { $waiting }, отменени — { $lost }
campaigns-used = 💰 Начислено и обещано: { $used }, без ограничение
campaigns-used-of = 💰 Начислено и обещано: { $used } от { $total } ({ $percent } %)
campaigns-bullet = • { $line }
campaigns-more-rules = …и още { $count }: вижте правилата по-долу
campaigns-page = Страница { $page } от { $pages }
campaigns-previous-button = ⬅️ Назад
campaigns-next-button = Напред ➡️
campaigns-new-button = ➕ Нова кампания
campaigns-all-button = 🎯 Всички кампании
campaigns-back-button = ⬅️ Назад
campaigns-start-button = ▶️ Стартиране
campaigns-pause-button = ⏸ Пауза
campaigns-resume-button = ▶️ Продължаване
campaigns-stop-button = ⏹ Спиране
campaigns-edit-button = ✏️ Промяна
campaigns-clone-button = 📑 Копие
campaigns-versions-button = 🕓 Версии
campaigns-toml-button = 📄 Файл TOML
campaigns-toml-caption = Тук са всички правила. Променете файла и го изпратете тук: той става следващата версия.
campaigns-rules-title = 📖 <b>{ $title }</b>
campaigns-versions-title = 🕓 <b>Версии на „{ $title }“</b>
campaigns-version = <b>Версия { $version }</b> — { $at } · { $friends ->
    [one] { $friends } приятел
   *[other] { $friends } приятели
    }
campaigns-gone = ➖ <s>{ $line }</s>
campaigns-come = ➕ { $line }
campaigns-more-changes = …и още { $count }
campaigns-changed-others = ✍️ Променени са текстове, картинки или цели.
campaigns-changed-nothing = Нищо не е променено.
campaigns-says-title = Име: „{ $title }“
campaigns-says-budget = Бюджет: { $budget }

campaigns-ask-start = ▶️ Да се стартира ли „{ $title }“? Оттук нататък приятелите идват по тези правила.
campaigns-ask-pause = ⏸ Пауза за „{ $title }“? Без нови приятели, докато не продължи. Дошлите печелят и занапред, обещаното ще бъде начислено.
campaigns-ask-resume = ▶️ Да продължи ли „{ $title }“? Отново ще приема приятели.
campaigns-ask-stop = ⏹ Да се спре ли „{ $title }“? Без нови приятели и без награди за покупки; обещаното ще бъде начислено.
campaigns-ask-load = 📥 Да се запази ли „{ $title }“, без да се стартира? Можете да я стартирате по всяко време.
campaigns-ask-version = ✏️ Версия { $version } на „{ $title }“:
campaigns-version-touches = Важи само за нови приятели. { $friends ->
    [0] По старите правила не е дошъл никой.
    [one] { $friends } приятел е дошъл по старите правила: за него те остават.
   *[other] { $friends } приятели са дошли по старите правила: за тях те остават.
    }
campaigns-done-start = ✅ „{ $title }“ тече.
campaigns-done-pause = ✅ „{ $title }“ е на пауза.
campaigns-done-resume = ✅ „{ $title }“ отново тече.
campaigns-done-stop = ✅ „{ $title }“ е спряна.
campaigns-loaded = { $runs ->
    [yes] ✅ Версия { $version } вече важи за новите приятели.
   *[no] ✅ Версия { $version } е запазена. Кампанията не тече.
    }

campaigns-forecast-button = 🔮 Прогноза
campaigns-picture-button = 📈 Като картинка
campaigns-assumed-orders = 📦 Поръчки на месец: { $number }
campaigns-assumed-margin = 💶 Марж { $number } %
campaigns-assumed-order = 🧾 Поръчка: { $number ->
    [0] предположение
   *[other] { $number }
    }
campaigns-assumed-sharing = 📣 Канят { $number } %
campaigns-assumed-friends = 👥 Приятели на човек: { $number }
campaigns-assumed-conversion = ✅ Купуват { $number } %
campaigns-assume-orders = колко поръчки имате на месец? Напишете число.
campaigns-assume-margin = каква част от цената остава за вас, в проценти? Напишете число от 1 до 100.
campaigns-assume-order = колко е средната поръчка, без стотинки? Напишете число; при 0 предполагам аз.
campaigns-assume-sharing = колко от сто клиенти ще поканят някого? Напишете число от 1 до 100.
campaigns-assume-friends = колко приятели ще дойдат чрез всеки от тях? Напишете число.
campaigns-assume-conversion = колко от сто дошли приятели ще купят? Напишете число от 1 до 100.

campaigns-presets-title = ➕ <b>Нова кампания</b>
    Изберете най-близкото; всяко число може да се промени.
campaigns-preset-line = <b>{ $title }</b>
    { $about }
campaigns-use-button = ✅ Избиране на тази
campaigns-presets-button = ⬅️ Други програми
campaigns-file-button = 📄 От файл TOML
campaigns-file-question = изпратете кампанията като файл TOML в отговор на това съобщение. Ще покажа какво има в него; преди потвърждение нищо не се променя.
campaigns-file-mistakes = ❌ В тази кампания има грешки и нищо не е заредено. Поправете ги и изпратете файла отново:
    { $mistakes }

campaigns-number-title = Въпрос { $number } от { $count }
campaigns-number = { $label }
    Сега: <b>{ $value }</b>
campaigns-number-line = <b>{ $number }. { $value }</b> — { $label }
campaigns-number-taken = ✅ Прието: <b>{ $value }</b> — { $label }
campaigns-keep-button = ✅ Да остане така
campaigns-change-button = ✏️ Промяна
campaigns-skip-button = ⏩ Останалото така
campaigns-all-numbers = 🔢 Всички числа
campaigns-fewer-numbers = 🔢 Само главните
campaigns-draft-new = 📝 <b>Нова кампания: { $title }</b>
campaigns-draft-change = ✏️ <b>Промяна на „{ $title }“</b>
campaigns-placeholder = ⚠️ Вместо { $chat } посочете свой канал и ме направете там администратор.
campaigns-load-button = 📥 Запазване за по-късно
campaigns-load-confirm-button = 📥 Запазване
campaigns-load-version-button = 📥 Зареждане като нова версия
campaigns-drop-button = ✖️ Изтриване на черновата
campaigns-dropped = ✖️ Черновата е изтрита; нищо не е променено.

campaigns-number-unset = без ограничение
campaigns-number-any = всяка
campaigns-number-no-wait = без изчакване
campaigns-number-size = { $rule }
campaigns-number-tier = { $count ->
    [one] От { $count } приятел.
   *[other] От { $count } приятели.
    } { $rule }
campaigns-number-max-amount = Колко най-много носи един приятел. { $rule }
campaigns-number-times = Колко покупки на приятел се броят. { $rule }
campaigns-number-milestone-amount = { $count ->
    [one] Премията за { $count } приятел
   *[other] Премията за { $count } приятели
    }
campaigns-number-milestone-at = За колко приятели има премия
campaigns-number-prize = Награда № { $number } в конкурса „{ $contest }“
campaigns-number-contest-lasts = Колко трае конкурсът „{ $contest }“
campaigns-number-plan = От колко приятели нагоре важат условията „{ $plan }“
campaigns-number-purchase = За колко най-малко трябва да купи приятелят
campaigns-number-chat = Каналът или групата, в която влизат приятелите
campaigns-number-qualify-hold = Колко трябва да остане приятелят или колко време покупка може да бъде върната, преди да се начисли наградата
campaigns-number-budget-total = Колко може да раздаде кампанията общо
campaigns-number-campaign-ends-at = Последният ден
campaigns-number-campaign-title = Името, което виждат хората
campaigns-number-limits-per-hour = Колко приятели на един човек се броят за час
campaigns-number-limits-per-day = Колко приятели на един човек се броят за ден
campaigns-number-limits-per-week = Колко приятели на един човек се броят за седмица
campaigns-number-limits-per-campaign = Колко приятели на един човек се броят общо
campaigns-number-payout-minimum = Най-малкото изплащане
campaigns-number-expiry-after = След колко време изтичат неизползваните точки
campaigns-number-purchases-currency = Валутата на покупките

campaigns-hint-title = Напишете името, до 64 знака.
campaigns-hint-chat = Напишете неговото @име или изпратете адреса t.me/….
campaigns-hint-points = Напишете число, например { $unit }.
campaigns-hint-percent = Напишете процента, например 5 или 2,5.
campaigns-hint-money = Напишете сумата, например 1 000.
campaigns-hint-currency = Напишете трите букви, например EUR.
campaigns-hint-span = Напишете срок, например 24 часа, 14 дни или 0.
campaigns-hint-count = Напишете цяло число.
campaigns-hint-day = Напишете дата, например 31.12.2026.
campaigns-hint-unset = „-“ маха ограничението.

error-number-not-understood = { $kind ->
    [title] Името има от 1 до 64 видими знака. Моля, напишете го отново.
    [chat] Трябва публичното име на канал или група, например @news.
    [percent] Трябва процент от 0,01 до 100, например 5 или 2,5.
    [span] Трябва срок в седмици, дни, часове или минути, например 14 дни или 24 часа.
    [day] Трябва дата от 2000 до 2198 г., например 31.12.2026.
    [currency] Трябват трите букви на валута, например EUR.
   *[count] Трябва цяло число, поне 1.
    }
error-number-refused = Това не се съчетава с останалите правила: { $reason }
error-number-unknown = Това число вече го няма. Отворете черновата отново.
error-assumption-unusable = Напишете цяло число от { $low } до { $high }, без дробна част.
error-campaign-changed-meanwhile = Междувременно някой е променил тази кампания. Отворете я отново от /campaigns и започнете пак.
error-campaign-unchanged = Все още нищо не е променено.
error-placeholder-left = Първо посочете свой канал вместо { $chat }.
error-preset-unknown = Тази програма вече я няма. Изберете друга.
