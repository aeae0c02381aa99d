"""What may the admins press in a test? One button of every kind, each with something to do."""

from dataclasses import dataclass
from datetime import timedelta

from aiogram.filters.callback_data import CallbackData
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import broadcast_cards, campaigns, participants, payout_cards, payouts
from bot.services.destinations import Method
from bot.services.outbox import Keyboard
from bot.services.payout_lists import Filter
from handlers.broadcasts import Cancel, Resend, SendNow
from handlers.payout_cards import (
    ApprovePayout,
    MarkPayoutPaid,
    RepostPayout,
    ShowDestination,
)
from handlers.payout_queue import ShowQueue, queue_at
from handlers.rejections import RejectPayout
from models import Broadcast, BroadcastState, Delivery, DeliveryState
from tests.payout_stage import give
from tests.people import Json, Person, Stage
from tests.presses import post

Kind = type[CallbackData]

NUMBERS: dict[Kind, int] = {
    ApprovePayout: 1,
    RejectPayout: 2,
    MarkPayoutPaid: 3,
    SendNow: 1,
    Cancel: 2,
    Resend: 3,
}
"""Of the payout or the broadcast that a button decides on."""
BUTTONS: tuple[Kind, ...] = (*NUMBERS, ShowDestination, RepostPayout, ShowQueue)
CARD = "4111111111111111"


@dataclass(frozen=True)
class Desk:
    """The admin group with a message for every button, and Ann, whose payouts they are."""

    stage: Stage
    ann: Person
    callbacks: dict[Kind, str]
    messages: dict[Kind, Json]


async def laid_out(stage: Stage) -> Desk:
    """Put three payouts and three broadcasts before the admins."""
    ann = stage.person("Ann", "bg")
    await ann.start()
    await give(ann, 1_000)
    group = stage.telegram.group(stage.group_id)
    # In one transaction: a broadcast that has no card for a moment may get one of its own.
    async with stage.app.db.transaction() as session:
        await _ask(session, stage, ann)
        await _plan(session, stage, ann)
        callbacks = await _callbacks(session, stage)
        messages = {kind: post(stage, group, callbacks[kind]) for kind in BUTTONS}
        for kind in (SendNow, Cancel, Resend):
            broadcast = await session.get_one(Broadcast, NUMBERS[kind])
            broadcast.card_message_id = messages[kind]["message_id"]
    await stage.settle()
    return Desk(stage, ann, callbacks, messages)


async def _ask(session: AsyncSession, stage: Stage, ann: Person) -> None:
    """Three payouts, of which the third may be marked as paid; their cards are not sent."""
    participant = await participants.find(session, ann.id)
    campaign = await campaigns.by_slug(session, "starter")
    assert participant is not None
    assert campaign is not None
    for _ in range(3):
        await payouts.request(
            session,
            participant.id,
            campaign_id=campaign.id,
            amount_minor=200,
            method=Method.CARD,
            destination=CARD,
            admin_chat_id=None,
            now=stage.clock(),
        )
    await payouts.approve(session, 3, by=stage.owner.id, now=stage.clock())


async def _plan(session: AsyncSession, stage: Stage, ann: Person) -> None:
    """Two broadcasts that are not due, and one long over that may not have reached Ann."""
    participant = await participants.find(session, ann.id)
    assert participant is not None
    now = stage.clock()
    for state, starts_at in (
        (BroadcastState.PLANNED, now + timedelta(days=1)),
        (BroadcastState.PLANNED, now + timedelta(days=1)),
        (BroadcastState.FINISHED, now - timedelta(days=1)),
    ):
        broadcast = Broadcast(
            html="Sale",
            state=state,
            created_by=stage.owner.id,
            created_at=now - timedelta(days=2),
            starts_at=starts_at,
            finished_at=starts_at if starts_at < now else None,
            card_chat_id=stage.group_id,
        )
        session.add(broadcast)
        await session.flush()
    session.add(
        Delivery(
            broadcast_id=broadcast.id,
            participant_id=participant.id,
            chat_id=ann.id,
            state=DeliveryState.UNKNOWN,
        )
    )


async def _callbacks(session: AsyncSession, stage: Stage) -> dict[Kind, str]:
    """What each button carries, with a right to press it."""
    now = stage.clock()
    found: dict[Kind, str] = {
        ShowDestination: ShowDestination(payout_id=1).pack(),
        RepostPayout: RepostPayout(payout_id=1).pack(),
        ShowQueue: queue_at(Filter()),
    }
    for kind, number in NUMBERS.items():
        keyboard: Keyboard
        if kind.__prefix__ in list(broadcast_cards.Action):
            broadcast = await session.get_one(Broadcast, number)
            action = broadcast_cards.Action(kind.__prefix__)
            keyboard = await broadcast_cards.keyboard(session, broadcast, (action,), now=now)
        else:
            card = await payout_cards.card(session, number, chat_id=stage.group_id, now=now)
            keyboard = card.keyboard
        callbacks = [button["callback"] for row in keyboard for button in row]
        (found[kind],) = [each for each in callbacks if each.startswith(f"{kind.__prefix__}:")]
    return found
