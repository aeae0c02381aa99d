"""Who must approve a large payout, what does a fee do to the ledger, and who may take it back?"""

import asyncio
from decimal import Decimal

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.i18n import Texts, decode
from bot.services import (
    documents,
    payout_cards,
    payout_rounds,
    payout_terms,
    payouts,
    verification,
)
from bot.services.payout_rounds import Deed
from bot.services.payouts import PayoutAlreadyDecided, PayoutNeedsAnotherAdmin
from models import Account, AuditRecord, Bucket, Participant, Payout, PayoutState, QuickReason
from tests.clock import StillClock
from tests.payout_world import ADMIN_GROUP, ANN, FIRST, SECOND, World, build

THIRD = 503


@pytest.fixture
async def world(db: Database, clock: StillClock) -> World:
    """From 1,000 on two admins approve; a payout costs 10 points and 1.5 percent."""
    terms = {"minimum": 100, "two_admins_from": 1_000, "fee": 10, "fee_percent": 1.5}
    world = await build(db, clock, payout=terms)
    await world.give(10_000)
    return world


async def findings(world: World) -> list[str]:
    async with world.db.read() as session:
        return (await verification.verify(session)).findings


async def recorded(world: World, payout: Payout) -> list[tuple[str, int | None, object, object]]:
    """What the audit knows of a payout: action, who, before, after."""
    async with world.db.read() as session:
        rows = await session.scalars(
            select(AuditRecord).where(AuditRecord.payout_id == payout.id).order_by(AuditRecord.id)
        )
        return [(row.action, row.actor, row.before, row.after) for row in rows]


async def withdraw(world: World, payout: Payout) -> Payout:
    async with world.db.transaction() as session:
        return await payouts.withdraw(session, payout.id, participant=world.ann, now=world.clock())


async def test_a_large_payout_takes_two_people(world: World) -> None:
    payout = await world.ask(1_000)
    half = await world.approve(payout, FIRST)
    assert (half.state, half.step, half.first_by) == (PayoutState.REQUESTED, "second", FIRST)
    assert await world.messages(ANN) == []
    with pytest.raises(PayoutNeedsAnotherAdmin):
        await world.approve(payout, FIRST)
    with pytest.raises(payouts.PayoutNotApproved):
        await world.pay(payout, SECOND)
    full = await world.approve(payout, SECOND)
    assert (full.state, full.decided_by, full.first_by) == (PayoutState.APPROVED, SECOND, FIRST)
    assert [message.text_key for message in await world.messages(ANN)] == ["payout-approved-notice"]
    with pytest.raises(PayoutAlreadyDecided):
        await world.approve(payout, FIRST)
    await world.pay(payout, FIRST)
    assert await recorded(world, payout) == [
        ("payout-approve", FIRST, {"state": "requested"}, {"state": "requested", "approvals": 1}),
        ("payout-second", SECOND, {"state": "requested"}, {"state": "approved", "approvals": 2}),
        ("payout-paid", FIRST, {"state": "approved"}, {"state": "paid"}),
    ]
    assert await findings(world) == []


@pytest.mark.parametrize(
    ("amount", "by", "ends"),
    [
        (999, [FIRST], PayoutState.APPROVED),
        (1_000, [FIRST], PayoutState.REQUESTED),
        (1_000, [FIRST, FIRST], PayoutState.REQUESTED),
        (1_000, [FIRST, SECOND], PayoutState.APPROVED),
        (5_000, [FIRST, FIRST, THIRD], PayoutState.APPROVED),
        (5_000, [THIRD, SECOND, FIRST], PayoutState.APPROVED),
    ],
)
async def test_how_many_must_approve_is_a_matter_of_the_amount(
    world: World, amount: int, by: list[int], ends: PayoutState
) -> None:
    payout = await world.ask(amount)
    for admin in by:
        async with world.db.transaction() as session:
            try:
                await payouts.approve(session, payout.id, by=admin, now=world.clock())
            except (PayoutNeedsAnotherAdmin, PayoutAlreadyDecided):
                continue
    assert (await world.payout(payout)).state == ends


async def test_of_five_who_approve_at_once_two_do_it(world: World) -> None:
    payout = await world.ask(2_000)
    admins = [FIRST, SECOND, THIRD, 504, 505] * 2
    outcomes = await asyncio.gather(
        *(world.approve(payout, by) for by in admins), return_exceptions=True
    )
    assert sum(isinstance(outcome, Payout) for outcome in outcomes) == 2
    stored = await world.payout(payout)
    assert stored.state == PayoutState.APPROVED
    assert stored.first_by != stored.decided_by
    assert await findings(world) == []


@pytest.mark.parametrize("by", [FIRST, SECOND])
async def test_between_the_approvals_anybody_may_reject(world: World, by: int) -> None:
    payout = await world.ask(1_000)
    await world.approve(payout, FIRST)
    await world.reject(payout, by)
    assert await world.balance() == (10_000, 0, 0)
    with pytest.raises(PayoutAlreadyDecided):
        await world.approve(payout, SECOND)
    assert await findings(world) == []


async def test_both_approvals_of_one_person_are_found(world: World) -> None:
    payout = await world.ask(1_000)
    await world.approve(payout, FIRST)
    await world.approve(payout, SECOND)
    async with world.db.transaction() as session:
        forged = await session.get_one(Payout, payout.id)
        forged.first_by = SECOND
    assert await findings(world) == [f"payout {payout.id} has both its approvals from {SECOND}"]


