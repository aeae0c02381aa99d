"""Does giving and taking points by hand happen once, with a reason, and within what is there?"""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.i18n import Texts
from models import AuditRecord
from tests.payout_stage import card_now, give, run_campaign
from tests.people import Json, Person, Stage, buttons, staged, text_of

CREDIT, DEBIT = "➕ Credit 50 points", "➖ Debit 50 points"


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        yield stage


async def ann(stage: Stage, *, points: int = 0) -> Person:
    person = stage.person("Ann", username="anna")
    await person.start()
    if points:
        await give(person, points)
    return person


async def audited(stage: Stage) -> list[tuple[str, int | None, str | None]]:
    async with stage.app.db.read() as session:
        rows = await session.scalars(select(AuditRecord).order_by(AuditRecord.id))
        return [(row.action, row.actor, row.reason) for row in rows]


async def test_a_credit_is_confirmed_told_explained_and_written_down(stage: Stage) -> None:
    person = await ann(stage)
    card = await stage.admin.say_in_group("/credit @anna 50 prize draw")
    assert "Available: 0 points → 50 points" in text_of(card)
    assert "Reason: prize draw" in text_of(card)
    assert (await person.balance()).available == 0
    await stage.admin.press(CREDIT, card)
    assert "Credited by \u2068Olga\u2069" in text_of(card_now(stage, card))
    assert (await person.balance()).available == 50
    assert "has credited you 50 points" in person.texts[-1]
    assert "Reason: prize draw" in person.texts[-1]
    assert "credited by the organiser: prize draw" in text_of(await person.say("/history"))
    assert await audited(stage) == [("credit", stage.owner.id, "prize draw")]
    assert await stage.verify() == []


async def test_a_line_break_may_follow_the_person(stage: Stage) -> None:
    await ann(stage)
    card = await stage.admin.say_in_group("/credit @anna\n50 won the draw\nof May")
    assert "Available: 0 points → 50 points" in text_of(card)
    assert "Reason: won the draw\nof May" in text_of(card)
    card = await stage.admin.say_in_group("/ban @anna\nfake accounts")
    assert "Reason: fake accounts" in text_of(card)
    await stage.admin.press("🚫 Ban", card)
    card = await stage.admin.say_in_group("/unban\n@anna\tshe has explained it")
    await stage.admin.press("✅ Unban", card)
    assert (await audited(stage))[-1] == ("unban", stage.owner.id, "she has explained it")


async def test_a_debit_takes_what_is_there(stage: Stage) -> None:
    person = await ann(stage, points=80)
    card = await stage.admin.say_in_group(f"/debit {person.id} 50 credited twice")
    assert "Available: 80 points → 30 points" in text_of(card)
    await stage.admin.press(DEBIT, card)
    assert (await person.balance()).available == 30
    assert "debited by the organiser: credited twice" in text_of(await person.say("/history"))
    refused = await stage.admin.say_in_group("/debit @anna 31 again")
    assert "30 points available" in text_of(refused)
    assert await stage.verify() == []


async def test_a_debit_that_is_too_late_says_how_much_is_left(stage: Stage) -> None:
    person = await ann(stage, points=50)
    cards = [await stage.admin.say_in_group("/debit @anna 50 credited twice") for _ in range(2)]
    await stage.admin.press(DEBIT, cards[0])
    assert "0 points available" in str(await stage.admin.press(DEBIT, cards[1]))
    assert (await person.balance()).available == 0
    assert await stage.verify() == []


async def test_pressing_twice_moves_points_once(stage: Stage) -> None:
    person = await ann(stage)
    card = await stage.admin.say_in_group("/credit @anna 50 prize draw")
    for _ in range(3):
        stage.telegram.press(stage.owner, card, CREDIT)
    await stage.settle()
    assert (await person.balance()).available == 50
    assert len(await audited(stage)) == 1
    assert await stage.verify() == []


async def test_only_who_asked_confirms_and_cancels(stage: Stage) -> None:
    person = await ann(stage)
    piotr = stage.person("Piotr")
    stage.telegram.join(piotr.user, stage.group_id)
    stage.telegram.promote(stage.group_id, piotr.user)
    await stage.settle()
    card = await stage.admin.say_in_group("/credit @anna 50 prize draw")
    for button in (CREDIT, "Cancel"):
        assert "not yours" in str(await piotr.press(button, card))
    await stage.admin.press("Cancel", card)
    assert text_of(card_now(stage, card)) == "Cancelled: nothing has changed."
    assert (await person.balance()).available == 0


