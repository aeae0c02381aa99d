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
help-admin =
    ℹ️ <b>For administrators</b>

    Everything here works for the administrators of this group only, each under their own name: I do not listen to anonymous ones. Payout requests come here by themselves, with buttons to decide on them.

    <b>Commands</b>
