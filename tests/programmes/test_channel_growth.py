"""Does a friend count who joined the channel and stayed, and nobody else?"""

from tests.people import Person, text_of
from tests.programmes.play import Play

CARD = "4111 1111 1111 1111"


async def test_who_joined_and_stayed_counts_and_who_leaves_takes_the_points_along(
    play: Play,
) -> None:
    """Six people: one stays, one leaves at once, one later, one unseen, one was there before, one
    comes too late."""
    stage = play.stage
    ann = play.person("Ann")
    await ann.start()
    old = play.person("Old")
    await old.join()
    ben, cleo, dan, eve, finn = await play.invited_by(ann, "Ben", "Cleo", "Dan", "Eve", "Finn")
    await old.follow(await ann.invite())
    await play.expect(granted=0)
    for friend in (ben, cleo, dan, eve):
        await friend.join()
    # 100 each are held for four; who was in the channel before is nobody's friend.
    await play.expect(granted=400, Ann=(0, 400, 0))
    await stage.advance(hours=23)
    await cleo.leave()
    await play.expect(granted=300, Ann=(0, 300, 0))
    await stage.advance(hours=2)
    await play.expect(granted=300, Ann=(300, 0, 0))

    await stage.advance(days=3)
    await dan.leave()
    await play.expect(granted=200, Ann=(200, 0, 0))
    # Seven days after Finn came the time for joining is over.
    await stage.advance(days=4)
    await finn.join()
    await play.expect(granted=200, Ann=(200, 0, 0))

    # Eve left while nobody was told; asking for a payout is what looks again.
    await stage.advance(minutes=1)
    leave_unseen(play, eve)
    await ask_for_all(ann)
    await play.expect(granted=200, Ann=(0, 0, 200))
    await stage.advance(seconds=10)
    # 200 are on their way, Eve's 100 are taken back: a debt that the admins see.
    await play.expect(granted=100, Ann=(-100, 0, 200))


def leave_unseen(play: Play, person: Person) -> None:
    """Leave the channel while Telegram tells the bot nothing of it."""
    play.stage.telegram.group(play.stage.channel_id).members.pop(person.id)


async def ask_for_all(person: Person) -> None:
    await person.say("/payout")
    await person.say("200")
    await person.press("Card")
    assert "Please check" in text_of(await person.say(CARD))
    await person.press("Send the request")
