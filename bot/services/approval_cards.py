"""What do the admins see of a friend who waits for their word, and which buttons do they have?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import Argument
from bot.services import (
    admins,
    approvals,
    campaigns,
    confirmations,
    group_cards,
    names,
    outbox,
    people_flags,
)
from bot.services.approvals import ApprovalAlreadyDecided
from bot.services.confirmations import ButtonExpired, ButtonSpent
from bot.services.people_flags import Flag
from bot.services.people_flags import Kind as FlagKind
from models import Approval, ApprovalState, Campaign, Participant, Referral, ReferralState

BUTTONS_LAST = timedelta(days=30)
OVER = "over"
"""The friend counts no longer, whatever the admins would have said."""
ITSELF = "itself"
"""The friend did the step after all."""


class ApprovalCardRenewed(UserError):
    """The button was too old, the friend still waits: the card has new ones."""


class Action(StrEnum):
    """What the buttons of a card do; also the prefixes of what the buttons carry."""

    APPROVE = "friend-approve"
    REJECT = "friend-reject"


@dataclass(frozen=True, kw_only=True)
class Card(group_cards.Card):
    approval: Approval
    refusal: UserError | None = None
    """What whoever was second hears; they see the card as it is then."""


async def announce(session: AsyncSession, *, chat_id: int, now: datetime, limit: int) -> int:
    """Put the cards of new ones into the admin group; returns how many were looked at."""
    ids = await approvals.unannounced(session, limit=limit)
    for approval_id in ids:
        new = await card(session, approval_id, chat_id=chat_id, now=now)
        if new.approval.state == ApprovalState.WAITING:
            await group_cards.post(session, new, chat_id=chat_id, now=now)
    await approvals.mark_announced(session, ids, now=now)
    return len(ids)


async def card(
    session: AsyncSession,
    approval_id: int,
    *,
    chat_id: int,
    now: datetime,
    decides: bool = True,
    refusal: UserError | None = None,
) -> Card:
    """The card as things are now, with new buttons; `ApprovalUnknown`.

    `decides`: for somebody who may; others get the card without the two buttons that do.
    """
    line = await approvals.line(session, approval_id)
    approval, friend, referrer = line.approval, line.friend, line.referrer
    referral = await session.get_one(Referral, approval.referral_id, populate_existing=True)
    running = await campaigns.find(session, referral.campaign_id, referral.version)
    counts = await _friends(session, referrer.id)
    args: dict[str, Argument] = {
        "state": _state(approval, referral),
        "step": approval.step,
        "campaign": campaigns.titled(running.document),
        **_person("friend", friend),
        **_person("referrer", referrer),
        "came_at": referral.created_at,
        "qualified": counts.get(ReferralState.QUALIFIED, 0),
        "total": sum(counts.values()),
        **_flags(await people_flags.look(session, referrer.id, counts)),
        "by": await admins.name_of(session, approval.decided_by),
        "at": approval.decided_at or approval.asked_at,
        "reason": approval.reason or "",
    }
    is_open = args["state"] == ApprovalState.WAITING
    keyboard = await _decisions(session, approval, chat_id, now) if is_open and decides else []
    keyboard.append(
        [_open("steps-friend-button", friend), _open("steps-referrer-button", referrer)]
    )
    return Card(
        approval=approval, text_key="steps-card", text_args=args, keyboard=keyboard, refusal=refusal
    )


async def press(
    session: AsyncSession,
    approval_id: int,
    token: str,
    *,
    action: Action,
    chat_id: int,
    by: int,
    now: datetime,
    reason: str = "",
) -> Card:
    """Decide by a button; a refusal comes with the card, which shows who was first.

    Raises `ButtonNotYours`, `ApprovalUnknown` and what `reasons.check` does.
    """
    refusal: UserError | None = None
    try:
        subject = await confirmations.spend(
            session, token, chat_id=chat_id, telegram_id=by, action=action, now=now
        )
        if subject["approval_id"] != approval_id:
            raise ButtonExpired
        if action == Action.APPROVE:
            await approvals.approve(session, approval_id, by=by, now=now)
        else:
            await approvals.reject(session, approval_id, by=by, reason=reason, now=now)
    except (ButtonSpent, ButtonExpired, ApprovalAlreadyDecided) as error:
        refusal = await _refusal(session, approval_id, error)
    return await card(session, approval_id, chat_id=chat_id, now=now, refusal=refusal)


async def may_reject(
    session: AsyncSession, approval_id: int, token: str, *, chat_id: int, by: int, now: datetime
) -> Card | None:
    """Before the reason is asked for: None, or what to show if it is too late for it."""
    try:
        await confirmations.check(
            session, token, chat_id=chat_id, telegram_id=by, action=Action.REJECT, now=now
        )
        line = await approvals.line(session, approval_id)
        if line.approval.state != ApprovalState.WAITING:
            raise ApprovalAlreadyDecided
    except (ButtonSpent, ButtonExpired, ApprovalAlreadyDecided) as error:
        refusal = await _refusal(session, approval_id, error)
        return await card(session, approval_id, chat_id=chat_id, now=now, refusal=refusal)
    return None


async def _refusal(session: AsyncSession, approval_id: int, error: UserError) -> UserError:
    approval = await approvals.find(session, approval_id)
    referral = await session.get_one(Referral, approval.referral_id)
    if _state(approval, referral) != ApprovalState.WAITING:
        return ApprovalAlreadyDecided()
    return ApprovalCardRenewed() if isinstance(error, ButtonSpent | ButtonExpired) else error


def _state(approval: Approval, referral: Referral) -> str:
    if approval.state == ApprovalState.WAITING:
        return ApprovalState.WAITING if referral.state == ReferralState.PENDING else OVER
    if approval.decided_by is None:
        return ITSELF
    return approval.state


def _person(prefix: str, person: Participant) -> dict[str, Argument]:
    return {
        f"{prefix}": names.later(person.name),
        f"{prefix}_named": "yes" if person.username else "no",
        f"{prefix}_username": person.username or "",
        f"{prefix}_id": str(person.telegram_id),
        f"{prefix}_banned": "yes" if person.banned_at is not None else "no",
    }


def _flags(found: list[Flag]) -> dict[str, Argument]:
    """What makes one look twice at whoever invited, as numbers; 0 where nothing does."""
    args: dict[str, Argument] = {"flagged": "yes" if found else "no"}
    by_kind = {flag.kind: flag for flag in found}
    for kind in FlagKind:
        flag = by_kind.get(kind)
        name = kind.replace("-", "_")
        args[name] = flag.count if flag else 0
        args[f"{name}_of"] = flag.of if flag else 0
    return args


async def _friends(session: AsyncSession, participant_id: int) -> dict[ReferralState, int]:
    rows = await session.execute(
        select(Referral.state, func.count())
        # The index begins with the campaign: a few looks into it instead of a walk over all.
        .where(
            Referral.referrer_id == participant_id, Referral.campaign_id.in_(select(Campaign.id))
        )
        .group_by(Referral.state)
    )
    return {ReferralState(state): count for state, count in rows}


async def _decisions(
    session: AsyncSession, approval: Approval, chat_id: int, now: datetime
) -> outbox.Keyboard:
    row: list[outbox.Button] = []
    for action in Action:
        token = await confirmations.issue(
            session,
            chat_id=chat_id,
            telegram_id=None,
            action=action,
            subject={"approval_id": approval.id},
            now=now,
            expires_at=now + BUTTONS_LAST,
        )
        callback = f"{action}:{approval.id}:{token}"
        row.append({"text_key": f"steps-{action}-button", "callback": callback})
    return [row]


def _open(text_key: str, person: Participant) -> outbox.Button:
    return {"text_key": text_key, "callback": f"person:{person.id}"}
