"""Does /history name every movement of points, page by page?"""

from collections.abc import AsyncIterator

import pytest

from bot.services import campaigns, ledger, participants
from bot.services.ledger import Leg
from models import CAMPAIGN_OWNER, Bucket
from tests import payout_stage
from tests.people import CHANNEL, Person, Stage, buttons, staged, text_of

pytestmark = pytest.mark.usefixtures("unpaced")


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    async with staged(
        sqlite_url,
        starter_campaign={
            "friend_reward": 20,
            "required_chats": (CHANNEL,),
            "payout_minimum": 50,
        },
    ) as stage:
        yield stage


async def history(person: Person) -> list[str]:
    """The movements, newest first, without the moments."""
    text = text_of(await person.say("/history"))
    return [block.splitlines()[0] for block in text.split("\n\n")[1:]]


async def test_before_the_first_movement_it_says_how_it_begins(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    assert "Nothing has moved yet" in text_of(await ann.say("/history"))


async def test_a_reward_is_told_from_the_promise_to_the_day_it_is_taken_back(stage: Stage) -> None:
    ann, ben = stage.person("Ann"), stage.person("Ben <b>")
    await ann.start()
    await ben.follow(await ann.invite())
    await ben.join()
    promised_at = stage.app.intake.texts.of("en").moment(stage.clock())
    assert await history(ann) == ["+100 points · ⏳ promised for \u2068Ben <b>\u2069, held for now"]
    assert text_of(ann.heard[-1]).endswith(promised_at)
    assert await history(ben) == [
        "+20 points · ⏳ promised because you came by a friend’s invitation, held for now"
    ]
    await stage.advance(hours=25)
    assert (await history(ann))[0] == "+100 points · ✅ credited for \u2068Ben <b>\u2069"
    assert (await history(ben))[0] == (
        "+20 points · ✅ credited because you came by a friend’s invitation"
    )
    await ben.leave()
    lines = await history(ann)
    assert lines[0] == "-100 points · ↩️ taken back: \u2068Ben <b>\u2069 no longer counts"
    assert len(lines) == 3
    assert (await history(ben))[0] == (
        "-20 points · ↩️ taken back: your invitation no longer counts"
    )


async def test_a_promise_that_fails_is_told_too(stage: Stage) -> None:
    ann, ben = stage.person("Анна", "ru"), stage.person("Бен", "ru")
    await ann.start()
    await ben.follow(await ann.invite())
    await ben.join()
    await ben.leave()
    await stage.advance(hours=25)
    assert await history(ann) == [
        "-100 баллов · ✖️ награда за друга (\u2068Бен\u2069) не состоялась",
        "+100 баллов · ⏳ обещано за друга (\u2068Бен\u2069), пока ожидает",
    ]
    assert (await history(ben))[0] == (
        "-20 баллов · ✖️ награда за приход по приглашению друга не состоялась"
    )


async def test_payouts_are_told_by_their_numbers_and_reasons(stage: Stage) -> None:
    ann = stage.person("Ани", "bg")
    await ann.start()
    await payout_stage.give(ann, 1_000)
    card = await payout_stage.ask(ann, 600)
    await stage.admin.press("❌ Reject", card)
    await stage.admin.say_in_group("Wrong <card>", reply_to=stage.in_group()[-1])
    card = await payout_stage.ask(ann, 300)
    await stage.admin.press("✅ Approve", card)
    await stage.admin.press("💸 Mark paid", payout_stage.card_now(stage, card))
    assert await history(ann) == [
        "-300 точки · 💸 изплащане №2 е изплатено",
        "-300 точки · 💸 отделено за изплащане №2",
        "+600 точки · 💸 изплащане №1 е отхвърлено, сумата се върна: Wrong <card>",
        "-600 точки · 💸 отделено за изплащане №1",
        "+1\xa0000 точки · 🔸 промяна на баланса",
    ]
    assert await stage.verify() == []


async def test_a_kind_that_has_no_words_of_its_own_is_a_change_of_the_balance(
    stage: Stage,
) -> None:
    ann = stage.person("Ann")
    await ann.start()
    async with stage.app.db.transaction() as session:
        participant = await participants.find(session, ann.id)
        campaign = await campaigns.by_slug(session, "starter")
        assert participant is not None
        assert campaign is not None
        await ledger.post(
            session,
            key="from-a-later-version",
            kind="exchange",
            campaign_id=campaign.id,
            version=1,
            at=stage.clock(),
            reason="for the books",
            legs=[
                Leg(CAMPAIGN_OWNER, Bucket.BUDGET, -7, floor_minor=None),
                Leg(participant.id, Bucket.AVAILABLE, 7),
            ],
        )
    assert await history(ann) == ["+7 points · 🔸 change of the balance"]


async def test_many_movements_are_turned_page_by_page_both_ways(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    for amount in range(1, 24):
        await payout_stage.give(ann, amount)
    seen = [[line.split(" ")[0] for line in await history(ann)]]
    for button in ("Older »", "Older »", "« Newer", "« Newer"):
        await ann.press(button)
        blocks = text_of(ann.heard[-1]).split("\n\n")[1:]
        seen.append([block.split(" ")[0] for block in blocks])
    pages = [
        [f"+{amount}" for amount in range(high, low, -1)]
        for high, low in ((23, 13), (13, 3), (3, 0))
    ]
    assert seen == [pages[0], pages[1], pages[2], pages[1], pages[0]]
    assert "« Newer" not in buttons(ann.heard[-1])
    assert "Older »" in buttons(ann.heard[-1])


async def test_with_several_campaigns_each_line_names_its_own(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    await payout_stage.give(ann, 5)
    assert "🎁" not in text_of(await ann.say("/history"))
    await payout_stage.run_campaign(stage, "winter")
    await payout_stage.give(ann, 6, slug="winter")
    blocks = text_of(await ann.say("/history")).split("\n\n")[1:]
    assert [block.splitlines()[-1] for block in blocks] == ["🎁 Winter", "🎁 Invite your friends"]
