questions-placeholder = Your answer
questions-cancel-button = Cancel
questions-cancelled = Cancelled: nothing has changed.
questions-late = I am no longer waiting for this answer, and nothing has changed. Please press the button again.

error-reason-left-out =
    { $length ->
        [one] Please add the reason in words, { $length } character or more.
       *[other] Please add the reason in words, { $length } characters or more.
    }
error-reason-too-wordy =
    { $length ->
        [one] The reason is too long: at most { $length } character.
       *[other] The reason is too long: at most { $length } characters.
    }
