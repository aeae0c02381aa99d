questions-placeholder = Вашият отговор
questions-cancel-button = Отказ
questions-cancelled = Отказано: нищо не е променено.
questions-late = Вече не чакам този отговор и нищо не е променено. Натиснете бутона отново.

error-reason-left-out =
    { $length ->
        [one] Добавете причината с думи: поне { $length } знак.
       *[other] Добавете причината с думи: поне { $length } знака.
    }
error-reason-too-wordy =
    { $length ->
        [one] Причината е твърде дълга: най-много { $length } знак.
       *[other] Причината е твърде дълга: най-много { $length } знака.
    }
