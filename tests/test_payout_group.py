"""Can admins decide on payouts in their group, whoever is first?"""

from collections.abc import AsyncIterator

import pytest

from models import PayoutState
from tests.payout_stage import PNG, ask, card_now, give, stored, with_points
from tests.people import Person, Stage, buttons, staged, text_of


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, starter_campaign={"payout_minimum": 100}) as stage:
        yield stage


@pytest.fixture
async def ann(stage: Stage) -> Person:
    """Somebody with 1,000 points."""
    return await with_points(stage, 1_000)


@pytest.fixture
async def colleague(stage: Stage) -> Person:
    colleague = stage.person("Piotr")
    await colleague.join(stage.group_id)
    stage.telegram.promote(stage.group_id, colleague.user)
    return colleague


async def test_of_two_admins_at_once_the_second_reads_who_was_first(
    stage: Stage, ann: Person, colleague: Person
) -> None:
    card = await ask(ann)
    queries = [
        stage.telegram.press(who.user, card, "✅ Approve") for who in (stage.admin, colleague)
    ]
    await stage.settle()
    answers = [(stage.telegram.answer_of(query) or {})["text"] for query in queries]
    (payout,) = await stored(stage)
    winner = "Olga" if payout.decided_by == stage.admin.id else "Piotr"
    assert sorted(answers)[0] == "Approved. The person has been told."
    assert f"⁨{winner}⁩ was first: approved" in sorted(answers)[1]
    assert sum("is approved" in text for text in ann.texts) == 1
    assert buttons(card_now(stage, card)) == [
        "💸 Mark paid",
        "❌ Reject",
        "🧾 Paid, with a number…",
        "Show destination",
    ]


async def test_only_who_presses_sees_the_destination(stage: Stage, ann: Person) -> None:
    card = await ask(ann)
    query = stage.telegram.press(stage.owner, card, "Show destination")
    await stage.settle()
    answer = stage.telegram.answer_of(query) or {}
    assert answer["text"] == "Card: 4111111111111111"
    assert answer["show_alert"] is True
    assert all("4111111111111111" not in text_of(message) for message in stage.in_group())


async def test_a_member_who_is_no_admin_decides_nothing(stage: Stage, ann: Person) -> None:
    card = await ask(ann)
    member = stage.person("Mila")
    await member.join(stage.group_id)
    for button in ("✅ Approve", "❌ Reject", "Show destination"):
        answer = await member.press(button, card)
        assert "4111" not in (answer or "")
    await member.say_in_group("because I say so")
    assert [payout.state for payout in await stored(stage)] == [PayoutState.REQUESTED]


async def test_a_rejection_asks_for_its_reason_until_it_gets_one(stage: Stage, ann: Person) -> None:
    card = await ask(ann)
    await stage.admin.press("❌ Reject", card)
    prompt = stage.in_group()[-1]
    assert "why is payout #1 rejected" in text_of(prompt)
    assert prompt["reply_to_message"]["message_id"] == card["message_id"]
    assert "3 characters or more" in text_of(await stage.admin.say_in_group("no", reply_to=prompt))
    assert "at most 500" in text_of(await stage.admin.say_in_group("x" * 501))
    stage.telegram.send_photo(stage.owner, stage.group_id, PNG)
    await stage.settle()
    assert "3 characters or more" in text_of(stage.in_group()[-1])
    done = await stage.admin.say_in_group("The card <is> closed", reply_to=prompt)
    assert "Payout #1 is rejected" in text_of(done)
    assert "Reason: The card <is> closed" in ann.texts[-1]
    assert "Reason: The card <is> closed" in text_of(card_now(stage, card))
    assert buttons(card_now(stage, card)) == []
    assert (await ann.balance()).available == 1_000
    said = len(stage.in_group())
    await stage.admin.say_in_group("and now for something else")
    assert len(stage.in_group()) == said
    await ann.say("/payout")
    await ann.press("My payouts")
    assert "Reason: The card <is> closed" in ann.texts[-1]


async def test_cancel_leaves_the_payout_open(stage: Stage, ann: Person) -> None:
    card = await ask(ann)
    await stage.admin.press("❌ Reject", card)
    await stage.admin.say_in_group("/cancel")
    await stage.admin.say_in_group("just talking")
    assert [payout.state for payout in await stored(stage)] == [PayoutState.REQUESTED]
    await stage.admin.press("❌ Reject", card)
    await stage.admin.say_in_group("wrong card")
    assert [payout.state for payout in await stored(stage)] == [PayoutState.REJECTED]


