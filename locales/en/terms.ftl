terms-general =
    Invite people you know and who want to come. Each person counts once, whoever invited them first.
    Accounts made for the sake of rewards do not count, and what was earned with them is taken back.
    The organiser may change the rules; what was promised before the change is kept.
terms-title = 📄 <b>{ $title }</b>
terms-rule = • { $rule }
terms-period = 🗓 { $period }
terms-none = No campaign is running right now. When one begins, its terms will be here.
terms-page = { $page } of { $count }
terms-previous-button = ‹ Back
terms-next-button = Next ›
