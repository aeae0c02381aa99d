"""Do the admins find, decide, send to the bank and hear of every payout from their group?"""

from collections.abc import AsyncIterator

import pytest

from bot.services import roles
from models import PayoutState, Role
from tests.payout_stage import (
    CARD,
    ask,
    ask_large,
    card_now,
    give,
    run_campaign,
    stored,
    with_points,
)
from tests.people import Json, Person, Stage, buttons, staged, text_of
from tests.presses import answer_to, press


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, starter_campaign={"payout_minimum": 100}) as stage:
        yield stage


@pytest.fixture
async def ann(stage: Stage) -> Person:
    """Somebody with 10,000 points."""
    return await with_points(stage, 10_000)


async def colleague_with(stage: Stage, *held: Role) -> Person:
    """Piotr, who administers the group, or has these roles alone."""
    piotr = stage.person("Piotr")
    await piotr.join(stage.group_id)
    if not held:
        stage.telegram.promote(stage.group_id, piotr.user)
    async with stage.app.db.transaction() as session:
        for role in held:
            await roles.give(
                session, piotr.id, role, by=stage.owner.id, participant_id=None, now=stage.clock()
            )
    await stage.settle()
    return piotr


async def pressed(person: Person, button: str, message: Json) -> Json:
    """The message after a press on one of its buttons."""
    await person.press(button, card_now(person.stage, message))
    return card_now(person.stage, message)


def files(stage: Stage) -> list[Json]:
    return [one for one in stage.in_group() if "document" in one]


def content(stage: Stage, message: Json) -> str:
    stored_file = stage.telegram.files.get(message["document"]["file_id"])
    assert stored_file is not None
    return stored_file.content.decode("utf-8-sig")


async def answer(
    person: Person, text: str, *, reply_to: Json | None = None, caption: str | None = None
) -> Json:
    """Send a file to the group and return what the bot says to it."""
    stage = person.stage
    group = stage.telegram.group(stage.group_id)
    stage.telegram.send_document(
        person.user, group, text.encode(), "answer.csv", caption, reply_to=reply_to
    )
    await stage.settle()
    return stage.in_group()[-1]


async def test_tabs_and_filters_narrow_the_queue(stage: Stage, ann: Person) -> None:
    await run_campaign(stage, "autumn", payout={"methods": ["wallet"]})
    await give(ann, 1_000, slug="autumn")
    await ask(ann, 200)
    await ann.say("/payout")
    await ann.press("Autumn: 1,000 points")
    await ann.say("300")
    await ann.say("wallet-of-mine")
    await ann.press("Send the request")
    queue = await stage.admin.say_in_group("/payouts")
    assert buttons(queue)[:6] == [
        "• 🆕 2", "✅ 0", "💸 0", "❌ 0", "#1 · 200 points", "#2 · 300 points",
    ]  # fmt: skip
    filters = await pressed(stage.admin, "🔎 Filter", queue)
    assert "All campaigns" in buttons(filters)[0]
    narrowed = await pressed(stage.admin, "Wallet", queue)
    assert "Only: Wallet" in text_of(narrowed)
    assert "• 🆕 1" in buttons(narrowed)
    assert "#1 ·" not in text_of(narrowed)
    await pressed(stage.admin, "🔎 Filter", queue)
    both = await pressed(stage.admin, "Invite your friends", queue)
    assert "Only: Invite your friends · Wallet" in text_of(both)
    assert "There are none here." in text_of(both)


async def test_who_only_looks_gets_a_card_without_buttons(stage: Stage, ann: Person) -> None:
    await ask(ann)
    viewer = await colleague_with(stage, Role.VIEWER)
    queue = await viewer.say_in_group("/payouts")
    assert "☑️ Several at once" not in buttons(queue)
    await viewer.press("#1 · 500 points", queue)
    card = stage.in_group()[-1]
    assert "Payout #1: waiting for a decision" in text_of(card)
    assert buttons(card) == []
    refused = await answer(viewer, "payout,status\n1,paid\n", caption="/payouts")
    assert "finance" in text_of(refused)


async def test_a_reason_can_be_pressed_and_is_read_in_ones_own_language(stage: Stage) -> None:
    vera = stage.person("Vera", "ru")
    await vera.start()
    await give(vera, 1_000)
    card = await ask(vera)
    await stage.admin.press("❌ Reject", card)
    prompt = stage.in_group()[-1]
    assert "Press a reason" in text_of(prompt)
    assert buttons(prompt)[-1] == "✍️ In my own words…"
    toast = await stage.admin.press("Wrong or closed destination", prompt)
    assert toast == "Rejected. The person has been told."
    assert "Reason: Wrong or closed destination" in text_of(card_now(stage, card))
    assert "Payout #1 is rejected" in text_of(card_now(stage, prompt))
    assert "Причина: Реквизиты неверны или закрыты" in vera.texts[-1]
    assert (await stored(stage))[0].reason == "Wrong or closed destination"
    assert await stage.verify() == []


