offers-button = 🎁 Награды
offers-title = <b>🎁 На что можно обменять баллы</b>
offers-empty = Здесь пока пусто. Ваши баллы никуда не денутся: /balance
offers-have = У вас: <b>{ $amount }</b>
offers-page = Страница { $page } из { $pages }
offers-previous-button = « Назад
offers-next-button = Ещё »
offers-mine-button = 🧾 Мои награды
offers-item-button = { $box } { $title }
offers-line =
    { $icon } <b>{ $title }</b>
    { $price }{ $stock ->
        [none] { " · " }закончилось
        [some] { " · " }осталось: { $left }
       *[any] { "" }
    }{ $short ->
        [yes] { "\u000A" }Не хватает: { $missing }
       *[no] { "" }
    }
offers-words = { $words }
offers-buy-button = Взять за { $price }
offers-asks =
    <b>{ $title }</b>

    { $question }

    Напишите ответ сюда. Его увидят только организаторы.
offers-confirm =
    <b>Взять «{ $title }» за { $price }?</b>

    Останется: { $rest }.
offers-answer = ✍️ { $answer }
offers-thanks-preview =
    Вот что будет опубликовано. Имя — как у вас в /settings:

    { offers-thanks-post }
offers-confirm-button = ✅ Да, беру
offers-bought = 🎉 <b>Готово, это ваше</b>
offers-bought-in = Кампания: { $title }
offers-mine-title = <b>🧾 Что вы взяли</b>
offers-mine-empty = Вы пока ничего не взяли.
offers-mine-item-button = { $icon } { $title }
offers-mine-line =
    { $icon } <b>{ $title }</b> · { $price }
    { $state ->
        [ordered] ⏳ организаторы уже занимаются
        [sent] 🚚 в пути к вам
        [cancelled] ↩️ отменено, баллы вернулись: { $reason }
       *[delivered] ✅ у вас
    } · { $at }
offers-code =
    Ваш код: <code>{ $code }</code>
    Нажмите на него, чтобы скопировать.
offers-access = { $words }
offers-copy-button = 📋 Скопировать код
offers-open-button = 🎁 Показать
offers-redeemed-notice = 🎉 { $icon } <b>{ $title }</b> — ваше: на это ушла ваша награда, { $price }.
offers-missed-notice =
    { $reason ->
        [points] 🎁 Награда должна была купить «{ $title }» за { $price }, но её баллов не хватило. Они остались у вас: возьмите сами в /rewards, когда накопится.
       *[stock] 🎁 Награда должна была купить «{ $title }», но запас только что закончился. Баллы остались у вас: что ещё есть, покажет /rewards. Организаторам сообщили.
    }
offers-gift-sent-notice = 🚚 { $icon } «{ $title }» уже в пути к вам.
offers-gift-delivered-notice = ✅ { $icon } «{ $title }»: доставлено. Приятного пользования!
offers-thanks-delivered-notice = 📣 { $icon } «{ $title }»: благодарность вам опубликована.
offers-cancelled-notice =
    ↩️ «{ $title }»: отменено. Вам вернулось: <b>{ $price }</b>.

    Причина: { $reason }
offers-missed-group =
    { $why ->
        [points] ⚠️ { $count ->
            [one] { $count } награда должна была
            [few] { $count } награды должны были
           *[many] { $count } наград должны были
        } купить «{ $title }», но баллов награды на цену не хватило. Они остались у людей. Проверьте цену: /offers
       *[stock] ⚠️ «{ $title }»: запас закончился. { $count ->
            [one] { $count } награда осталась баллами.
            [few] { $count } награды остались баллами.
           *[many] { $count } наград остались баллами.
        } Пополнить: /offers
    }
offers-last-group = ⚠️ { $icon } «{ $title }»: только что взяли последнее. Пополнить: /offers
offers-thanks-post =
    { $own ->
        [yes] { $gives }
       *[no] 🙏 Спасибо, { $name }! Благодаря вам к нам пришло много друзей.
    }

offers-card =
    { $icon } <b>№{ $number } · { $title }</b>
    { $state ->
        [ordered] { $kind ->
            [thanks] 🆕 нужно опубликовать
           *[gift] 🆕 нужно отправить
        }
        [sent] 🚚 отправлено · { $by }, { $at }
        [cancelled] ↩️ отменено · { $by }, { $at }{ "\u000A" }Причина: { $reason }
       *[delivered] { $kind ->
            [voucher] ✅ выдан: <code>{ $code }</code>
            [access] ✅ выдано
            [thanks] ✅ опубликовано · { $by }, { $at }
           *[gift] ✅ доставлено · { $by }, { $at }
        }
    }

    Кто: { $named ->
        [yes] { $who }
       *[no] { names-hidden }
    } · <code>/user { $telegram_id }</code>{ $banned ->
        [yes] { "\u000A" }🚫 заблокирован
       *[no] { "" }
    }
    Цена: { $price }{ $reward ->
        [yes] { " " }(оплачено наградой)
       *[no] { "" }
    }
    Кампания: { $campaign }
    Взято: { $bought_at }{ $answered ->
        [yes] { "\u000A" }Ответ:<blockquote>{ $answer }</blockquote>
       *[no] { "" }
    }{ $kind ->
        [thanks] { "\u000A\u000A" }Текст: { offers-thanks-post }
       *[other] { "" }
    }