async def test_talk_with_colleagues_is_no_reason(
    stage: Stage, ann: Person, colleague: Person
) -> None:
    card = await ask(ann)
    await stage.admin.press("❌ Reject", card)
    question = stage.telegram.send(colleague.user, stage.group_id, "What is wrong with it?")
    await stage.admin.say_in_group("the number, I think", reply_to=question)
    await colleague.say_in_group("then reject it")
    assert [payout.state for payout in await stored(stage)] == [PayoutState.REQUESTED]
    await stage.advance(minutes=15)
    await stage.admin.say_in_group("good morning")
    assert [payout.state for payout in await stored(stage)] == [PayoutState.REQUESTED]
    prompt = next(m for m in stage.in_group() if "why is payout" in text_of(m))
    await stage.admin.say_in_group("wrong card", reply_to=prompt)
    assert [payout.state for payout in await stored(stage)] == [PayoutState.REJECTED]


async def test_who_writes_the_reason_second_reads_who_was_first(
    stage: Stage, ann: Person, colleague: Person
) -> None:
    card = await ask(ann)
    await stage.admin.press("❌ Reject", card)
    await colleague.press("❌ Reject", card)
    await colleague.say_in_group("wrong card")
    answer = await stage.admin.say_in_group("closed account")
    assert "⁨Piotr⁩ was first: rejected" in text_of(answer)
    assert (await stored(stage))[0].reason == "wrong card"


async def test_an_old_card_gets_new_buttons_rather_than_being_stuck(
    stage: Stage, ann: Person
) -> None:
    card = await ask(ann)
    await stage.advance(days=31)
    assert "press again" in (await stage.admin.press("✅ Approve", card) or "")
    assert "Approved" in (await stage.admin.press("✅ Approve", card_now(stage, card)) or "")
    await stage.advance(days=31)
    assert "press again" in (await stage.admin.press("❌ Reject", card_now(stage, card)) or "")
    assert "Payout #1: approved" in text_of(card_now(stage, card))
    await stage.admin.press("❌ Reject", card_now(stage, card))
    await stage.admin.say_in_group("the bank refused")
    assert (await ann.balance()).available == 1_000


TWO = ["#1 · 100 points", "#3 · 100 points"]


async def test_the_group_lists_what_is_open_and_posts_any_card_anew(
    stage: Stage, ann: Person
) -> None:
    assert "There are none here." in text_of(await stage.admin.say_in_group("/payouts"))
    cards = [await ask(ann, 100) for _ in range(7)]
    await stage.admin.press("✅ Approve", cards[1])
    listed = await stage.admin.say_in_group("/payouts")
    assert "waiting for a decision: 6" in text_of(listed)
    assert "#1 · 100 points · ⁨Ann⁩" in text_of(listed)
    assert buttons(listed)[:6] == ["• 🆕 6", "✅ 1", "💸 0", "❌ 0", *TWO]
    await stage.admin.press("More »", listed)
    assert "#7 ·" in text_of(card_now(stage, listed))
    await stage.admin.press("« Back", card_now(stage, listed))
    await stage.admin.press("✅ 1", card_now(stage, listed))
    assert "approved, to be paid: 1" in text_of(card_now(stage, listed))
    await stage.admin.press("#2 · 100 points", card_now(stage, listed))
    card = stage.in_group()[-1]
    assert "Payout #2: approved, not paid yet" in text_of(card)
    await stage.admin.press("💸 Mark paid", card)
    again = await stage.admin.say_in_group("/payouts")
    assert buttons(again)[:4] == ["• 🆕 6", "✅ 0", "💸 1", "❌ 0"]
    # The first card still shows the old state; a press on it tells, and mends it.
    assert "was first: marked as paid" in (
        await stage.admin.press("❌ Reject", card_now(stage, cards[1])) or ""
    )
    assert "Payout #2: paid" in text_of(card_now(stage, cards[1]))


async def test_a_name_cannot_break_the_card(stage: Stage) -> None:
    eve = stage.person("<b>Eve</b> @admin /payouts")
    await eve.start()
    await give(eve, 1_000)
    card = await ask(eve)
    assert "Who: ⁨<b>Eve<" in text_of(card)
    kinds = {entity["type"] for entity in card.get("entities", [])}
    assert kinds <= {"bold", "code"}
