invites-share-text = Join me in “{ $title }”!
invites-share-button = 📨 Share with friends
invites-copy-button = 📋 Copy link
invites-screen = 🎁 <b>{ $title }</b>

    🔗 Your link:
    { $link }

    Code: <code>{ $code }</code>
invites-vanity-button = ✏️ Choose my own code
invites-vanity-ask = Send me the code you would like: 4 to 32 Latin letters, digits, “-” or “_”, at least one letter among them. It will lead to you in capital and small letters alike.

    /cancel — leave everything as it is.
invites-vanity-set = Done! Your code is now <code>{ $code }</code>. The old link keeps working.
invites-more-button = 💌 More ways to share
invites-choose-first = 🎚 First choose who gets the bonus, you or your friend. Then I give you your link.
invites-choose-button = 🎚 Choose who gets the bonus
invites-share-hint = Share it with a button below. Each way has a link of its own, so you see what works.
invites-telegram-button = ✈️ Telegram
invites-whatsapp-button = 💬 WhatsApp
invites-mail-button = ✉️ Email
invites-sms-button = 📱 SMS
invites-places-button = 📊 What works
invites-page-button = 🖼 For your page
invites-add-button = ➕ Another link
invites-products-button = 🏷 A link for one product
invites-split-button = 🎚 Who gets the bonus
invites-campaign-button = 🎁 { $title }
invites-back-button = ‹ Back
invites-place-button = 🔗 { $label }
invites-label-default = main link
invites-label-telegram = Telegram
invites-label-whatsapp = WhatsApp
invites-label-mail = email
invites-label-sms = SMS
invites-label-copy = copied link
invites-label-qr = QR code
invites-label-site = your page
invites-label-screen =
    🔗 <b>{ $title }</b>: { $label }

    { $link }

    Code: <code>{ $code }</code>

    Text to copy:
    <code>{ $words }
    { $link }</code>
invites-products-title = 🏷 <b>{ $title }</b>
    A link for each product. Press one to share it.
invites-products-line = <b>{ $name }</b>
    { $link }
invites-places-title = 📊 <b>Opened → came → counted</b>
invites-places-line = { $label }: { $clicks } → { $came } → { $qualified }
invites-places-more =
    { $count ->
        [one] …and { $count } more place: /invite
       *[other] …and { $count } more places: /invite
    }
invites-counts-title = 📊 <b>{ $title }: what works</b>
invites-counts-line = <b>{ $label }</b>
    shown { $shown } · opened { $clicks } · came { $came } · counted { $qualified }
invites-counts-quiet = Nobody yet by: { $labels }
invites-counts-hint = “Shown” is how often you got the link from me to share it. “Opened” counts visitors of your invite page once a day; a link that leads straight to Telegram cannot be counted before somebody comes.
invites-add-ask = For which place is the link? Send me one word, for example <code>instagram</code>.

    /cancel — leave everything as it is.
invites-split-title = 🎚 <b>{ $title }</b>
    Who shall get the bonus? You can change this at any time; links that you have already sent keep your choice of then.
invites-split-name = <b>{ $name }</b>
invites-split-me = 🙋 Me
invites-split-friend = 🎁 My friend
invites-split-half = 🤝 Half each
invites-gain = You get { $mine }, your friend { $friends }.
invites-gain-of = Of a purchase of { $purchase } you get { $mine }, your friend { $friends }.
error-label-malformed = A name for a place is one word of up to 32 letters, digits, “-” or “_”, like this: /invite instagram
error-too-many-labels = You already have { $count } links. Use one of those.
error-no-campaign-running = No campaign is running right now. Try again when one has started.
error-invite-closed = This campaign is not running any more. /invite shows your link in the one that is.
error-vanity-malformed = A code is 4 to 32 Latin letters, digits, “-” or “_”, at least one letter among them. Send another one, or /cancel.
error-vanity-taken = The code “{ $code }” is taken. Send another one, or /cancel.
error-split-unknown = This campaign does not offer that choice any more. Start again: /invite