offers-move-gift-sent-button = 🚚 Отправлено
offers-move-gift-delivered-button = ✅ Доставлено
offers-move-thanks-delivered-button = ✅ Опубликовано мной
offers-post-button = 📣 Опубликовать в { $channel }
offers-cancel-button = ↩️ Отменить, вернуть баллы…
offers-moved-toast = Готово. Человеку сообщили.
offers-ask-reason = почему отменяется №{ $number } «{ $title }»? Человек это прочитает. /cancel оставит всё как есть.
offers-cancel-preview =
    <b>Отменить №{ $number } «{ $title }»?</b>

    Вернётся человеку: { $price }.{ $kind ->
        [voucher] { "\u000A" }Код уже показан: в запас он не вернётся, погасите его там, где он действует.
       *[other] { "" }
    }
    Причина: { $reason }
offers-cancel-confirm-button = ↩️ Да, отменить
offers-cancelled = ↩️ №{ $number }: отменено, человеку сообщили. Возвращено: { $price }.
offers-admin-title = <b>🎁 Каталог</b>
offers-admin-empty = 🎁 Каталог пуст. Добавьте что-нибудь кнопкой ниже или разделом [[offer]] в файле кампании.
offers-admin-line =
    { $icon } <b>{ $title }</b>{ $sale ->
        [no] { " · " }⏸ снято
       *[yes] { "" }
    }
    { $price } · { $limited ->
        [yes] осталось: { $left }
       *[no] без ограничения
    } · взяли: { $sold }
offers-admin-details =
    Кампания: { $campaign }
    Имя в правилах: <code>{ $name }</code>
    Картинка: { $pictured ->
        [yes] есть
       *[no] нет
    }
offers-admin-channel = Канал: { $channel }
offers-waiting-button = 📦 К доставке: { $count }
offers-add-button = ➕ Добавить
offers-upload-button = ⬆️ Загрузить коды
offers-edit-price-button = 💰 Цена
offers-edit-stock-button = 🔢 Запас
offers-edit-photo-button = 🖼 Картинка
offers-stop-button = ⏸ Снять с обмена
offers-resume-button = ▶️ Вернуть в обмен
offers-purchases-button = 🧾 Взяли: { $count }
offers-all-button = « Каталог
offers-ask-price = какая новая цена у «{ $title }»? Сейчас { $price }. Кто подтвердит позже, заплатит новую.
offers-ask-stock = сколько осталось «{ $title }»? Дефис (-) — без ограничения.
offers-ask-photo = пришлите картинку для «{ $title }» или дефис (-), чтобы её убрать.
offers-changed =
    { $field ->
        [price] ✅ Цена изменена.
        [stock] ✅ Запас изменён.
       *[photo] ✅ Картинка изменена.
    }
offers-ask-campaign = За баллы какой кампании?
offers-ask-kind = <b>{ $title }</b>: что это будет?
offers-kind-voucher = 🎟 Ваучер: код из вашего списка
offers-kind-gift = 🎁 Подарок: вы его отправляете
offers-kind-access = 🔑 Доступ: текст или ссылка
offers-kind-thanks = 🙏 Публичная благодарность
offers-ask-title = как это называется? До 64 знаков.
offers-ask-new-price = сколько это стоит? Напишите число, единица — { $unit }.
offers-ask-new-gift = сколько их? Дефис (-) — без ограничения.
offers-ask-new-thanks = сколько раз это можно взять? Дефис (-) — без ограничения.
offers-ask-new-access = что прочитает покупатель: какой текст или ссылку? Это видно только тем, кто взял.
offers-added =
    ✅ «{ $title }» уже в /rewards.{ $kind ->
        [voucher] { " " }Теперь загрузите коды: без них ваучер числится закончившимся.
       *[other] { "" }
    }
offers-ask-codes = пришлите коды для «{ $title }»: текстовый или CSV-файл, по коду в строке, или сами коды. Купить их можно будет после вашего подтверждения. Прочитать их здесь потом нельзя, каждый увидит только свой.
offers-codes-understood =
    { $count ->
        [one] <b>{ $count }</b> код для «{ $title }»?
        [few] <b>{ $count }</b> кода для «{ $title }»?
       *[many] <b>{ $count }</b> кодов для «{ $title }»?
    }
