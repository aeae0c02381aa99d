"""Does a press on a card decide once, and does the card show everybody what was decided?"""

import asyncio
from dataclasses import dataclass

import pytest
from sqlalchemy import delete

from bot.db import Database
from bot.i18n import Texts
from bot.services import confirmations, payout_buttons, payout_cards, reasons
from bot.services.payout_buttons import PayoutCardRenewed, Press
from bot.services.payout_cards import Action, Card
from bot.services.payouts import PayoutAlreadyDecided
from models import Confirmation, PayoutState
from tests.clock import StillClock
from tests.payout_world import ADMIN_GROUP, ANN, FIRST, SECOND, World, build_usual


@dataclass
class Desk:
    """The card of one payout of 500 as it was posted, and admins who press on it."""

    world: World
    payout_id: int
    card: Card

    async def press(
        self,
        action: Action,
        by: int,
        *,
        card: Card | None = None,
        chat_id: int = ADMIN_GROUP,
        reason: str = "wrong card",
    ) -> Press:
        async with self.world.db.transaction() as session:
            return await payout_buttons.press(
                session,
                self.payout_id,
                token_of(card or self.card, action),
                action=action,
                chat_id=chat_id,
                by=by,
                now=self.world.clock(),
                words=reason,
            )

    async def may_reject(self, by: int, *, card: Card | None = None) -> Press | None:
        async with self.world.db.transaction() as session:
            return await payout_buttons.may_answer(
                session,
                self.payout_id,
                token_of(card or self.card, Action.REJECT),
                action=Action.REJECT,
                chat_id=ADMIN_GROUP,
                admin_id=by,
                now=self.world.clock(),
            )


def token_of(card: Card, action: Action) -> str:
    for row in card.keyboard:
        for button in row:
            prefix, _payout_id, *token = button["callback"].split(":")
            if prefix == action:
                return token[0]
    raise AssertionError(f"the card has no button {action}")


def buttons(card: Card) -> list[str]:
    return [button["text_key"] for row in card.keyboard for button in row]


def text(card: Card, language: str = "en") -> str:
    return Texts().of(language)(card.text_key, **card.text_args)


@pytest.fixture
async def desk(db: Database, clock: StillClock) -> Desk:
    world = await build_usual(db, clock)
    payout = await world.ask(500)
    return Desk(world, payout.id, await post(world, payout.id))


async def post(world: World, payout_id: int) -> Card:
    async with world.db.transaction() as session:
        return await payout_cards.card(session, payout_id, chat_id=ADMIN_GROUP, now=world.clock())


async def test_after_approval_the_card_says_who_and_offers_to_mark_it_paid(desk: Desk) -> None:
    press = await desk.press(Action.APPROVE, FIRST)
    assert press.refusal is None
    assert f"Approved: {FIRST}, November 22, 2026, 10:00" in text(press.card)
    assert buttons(press.card) == [
        "payout-paid-button",
        "payout-reject-button",
        "payout-reference-button",
        "payout-show-button",
    ]
    paid = await desk.press(Action.PAID, SECOND, card=press.card)
    assert f"Marked as paid: {SECOND}" in text(paid.card)
    assert buttons(paid.card) == []
    assert await desk.world.balance() == (9_500, 0, 500)


async def test_a_rejected_card_shows_the_reason_and_has_no_buttons(desk: Desk) -> None:
    press = await desk.press(Action.REJECT, FIRST, reason="The card <b>is</b> closed")
    assert "Reason: The card &lt;b&gt;is&lt;/b&gt; closed" in text(press.card)
    assert "Причина: The card" in text(press.card, "ru")
    assert "Причина: The card" in text(press.card, "bg")
    assert buttons(press.card) == []
    assert await desk.world.balance() == (10_000, 0, 0)


async def test_the_card_counts_what_was_paid_before(desk: Desk) -> None:
    assert "Paid before: nothing" in text(desk.card)
    press = await desk.press(Action.APPROVE, FIRST)
    await desk.press(Action.PAID, FIRST, card=press.card)
    later = await desk.world.ask(700)
    card = await post(desk.world, later.id)
    assert "Paid before: 500 points, 1 payout\n" in text(card)
    assert "Выплачено раньше: 500 баллов, 1 выплата\n" in text(card, "ru")


