menu-start = главный экран с вашей ссылкой
menu-invite = ваши ссылки и код
menu-qr = ваша ссылка в виде QR-кода
menu-friends = кто пришёл по вашей ссылке
menu-why = почему друг засчитан или нет
menu-balance = ваши баллы
menu-history = все движения баллов
menu-top = рейтинг
menu-rewards = обменять баллы на награды
menu-payout = попросить выплату
menu-promo = ввести код друга
menu-refback = делиться наградой с друзьями
menu-settings = язык и как вас видят другие
menu-support = написать нам
menu-terms = условия кампании
menu-privacy = что я о вас знаю
menu-help = что я умею
menu-admin-stats = как идут кампании
menu-admin-top = кто привёл больше всех друзей
menu-admin-payouts = выплаты, которые ждут вас
menu-admin-offers = каталог и что нужно доставить
menu-admin-review = друзья, которые ждут подтверждения
menu-admin-user = карточка человека
menu-admin-credit = начислить баллы вручную
menu-admin-debit = списать баллы
menu-admin-ban = заблокировать участие
menu-admin-unban = разблокировать участие
menu-admin-broadcast = написать всем участникам
menu-admin-broadcasts = прошлые рассылки и их получатели
menu-admin-export = выгрузка записей в CSV или XLSX
menu-admin-audit = кто что решил
menu-admin-roles = кому что здесь можно
menu-admin-help = что здесь можно делать
menu-description =
    Приглашайте друзей по своей ссылке и получайте награду за каждого засчитанного.

    Всегда видно, кто пришёл, чего ещё не хватает и где каждый балл. Нажмите «Старт».
menu-short-description = Приглашайте друзей, смотрите, кто пришёл, получайте награды.