async def test_own_words_open_a_field_for_a_reply(stage: Stage, ann: Person) -> None:
    card = await ask(ann)
    await stage.admin.press("❌ Reject", card)
    first = stage.in_group()[-1]
    await stage.admin.press("✍️ In my own words…", first)
    prompt = stage.in_group()[-1]
    assert prompt["reply_to_message"]["message_id"] == card["message_id"]
    await stage.admin.say_in_group("The bank is closed", reply_to=prompt)
    assert "Reason: The bank is closed" in ann.texts[-1]
    assert "was first" in (await stage.admin.press("✍️ In my own words…", first) or "")


async def test_the_banks_number_is_asked_for_and_told(stage: Stage, ann: Person) -> None:
    card = await ask(ann)
    await stage.admin.press("✅ Approve", card)
    await stage.admin.press("🧾 Paid, with a number…", card_now(stage, card))
    prompt = stage.in_group()[-1]
    assert "under which number" in text_of(prompt)
    assert "at most 64" in text_of(await stage.admin.say_in_group("x" * 65, reply_to=prompt))
    await stage.admin.say_in_group("TX 2026-11/17", reply_to=prompt)
    assert "Payment number: TX 2026-11/17" in ann.texts[-1]
    assert "Payment number: TX 2026-11/17" in text_of(card_now(stage, card))
    await ann.say("/payout")
    await ann.press("My payouts")
    assert "💸 paid ·" in ann.texts[-1]
    assert "Payment number: TX 2026-11/17" in ann.texts[-1]


async def test_a_large_payout_waits_for_a_colleague(stage: Stage, ann: Person) -> None:
    piotr = await colleague_with(stage, Role.FINANCE)
    card = await ask_large(stage, ann)
    assert "Two approvals needed" in text_of(card)
    said = len(ann.texts)
    assert "A colleague must approve" in (await stage.admin.press("✅ Approve", card) or "")
    half = card_now(stage, card)
    assert "First approval: ⁨Olga⁩" in text_of(half)
    assert "a colleague must approve as well" in (await stage.admin.press("✅ Approve", half) or "")
    assert len(ann.texts) == said
    answered = await piotr.press("✅ Approve", card_now(stage, card))
    assert answered == "Approved. The person has been told."
    assert "Approved: ⁨Piotr⁩" in text_of(card_now(stage, card))


async def test_several_are_approved_and_paid_at_once(stage: Stage, ann: Person) -> None:
    piotr = await colleague_with(stage)
    cards = [await ask(ann, 100 + number) for number in range(10)]
    queue = await stage.admin.say_in_group("/payouts")
    await pressed(stage.admin, "☑️ Several at once", queue)
    await pressed(stage.admin, "☑️ All on this page", queue)
    await pressed(stage.admin, "☑ #3 · 102 points · ⁨Ann⁩", queue)
    await pressed(stage.admin, "More »", queue)
    ticked = await pressed(stage.admin, "☐ #10 · 109 points · ⁨Ann⁩", queue)
    assert "Ticked: 8" in text_of(ticked)
    preview = await pressed(stage.admin, "✅ Approve: 8", queue)
    assert "Approve these payouts: 8?" in text_of(preview)
    assert "Together: 835 points" in text_of(preview)
    await piotr.press("❌ Reject", cards[0])
    await piotr.say_in_group("wrong card")
    (decide,) = preview["reply_markup"]["inline_keyboard"][0]
    told = await pressed(stage.admin, decide["text"], queue)
    assert "Approved: 7" in text_of(told)
    assert "Left as they are: 1\n#1: ⁨Piotr⁩ was first: rejected" in text_of(told)
    states = [payout.state for payout in await stored(stage)]
    assert states.count(PayoutState.APPROVED) == 7
    assert states[2] == PayoutState.REQUESTED
    again = press(stage.admin, decide["callback_data"], card_now(stage, queue))
    await stage.settle()
    assert "already been pressed" in (answer_to(stage, again) or ("", False))[0]
    await pressed(stage.admin, "« The queue", queue)
    await pressed(stage.admin, "✅ 7", queue)
    await pressed(stage.admin, "☑️ Several at once", queue)
    await pressed(stage.admin, "☑️ All on this page", queue)
    await pressed(stage.admin, "💸 Mark paid: 7", queue)
    paid = await pressed(stage.admin, "💸 Mark paid: 7", queue)
    assert "Marked as paid: 7" in text_of(paid)
    assert (await ann.balance()).requested == 102 + 108
    assert await stage.verify() == []


