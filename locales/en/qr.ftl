qr-button = 🔳 QR code
qr-hint = Scan me with your phone’s camera
qr-caption =
    🔳 <b>{ $title }</b>

    🔗 { $link }
    Code: <code>{ $code }</code>

    Show it on your screen or print it: who scans it comes by your invitation.
qr-call = Join in!
qr-poster-button = 🖨 Poster to print (PDF)
qr-poster-picture-button = 🖼 Poster as a picture
qr-card-button = 📸 Card to post
qr-code-hint = Or send the bot /promo and this code
qr-poster-caption = 🖨 <b>{ $title }</b>
    A poster of A4 size. Who scans it comes by your invitation and is counted under “QR code”.
qr-card-caption = 📸 <b>{ $title }</b>
    For your story or feed. The link to put beside it: { $link }
error-drawing-failed = The picture did not come out this time. Please try again in a minute; your link works all the same: /invite
error-too-many-pictures = Many people want pictures right now. Please try again in a minute; your link works all the same: /invite
