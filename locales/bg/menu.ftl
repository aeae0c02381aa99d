menu-start = началният екран с вашата връзка
menu-invite = вашите връзки и код
menu-qr = връзката ви като QR код
menu-friends = кой е дошъл по вашата връзка
menu-why = защо приятел се зачита или не
menu-balance = вашите точки
menu-history = всички движения на точките
menu-top = класацията
menu-rewards = вземете награда за точките
menu-payout = поискайте изплащане
menu-promo = въведете код на приятел
menu-refback = делете наградите с приятелите
menu-settings = език и как ви виждат другите
menu-support = пишете ни
menu-terms = условията на кампанията
menu-privacy = какво знам за вас
menu-help = какво мога
menu-admin-stats = как вървят кампаниите
menu-admin-top = кой е довел най-много приятели
menu-admin-payouts = изплащания, които ви чакат
menu-admin-offers = каталогът и какво е за доставка
menu-admin-review = приятели, които чакат одобрение
menu-admin-user = профилът на участник
menu-admin-credit = начисляване на точки на ръка
menu-admin-debit = отнемане на точки
menu-admin-ban = блокиране на участие
menu-admin-unban = отблокиране на участие
menu-admin-broadcast = пишете на всички участници
menu-admin-broadcasts = минали разпращания и получатели
menu-admin-export = записи като CSV или XLSX
menu-admin-audit = кой какво е решил
menu-admin-roles = кой какво може тук
menu-admin-help = какво може да се прави тук
menu-description =
    Канете приятели с ваша собствена връзка и получавайте награда за всеки зачетен.

    Винаги се вижда кой е дошъл, какво още липсва и къде е всяка точка. Натиснете „Старт“.
menu-short-description = Канете приятели, вижте кой е дошъл, получавайте награди.
