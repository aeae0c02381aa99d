menu-start = the home screen with your link
menu-invite = your links and your code
menu-qr = your link as a QR code
menu-friends = who came by your link
menu-why = why a friend counts or does not
menu-balance = your points
menu-history = every movement of your points
menu-top = the leaderboard
menu-rewards = what you can have for your points
menu-payout = ask for a payout
menu-promo = enter a friend’s code
menu-refback = give your friends a part of your rewards
menu-settings = language and how others see you
menu-support = write to us
menu-terms = the terms of the campaign
menu-privacy = what I know about you
menu-help = what I can do
menu-admin-stats = how the campaigns are doing
menu-admin-top = who brought the most friends
menu-admin-payouts = payouts that wait for you
menu-admin-offers = the catalogue, and what is to be delivered
menu-admin-review = friends who wait for approval
menu-admin-user = a person’s card
menu-admin-credit = give points by hand
menu-admin-debit = take points away
menu-admin-ban = shut a person out
menu-admin-unban = let a person in again
menu-admin-broadcast = write to all participants
menu-admin-broadcasts = past broadcasts and their recipients
menu-admin-export = records as CSV or XLSX
menu-admin-audit = who decided what
menu-admin-roles = who may do what here
menu-admin-help = what can be done here
menu-description =
    Invite friends with your own link and get a reward for each one who counts.

    You always see who came, what is still missing and where every point is. Press Start.
menu-short-description = Invite friends, see who came, get rewards.
