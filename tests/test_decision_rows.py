"""Who, before and after: what stays of decisions on broadcasts, batches and large payouts?

Each is pressed twice at once, as by a thumb that trembles: one row, and one refusal.
"""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.services.audit import Action
from bot.services.audit_lines import KEYS, UNTOLD
from models import AuditRecord
from tests.payout_stage import ask, ask_large, card_now, give
from tests.people import Json, Person, Stage, buttons, staged, text_of
from tests.presses import answer_to, press
from tests.test_decisions import Journal, with_button

SPENT = "This button has already been pressed; a second press does nothing."
PEOPLE = 30
PER_SECOND = 20


@pytest.fixture
async def journal(sqlite_url: str, unpaced: None) -> AsyncIterator[Journal]:
    async with staged(
        sqlite_url,
        starter_campaign={"payout_minimum": 100},
        sender={"messages_per_second": PER_SECOND},
    ) as stage:
        yield Journal(stage)


async def told(journal: Journal) -> list[tuple[str, int | None, dict[str, Any], dict[str, Any]]]:
    """Action, who, before and after of the new rows; every key of them has words."""
    found = await journal.since()
    for one in found:
        assert {*one.before, *one.after} <= {*KEYS, *UNTOLD}, one.action
    return [(one.action, one.actor, one.before, one.after) for one in found]


async def twice(person: Person, button: str, message: Json) -> list[str]:
    """Press a button two times before the first press is answered; what is answered."""
    stage = person.stage
    now = card_now(stage, message)
    rows = now["reply_markup"]["inline_keyboard"]
    (found,) = [one for row in rows for one in row if one["text"] == button]
    queries = [press(person, found["callback_data"], now) for _ in range(2)]
    await stage.settle()
    answers = [answer_to(stage, query) for query in queries]
    return [answer[0] if answer else "" for answer in answers]


async def crowd(stage: Stage) -> list[Person]:
    people = [stage.person(f"Ann{number}") for number in range(PEOPLE)]
    for person in people:
        stage.telegram.send(person.user, text="/start")
    await stage.settle()
    return people


async def test_broadcasts(journal: Journal) -> None:
    stage, admin = journal.stage, journal.stage.admin
    people, olga = await crowd(stage), journal.stage.owner.id
    stage.telegram.send(stage.owner, stage.group_id, "/broadcast Sale")
    card = await with_button(stage, "▶️ Send now")
    await journal.since()

    def received() -> int:
        return sum(person.texts.count("Sale") for person in people)

    async def reads(button: str) -> Json:
        await stage.telegram.wait(lambda: button in buttons(card_now(stage, card)), timeout=60)
        return card_now(stage, card)

    assert sorted(await twice(admin, "▶️ Send now", card)) == sorted(["It begins.", SPENT])
    [(action, who, before, after)] = await told(journal)
    assert (action, who) == (Action.BROADCAST_START, olga)
    assert (set(before), after) == ({"starts"}, {"broadcast": 1, "starts": "at once"})

    await stage.telegram.wait(lambda: received() >= 1, timeout=60)
    assert SPENT in await twice(admin, "⏸ Pause", await reads("⏸ Pause"))
    running, paused = {"state": "running"}, {"state": "paused", "broadcast": 1}
    assert await told(journal) == [(Action.BROADCAST_PAUSE, olga, running, paused)]

    stage.telegram.faults.add("sendMessage", "lost_reply", times=2)
    assert SPENT in await twice(admin, "▶️ Resume", await reads("▶️ Resume"))
    resumed = {"state": "running", "broadcast": 1}
    assert await told(journal) == [(Action.BROADCAST_RESUME, olga, {"state": "paused"}, resumed)]

    again = "🔁 Send it to them again"
    found = await reads(again)
    stage.telegram.faults.add("sendMessage", "lost_reply", times=1)
    assert SPENT in await twice(admin, again, found)
    finished = {"state": "finished"}
    assert await told(journal) == [
        (Action.BROADCAST_RESEND, olga, finished, {**resumed, "copies": 2})
    ]
    # One of the two is unknown once more.
    await stage.telegram.wait(lambda: "Unknown: 1" in text_of(card_now(stage, card)), timeout=60)
    assert SPENT in await twice(admin, "👌 Leave it so", await reads("👌 Leave it so"))
    assert await told(journal) == [
        (Action.BROADCAST_RESEND, olga, finished, {**finished, "broadcast": 1, "copies": 0})
    ]


