questions-placeholder = Ваш ответ
questions-cancel-button = Отмена
questions-cancelled = Отменено: ничего не изменилось.
questions-late = Этого ответа я больше не жду, ничего не изменилось. Нажмите кнопку ещё раз.

error-reason-left-out =
    { $length ->
        [one] Добавьте причину словами: не меньше { $length } символа.
       *[other] Добавьте причину словами: не меньше { $length } символов.
    }
error-reason-too-wordy =
    { $length ->
        [one] Причина слишком длинная: не больше { $length } символа.
       *[other] Причина слишком длинная: не больше { $length } символов.
    }
