offers-button = 🎁 Награди
offers-title = <b>🎁 За какво можете да използвате точките си</b>
offers-empty = Тук още няма нищо. Точките остават ваши: /balance
offers-have = Имате: <b>{ $amount }</b>
offers-page = Страница { $page } от { $pages }
offers-previous-button = « Назад
offers-next-button = Още »
offers-mine-button = 🧾 Моите награди
offers-item-button = { $box } { $title }
offers-line =
    { $icon } <b>{ $title }</b>
    { $price }{ $stock ->
        [none] { " · " }изчерпано
        [some] { " · " }остават: { $left }
       *[any] { "" }
    }{ $short ->
        [yes] { "\u000A" }Не достигат: { $missing }
       *[no] { "" }
    }
offers-words = { $words }
offers-buy-button = Вземам за { $price }
offers-asks =
    <b>{ $title }</b>

    { $question }

    Напишете отговора тук. Виждат го само организаторите.
offers-confirm =
    <b>Да вземете ли „{ $title }“ за { $price }?</b>

    Ще ви останат: { $rest }.
offers-answer = ✍️ { $answer }
offers-thanks-preview =
    Ето какво ще бъде публикувано. Името е както сте го избрали в /settings:

    { offers-thanks-post }
offers-confirm-button = ✅ Да, вземам
offers-bought = 🎉 <b>Готово, ваше е</b>
offers-bought-in = Кампания: { $title }
offers-mine-title = <b>🧾 Какво сте взели</b>
offers-mine-empty = Още не сте взели нищо.
offers-mine-item-button = { $icon } { $title }
offers-mine-line =
    { $icon } <b>{ $title }</b> · { $price }
    { $state ->
        [ordered] ⏳ организаторите работят по това
        [sent] 🚚 пътува към вас
        [cancelled] ↩️ отменено, точките се върнаха: { $reason }
       *[delivered] ✅ ваше е
    } · { $at }
offers-code =
    Вашият код: <code>{ $code }</code>
    Докоснете го, за да го копирате.
offers-access = { $words }
offers-copy-button = 📋 Копиране на кода
offers-open-button = 🎁 Покажи
offers-redeemed-notice = 🎉 { $icon } <b>{ $title }</b> е ваше: за него отиде наградата ви от { $price }.
offers-missed-notice =
    { $reason ->
        [points] 🎁 Наградата трябваше да купи „{ $title }“ за { $price }, но точките ѝ не стигнаха. Те остават ваши: вземете го сами от /rewards, щом се съберат.
       *[stock] 🎁 Наградата трябваше да купи „{ $title }“, но то току-що се изчерпа. Точките остават ваши: /rewards показва какво друго има. Организаторите знаят.
    }
offers-gift-sent-notice = 🚚 { $icon } „{ $title }“ пътува към вас.
offers-gift-delivered-notice = ✅ { $icon } „{ $title }“ е доставено. Приятно ползване!
offers-thanks-delivered-notice = 📣 { $icon } „{ $title }“: благодарността към вас е публикувана.
offers-cancelled-notice =
    ↩️ „{ $title }“ е отменено. Върнато при вас: <b>{ $price }</b>.

    Причина: { $reason }
offers-missed-group =
    { $why ->
        [points] ⚠️ { $count ->
            [one] Една награда трябваше
           *[other] { $count } награди трябваше
        } да купи „{ $title }“, но точките от наградата не стигнаха за цената. Те останаха. Проверете цената: /offers
       *[stock] ⚠️ „{ $title }“ се изчерпа: { $count ->
            [one] една награда остана в точки.
           *[other] { $count } награди останаха в точки.
        } Добавете още: /offers
    }
offers-last-group = ⚠️ { $icon } „{ $title }“: току-що беше взето последното. Добавете още: /offers
offers-thanks-post =
    { $own ->
        [yes] { $gives }
       *[no] 🙏 Благодарим, { $name }! Доведохте ни много приятели.
    }

