offers-button = 🎁 Rewards
offers-title = <b>🎁 What you can have for your points</b>
offers-empty = There is nothing here yet. Your points stay with you: /balance
offers-have = You have: <b>{ $amount }</b>
offers-page = Page { $page } of { $pages }
offers-previous-button = « Back
offers-next-button = More »
offers-mine-button = 🧾 My rewards
offers-item-button = { $box } { $title }
offers-line =
    { $icon } <b>{ $title }</b>
    { $price }{ $stock ->
        [none] { " · " }sold out
        [some] { " · " }{ $left } left
       *[any] { "" }
    }{ $short ->
        [yes] { "\u000A" }You need { $missing } more
       *[no] { "" }
    }
offers-words = { $words }
offers-buy-button = Take it for { $price }
offers-asks =
    <b>{ $title }</b>

    { $question }

    Write the answer here. Only the organisers see it.
offers-confirm =
    <b>Take “{ $title }” for { $price }?</b>

    You will have { $rest } left.
offers-answer = ✍️ { $answer }
offers-thanks-preview =
    This is what will be posted, with your name as you set it in /settings:

    { offers-thanks-post }
offers-confirm-button = ✅ Yes, take it
offers-bought = 🎉 <b>It is yours</b>
offers-bought-in = Campaign: { $title }
offers-mine-title = <b>🧾 What you took</b>
offers-mine-empty = You have not taken anything yet.
offers-mine-item-button = { $icon } { $title }
offers-mine-line =
    { $icon } <b>{ $title }</b> · { $price }
    { $state ->
        [ordered] ⏳ the organisers are at it
        [sent] 🚚 on its way to you
        [cancelled] ↩️ cancelled, the points came back: { $reason }
       *[delivered] ✅ yours
    } · { $at }
offers-code =
    Your code: <code>{ $code }</code>
    Tap it to copy.
offers-access = { $words }
offers-copy-button = 📋 Copy the code
offers-open-button = 🎁 Show it
offers-redeemed-notice = 🎉 { $icon } <b>{ $title }</b> is yours: your reward of { $price } has paid for it.
offers-missed-notice =
    { $reason ->
        [points] 🎁 Your reward was to buy “{ $title }” for { $price }, but its points did not reach for it. They stay with you; take it in /rewards as soon as there are enough.
       *[stock] 🎁 Your reward was to buy “{ $title }”, but it has just run out. The points stay with you: /rewards shows what else there is. The organisers have been told.
    }
offers-gift-sent-notice = 🚚 { $icon } “{ $title }” is on its way to you.
offers-gift-delivered-notice = ✅ { $icon } “{ $title }” is delivered. Enjoy it!
offers-thanks-delivered-notice = 📣 { $icon } “{ $title }”: the thanks to you are posted.
offers-cancelled-notice =
    ↩️ “{ $title }” was cancelled. Back to you: <b>{ $price }</b>.

    Reason: { $reason }
offers-missed-group =
    { $why ->
        [points] ⚠️ { $count ->
            [one] A reward was
           *[other] { $count } rewards were
        } to buy “{ $title }”, but the points of a reward did not reach for the price. They stayed. Check the price in /offers.
       *[stock] ⚠️ “{ $title }” has run out: { $count ->
            [one] one reward kept its points.
           *[other] { $count } rewards kept their points.
        } Put more in with /offers.
    }
offers-last-group = ⚠️ { $icon } “{ $title }”: the last one has just been taken. Put more in with /offers.
offers-thanks-post =
    { $own ->
        [yes] { $gives }
       *[no] 🙏 Thank you, { $name }! You have brought us many friends.
    }

