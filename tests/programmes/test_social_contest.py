"""Does who brought the most effective friends win, announced on time, with a draw to be checked?"""

import re

from sqlalchemy import select

from models import Contest, ContestEntrant, ContestKind, Participant
from tests.people import Person, text_of
from tests.programmes.play import Play


async def test_the_most_effective_friends_win_and_the_draw_can_be_checked(play: Play) -> None:
    """Ann brings three who count, Bob and Cora two each, Bob first; who only joined, and who left,
    does not count; prizes come on the thirtieth day."""
    stage = play.stage
    ann, bob, cora = play.person("Ann"), play.person("Bob"), play.person("Cora")
    for person in (ann, bob, cora):
        home = plain(text_of(await person.start()))
        assert "Contest “The most friends”" in home
        assert "Main prize: 10,000 coins." in home
        assert "Main prize: 2 × 1,000 coins." in home
    await effective(play, bob, "B1", "B2", "Leaver")
    await effective(play, cora, "C1")
    [idle] = await play.invited_by(cora, "Idle")
    await idle.join()
    await effective(play, ann, "A1", "A2", "A3")
    await stage.advance(hours=1)
    await effective(play, cora, "C2")
    await play.people["Leaver"].leave()
    await play.expect(granted=0)
    await stage.advance(days=1, hours=1)
    await ann.say("/contest")
    await ann.press("🟢 The most friends")
    table = plain(text_of(ann.heard[-1]))
    assert re.search(r"Ann.*3 friends", table), table
    assert "You: place 1" in table

    await stage.advance(days=28)
    await play.expect(granted=0)
    await stage.advance(days=1)
    places = {"Ann": 10_000, "Bob": 5_000, "Cora": 2_500}
    drawn = await winners(play)
    assert len(drawn) == 2
    assert drawn <= set(places)
    assert "Contest" not in plain(text_of(await ann.start()))
    # 17,500 for the three places and 2 × 1,000 from the draw.
    won = {name: amount + 1_000 * (name in drawn) for name, amount in places.items()}
    await play.expect(granted=19_500, **{name: (amount, 0, 0) for name, amount in won.items()})

    posted = [text_of(message) for message in stage.telegram.history(stage.channel_id)]
    assert any("The most friends" in text and "Ann" in text for text in posted), posted
    assert any("The most friends" in text_of(message) for message in stage.in_group())
    # Anybody can check the draw: one who only looks on, too.
    onlooker = play.person("Onlooker")
    await onlooker.start()
    await onlooker.say("/verify")
    assert any("✅ All agrees" in text for text in onlooker.texts), onlooker.texts
    # A friend who leaves after the end changes nothing any more.
    await play.people["A1"].leave()
    await play.expect(granted=19_500, **{name: (amount, 0, 0) for name, amount in won.items()})


def plain(text: str) -> str:
    """Without the marks that keep names in other scripts apart."""
    return text.replace("\u2068", "").replace("\u2069", "")


async def effective(play: Play, referrer: Person, *names: str) -> None:
    """Friends who come, join and do what counts."""
    for friend in await play.invited_by(referrer, *names):
        await friend.join()
        await play.shop.sell(friend, 100)


async def winners(play: Play) -> set[str]:
    """Whom the draw has chosen."""
    async with play.stage.app.db.read() as session:
        rows = await session.scalars(
            select(Participant.telegram_id)
            .join(ContestEntrant, ContestEntrant.participant_id == Participant.id)
            .join(Contest, Contest.id == ContestEntrant.contest_id)
            .where(Contest.kind == ContestKind.DRAW, ContestEntrant.place.is_not(None))
        )
        ids = set(rows)
    return {name for name, person in play.people.items() if person.id in ids}