offers-codes-first = Первый: <code>{ $code }</code>
offers-codes-last = Последний: <code>{ $code }</code>
offers-codes-header = Заголовок, а не код: <code>{ $header }</code>
offers-codes-column = Взяты из столбца { $column } (всего столбцов: { $columns }); остальное не загружается.
offers-codes-check = Похоже на коды? После подтверждения они в продаже, и забрать их назад нельзя.
offers-codes-confirm-button =
    { $count ->
        [one] ✅ Да, загрузить { $count } код
        [few] ✅ Да, загрузить { $count } кода
       *[many] ✅ Да, загрузить { $count } кодов
    }
offers-codes-added =
    { $count ->
        [one] ✅ <b>{ $count }</b> новый код для «{ $title }»
        [few] ✅ <b>{ $count }</b> новых кода для «{ $title }»
       *[many] ✅ <b>{ $count }</b> новых кодов для «{ $title }»
    }
offers-codes-known = Уже были: { $count }
offers-codes-elsewhere = Не добавлены, потому что они у другого товара: { $count }
offers-codes-repeated = Повторов в файле: { $count }
offers-codes-blank = Пустых строк: { $count }
offers-codes-left = Теперь в запасе: { $count }
offers-purchases-title = <b>🧾 Кто взял «{ $title }»</b>
offers-purchases-empty = Пока никто.
offers-waiting-title = <b>📦 К доставке</b>
offers-purchase-line =
    №{ $number } { $icon } { $title } · { $name }
    { $state ->
        [ordered] 🆕 заказано
        [sent] 🚚 отправлено
        [cancelled] ↩️ отменено
       *[delivered] ✅ доставлено
    } · { $at }

error-offer-unknown = Этого в каталоге больше нет.
error-too-many-offers = Товаров в каталоге одной кампании: не больше { $count }.
error-offer-title-unusable = В названии должно быть от 1 до { $length } видимых знаков, в одну строку.
error-offer-words-unusable = В тексте должно быть от 1 до { $length } знаков.
error-stock-unusable = Напишите целое число до { $most } или дефис (-), если ограничения нет.
error-offer-price-unusable = Цена должна быть больше нуля.
error-voucher-file-empty = Здесь нет кодов. По одному коду в строке, пожалуйста.
error-voucher-file-too-large = Слишком много за раз: в одном файле не больше { $codes } кодов и { $size } МБ.
error-voucher-quotes-open = Ничего не загружено: начиная со строки { $line } кавычки (") стоят не парами. Удалите их или закройте каждую пару.
error-vouchers-unreadable =
    { $count ->
        [one] Ничего не загружено: строка { $line } — не код. В коде не больше { $length } знаков, и все видимые.
        [few] Ничего не загружено: { $count } строки — не коды, первая — строка { $line }. В коде не больше { $length } знаков, и все видимые.
       *[many] Ничего не загружено: { $count } строк — не коды, первая — строка { $line }. В коде не больше { $length } знаков, и все видимые.
    }
error-offer-has-no-vouchers = Коды бывают только у ваучеров.
error-rewards-closed-to-banned = Обмен для вас закрыт. Если это ошибка, загляните в /help.
error-offer-not-on-sale = Это больше не предлагается. Ваши баллы целы: /rewards
error-offer-sold-out = Кто-то успел раньше: всё разобрали. Ваши баллы целы: /rewards
error-offer-price-changed = Цена изменилась: теперь { $price }. Если ещё хотите, откройте заново в /rewards.
error-price-beyond-balance = Цена — { $price }. Не хватает: { $missing }.
error-answer-unusable = Ответ должен быть длиной от { $least } до { $most } знаков.
error-redemption-unknown = Такого обмена нет.
error-redemption-moved =
    { $state ->
        [ordered] С этим ещё ничего не сделали.
        [sent] { $by } — раньше вас: отправлено, { $at }.
        [cancelled] { $by } — раньше вас: отменено, { $at }.
       *[delivered] { $by } — раньше вас: доставлено, { $at }.
    }
error-purchase-card-renewed = Кнопки устарели. На карточке теперь новые: нажмите ещё раз.
error-channel-closed = Не могу писать в { $channel }. Сделайте меня там администратором с правом публикации и нажмите ещё раз.
error-picture-left-out = Это не картинка. Пришлите фото или дефис (-), чтобы картинку убрать.
error-upload-is-a-spreadsheet = Это таблица. Сохраните её как CSV (в Excel: «Сохранить как» → CSV UTF-8) и пришлите тот файл.
error-upload-not-text = Не могу прочитать файл как текст. Сохраните его как CSV или простой текст в UTF-8.
