history-button = 🧾 История
history-title = 🧾 <b>Откъде дойдоха и къде отидоха точките</b>
history-empty = 🧾 Още няма движения. Първият ред ще се появи, когато по връзката ви дойде приятел: /invite
history-line =
    <b>{ $amount }</b> · { $what }
    { $at }
history-campaign = 🎁 { $title }
history-friend-reward = ⏳ обещано за приятел ({ $name }), засега изчаква
history-friend-credit = ✅ начислено за приятел ({ $name })
history-friend-void = ✖️ наградата за приятел ({ $name }) отпадна
history-friend-reversal = ↩️ върнато: приятелят ({ $name }) вече не се зачита
history-own-reward = ⏳ обещано, защото дойдохте с покана от приятел, засега изчаква
history-own-credit = ✅ начислено, защото дойдохте с покана от приятел
history-own-void = ✖️ наградата за идването ви с покана отпадна
history-own-reversal = ↩️ върнато: поканата ви вече не се зачита
history-payout-requested = 💸 отделено за изплащане №{ $number }
history-payout-rejected = 💸 изплащане №{ $number } е отхвърлено, сумата се върна: { $reason }
history-payout-withdrawn = 💸 оттеглихте изплащане №{ $number }, сумата отново е ваша
history-payout-paid = 💸 изплащане №{ $number } е изплатено
history-redemption = 🎁 взехте „{ $title }“
history-redemption-cancelled = ↩️ „{ $title }“ е отменено, точките се върнаха: { $reason }
history-expiry = ⌛ изтекоха: срокът мина
history-expiry-again = ⌛ изтекоха отново: остатъкът от награда с минал срок
history-expiry-returned = ⌛ изтеклото се върна: наградата му се отменя
history-adjustment =
    { $direction ->
        [debit] ➖ отнето от организатора: { $reason }
       *[credit] ➕ начислено от организатора: { $reason }
    }
history-other = 🔸 промяна на баланса
history-newer-button = « По-нови
history-older-button = По-стари »
