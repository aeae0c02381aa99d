"""Do points leave once, by one decision, and come back when the answer is no?"""

import asyncio

import pytest

from bot.db import Database
from bot.errors import UserError
from bot.i18n import Points, Texts, decode
from bot.services import (
    admins,
    campaigns,
    documents,
    ledger,
    payout_lists,
    payout_terms,
    payouts,
    reasons,
)
from bot.services.payout_lists import Filter
from bot.services.payouts import PayoutAlreadyDecided
from models import (
    Payout,
    PayoutState,
    Standing,
)
from tests.clock import StillClock
from tests.payout_world import ADMIN_GROUP, ANN, CARD, FIRST, SECOND, World, build_usual


@pytest.fixture
async def world(db: Database, clock: StillClock) -> World:
    return await build_usual(db, clock)


async def test_a_request_sets_the_points_aside(world: World) -> None:
    payout = await world.ask(500)
    assert payout.state == PayoutState.REQUESTED
    assert payout.requested_at == world.clock()
    assert await world.balance() == (9_500, 500, 0)
    await world.assert_books_agree()


async def test_the_admins_get_the_card_with_the_request_itself(world: World) -> None:
    async with world.db.transaction() as session:
        session.add(
            Standing(
                campaign_id=world.campaign_id,
                participant_id=world.ann.id,
                friends=3,
                reached_at=world.clock(),
            )
        )
    payout = await world.ask(1_500)
    (message,) = await world.messages(ADMIN_GROUP)
    unit = campaigns.unit(documents.from_json({"campaign": {"slug": "autumn"}}))
    for language, waiting, friends in (
        ("en", "waiting for a decision", "Friends who qualified: 3"),
        ("ru", "ждёт решения", "Засчитанные друзья: 3"),
        ("bg", "чака решение", "Зачетени приятели: 3"),
    ):
        t = Texts().of(language)
        text = t(message.text_key, **decode(message.text_args))
        assert waiting in text
        assert friends in text
        assert "&lt;b&gt;Brown" in text
        assert f"<code>/user {ANN}</code>" in text
        assert "•••• 1111" in text
        assert CARD not in text
        assert t.points(Points(1_500, unit)) in text
    assert message.keyboard is not None
    assert [[button["text_key"] for button in row] for row in message.keyboard] == [
        ["payout-approve-button", "payout-reject-button"],
        ["payout-show-button"],
    ]
    callbacks = [button["callback"] for row in message.keyboard for button in row]
    assert max(len(callback.encode()) for callback in callbacks) <= 64
    assert callbacks[2] == f"payout-show:{payout.id}"


async def test_without_an_admin_group_the_request_is_kept_all_the_same(world: World) -> None:
    payout = await world.ask(500, admin_chat_id=None)
    assert await world.messages(ADMIN_GROUP) == []
    async with world.db.read() as session:
        page = await payout_lists.queue(session, Filter())
    assert [line.payout.id for line in page.lines] == [payout.id]


async def test_approve_and_pay_move_the_points_out_and_tell_the_person(world: World) -> None:
    payout = await world.ask(500)
    world.clock.advance(hours=1)
    approved = await world.approve(payout, FIRST)
    assert (approved.state, approved.decided_by) == (PayoutState.APPROVED, FIRST)
    assert approved.decided_at == world.clock()
    assert await world.balance() == (9_500, 500, 0)
    world.clock.advance(hours=1)
    paid = await world.pay(payout, SECOND)
    assert (paid.state, paid.paid_by, paid.paid_at) == (PayoutState.PAID, SECOND, world.clock())
    assert paid.decided_by == FIRST
    assert await world.balance() == (9_500, 0, 500)
    await world.assert_books_agree()
    told = [message.text_key for message in await world.messages(ANN)]
    assert told == ["payout-approved-notice", "payout-paid-notice"]


async def test_a_rejection_gives_the_points_back_and_tells_the_reason(world: World) -> None:
    payout = await world.ask(500)
    rejected = await world.reject(payout, reason="  The card <is> closed.  ")
    assert rejected.state == PayoutState.REJECTED
    assert await world.balance() == (10_000, 0, 0)
    await world.assert_books_agree()
    (message,) = await world.messages(ANN)
    text = Texts().of("ru")(message.text_key, **decode(message.text_args))
    assert "The card &lt;is&gt; closed." in text
    async with world.db.read() as session:
        line = (await ledger.history(session, world.ann.id))[0]
    assert line.reason == "The card <is> closed."


