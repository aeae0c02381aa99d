qr-button = 🔳 QR code
qr-hint = Scan me with your phone’s camera
qr-caption =
    🔳 <b>{ $title }</b>

    🔗 { $link }
    Code: <code>{ $code }</code>

    Show it on your screen or print it: who scans it comes by your invitation.
error-drawing-failed = The picture did not come out this time. Please try again in a minute; your link works all the same: /invite
error-too-many-pictures = Many people want pictures right now. Please try again in a minute; your link works all the same: /invite
