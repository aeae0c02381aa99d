"""Is a buyer asked how it was, and does who is happy get the invitation, who is not an answer?"""

from tests.people import buttons, text_of
from tests.programmes.play import Play


async def test_the_happy_get_the_invitation_and_the_others_somebody_to_talk_to(play: Play) -> None:
    """Two friends buy; a day later one says 10, the other 3 and why; the admins answer."""
    ann = play.person("Ann")
    await ann.start()
    ben, cleo = await play.invited_by(ann, "Ben", "Cleo")
    # The least first order is 20.00.
    await play.shop.sell(ben, 2_000)
    await play.shop.sell(cleo, 5_000)
    await play.expect(granted=1_500, Ann=(0, 1_000, 0), Ben=(0, 250, 0), Cleo=(0, 250, 0))
    await play.stage.advance(hours=23)
    assert not any("How was your purchase?" in text for text in (*ben.texts, *cleo.texts))
    await play.stage.advance(hours=2)
    for friend in (ben, cleo):
        assert "How was your purchase?" in friend.texts[-1]
        assert [str(score) for score in range(11)] == buttons(friend.heard[-1])[:11]

    await ben.press("10")
    assert "https://t.me/" in text_of(ben.heard[-1])
    await cleo.press("3")
    await cleo.say("The box was broken")
    question = next(
        message for message in play.stage.in_group() if "The box was broken" in text_of(message)
    )
    await play.stage.admin.say_in_group("A new one is on its way", reply_to=question)
    assert any("A new one is on its way" in text for text in cleo.texts)

    # Who was asked is not asked again within a month.
    asked = len(ben.texts)
    await play.shop.sell(ben, 2_500)
    await play.stage.advance(days=7)
    assert not any("How was your purchase?" in text for text in ben.texts[asked:])
    await play.expect(granted=1_500, Ann=(1_000, 0, 0), Ben=(250, 0, 0), Cleo=(250, 0, 0))
    # One of two would recommend, one would not: (1 - 1) / 2.
    await play.ask_in_group("/stats")
    await play.press_in_group("All time")
    await play.press_in_group("🗳 NPS")
    report = text_of(play.stage.in_group()[-1])
    assert "NPS 0 " in report
    assert "2 of 2 asked have answered" in report