async def test_an_approved_payout_can_still_be_rejected_by_who_saw_it_approved(
    world: World,
) -> None:
    payout = await world.ask(500)
    await world.approve(payout)
    with pytest.raises(PayoutAlreadyDecided):
        await world.reject(payout)
    await world.reject(payout, SECOND, seen=PayoutState.APPROVED)
    assert await world.balance() == (10_000, 0, 0)


@pytest.mark.parametrize("reason", ["", "  ", "no", " ok "])
async def test_a_rejection_without_a_reason_does_nothing(world: World, reason: str) -> None:
    payout = await world.ask(500)
    with pytest.raises(reasons.ReasonLeftOut):
        await world.reject(payout, reason=reason)
    assert (await world.payout(payout)).state == PayoutState.REQUESTED


async def test_a_reason_may_have_500_characters_and_no_more(world: World) -> None:
    payout = await world.ask(500)
    with pytest.raises(reasons.ReasonTooWordy):
        await world.reject(payout, reason="я" * 501)
    rejected = await world.reject(payout, reason="я" * 500)
    assert rejected.reason == "я" * 500


async def test_the_second_admin_reads_who_was_first_and_what_they_did(world: World) -> None:
    async with world.db.transaction() as session:
        await admins.remember(session, FIRST, "Maria", now=world.clock())
    payout = await world.ask(500)
    await world.approve(payout, FIRST)
    with pytest.raises(PayoutAlreadyDecided) as refused:
        await world.approve(payout, SECOND)
    text = Texts().of("en").plain(refused.value.text_key(), **refused.value.text_args)
    assert "Maria" in text
    assert "approved, November 22, 2026, 10:00" in text
    await world.pay(payout, SECOND)
    with pytest.raises(PayoutAlreadyDecided) as refused:
        await world.pay(payout, FIRST)
    text = Texts().of("ru").plain(refused.value.text_key(), **refused.value.text_args)
    assert "отметка о выплате — 502" in text


async def test_what_nobody_approved_cannot_be_paid(world: World) -> None:
    payout = await world.ask(500)
    with pytest.raises(payouts.PayoutNotApproved):
        await world.pay(payout)
    assert await world.balance() == (9_500, 500, 0)


async def test_a_payout_that_never_was_is_refused(world: World) -> None:
    payout = Payout(id=404)
    for decide in (world.approve, world.reject, world.pay):
        with pytest.raises(UserError, match="PayoutUnknown"):
            await decide(payout)


async def test_lists_are_paged(world: World) -> None:
    asked = [await world.ask(100) for _ in range(12)]
    await world.reject(asked[0])
    async with world.db.read() as session:
        mine = [await payout_lists.of_participant(session, world.ann.id, page=n) for n in range(4)]
        waiting = [await payout_lists.queue(session, Filter(), page=n) for n in (-1, 0, 2, 99)]
    ids = [payout.id for payout in asked]
    assert [[line.payout.id for line in page.lines] for page in mine] == [
        ids[:6:-1],
        ids[6:1:-1],
        ids[1::-1],
        ids[1::-1],
    ]
    assert [page.has_next for page in mine] == [True, True, False, False]
    assert [[line.payout.id for line in page.lines] for page in waiting] == [
        ids[1:6],
        ids[1:6],
        ids[11:],
        ids[11:],
    ]


async def test_a_hundred_requests_at_once_never_spend_a_point_twice(world: World) -> None:
    """Goal: no overdraft. Method: 100 requests of 1,000 race for 10,000 points."""
    outcomes = await asyncio.gather(*(world.ask(1_000) for _ in range(100)), return_exceptions=True)
    assert sum(isinstance(outcome, Payout) for outcome in outcomes) == 10
    assert sum(isinstance(outcome, payout_terms.NotEnoughPoints) for outcome in outcomes) == 90
    assert await world.balance() == (0, 10_000, 0)
    await world.assert_books_agree()