offers-card =
    { $icon } <b>#{ $number } · { $title }</b>
    { $state ->
        [ordered] { $kind ->
            [thanks] 🆕 to be posted
           *[gift] 🆕 to be sent
        }
        [sent] 🚚 sent · { $by }, { $at }
        [cancelled] ↩️ cancelled · { $by }, { $at }{ "\u000A" }Reason: { $reason }
       *[delivered] { $kind ->
            [voucher] ✅ handed out: <code>{ $code }</code>
            [access] ✅ given
            [thanks] ✅ posted · { $by }, { $at }
           *[gift] ✅ delivered · { $by }, { $at }
        }
    }

    Who: { $named ->
        [yes] { $who }
       *[no] { names-hidden }
    } · <code>/user { $telegram_id }</code>{ $banned ->
        [yes] { "\u000A" }🚫 banned
       *[no] { "" }
    }
    Price: { $price }{ $reward ->
        [yes] { " " }(bought by a reward)
       *[no] { "" }
    }
    Campaign: { $campaign }
    Taken: { $bought_at }{ $answered ->
        [yes] { "\u000A" }Answer:<blockquote>{ $answer }</blockquote>
       *[no] { "" }
    }{ $kind ->
        [thanks] { "\u000A\u000A" }Words: { offers-thanks-post }
       *[other] { "" }
    }
offers-move-gift-sent-button = 🚚 Sent
offers-move-gift-delivered-button = ✅ Delivered
offers-move-thanks-delivered-button = ✅ I have posted it
offers-post-button = 📣 Post in { $channel }
offers-cancel-button = ↩️ Cancel, points back…
offers-moved-toast = Done. The person has been told.
offers-ask-reason = why is #{ $number } “{ $title }” cancelled? The person will read it. /cancel leaves it as it is.
offers-cancel-preview =
    <b>Cancel #{ $number } “{ $title }”?</b>

    Back to the person: { $price }.{ $kind ->
        [voucher] { "\u000A" }The code was shown: it is not put back, so void it where it is used.
       *[other] { "" }
    }
    Reason: { $reason }
offers-cancel-confirm-button = ↩️ Yes, cancel it
offers-cancelled = ↩️ #{ $number } is cancelled and the person has been told. Given back: { $price }.
offers-admin-title = <b>🎁 Catalogue</b>
offers-admin-empty = 🎁 The catalogue is empty. Put something in with the button below, or with [[offer]] in a campaign’s file.
offers-admin-line =
    { $icon } <b>{ $title }</b>{ $sale ->
        [no] { " · " }⏸ stopped
       *[yes] { "" }
    }
    { $price } · { $limited ->
        [yes] { $left } left
       *[no] no limit
    } · taken { $sold }
offers-admin-details =
    Campaign: { $campaign }
    Name in rules: <code>{ $name }</code>
    Picture: { $pictured ->
        [yes] yes
       *[no] none
    }
offers-admin-channel = Channel: { $channel }
offers-waiting-button = 📦 To deliver: { $count }
offers-add-button = ➕ Add
offers-upload-button = ⬆️ Upload codes
offers-edit-price-button = 💰 Price
offers-edit-stock-button = 🔢 Stock
offers-edit-photo-button = 🖼 Picture
offers-stop-button = ⏸ Take off sale
offers-resume-button = ▶️ Put on sale
offers-purchases-button = 🧾 Taken: { $count }
offers-all-button = « Catalogue
offers-ask-price = what is the new price of “{ $title }”? Now it is { $price }. Who confirms after that pays the new one.
offers-ask-stock = how many of “{ $title }” are left? A dash (-) means no limit.
offers-ask-photo = send a picture of “{ $title }”, or a dash (-) to take the picture away.
offers-changed =
    { $field ->
        [price] ✅ The price is changed.
        [stock] ✅ The stock is changed.
       *[photo] ✅ The picture is changed.
    }
offers-ask-campaign = For the points of which campaign?
offers-ask-kind = <b>{ $title }</b>: what shall it be?
offers-kind-voucher = 🎟 A voucher: a code from your list
offers-kind-gift = 🎁 A gift: you send it
offers-kind-access = 🔑 Access: a text or a link
offers-kind-thanks = 🙏 Public thanks in a post
offers-ask-title = what is it called? Up to 64 characters.
offers-ask-new-price = what does it cost? Write the number of { $unit }.
offers-ask-new-gift = how many are there? A dash (-) means no limit.
offers-ask-new-thanks = how many times can it be taken? A dash (-) means no limit.
offers-ask-new-access = what does the buyer get to read: which text or link? Only buyers see it.
offers-added =
    ✅ “{ $title }” is on sale in /rewards.{ $kind ->
        [voucher] { " " }Now upload its codes: until then it is sold out.
       *[other] { "" }
    }
