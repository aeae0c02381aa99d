"""Does every decision leave a row of the audit, and a refused one none?"""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from bot.services.audit import Action
from bot.services.audit_lines import KEYS, UNTOLD
from models import AuditRecord
from tests.conventions import code, decisions
from tests.conventions.code import Source
from tests.payout_stage import ask, card_now, give
from tests.people import CHANNEL, Json, Person, Stage, buttons, staged
from tests.presses import answer_to, press

SERVICES = code.sources("bot/services")
NO_DECISION = {
    ("approval_cards", "may_reject"): "asks whether a reason may be asked for",
    ("broadcast_drafts", "compose"): "a draft reaches nobody; its start is the decision",
    ("contest_posts", "tell_of_disqualification"): "tells of what disqualifications records",
    ("redemption_cards", "posts_in"): "looks where a word of thanks would be posted",
    ("support_posts", "thread_of_album"): "finds the thread that a picture belongs to",
}
"""Functions that take `by` and decide nothing, each with the reason."""


def test_whoever_decides_in_a_service_leaves_a_row() -> None:
    assert list(decisions.without_a_row(SERVICES, exceptions=set(NO_DECISION))) == []


def test_every_exception_is_still_there_and_needed() -> None:
    assert set(NO_DECISION) <= decisions.names(SERVICES)
    seen = list(decisions.without_a_row(SERVICES, exceptions=set()))
    for _module, name in NO_DECISION:
        assert any(f" {name} takes" in one for one in seen), name


def test_a_planted_decision_without_a_row_is_seen() -> None:
    planted = Source(
        "bot/services/vouchers.py",
        """
async def give(session, *, by: int) -> None:
    await session.execute(insert(Voucher))

async def take(session, *, by: int) -> None:
    await _record(session, by)

async def void(session, *, by: int) -> None:
    change = take
    await change(session, by=by)

async def count(session) -> int: ...

async def _record(session, by: int) -> None:
    await audit.record(session, by=by)

async def _place(session, by: int) -> None: ...
""",
    )
    seen = list(decisions.without_a_row([planted], exceptions=set()))
    assert seen == ["bot/services/vouchers.py:2: give takes `by` and records nothing"]
    elsewhere = Source(
        "bot/services/shops.py", "async def f(s, *, by):\n    await vouchers.take(s)\n"
    )
    assert list(decisions.without_a_row([planted, elsewhere], exceptions=set())) == seen


# Played in the group


@dataclass
class Journal:
    """The audit of a group at work, and how far it was read."""

    stage: Stage
    read: int = 0

    async def since(self) -> list[AuditRecord]:
        """The rows that came since this was asked last."""
        async with self.stage.app.db.read() as session:
            found = list(
                await session.scalars(
                    select(AuditRecord).where(AuditRecord.id > self.read).order_by(AuditRecord.id)
                )
            )
        self.read = max([self.read, *(one.id for one in found)])
        return found

    async def has(self, *actions: Action) -> AuditRecord:
        """One row for each of these, by the owner, of keys that have words; the last of them."""
        found = await self.since()
        assert [one.action for one in found] == list(actions)
        for one in found:
            assert one.actor == self.stage.owner.id
            assert {*one.before, *one.after} <= {*KEYS, *UNTOLD}, one.action
        return found[-1]

    async def has_nothing(self) -> None:
        assert await self.since() == []


@pytest.fixture
async def journal(sqlite_url: str, unpaced: None) -> AsyncIterator[Journal]:
    starter = {"payout_minimum": 100, "required_chats": [CHANNEL]}
    async with staged(sqlite_url, starter_campaign=starter) as stage:
        yield Journal(stage)


async def ann_and_ben(stage: Stage) -> tuple[Person, Person]:
    """Ann, who has points, and Ben, who came by her link."""
    ann, ben = stage.person("Ann", username="anna"), stage.person("Ben", username="bennie")
    await ann.start()
    await give(ann, 2_000)
    await ben.follow(await ann.invite())
    return ann, ben


async def decide(stage: Stage, card: Json, *names: str) -> None:
    """Press one button after the other, each on the card as it stands."""
    for name in names:
        await stage.admin.press(name, card_now(stage, card))


async def test_payouts(journal: Journal) -> None:
    stage, admin = journal.stage, journal.stage.admin
    ann, _ = await ann_and_ben(stage)
    card = await ask(ann, 200)
    await admin.press("✅ Approve", card)
    approved = await journal.has(Action.PAYOUT_APPROVE)
    assert (approved.before, approved.after) == ({"state": "requested"}, {"state": "approved"})
    assert (approved.payout_id, approved.participant_id is not None) == (1, True)
    stale = card["reply_markup"]["inline_keyboard"][0]
    queries = [press(admin, each["callback_data"], card) for each in stale]
    await stage.settle()
    assert all(answer_to(stage, query) for query in queries)
    await journal.has_nothing()
    await decide(stage, card, "Show destination")
    await journal.has(Action.PAYOUT_REVEAL)
    await decide(stage, card, "💸 Mark paid")
    paid = await journal.has(Action.PAYOUT_PAID)
    assert (paid.before, paid.after) == ({"state": "approved"}, {"state": "paid"})
    card = await ask(ann, 200)
    await admin.press("❌ Reject", card)
    await journal.has_nothing()
    await admin.press("Campaign rules were broken", stage.in_group()[-1])
    rejected = await journal.has(Action.PAYOUT_REJECT)
    assert (rejected.before, rejected.after) == ({"state": "requested"}, {"state": "rejected"})
    assert rejected.reason


