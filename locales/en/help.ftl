help-participant =
    ℹ️ <b>What I am for</b>

    🔗 You get your own link. Send it to people whom you know.
    👥 I show who came and what they still have to do.
    🎁 For each friend who counts, you are promised a reward.
    ⏳ It is held first, then it becomes available.
    💸 What is available can be paid out, if the campaign allows it.

    <b>Commands</b>
help-command = /{ $command } — { $description }
help-contact = ❓ Something is not right? Ask { $contact }
help-admin = ℹ️ <b>For administrators</b>
help-admin-owner = 👑 You are an owner of this group: everything is open to you.
help-admin-roles = 🪪 You have here: { $roles }. What is not listed below is for others; an administrator of this group gives roles with /roles.
help-admin-name = Write under your own name: I do not listen to anonymous administrators.
help-admin-payouts = Payout requests come here by themselves, with buttons to decide on them.
help-admin-commands = <b>Commands</b>
