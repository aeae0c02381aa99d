"""Does bringing more friends bring more for each, and a badge at round numbers?"""

from sqlalchemy import select

from bot.services import revocations
from models import Participant, Referral
from tests.people import Person, text_of
from tests.programmes.play import Play

FRIENDS = ("Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal", "Ivy", "Jo", "Kim", "Lea")


async def test_more_friends_bring_more_for_each_and_round_numbers_a_badge(play: Play) -> None:
    """Eleven friends on three steps of the ladder and three milestones; then two count no
    longer."""
    ann = play.person("Ann")
    await ann.start()
    friends = await play.invited_by(ann, *FRIENDS)
    # Four at 100, from the fifth on five at 150, from the tenth on two at 200.
    await play.expect(granted=1_550, Ann=(0, 1_550, 0))
    await play.stage.advance(days=1, minutes=1)
    # The milestones of 1, 5 and 10 friends bring 50, 300 and 1,000 more.
    await play.expect(granted=2_900, Ann=(2_900, 0, 0))
    assert any("You have earned the badge “Ambassador”" in text for text in ann.texts)
    assert "Ambassador" in text_of(await ann.say("/friends"))

    # Ten are left: only the eleventh's 200 go.
    await count_no_longer(play, friends[-1])
    await play.expect(granted=2_700, Ann=(2_700, 0, 0))
    # Nine are left: the first friend's 100 go, and the milestone of ten with its 1,000.
    await count_no_longer(play, friends[0])
    await play.expect(granted=1_600, Ann=(1_600, 0, 0))
    assert "1 friend to go: +1,000 points" in text_of(await ann.say("/friends"))

    # A tenth friend again: it is the tenth that counts, so 200, and the milestone comes back.
    await play.invited_by(ann, "Max")
    await play.stage.advance(days=1, minutes=1)
    await play.expect(granted=2_800, Ann=(2_800, 0, 0))


async def count_no_longer(play: Play, friend: Person) -> None:
    async with play.stage.app.db.transaction() as session:
        referral_id = await session.scalar(
            select(Referral.id)
            .join(Participant, Participant.id == Referral.referee_id)
            .where(Participant.telegram_id == friend.id)
        )
        assert referral_id is not None
        await revocations.carry_out(
            session, referral_id, by=play.stage.owner.id, reason="A test", now=play.stage.clock()
        )
    await play.stage.settle()
