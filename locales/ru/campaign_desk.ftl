campaigns-list-title = 🎯 <b>Кампании</b>
campaigns-list-empty = 🎯 Кампаний пока нет. Начните с готовой.
campaigns-head = { $standing ->
    [running] 🟢 <b>{ $title }</b> — идёт
    [ahead] 🟡 <b>{ $title }</b> — запущена, но срок ещё не настал
    [over] ⚪️ <b>{ $title }</b> — срок прошёл
    [paused] ⏸ <b>{ $title }</b> — на паузе
    [loaded] 📥 <b>{ $title }</b> — ещё не запущена
   *[stopped] ⏹ <b>{ $title }</b> — остановлена
    }
    🗓 { $period }
campaigns-slug = 🏷 { $slug }, версия { $version }
campaigns-friends = 👥 Друзья: засчитаны — { $qualified }, в пути — { $waiting }, отменены — { $lost }
campaigns-used = 💰 Начислено и обещано: { $used }, без ограничения
campaigns-used-of = 💰 Начислено и обещано: { $used }; бюджет — { $total } ({ $percent } %)
campaigns-bullet = • { $line }
campaigns-more-rules = …и ещё { $count }: откройте правила ниже
campaigns-page = Страница { $page } из { $pages }
campaigns-previous-button = ⬅️ Назад
campaigns-next-button = Дальше ➡️
campaigns-new-button = ➕ Новая кампания
campaigns-all-button = 🎯 Все кампании
campaigns-back-button = ⬅️ Назад
campaigns-start-button = ▶️ Запустить
campaigns-pause-button = ⏸ Пауза
campaigns-resume-button = ▶️ Продолжить
campaigns-stop-button = ⏹ Остановить
campaigns-edit-button = ✏️ Изменить
campaigns-clone-button = 📑 Копия
campaigns-versions-button = 🕓 Версии
campaigns-toml-button = 📄 Файл TOML
campaigns-toml-caption = Здесь все правила. Измените файл и пришлите сюда: он станет следующей версией.
campaigns-rules-title = 📖 <b>{ $title }</b>
campaigns-versions-title = 🕓 <b>Версии кампании «{ $title }»</b>
campaigns-version = <b>Версия { $version }</b> — { $at } · { $friends ->
    [one] { $friends } друг
    [few] { $friends } друга
    [many] { $friends } друзей
   *[other] { $friends } друга
    }
campaigns-gone = ➖ <s>{ $line }</s>
campaigns-come = ➕ { $line }
campaigns-more-changes = …и ещё { $count }
campaigns-changed-others = ✍️ Изменились тексты, картинки или цели.
campaigns-changed-nothing = Ничего не изменилось.
campaigns-says-title = Название: «{ $title }»
campaigns-says-budget = Бюджет: { $budget }

campaigns-ask-start = ▶️ Запустить «{ $title }»? С этой минуты друзья приходят по этим правилам.
campaigns-ask-pause = ⏸ Приостановить «{ $title }»? Новых друзей не будет, пока вы её не продолжите. Те, кто уже пришёл, зарабатывают дальше, обещанное будет начислено.
campaigns-ask-resume = ▶️ Продолжить «{ $title }»? Она снова будет принимать друзей.
campaigns-ask-stop = ⏹ Остановить «{ $title }»? Новых друзей и наград за покупки больше не будет; обещанное будет начислено.
campaigns-ask-load = 📥 Сохранить «{ $title }», не запуская? Запустить можно в любой момент.
campaigns-ask-version = ✏️ Версия { $version } кампании «{ $title }»:
campaigns-version-touches = Действует только для новых друзей. { $friends ->
    [0] По прежним правилам никто не пришёл.
    [one] { $friends } друг пришёл по прежним правилам: для него они сохранятся.
    [few] { $friends } друга пришли по прежним правилам: для них они сохранятся.
    [many] { $friends } друзей пришли по прежним правилам: для них они сохранятся.
   *[other] { $friends } друга пришли по прежним правилам: для них они сохранятся.
    }
campaigns-done-start = ✅ «{ $title }» идёт.
campaigns-done-pause = ✅ «{ $title }» на паузе.
campaigns-done-resume = ✅ «{ $title }» снова идёт.
campaigns-done-stop = ✅ «{ $title }» остановлена.
campaigns-loaded = { $runs ->
    [yes] ✅ Версия { $version } действует для новых друзей.
   *[no] ✅ Версия { $version } сохранена. Кампания не запущена.
    }

campaigns-forecast-button = 🔮 Прогноз
campaigns-picture-button = 📈 Картинкой
campaigns-assumed-orders = 📦 Заказов в месяц: { $number }
campaigns-assumed-margin = 💶 Маржа { $number } %
campaigns-assumed-order = 🧾 Средний чек: { $number ->
    [0] оценка
   *[other] { $number }
    }
campaigns-assumed-sharing = 📣 Приглашают { $number } %
campaigns-assumed-friends = 👥 Друзей у каждого: { $number }
campaigns-assumed-conversion = ✅ Покупают { $number } %
campaigns-assume-orders = сколько у вас заказов в месяц? Напишите число.
campaigns-assume-margin = какая часть цены остаётся вам, в процентах? Напишите число от 1 до 100.
campaigns-assume-order = какой у вас средний чек, без копеек? Напишите число; 0 — оценю сам.
campaigns-assume-sharing = сколько клиентов из ста кого-нибудь пригласят? Напишите число от 1 до 100.
campaigns-assume-friends = сколько друзей приведёт каждый из них? Напишите число.
campaigns-assume-conversion = сколько друзей из ста пришедших купят? Напишите число от 1 до 100.