async def test_points_bans_and_roles(journal: Journal) -> None:
    stage, admin = journal.stage, journal.stage.admin
    ann, _ = await ann_and_ben(stage)
    for words, button, action, before, after in (
        ("/credit @anna 50 draw", "➕ Credit 50 points", Action.CREDIT, 2_000, 2_050),
        ("/debit @anna 50 draw", "➖ Debit 50 points", Action.DEBIT, 2_050, 2_000),
    ):
        card = await admin.say_in_group(words)
        await journal.has_nothing()
        await admin.press(button, card)
        moved = await journal.has(action)
        assert (moved.before["available"], moved.after["available"]) == (before, after)
        assert moved.reason == "draw"
    await admin.press("➖ Debit 9 points", await admin.say_in_group("/debit @anna 9 again"))
    await journal.has(Action.DEBIT)
    await admin.say_in_group("/debit @anna 5000 too much")
    await journal.has_nothing()
    await admin.press("🚫 Ban", await admin.say_in_group("/ban @anna fake friends"))
    banned = await journal.has(Action.BAN)
    assert (banned.before, banned.after) == ({"banned": False}, {"banned": True})
    await admin.press("✅ Unban", await admin.say_in_group("/unban @anna mistake"))
    assert (await journal.has(Action.UNBAN)).before == {"banned": True}
    card = await admin.say_in_group("/roles @anna")
    await decide(stage, card, "➕ Support", "➖ Support")
    taken = await journal.has(Action.ROLE_GIVE, Action.ROLE_TAKE)
    assert taken.before == {"roles": ["support"]}
    assert taken.after == {"roles": [], "telegram_id": ann.id}


async def test_friends_and_questions(journal: Journal) -> None:
    stage, admin = journal.stage, journal.stage.admin
    ann, _ = await ann_and_ben(stage)
    await admin.press("🔄 Check membership now", await admin.say_in_group("/user @bennie"))
    await journal.has(Action.MEMBERSHIP_CHECK)
    listed = await admin.say_in_group("/user @anna")
    await decide(stage, listed, "👥 Friends", "✖️ Revoke")
    await journal.has_nothing()
    card = await admin.say_in_group("one and the same person", reply_to=stage.in_group()[-1])
    await admin.press(buttons(card)[0], card)
    revoked = await journal.has(Action.REFERRAL_REVOKE)
    assert revoked.after["state"] == "revoked"
    assert revoked.reason == "one and the same person"
    await admin.press("✉️ Write", await admin.say_in_group("/user @anna"))
    await admin.say_in_group("Good morning", reply_to=stage.in_group()[-1])
    await journal.has(Action.MESSAGE)
    await ann.say("/support")
    await ann.say("Where is my reward?")
    card = stage.in_group()[-1]
    await decide(stage, card, "✅ Close", "♻️ Reopen")
    reopened = await journal.has(Action.THREAD_CLOSE, Action.THREAD_REOPEN)
    assert (reopened.before["state"], reopened.after["state"]) == ("closed", "open")


async def test_broadcasts_and_files(journal: Journal) -> None:
    stage, admin = journal.stage, journal.stage.admin
    await ann_and_ben(stage)
    stage.telegram.send(stage.owner, stage.group_id, "/broadcast")
    await stage.settle()
    stage.telegram.send(stage.owner, stage.group_id, "Good morning")
    draft = await with_button(stage, "🕒 When")
    await decide(stage, draft, "🕒 When")
    await decide(stage, draft, buttons(card_now(stage, draft))[1], "✅ Start")
    await journal.has_nothing()
    await decide(stage, draft, "✅ Yes, schedule it for 2")
    started = await journal.has(Action.BROADCAST_START)
    assert started.after["broadcast"] == 1
    cancel = await with_button(stage, "✖️ Cancel")
    for _ in range(2):
        stage.telegram.press(stage.owner, cancel, "✖️ Cancel")
    await stage.settle()
    await journal.has(Action.BROADCAST_CANCEL)
    # A file is a decision too.
    await admin.press("📄 CSV", await admin.say_in_group("/audit"))
    exported = await journal.has(Action.EXPORT)
    assert exported.after["what"] == "audit"


async def with_button(stage: Stage, name: str) -> Json:
    """The newest message of the bot in the group that has this button."""
    found: list[Json] = []

    def is_there() -> bool:
        found[:] = [one for one in stage.in_group() if name in buttons(one)]
        return bool(found)

    await stage.telegram.wait(is_there, timeout=10)
    return found[-1]