async def test_a_batch_goes_to_the_bank_and_its_answer_comes_back(
    stage: Stage, ann: Person
) -> None:
    for number in range(3):
        await stage.admin.press("✅ Approve", await ask(ann, 200 + number))
    queue = await stage.admin.say_in_group("/payouts")
    await pressed(stage.admin, "✅ 3", queue)
    batches = await pressed(stage.admin, "📄 Batches", queue)
    assert "Cards: 3 · 603 points" in text_of(batches)
    await stage.admin.press("📄 New batch: cards, 3", batches)
    (file,) = files(stage)
    assert file["document"]["file_name"] == "batch-1-card.csv"
    assert content(stage, file).count(CARD) == 3
    assert "Batch 1" in text_of(file)
    assert "already been pressed" in (
        await stage.admin.press("📄 New batch: cards, 3", batches) or ""
    )
    text = "payout;status;reference;reason\n1;paid;TX-1;\n2;failed;;No such card\n77;paid;;\n"
    summary = await answer(stage.admin, text, reply_to=file)
    assert "Answer to batch 1" in text_of(summary)
    assert "Paid: 1" in text_of(summary)
    assert "Refused by the bank: 1." in text_of(summary)
    assert "There is no such payout: 1\nLine 4: 77 · paid" in text_of(summary)
    assert "not in the answer: 1 (#3)" in text_of(summary)
    assert [one.state for one in await stored(stage)] == [PayoutState.APPROVED] * 3
    said = len(ann.texts)
    done = await pressed(stage.admin, "Apply: 1 paid, 1 refused", summary)
    assert "Marked as paid: 1" in text_of(done)
    assert "Refused by the bank: 1 (#2)" in text_of(done)
    assert ann.texts[said:] == [
        "💸 Your payout #1 of 200 points has been sent to •••• 1111.\n\nPayment number: TX-1"
    ]
    twice = await answer(stage.admin, text, reply_to=file)
    assert "Settled before: 2" in text_of(twice)
    assert "There is nothing to apply." in text_of(twice)
    assert buttons(twice) == []
    await stage.admin.press("Open #2", done)
    card = stage.in_group()[-1]
    assert "The bank: No such card" in text_of(card)
    assert (
        await stage.admin.press("🔁 Into the next batch", card) == "It will be in the next batch."
    )
    assert await stage.verify() == []


async def test_a_batch_is_downloaded_again_or_cancelled(stage: Stage, ann: Person) -> None:
    card = await ask(ann)
    await stage.admin.press("✅ Approve", card)
    queue = await stage.admin.say_in_group("/payouts")
    await pressed(stage.admin, "✅ 1", queue)
    await pressed(stage.admin, "📄 Batches", queue)
    await stage.admin.press("📄 New batch: cards, 1", card_now(stage, queue))
    (file,) = files(stage)
    await stage.admin.press("⬇️ File 1", file)
    assert content(stage, files(stage)[1]) == content(stage, file)
    refused = await stage.admin.press("❌ Reject", card_now(stage, card))
    assert "is in batch 1" in (refused or "")
    assert "🏦 Payout #1: in batch 1" in text_of(card_now(stage, card))
    await stage.admin.press("✖️ Cancel 1", file)
    ask_first = stage.in_group()[-1]
    assert "Cancel batch 1?" in text_of(ask_first)
    told = await pressed(stage.admin, "✖️ Yes, cancel the batch", ask_first)
    assert "Batch 1 is cancelled" in text_of(told)
    assert "cancelled" in (await stage.admin.press("⬇️ File 1", file) or "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("PK\x03\x04and so on", "save it as CSV"),
        ("when;what\n1;2\n", "I need the columns “payout” and “status”"),
        ("payout;status\n", "has no lines"),
        ("x" * 1_100_000, "too large"),
    ],
)
async def test_a_file_that_is_no_answer_is_refused_in_words(
    stage: Stage, text: str, says: str
) -> None:
    assert says in text_of(await answer(stage.admin, text, caption="/payouts"))


async def test_one_takes_back_ones_own_request(stage: Stage, ann: Person) -> None:
    card = await ask(ann)
    await ann.say("/payout")
    await ann.press("My payouts")
    await ann.press("↩️ Take back #1")
    assert "Take back request #1?" in ann.texts[-1]
    await ann.press("Yes, take it back")
    assert "500 points is available to you again" in ann.texts[-1]
    assert (await ann.balance()).available == 10_000
    late = await stage.admin.press("✅ Approve", card)
    assert "⁨Ann⁩ took the request back" in (late or "")
    assert "taken back by the participant" in text_of(card_now(stage, card))
    await ann.say("/history")
    assert "you took payout #1 back" in ann.texts[-1]
    assert await stage.verify() == []


async def test_five_admins_in_the_group_decide_once(stage: Stage, ann: Person) -> None:
    """The races of test_payout_races, through the chat."""
    admins = [stage.admin]
    for name in ("Piotr", "Maria", "Ivan", "Elena"):
        admin = stage.person(name)
        await admin.join(stage.group_id)
        stage.telegram.promote(stage.group_id, admin.user)
        admins.append(admin)
    cards = [await ask(ann, 100) for _ in range(6)]
    for card in cards:
        for admin in admins:
            stage.telegram.press(admin.user, card, "✅ Approve")
    await stage.settle()
    for card in cards:
        for admin in admins:
            stage.telegram.press(admin.user, card_now(stage, card), "💸 Mark paid")
    await stage.settle()
    assert [payout.state for payout in await stored(stage)] == [PayoutState.PAID] * 6
    assert sum("has been sent to" in text for text in ann.texts) == 6
    assert (await ann.balance()).requested == 0
    assert await stage.verify() == []