@pytest.fixture
async def ann(journal: Journal) -> Person:
    ann = journal.stage.person("Ann", username="anna")
    await ann.start()
    await give(ann, 10_000)
    return ann


async def batched(stage: Stage, ann: Person) -> Json:
    """The file of a batch with three payouts."""
    for number in range(3):
        await stage.admin.press("✅ Approve", await ask(ann, 200 + number))
    queue = await stage.admin.say_in_group("/payouts")
    for button in ("✅ 3", "📄 Batches"):
        await stage.admin.press(button, card_now(stage, queue))
    return card_now(stage, queue)


async def send_answer(stage: Stage, text: str, file: Json) -> Json:
    """The bank's answer to a batch, and what the bot says to it."""
    group = stage.telegram.group(stage.group_id)
    stage.telegram.send_document(
        stage.owner, group, text.encode(), "answer.csv", None, reply_to=file
    )
    await stage.settle()
    return next(one for one in reversed(stage.in_group()) if buttons(one))


def about(rows: list[AuditRecord]) -> list[tuple[str, int | None, Any, Any]]:
    return [(one.action, one.payout_id, one.before, one.after) for one in rows]


async def test_batches_and_the_banks_answer(journal: Journal, ann: Person) -> None:
    stage, admin = journal.stage, journal.stage.admin
    screen = await batched(stage, ann)
    await journal.since()
    assert SPENT in await twice(admin, "📄 New batch: cards, 3", screen)
    made = await journal.since()
    assert about(made) == [
        (Action.PAYOUT_BATCH, number, {"state": "approved"}, {"state": "approved", "batch": 1})
        for number in (1, 2, 3)
    ]
    (file,) = [one for one in stage.in_group() if "document" in one]
    summary = await send_answer(
        stage, "payout;status;reference;reason\n1;paid;TX-1;\n2;failed;;No such card\n", file
    )
    await journal.has_nothing()
    assert SPENT in await twice(admin, "Apply: 1 paid, 1 refused", summary)
    answered = await journal.since()
    in_batch = {"state": "approved", "batch": 1}
    paid, refused = sorted(answered, key=lambda one: one.payout_id or 0)
    assert about([paid]) == [
        (
            Action.PAYOUT_PAID,
            1,
            {"state": "approved"},
            {"state": "paid", "reference": "TX-1"},
        )
    ]
    assert about([refused]) == [(Action.PAYOUT_BANK_REFUSAL, 2, in_batch, {"state": "approved"})]
    assert refused.reason == "No such card"
    await admin.press("✖️ Cancel 1", file)
    await journal.has_nothing()
    asked = stage.in_group()[-1]
    assert SPENT in await twice(admin, "✖️ Yes, cancel the batch", asked)
    cancelled = await journal.since()
    assert about(cancelled) == [(Action.PAYOUT_BATCH_CANCEL, 3, in_batch, {"state": "approved"})]
    assert {one.actor for one in (*made, *answered, *cancelled)} == {stage.owner.id}
    assert await stage.verify() == []


async def test_a_payout_that_takes_two(journal: Journal, ann: Person) -> None:
    stage, admin = journal.stage, journal.stage.admin
    piotr = stage.person("Piotr")
    await piotr.join(stage.group_id)
    stage.telegram.promote(stage.group_id, piotr.user)
    card = await ask_large(stage, ann)
    await journal.since()
    answers = await twice(admin, "✅ Approve", card)
    assert "Your approval is recorded. A colleague must approve as well." in answers
    half = {"state": "requested", "approvals": 1}
    assert await told(journal) == [(Action.PAYOUT_APPROVE, admin.id, {"state": "requested"}, half)]
    refusal = await admin.press("✅ Approve", card_now(stage, card))
    assert "a colleague must approve as well" in (refusal or "")
    await journal.has_nothing()
    assert "Approved. The person has been told." in await twice(
        piotr, "✅ Approve", card_now(stage, card)
    )
    whole = {"state": "approved", "approvals": 2}
    assert await told(journal) == [(Action.PAYOUT_SECOND, piotr.id, {"state": "requested"}, whole)]
    assert await stage.verify() == []