async def test_the_fee_goes_back_to_the_budget(world: World) -> None:
    """Goal: every point is somewhere. 900 cost 10 and 1.5 %, which is 13.5 and becomes 14."""
    payout = await world.ask(900)
    assert (payout.fee_minor, payout.net_minor) == (24, 876)
    await world.approve(payout)
    await world.pay(payout)
    assert await world.balance() == (9_100, 0, 876)
    async with world.db.read() as session:
        budget = await session.scalar(
            select(Account.balance_minor).where(Account.bucket == Bucket.BUDGET)
        )
    assert budget == -10_000 + 24
    await world.assert_books_agree()
    assert await findings(world) == []
    message = (await world.messages(ANN))[-1]
    text = Texts().of("en")(message.text_key, **decode(message.text_args))
    assert "of 876 points has been sent" in text


async def test_another_fee_than_was_posted_is_found(world: World) -> None:
    payout = await world.ask(900)
    await world.approve(payout)
    await world.pay(payout)
    async with world.db.transaction() as session:
        (await session.get_one(Payout, payout.id)).fee_minor = 0
    assert await findings(world) == [
        f"payout {payout.id} is paid, the ledger disagrees about “paid”"
    ]


async def test_a_rejection_gives_the_fee_back_too(world: World) -> None:
    payout = await world.ask(900)
    await world.reject(payout)
    assert await world.balance() == (10_000, 0, 0)
    assert await findings(world) == []


@pytest.mark.parametrize(
    ("fee", "percent", "amount", "expected"),
    [
        (0, 0, 100, 0),
        (10, 0, 100, 10),
        (0, "1.5", 100, 2),
        (0, 1.5, 200, 3),
        (0, 2.9, 1_000, 29),
        (7, "0.01", 100, 8),
        (0, 50, 101, 51),
    ],
)
def test_a_fee_is_rounded_up_to_whole_minor_units(
    fee: int, percent: float | str, amount: int, expected: int
) -> None:
    terms = {"minimum": 100, "fee": fee, "fee_percent": percent}
    document = documents.from_json({"campaign": {"slug": "autumn"}, "payout": terms})
    assert document.payout.fee_of(amount) == expected
    assert document.payout.fee_percent == round(Decimal(str(percent)), 2)
    assert documents.from_json(documents.to_json(document)) == document


async def test_the_card_and_the_list_tell_the_fee_and_the_pair(world: World) -> None:
    payout = await world.ask(1_000)
    texts = []
    for by in (FIRST, SECOND):
        async with world.db.transaction() as session:
            card = await payout_cards.card(
                session, payout.id, chat_id=ADMIN_GROUP, now=world.clock()
            )
        texts.append(Texts().of("en")(card.text_key, **card.text_args))
        await world.approve(payout, by)
    assert "To pay: <b>975 points</b>, fee 25 points" in texts[0]
    assert "Two approvals needed, by two people" in texts[0]
    assert "needs a second approval" in texts[1]
    assert f"First approval: {FIRST}, November 22, 2026, 10:00" in texts[1]


async def test_a_request_can_be_taken_back_while_it_is_new(world: World) -> None:
    payout = await world.ask(1_000)
    await world.approve(payout, FIRST)
    taken = await withdraw(world, payout)
    assert (taken.step, taken.quick_reason) == ("withdrawn", QuickReason.WITHDRAWN)
    assert await world.balance() == (10_000, 0, 0)
    with pytest.raises(PayoutAlreadyDecided) as refused:
        await world.approve(payout, SECOND)
    assert refused.value.text_args["state"] == "withdrawn"
    assert (await recorded(world, payout))[-1] == (
        "payout-cancel",
        ANN,
        {"state": "requested"},
        {"state": "rejected"},
    )
    assert await findings(world) == []
    late = await world.ask(500)
    await world.approve(late)
    with pytest.raises(PayoutAlreadyDecided):
        await withdraw(world, late)


async def test_nobody_takes_back_what_is_somebody_elses(world: World) -> None:
    payout = await world.ask(500)
    world.ann.id += 1
    with pytest.raises(payout_cards.PayoutUnknown):
        await withdraw(world, payout)


async def test_the_admins_are_not_called_without_end(world: World) -> None:
    for _ in range(payout_terms.WITHDRAWN_MAX):
        await withdraw(world, await world.ask(500))
        world.clock.advance(minutes=1)
    with pytest.raises(payout_terms.TooManyPayoutsWithdrawn):
        await world.ask(500)
    world.clock.advance(hours=24)
    await world.ask(500)


async def test_taking_back_and_approving_at_once_have_one_outcome(world: World) -> None:
    for _ in range(20):
        payout = await world.ask(100)
        await asyncio.gather(withdraw(world, payout), world.approve(payout), return_exceptions=True)
        state = (await world.payout(payout)).state
        assert state in (PayoutState.APPROVED, PayoutState.REJECTED)
        if state == PayoutState.APPROVED:
            await world.pay(payout)
        world.clock.advance(hours=12)
    assert await findings(world) == []


async def test_a_banned_persons_payout_is_left_out_of_many(world: World) -> None:
    payout = await world.ask(500)
    async with world.db.transaction() as session:
        (await session.get_one(Participant, world.ann.id)).banned_at = world.clock()
    async with world.db.transaction() as session:
        outcome = await payout_rounds.decide(
            session, Deed.APPROVE, [payout.id], by=FIRST, now=world.clock()
        )
    ((number, refusal),) = outcome.missed
    assert (number, refusal.text_key()) == (payout.id, "error-payout-frozen")
    assert outcome.done == []