offers-card =
    { $icon } <b>№{ $number } · { $title }</b>
    { $state ->
        [ordered] { $kind ->
            [thanks] 🆕 за публикуване
           *[gift] 🆕 за изпращане
        }
        [sent] 🚚 изпратено · { $by }, { $at }
        [cancelled] ↩️ отменено · { $by }, { $at }{ "\u000A" }Причина: { $reason }
       *[delivered] { $kind ->
            [voucher] ✅ даден: <code>{ $code }</code>
            [access] ✅ дадено
            [thanks] ✅ публикувано · { $by }, { $at }
           *[gift] ✅ доставено · { $by }, { $at }
        }
    }

    Кой: { $named ->
        [yes] { $who }
       *[no] { names-hidden }
    } · <code>/user { $telegram_id }</code>{ $banned ->
        [yes] { "\u000A" }🚫 блокиран
       *[no] { "" }
    }
    Цена: { $price }{ $reward ->
        [yes] { " " }(платено с награда)
       *[no] { "" }
    }
    Кампания: { $campaign }
    Взето: { $bought_at }{ $answered ->
        [yes] { "\u000A" }Отговор:<blockquote>{ $answer }</blockquote>
       *[no] { "" }
    }{ $kind ->
        [thanks] { "\u000A\u000A" }Текст: { offers-thanks-post }
       *[other] { "" }
    }
offers-move-gift-sent-button = 🚚 Изпратено
offers-move-gift-delivered-button = ✅ Доставено
offers-move-thanks-delivered-button = ✅ Публикувах го
offers-post-button = 📣 Публикуване в { $channel }
offers-cancel-button = ↩️ Отмяна, точките обратно…
offers-moved-toast = Готово. Човекът е уведомен.
offers-ask-reason = защо се отменя №{ $number } „{ $title }“? Човекът ще го прочете. /cancel оставя всичко както е.
offers-cancel-preview =
    <b>Да се отмени ли №{ $number } „{ $title }“?</b>

    Връща се на човека: { $price }.{ $kind ->
        [voucher] { "\u000A" }Кодът вече е показан: не се връща в запаса, затова го анулирайте там, където важи.
       *[other] { "" }
    }
    Причина: { $reason }
offers-cancel-confirm-button = ↩️ Да, отменям
offers-cancelled = ↩️ №{ $number } е отменено и човекът е уведомен. Върнато: { $price }.
offers-admin-title = <b>🎁 Каталог</b>
offers-admin-empty = 🎁 Каталогът е празен. Добавете нещо с бутона по-долу или с [[offer]] във файла на кампанията.
offers-admin-line =
    { $icon } <b>{ $title }</b>{ $sale ->
        [no] { " · " }⏸ спряно
       *[yes] { "" }
    }
    { $price } · { $limited ->
        [yes] остават: { $left }
       *[no] без ограничение
    } · взети: { $sold }
offers-admin-details =
    Кампания: { $campaign }
    Име в правилата: <code>{ $name }</code>
    Картинка: { $pictured ->
        [yes] има
       *[no] няма
    }
offers-admin-channel = Канал: { $channel }
offers-waiting-button = 📦 За доставка: { $count }
offers-add-button = ➕ Добавяне
offers-upload-button = ⬆️ Качване на кодове
offers-edit-price-button = 💰 Цена
offers-edit-stock-button = 🔢 Запас
offers-edit-photo-button = 🖼 Картинка
offers-stop-button = ⏸ Спиране
offers-resume-button = ▶️ Пускане
offers-purchases-button = 🧾 Взети: { $count }
offers-all-button = « Каталог
offers-ask-price = каква е новата цена на „{ $title }“? Сега е { $price }. Който потвърди след това, плаща новата.
offers-ask-stock = колко броя от „{ $title }“ остават? Тире (-) значи без ограничение.
offers-ask-photo = изпратете картинка за „{ $title }“ или тире (-), за да я махнете.
offers-changed =
    { $field ->
        [price] ✅ Цената е променена.
        [stock] ✅ Запасът е променен.
       *[photo] ✅ Картинката е променена.
    }
offers-ask-campaign = За точките от коя кампания?
offers-ask-kind = <b>{ $title }</b>: какво ще бъде?
offers-kind-voucher = 🎟 Ваучер: код от вашия списък
offers-kind-gift = 🎁 Подарък: вие го изпращате
offers-kind-access = 🔑 Достъп: текст или връзка
offers-kind-thanks = 🙏 Публична благодарност
offers-ask-title = как се казва? До 64 знака.
offers-ask-new-price = колко струва? Напишете число, единицата е { $unit }.
offers-ask-new-gift = колко броя има? Тире (-) значи без ограничение.
offers-ask-new-thanks = колко пъти може да се вземе? Тире (-) значи без ограничение.
offers-ask-new-access = какво ще прочете купувачът: кой текст или връзка? Виждат го само взелите.
offers-added =
    ✅ „{ $title }“ вече е в /rewards.{ $kind ->
        [voucher] { " " }Сега качете кодовете: без тях ваучерът се води изчерпан.
       *[other] { "" }
    }