offers-ask-codes = send the codes of “{ $title }”: a text or CSV file with one code a line, or the codes themselves. They can be bought once you have confirmed them. Nobody can read them back here, only buyers see theirs.
offers-codes-understood =
    { $count ->
        [one] <b>{ $count }</b> code for “{ $title }”?
       *[other] <b>{ $count }</b> codes for “{ $title }”?
    }
offers-codes-first = The first: <code>{ $code }</code>
offers-codes-last = The last: <code>{ $code }</code>
offers-codes-header = A header, no code: <code>{ $header }</code>
offers-codes-column = Taken from column { $column } of { $columns }; what the others hold is left out.
offers-codes-check = Do they look like codes? Once confirmed they are on sale and cannot be taken back.
offers-codes-confirm-button =
    { $count ->
        [one] ✅ Yes, upload { $count } code
       *[other] ✅ Yes, upload { $count } codes
    }
offers-codes-added =
    { $count ->
        [one] ✅ <b>{ $count }</b> new code for “{ $title }”
       *[other] ✅ <b>{ $count }</b> new codes for “{ $title }”
    }
offers-codes-known = Were there before: { $count }
offers-codes-elsewhere = Left out, because another reward has them: { $count }
offers-codes-repeated = Twice in the file: { $count }
offers-codes-blank = Blank lines: { $count }
offers-codes-left = To be had now: { $count }
offers-purchases-title = <b>🧾 Who took “{ $title }”</b>
offers-purchases-empty = Nobody yet.
offers-waiting-title = <b>📦 To deliver</b>
offers-purchase-line =
    #{ $number } { $icon } { $title } · { $name }
    { $state ->
        [ordered] 🆕 ordered
        [sent] 🚚 sent
        [cancelled] ↩️ cancelled
       *[delivered] ✅ delivered
    } · { $at }

error-offer-unknown = This is no longer in the catalogue.
error-too-many-offers = A campaign can have { $count } offers at most.
error-offer-title-unusable = The title must have 1 to { $length } characters that can be seen, on one line.
error-offer-words-unusable = The text must have 1 to { $length } characters.
error-stock-unusable = Write a whole number up to { $most }, or a dash (-) for no limit.
error-offer-price-unusable = The price must be more than zero.
error-voucher-file-empty = There are no codes in it. One code a line, please.
error-voucher-file-too-large = That is too much at once: at most { $codes } codes and { $size } MB in one file.
error-voucher-quotes-open = Nothing was loaded: from line { $line } on the quotation marks (") do not come in pairs. Delete them, or close each pair.
error-vouchers-unreadable =
    { $count ->
        [one] Nothing was loaded: line { $line } is no code. A code has at most { $length } characters, all of them visible.
       *[other] Nothing was loaded: { $count } lines are no codes, the first is line { $line }. A code has at most { $length } characters, all of them visible.
    }
error-offer-has-no-vouchers = Only vouchers have codes.
error-rewards-closed-to-banned = Rewards are closed to you. If you think that is a mistake, see /help.
error-offer-not-on-sale = This is not on sale any more. Your points are untouched: /rewards
error-offer-sold-out = Somebody was faster: it is sold out. Your points are untouched: /rewards
error-offer-price-changed = The price has changed: it costs { $price } now. Open it again in /rewards, if you still want it.
error-price-beyond-balance = It costs { $price }: you need { $missing } more.
error-answer-unusable = Please answer with { $least } to { $most } characters.
error-redemption-unknown = There is no such purchase.
error-redemption-moved =
    { $state ->
        [ordered] Nothing has been done about it yet.
        [sent] { $by } was first: sent, { $at }.
        [cancelled] { $by } was first: cancelled, { $at }.
       *[delivered] { $by } was first: delivered, { $at }.
    }
error-purchase-card-renewed = The buttons were out of date. The card has new ones: please press again.
error-channel-closed = I cannot post in { $channel }. Make me an administrator there who may post, and press again.
error-picture-left-out = That is no picture. Send a photo, or a dash (-) to take the picture away.
error-upload-is-a-spreadsheet = That is a spreadsheet. Save it as CSV (in Excel: Save as → CSV UTF-8) and send that file.
error-upload-not-text = I cannot read this file as text. Save it as CSV or plain text in UTF-8.
