invites-share-text = Join me in “{ $title }”!
invites-share-button = 📨 Share with friends
invites-copy-button = 📋 Copy link
invites-screen = 🎁 <b>{ $title }</b>

    🔗 Your link:
    { $link }

    Code: <code>{ $code }</code>
invites-labels-title = Links for other places:
invites-label-line = • { $label }: { $link }
invites-label-hint = Want to know which place brings friends? Make a link for it: <code>/invite instagram</code>
invites-vanity-button = ✏️ Choose my own code
invites-vanity-ask = Send me the code you would like: 4 to 32 Latin letters, digits, “-” or “_”. It will lead to you in capital and small letters alike.

    /cancel — leave everything as it is.
invites-vanity-set = Done! Your code is now <code>{ $code }</code>. The old link keeps working.
error-label-malformed = A name for a place is one word of up to 32 letters, digits, “-” or “_”, like this: /invite instagram
error-too-many-labels = You already have { $count } links. Use one of those.
error-no-campaign-running = No campaign is running right now. Try again when one has started.
error-invite-closed = This campaign is not running any more. /invite shows your link in the one that is.
error-vanity-malformed = A code is 4 to 32 Latin letters, digits, “-” or “_”. Send another one, or /cancel.
error-vanity-taken = The code “{ $code }” is taken. Send another one, or /cancel.