offers-ask-codes = изпратете кодовете за „{ $title }“: текстов или CSV файл с по един код на ред, или самите кодове. Могат да се купуват, след като ги потвърдите. После тук никой не може да ги прочете, всеки вижда само своя.
offers-codes-understood =
    { $count ->
        [one] <b>{ $count }</b> код за „{ $title }“?
       *[other] <b>{ $count }</b> кода за „{ $title }“?
    }
offers-codes-first = Първият: <code>{ $code }</code>
offers-codes-last = Последният: <code>{ $code }</code>
offers-codes-header = Заглавие, а не код: <code>{ $header }</code>
offers-codes-column = Взети са от колона { $column } (всички колони: { $columns }); останалото не се качва.
offers-codes-check = Приличат ли на кодове? След потвърждението са в продажба и не могат да се върнат.
offers-codes-confirm-button =
    { $count ->
        [one] ✅ Да, качи { $count } код
       *[other] ✅ Да, качи { $count } кода
    }
offers-codes-added =
    { $count ->
        [one] ✅ <b>{ $count }</b> нов код за „{ $title }“
       *[other] ✅ <b>{ $count }</b> нови кода за „{ $title }“
    }
offers-codes-known = Имаше ги вече: { $count }
offers-codes-elsewhere = Не са добавени, защото са на друг артикул: { $count }
offers-codes-repeated = Повторени във файла: { $count }
offers-codes-blank = Празни редове: { $count }
offers-codes-left = Сега в запаса: { $count }
offers-purchases-title = <b>🧾 Кой е взел „{ $title }“</b>
offers-purchases-empty = Още никой.
offers-waiting-title = <b>📦 За доставка</b>
offers-purchase-line =
    №{ $number } { $icon } { $title } · { $name }
    { $state ->
        [ordered] 🆕 поръчано
        [sent] 🚚 изпратено
        [cancelled] ↩️ отменено
       *[delivered] ✅ доставено
    } · { $at }

error-offer-unknown = Това вече го няма в каталога.
error-too-many-offers = В каталога на една кампания се побират най-много { $count } артикула.
error-offer-title-unusable = Името трябва да е от 1 до { $length } видими знака, на един ред.
error-offer-words-unusable = Текстът трябва да е от 1 до { $length } знака.
error-stock-unusable = Напишете цяло число до { $most } или тире (-), ако няма ограничение.
error-offer-price-unusable = Цената трябва да е по-голяма от нула.
error-voucher-file-empty = Тук няма кодове. По един код на ред, моля.
error-voucher-file-too-large = Твърде много наведнъж: най-много { $codes } кода и { $size } MB в един файл.
error-voucher-quotes-open = Нищо не е качено: от ред { $line } нататък кавичките (") не са по двойки. Изтрийте ги или затворете всяка двойка.
error-vouchers-unreadable =
    { $count ->
        [one] Нищо не е качено: ред { $line } не е код. Кодът има най-много { $length } знака и всички се виждат.
       *[other] Нищо не е качено: { $count } реда не са кодове, първият е ред { $line }. Кодът има най-много { $length } знака и всички се виждат.
    }
error-offer-has-no-vouchers = Само ваучерите имат кодове.
error-rewards-closed-to-banned = Наградите са затворени за вас. Ако мислите, че е грешка, вижте /help.
error-offer-not-on-sale = Това вече не се предлага. Точките ви са непокътнати: /rewards
error-offer-sold-out = Някой ви изпревари: изчерпано е. Точките ви са непокътнати: /rewards
error-offer-price-changed = Цената се промени: сега е { $price }. Ако още го искате, отворете го отново в /rewards.
error-price-beyond-balance = Струва { $price }: не достигат { $missing }.
error-answer-unusable = Отговорът трябва да е от { $least } до { $most } знака.
error-redemption-unknown = Няма такава покупка.
error-redemption-moved =
    { $state ->
        [ordered] По тази покупка още нищо не е направено.
        [sent] { $by } ви изпревари: изпратено, { $at }.
        [cancelled] { $by } ви изпревари: отменено, { $at }.
       *[delivered] { $by } ви изпревари: доставено, { $at }.
    }
error-purchase-card-renewed = Бутоните бяха остарели. Под съобщението има нови: натиснете отново.
error-channel-closed = Не мога да публикувам в { $channel }. Направете ме там администратор с право да публикува и натиснете отново.
error-picture-left-out = Това не е картинка. Изпратете снимка или тире (-), за да махнете картинката.
error-upload-is-a-spreadsheet = Това е таблица. Запазете я като CSV (в Excel: „Запиши като“ → CSV UTF-8) и изпратете този файл.
error-upload-not-text = Не мога да прочета файла като текст. Запазете го като CSV или обикновен текст в UTF-8.
