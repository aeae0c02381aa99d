"""What do the admins see of a payout, and which buttons can they press?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import LANGUAGES, Argument, Points, Text, Worded
from bot.services import (
    admins,
    audit,
    campaigns,
    confirmations,
    destinations,
    group_cards,
    names,
    outbox,
    payout_terms,
)
from bot.services.campaigns import RunningCampaign
from bot.services.destinations import Method
from models import ALL_TIME, Participant, Payout, PayoutState, Standing

BUTTONS_LAST = timedelta(days=30)


class PayoutUnknown(UserError):
    pass


class Action(StrEnum):
    """What the buttons of a card do; also the prefixes of what the buttons carry."""

    APPROVE = "payout-approve"
    REJECT = "payout-reject"
    PAID = "payout-paid"
    REFERENCE = "payout-reference"
    """Paid, with the bank's number of the payment, which is asked for."""
    AGAIN = "payout-again"
    """Into the next batch, although the bank has refused."""


SHOW_DESTINATION = "payout-show"
Rows = tuple[tuple[Action, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Card(group_cards.Card):
    payout: Payout


@dataclass(frozen=True)
class Record:
    """What a participant has been paid for in a campaign so far."""

    friends: int
    """Qualified."""
    payouts: int
    paid_minor: int


async def announce(session: AsyncSession, payout: Payout, *, chat_id: int, now: datetime) -> None:
    """Send the card of a new payout to the admin group."""
    new = await card(session, payout.id, chat_id=chat_id, now=now)
    await group_cards.post(session, new, chat_id=chat_id, now=now)


async def card(
    session: AsyncSession, payout_id: int, *, chat_id: int, now: datetime, decides: bool = True
) -> Card:
    """The card of a payout as it is now, with new buttons; `PayoutUnknown`.

    `decides`: for somebody who may; others get the card without its buttons.
    """
    payout = await find(session, payout_id)
    participant = await session.get_one(Participant, payout.participant_id)
    running = await campaigns.find(session, payout.campaign_id, payout.version)
    unit = campaigns.unit(running.document)
    record = await record_of(session, payout.campaign_id, payout.participant_id)
    decided_by, decided_at = decision(payout)
    args: dict[str, Argument] = {
        "number": str(payout.id),
        "step": payout.step,
        "campaign": campaigns.titled(running.document),
        "named": "yes" if participant.name else "no",
        "name": names.shown(participant.name),
        "telegram_id": str(participant.telegram_id),
        "banned": "no" if participant.banned_at is None else "yes",
        "amount": Points(payout.amount_minor, unit),
        "charged": "yes" if payout.fee_minor else "no",
        "net": Points(payout.net_minor, unit),
        "fee": Points(payout.fee_minor, unit),
        "pair": "yes" if await payout_terms.needs_two(session, payout) else "no",
        "first_by": await admins.name_of(session, payout.first_by),
        "first_at": payout.first_at or payout.requested_at,
        "method": payout.method,
        "own": own_title(payout, running),
        "destination": masked(payout),
        "friends": record.friends,
        "payouts": record.payouts,
        "paid": Points(record.paid_minor, unit),
        "requested_at": payout.requested_at,
        "by": await admins.name_of(session, decided_by),
        "at": decided_at or payout.requested_at,
        "reason": reason(payout),
        "referenced": "yes" if payout.reference else "no",
        "reference": payout.reference or "",
        "batch": str(payout.batch_id or 0),
        "bank_refusal": payout.bank_refusal or "",
    }
    buttons = await _buttons(session, payout, chat_id, now) if decides else []
    return Card(payout=payout, text_key="payout-card", text_args=args, keyboard=buttons)


async def find(session: AsyncSession, payout_id: int) -> Payout:
    payout: Payout | None = await session.get(Payout, payout_id, populate_existing=True)
    if payout is None:
        raise PayoutUnknown
    return payout


async def reveal(session: AsyncSession, payout_id: int, *, by: int, now: datetime) -> Payout:
    """The payout for somebody who looks at its destination in full; `PayoutUnknown`."""
    payout = await find(session, payout_id)
    await audit.record(
        session,
        audit.Action.PAYOUT_REVEAL,
        by=by,
        now=now,
        participant_id=payout.participant_id,
        payout_id=payout.id,
        campaign_id=payout.campaign_id,
    )
    return payout


def own_title(payout: Payout, running: RunningCampaign) -> Worded:
    """What the campaign calls its own way of paying; a dash for those that everybody knows."""
    own = running.document.payout.own_method(payout.own_method)
    said = {each: own.title.in_language(each) if own is not None else "—" for each in LANGUAGES}
    return Worded(said)


def masked(payout: Payout) -> str:
    return destinations.mask(Method(payout.method), payout.destination)


def reason(payout: Payout) -> str | Text:
    """Why it was rejected: chosen words are read in the reader's language."""
    if payout.quick_reason is not None:
        return Text(f"payout-quick-{payout.quick_reason}")
    return payout.reason or ""


def told(payout: Payout) -> str:
    """The state that was decided on: "withdrawn" where nobody rejected it."""
    return "withdrawn" if payout.is_withdrawn else payout.state


def actions(payout: Payout) -> Rows:
    """What can be decided about a payout as it is now."""
    match payout.state:
        case PayoutState.REQUESTED:
            return ((Action.APPROVE, Action.REJECT),)
        case PayoutState.APPROVED if payout.batch_id is not None:
            # The bank may be paying it: nothing is given back meanwhile.
            return (Action.PAID,), (Action.REFERENCE,)
        case PayoutState.APPROVED if payout.bank_refusal is not None:
            return (Action.PAID, Action.REJECT), (Action.REFERENCE,), (Action.AGAIN,)
        case PayoutState.APPROVED:
            return (Action.PAID, Action.REJECT), (Action.REFERENCE,)
        case _:
            return ()


def decision(payout: Payout) -> tuple[int | None, datetime | None]:
    """Who brought the payout into its state (Telegram id), and when."""
    if payout.state == PayoutState.PAID:
        return payout.paid_by, payout.paid_at
    return payout.decided_by, payout.decided_at


async def record_of(session: AsyncSession, campaign_id: int, participant_id: int) -> Record:
    friends: int | None = await session.scalar(
        select(Standing.friends).where(
            Standing.campaign_id == campaign_id,
            Standing.period == ALL_TIME,
            Standing.participant_id == participant_id,
        )
    )
    count, paid_minor = (
        await session.execute(
            select(
                func.count(), func.coalesce(func.sum(Payout.amount_minor - Payout.fee_minor), 0)
            ).where(
                Payout.participant_id == participant_id,
                Payout.campaign_id == campaign_id,
                Payout.state == PayoutState.PAID,
            )
        )
    ).one()
    return Record(friends=friends or 0, payouts=count, paid_minor=int(paid_minor))


async def _buttons(
    session: AsyncSession, payout: Payout, chat_id: int, now: datetime
) -> outbox.Keyboard:
    keyboard: outbox.Keyboard = []
    for row in actions(payout):
        keyboard.append([])
        for action in row:
            token = await confirmations.issue(
                session,
                chat_id=chat_id,
                telegram_id=None,
                action=action,
                # The state is what the admin sees: a button of an older card decides nothing.
                subject={"payout_id": payout.id, "state": payout.state},
                now=now,
                expires_at=now + BUTTONS_LAST,
            )
            callback = f"{action}:{payout.id}:{token}"
            keyboard[-1].append({"text_key": f"{action}-button", "callback": callback})
    if not keyboard:
        return []
    show: outbox.Button = {
        "text_key": "payout-show-button",
        "callback": f"{SHOW_DESTINATION}:{payout.id}",
    }
    return [*keyboard, [show]]
