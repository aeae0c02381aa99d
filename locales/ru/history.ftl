history-button = 🧾 История
history-title = 🧾 <b>Откуда пришли и куда ушли баллы</b>
history-empty = 🧾 Движений ещё не было. Первая строка появится, когда по вашей ссылке придёт друг: /invite
history-line =
    <b>{ $amount }</b> · { $what }
    { $at }
history-campaign = 🎁 { $title }
history-friend-reward = ⏳ обещано за друга ({ $name }), пока ожидает
history-friend-credit = ✅ начислено за друга ({ $name })
history-friend-void = ✖️ награда за друга ({ $name }) не состоялась
history-friend-reversal = ↩️ снято: друг ({ $name }) больше не засчитан
history-own-reward = ⏳ обещано за то, что вы пришли по приглашению друга, пока ожидает
history-own-credit = ✅ начислено за то, что вы пришли по приглашению друга
history-own-void = ✖️ награда за приход по приглашению друга не состоялась
history-own-reversal = ↩️ снято: ваше приглашение больше не засчитано
history-payout-requested = 💸 отложено на выплату №{ $number }
history-payout-rejected = 💸 выплата №{ $number } отклонена, сумма вернулась: { $reason }
history-payout-withdrawn = 💸 вы отозвали заявку №{ $number }, сумма снова ваша
history-payout-paid = 💸 выплата №{ $number } выплачена
history-redemption = 🎁 вы взяли «{ $title }»
history-redemption-cancelled = ↩️ «{ $title }»: отменено, баллы вернулись: { $reason }
history-expiry = ⌛ сгорели: вышел срок
history-expiry-again = ⌛ сгорели снова: остаток награды, срок которой вышел
history-expiry-returned = ⌛ сгоревшее вернулось: его награда отменена
history-adjustment =
    { $direction ->
        [debit] ➖ списано организатором: { $reason }
       *[credit] ➕ начислено организатором: { $reason }
    }
history-other = 🔸 изменение баланса
history-newer-button = « Новее
history-older-button = Раньше »