campaigns-presets-title = ➕ <b>Новая кампания</b>
    Выберите самое близкое; любое число можно изменить.
campaigns-preset-line = <b>{ $title }</b>
    { $about }
campaigns-use-button = ✅ Взять эту
campaigns-presets-button = ⬅️ Другие программы
campaigns-file-button = 📄 Из файла TOML
campaigns-file-question = пришлите кампанию файлом TOML в ответ на это сообщение. Я покажу, что в нём; до подтверждения ничего не изменится.
campaigns-file-mistakes = ❌ В этой кампании есть ошибки, ничего не загружено. Исправьте их и пришлите файл снова:
    { $mistakes }

campaigns-number-title = Вопрос { $number } из { $count }
campaigns-number = { $label }
    Сейчас: <b>{ $value }</b>
campaigns-number-line = <b>{ $number }. { $value }</b> — { $label }
campaigns-number-taken = ✅ Принято: <b>{ $value }</b> — { $label }
campaigns-keep-button = ✅ Оставить
campaigns-change-button = ✏️ Изменить
campaigns-skip-button = ⏩ Остальное оставить
campaigns-all-numbers = 🔢 Все числа
campaigns-fewer-numbers = 🔢 Только главные
campaigns-draft-new = 📝 <b>Новая кампания: { $title }</b>
campaigns-draft-change = ✏️ <b>Меняем «{ $title }»</b>
campaigns-placeholder = ⚠️ Вместо { $chat } укажите свой канал и назначьте меня там администратором.
campaigns-load-button = 📥 Сохранить на потом
campaigns-load-confirm-button = 📥 Сохранить
campaigns-load-version-button = 📥 Загрузить новой версией
campaigns-drop-button = ✖️ Удалить черновик
campaigns-dropped = ✖️ Черновик удалён, ничего не изменилось.

campaigns-number-unset = без ограничения
campaigns-number-any = любая
campaigns-number-no-wait = без ожидания
campaigns-number-size = { $rule }
campaigns-number-tier = { $count ->
    [one] От { $count } друга.
    [few] От { $count } друзей.
    [many] От { $count } друзей.
   *[other] От { $count } друга.
    } { $rule }
campaigns-number-max-amount = Сколько может принести один друг. { $rule }
campaigns-number-times = Сколько покупок друга засчитывается. { $rule }
campaigns-number-milestone-amount = { $count ->
    [one] Премия за { $count } друга
    [few] Премия за { $count } друзей
    [many] Премия за { $count } друзей
   *[other] Премия за { $count } друга
    }
campaigns-number-milestone-at = За сколько друзей даётся премия
campaigns-number-prize = Приз № { $number } конкурса «{ $contest }»
campaigns-number-contest-lasts = Сколько длится конкурс «{ $contest }»
campaigns-number-plan = Со скольких друзей действуют условия «{ $plan }»
campaigns-number-purchase = На какую сумму друг должен купить, не меньше
campaigns-number-chat = Канал или группа, куда вступает друг
campaigns-number-qualify-hold = Сколько друг должен пробыть или сколько ждём возврата покупки, прежде чем начислить награду
campaigns-number-budget-total = Сколько кампания может раздать всего
campaigns-number-campaign-ends-at = Последний день
campaigns-number-campaign-title = Название, которое видят люди
campaigns-number-limits-per-hour = Сколько друзей одного человека засчитывается за час
campaigns-number-limits-per-day = Сколько друзей одного человека засчитывается за день
campaigns-number-limits-per-week = Сколько друзей одного человека засчитывается за неделю
campaigns-number-limits-per-campaign = Сколько друзей одного человека засчитывается всего
campaigns-number-payout-minimum = Наименьшая выплата
campaigns-number-expiry-after = Через сколько сгорают неиспользованные баллы
campaigns-number-purchases-currency = Валюта покупок

campaigns-hint-title = Напишите название, до 64 символов.
campaigns-hint-chat = Напишите его @имя или пришлите адрес t.me/….
campaigns-hint-points = Напишите число, например { $unit }.
campaigns-hint-percent = Напишите процент, например 5 или 2,5.
campaigns-hint-money = Напишите сумму, например 1 000.
campaigns-hint-currency = Напишите три буквы, например RUB.
campaigns-hint-span = Напишите срок, например 24 часа, 14 дней или 0.
campaigns-hint-count = Напишите целое число.
campaigns-hint-day = Напишите дату, например 31.12.2026.
campaigns-hint-unset = «-» снимает ограничение.

error-number-not-understood = { $kind ->
    [title] В названии от 1 до 64 видимых символов. Напишите ещё раз.
    [chat] Нужно открытое имя канала или группы, например @news.
    [percent] Нужен процент от 0,01 до 100, например 5 или 2,5.
    [span] Нужен срок в неделях, днях, часах или минутах, например 14 дней или 24 часа.
    [day] Нужна дата с 2000 по 2198 год, например 31.12.2026.
    [currency] Нужны три буквы существующей валюты, например RUB.
   *[count] Нужно целое число, не меньше 1.
    }
error-number-refused = Это не сочетается с остальными правилами: { $reason }
error-number-unknown = Этого числа больше нет. Откройте черновик заново.
error-assumption-unusable = Напишите целое число от { $low } до { $high }, без дробной части.
error-campaign-changed-meanwhile = Эту кампанию тем временем изменили. Начните заново с её карточки.
error-campaign-unchanged = Пока ничего не изменено.
error-placeholder-left = Сначала укажите свой канал вместо { $chat }.
error-preset-unknown = Такой программы больше нет. Выберите другую.