async def test_by_the_buttons_of_the_card_amount_and_reason_are_asked_for(stage: Stage) -> None:
    person = await ann(stage)
    owner = stage.admin
    await owner.press("➕ Credit", await owner.say_in_group("/user @anna"))
    prompt = stage.in_group()[-1]
    assert "how much should \u2068Ann\u2069 get" in text_of(prompt)
    assert "could not read that as a number" in text_of(
        await owner.say_in_group("сто", reply_to=prompt)
    )
    prompt_for_reason = await owner.say_in_group("50", reply_to=prompt)
    assert "why does \u2068Ann\u2069 get 50 points" in text_of(prompt_for_reason)
    assert "add the reason" in text_of(await owner.say_in_group("ok", reply_to=prompt_for_reason))
    card = await owner.say_in_group("prize draw", reply_to=prompt_for_reason)
    late = await owner.say_in_group("prize draw", reply_to=prompt_for_reason)
    assert "no longer waiting for this answer" in text_of(late)
    await owner.press(CREDIT, card)
    assert (await person.balance()).available == 50


async def test_with_several_campaigns_one_is_chosen(stage: Stage) -> None:
    person = await ann(stage, points=80)
    await run_campaign(stage, "summer")
    choice = await stage.admin.say_in_group("/credit @anna 50 prize draw")
    assert buttons(choice) == ["Summer: 50 points", "Invite your friends: 50 points"]
    await stage.admin.press("Summer: 50 points", choice)
    card = card_now(stage, choice)
    assert "Campaign: Summer" in text_of(card)
    await stage.admin.press(CREDIT, card)
    assert (await person.balance()).available == 50
    # Only where there is enough to take.
    card = await stage.admin.say_in_group("/debit @anna 70 credited twice")
    assert "Campaign: Invite your friends" in text_of(card)
    assert await stage.verify() == []


async def test_a_budget_that_is_used_up_refuses(sqlite_url: str, unpaced: None) -> None:
    async with staged(sqlite_url, starter_campaign={"budget": 60}) as stage:
        person = await ann(stage)
        cards = [await stage.admin.say_in_group("/credit @anna 50 prize draw") for _ in range(2)]
        await stage.admin.press(CREDIT, cards[0])
        assert "10 points left" in str(await stage.admin.press(CREDIT, cards[1]))
        refused = await stage.admin.say_in_group("/credit @anna 11 prize draw")
        assert "10 points left" in text_of(refused)
        assert (await person.balance()).available == 50
        assert await stage.verify() == []


BAD = {
    "/credit @anna 0 prize": "error-amount-not-positive",
    "/credit @anna -5 prize": "error-amount-not-positive",
    "/credit @anna 1e9 prize": "error-amount-not-understood",
    "/credit @anna сто баллов": "error-amount-not-understood",
    "/credit @anna NaN prize": "error-amount-not-understood",
    "/credit @anna 99999999999999999999 prize": "error-amount-too-large",
    "/debit @anna 50": "error-reason-left-out",
    "/debit @anna 50 ok": "error-reason-left-out",
    "/credit @nobody 50 prize": "error-person-unknown",
    "/credit @anna": "adjustments-usage",
    "/debit": "adjustments-usage",
    "/ban @anna": "error-reason-left-out",
    "/ban @nobody fake friends": "error-person-unknown",
    "/ban": "bans-usage",
    "/unban": "bans-unban-usage",
    "/unban @anna": "error-not-banned",
}


@pytest.mark.parametrize("language", ["en", "ru", "bg"])
async def test_what_cannot_be_is_refused_in_the_groups_language(
    sqlite_url: str, unpaced: None, language: str
) -> None:
    async with staged(sqlite_url, texts={"language": language}) as stage:
        await ann(stage, points=80)
        t = Texts().of(language)
        for written, key in BAD.items():
            answer = text_of(await stage.admin.say_in_group(written))
            direction = written.split(" ")[0].removeprefix("/")
            expected = t.plain(key, length=3, written="@nobody", direction=direction)
            assert answer == without_tags(expected), written
        assert await audited(stage) == []
        assert await stage.verify() == []


def without_tags(html: str) -> str:
    return html.replace("<code>", "").replace("</code>", "")


async def test_a_thousand_is_one_amount_however_it_is_written(stage: Stage) -> None:
    await ann(stage)
    for written in ("1000", "1 000", "1,000", "1 000 points"):
        card = await stage.admin.say_in_group(f"/credit @anna {written} prize draw")
        assert "Credit 1,000 points" in text_of(card), written
        assert "Reason: prize draw" in text_of(card), written
    card = await stage.admin.say_in_group("/credit @anna 5 2 friends more")
    assert "Credit 5 points" in text_of(card)
    assert "Reason: 2 friends more" in text_of(card)


async def test_of_two_who_debit_at_once_the_ledger_lets_one(stage: Stage) -> None:
    person = await ann(stage, points=50)
    cards: list[Json] = [
        await stage.admin.say_in_group("/debit @anna 50 credited twice") for _ in range(4)
    ]
    await asyncio.gather(*(stage.admin.press(DEBIT, card) for card in cards))
    assert (await person.balance()).available == 0
    assert [row[0] for row in await audited(stage)] == ["debit"]
    assert await stage.verify() == []
