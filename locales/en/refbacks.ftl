refbacks-screen = 🤲 <b>{ $title }</b>
    You give your friends <b>{ $percent }%</b> of each of your rewards. You may give up to { $most }%.
refbacks-hint = Choose below, or write for example <code>/refback 15</code>.
refbacks-saved = ✅ Saved. It counts from your next reward on; what you already have stays yours.
refbacks-choice = { $percent }%
refbacks-ticked = ✅ { $percent }%
refbacks-which = 🤲 In which campaign do you want to give a part on?
error-refback-not-offered = No campaign that is running lets you give a part of your reward on.
error-refback-malformed = Write a whole number from 0 to { $most }, for example: /refback 10
error-refback-too-large = You may give on { $most }% at most. Choose a smaller number: nothing was changed.