async def test_of_two_admins_at_once_one_decides_and_the_other_reads_who(desk: Desk) -> None:
    presses = await asyncio.gather(
        *(desk.press(Action.APPROVE, by) for by in (FIRST, SECOND) for _ in range(5))
    )
    refusals = [press.refusal for press in presses if press.refusal is not None]
    assert len(refusals) == 9
    payout = presses[0].card.payout
    assert {type(refusal) for refusal in refusals} == {PayoutAlreadyDecided}
    assert {refusal.text_args["by"] for refusal in refusals} == {str(payout.decided_by)}
    assert all("approved, not paid yet" in text(press.card) for press in presses)
    assert len(await desk.world.messages(ANN)) == 1


async def test_approve_and_reject_at_once_leave_one_decision(desk: Desk) -> None:
    presses = await asyncio.gather(
        desk.press(Action.APPROVE, FIRST), desk.press(Action.REJECT, SECOND)
    )
    assert sum(press.refusal is None for press in presses) == 1
    assert len(await desk.world.messages(ANN)) == 1
    await desk.world.assert_books_agree()


async def test_an_old_card_cannot_reject_what_was_approved_meanwhile(desk: Desk) -> None:
    copy = await post(desk.world, desk.payout_id)
    await desk.press(Action.APPROVE, FIRST)
    press = await desk.press(Action.REJECT, SECOND, card=copy)
    assert isinstance(press.refusal, PayoutAlreadyDecided)
    assert press.card.payout.state == PayoutState.APPROVED
    again = await desk.press(Action.REJECT, SECOND, card=press.card)
    assert again.refusal is None


async def test_an_expired_button_of_an_open_payout_brings_new_ones(desk: Desk) -> None:
    desk.world.clock.advance(days=30)
    press = await desk.press(Action.APPROVE, FIRST)
    assert isinstance(press.refusal, PayoutCardRenewed)
    assert press.card.payout.state == PayoutState.REQUESTED
    assert (await desk.press(Action.APPROVE, FIRST, card=press.card)).refusal is None


async def test_a_button_that_was_cleared_away_brings_new_ones(desk: Desk) -> None:
    async with desk.world.db.transaction() as session:
        await session.execute(delete(Confirmation))
    refused = await desk.may_reject(FIRST)
    assert refused is not None
    assert isinstance(refused.refusal, PayoutCardRenewed)
    assert await desk.may_reject(FIRST, card=refused.card) is None


async def test_an_expired_button_of_a_decided_payout_tells_the_decision(desk: Desk) -> None:
    await desk.press(Action.REJECT, FIRST)
    desk.world.clock.advance(days=31)
    press = await desk.press(Action.APPROVE, SECOND)
    assert isinstance(press.refusal, PayoutAlreadyDecided)
    assert press.refusal.text_args["state"] == PayoutState.REJECTED


async def test_asking_for_the_reason_decides_nothing_yet(desk: Desk) -> None:
    assert await desk.may_reject(FIRST) is None
    assert await desk.may_reject(SECOND) is None
    with pytest.raises(reasons.ReasonLeftOut):
        await desk.press(Action.REJECT, FIRST, reason="no")
    assert (await desk.press(Action.REJECT, SECOND)).refusal is None
    late = await desk.press(Action.REJECT, FIRST)
    assert isinstance(late.refusal, PayoutAlreadyDecided)
    assert late.refusal.text_args["by"] == str(SECOND)
    too_late = await desk.may_reject(FIRST)
    assert too_late is not None
    assert isinstance(too_late.refusal, PayoutAlreadyDecided)


async def test_a_card_works_in_the_admin_group_alone(desk: Desk) -> None:
    with pytest.raises(confirmations.ButtonNotYours):
        await desk.press(Action.APPROVE, ANN, chat_id=ANN)


async def test_a_button_decides_on_its_own_payout_alone(desk: Desk) -> None:
    other = await desk.world.ask(600)
    forged = Desk(desk.world, other.id, desk.card)
    press = await forged.press(Action.APPROVE, FIRST)
    assert isinstance(press.refusal, PayoutCardRenewed)
    assert (await desk.world.payout(other)).state == PayoutState.REQUESTED
