"""What does the admin group see of a purchase, and which buttons move it on?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.i18n import Argument, Text
from bot.services import (
    admins,
    campaigns,
    confirmations,
    group_cards,
    names,
    offers,
    outbox,
    redemption_moves,
    redemptions,
    vouchers,
)
from bot.services.confirmations import ButtonExpired, ButtonSpent
from bot.services.redemption_moves import RedemptionMoved
from bot.services.redemptions import Bought
from models import (
    NameDisplay,
    OfferKind,
    Participant,
    Redemption,
    RedemptionState,
)

BUTTONS_LAST = timedelta(days=60)
MOVE, ASK_TO_CANCEL = "redeem-move", "redeem-ask"
POST = "post"
"""What a button of thanks does beside moving them: the words go into the channel."""


class PurchaseCardRenewed(UserError):
    """The button was too old, the purchase is still open: the card has new ones."""


@dataclass(frozen=True, kw_only=True)
class Card(group_cards.Card):
    bought: Bought


@dataclass(frozen=True)
class Press:
    """The card after a press, whoever was first."""

    card: Card
    refusal: UserError | None


async def announce(session: AsyncSession, bought: Bought, *, chat_id: int, now: datetime) -> None:
    """Tell the group of a purchase that somebody has to deliver."""
    new = await card(session, bought.redemption.id, chat_id=chat_id, now=now)
    await group_cards.post(session, new, chat_id=chat_id, now=now)
    bought.redemption.announced_at = now
    await session.flush()


async def tell_if_sold_out(
    session: AsyncSession, bought: Bought, *, chat_id: int, now: datetime
) -> None:
    """Tell the group when the last one was taken; nobody else would."""
    if await redemptions.is_left(session, bought.offer):
        return
    await outbox.post(
        session,
        chat_id=chat_id,
        text_key="offers-last-group",
        args={
            "icon": offers.ICONS[bought.offer.kind],
            "title": offers.worded(bought.offer.title),
        },
        now=now,
    )


async def has_new(session: AsyncSession) -> bool:
    """Whether there is something to announce, without locking it."""
    found = await session.scalar(
        select(Redemption.id).where(Redemption.announced_at.is_(None)).limit(1)
    )
    return found is not None


async def announce_new(session: AsyncSession, *, chat_id: int, now: datetime, limit: int) -> int:
    """Tell the group of what rewards bought, or could not buy; returns how many."""
    rows = await session.scalars(
        select(Redemption)
        .where(Redemption.announced_at.is_(None))
        .order_by(Redemption.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = rows.all()
    for redemption in found:
        bought = await redemptions.find(session, redemption.id)
        if redemption.state != RedemptionState.MISSED:
            await announce(session, bought, chat_id=chat_id, now=now)
            continue
        await outbox.post(
            session,
            chat_id=chat_id,
            text_key="offers-missed-group",
            args={
                "title": offers.worded(bought.offer.title),
                "why": redemption.reason or "",
                "count": 1,
            },
            collapse_key=f"offer-missed:{bought.offer.id}:{redemption.reason}",
            now=now,
        )
        redemption.announced_at = now
    await session.flush()
    return len(found)


async def card(
    session: AsyncSession, redemption_id: int, *, chat_id: int, now: datetime, decides: bool = True
) -> Card:
    """The card as it is now; with `decides` it has the buttons of whoever may press them.

    Raises `RedemptionUnknown`.
    """
    bought = await redemptions.find(session, redemption_id)
    redemption, offer = bought.redemption, bought.offer
    person = await session.get_one(Participant, redemption.participant_id)
    code = (await vouchers.codes_of(session, [redemption.id])).get(redemption.id)
    args: dict[str, Argument] = {
        "number": str(redemption.id),
        "icon": offers.ICONS[offer.kind],
        "kind": offer.kind,
        "state": redemption.state,
        "title": offers.worded(offer.title),
        "price": bought.price,
        "campaign": campaigns.titled(bought.campaign.document),
        "named": "yes" if person.name else "no",
        "who": names.shown(person.name),
        "telegram_id": str(person.telegram_id),
        "banned": "no" if person.banned_at is None else "yes",
        "reward": "no" if redemption.reward_id is None else "yes",
        "answered": "yes" if redemption.answer else "no",
        "answer": redemption.answer or "",
        "code": vouchers.masked(code) if code else "—",
        "bought_at": redemption.bought_at,
        "by": await admins.name_of(session, redemption.changed_by),
        "at": redemption.changed_at or redemption.bought_at,
        "reason": redemption.reason or "",
        **thanks(offer.gives, person),
    }
    keyboard = await _buttons(session, bought, chat_id, now) if decides else []
    return Card(bought=bought, text_key="offers-card", text_args=args, keyboard=keyboard)


def thanks(gives: Mapping[str, str], person: Participant) -> dict[str, Argument]:
    """What `offers-thanks-post` says: the offer's words, with the name as the person shows it."""
    match person.name_display:
        case NameDisplay.NAME:
            name = person.name
        case NameDisplay.INITIALS:
            name = names.initials(person.name)
        case _:
            name = ""
    shown = names.shown(name)
    own = {language: words.replace("{name}", shown) for language, words in gives.items()}
    return {
        "own": "yes" if gives and name else "no",
        "name": shown if name else Text("names-hidden"),
        "gives": offers.worded(own),
    }


async def _buttons(
    session: AsyncSession, bought: Bought, chat_id: int, now: datetime
) -> outbox.Keyboard:
    redemption, offer = bought.redemption, bought.offer
    keyboard: outbox.Keyboard = []
    targets = redemption_moves.NEXT.get((offer.kind, redemption.state), ())
    if offer.kind == OfferKind.THANKS and targets and offer.post_in is not None:
        keyboard.append([await _button(session, bought, targets[0], chat_id, now, posts=True)])
    for target in targets:
        keyboard.append([await _button(session, bought, target, chat_id, now)])
    if redemption.state in redemption_moves.CANCELLABLE:
        keyboard.append(
            [
                {
                    "text_key": "offers-cancel-button",
                    "callback": f"{ASK_TO_CANCEL}:{redemption.id}",
                }
            ]
        )
    return keyboard


async def _button(
    session: AsyncSession,
    bought: Bought,
    target: RedemptionState,
    chat_id: int,
    now: datetime,
    *,
    posts: bool = False,
) -> outbox.Button:
    redemption, offer = bought.redemption, bought.offer
    token = await confirmations.issue(
        session,
        chat_id=chat_id,
        telegram_id=None,
        action=MOVE,
        # The state is what the admin sees: a button of an older card decides nothing.
        subject={
            "redemption_id": redemption.id,
            "state": redemption.state,
            "target": target,
            "does": POST if posts else "",
        },
        now=now,
        expires_at=now + BUTTONS_LAST,
    )
    text_key = f"offers-move-{offer.kind}-{target}-button"
    args: dict[str, Argument] = {}
    if posts:
        text_key, args = "offers-post-button", {"channel": offer.post_in or ""}
    return {
        "text_key": text_key,
        "text_args": args,
        "callback": f"{MOVE}:{redemption.id}:{token}",
    }


async def press(
    session: AsyncSession,
    redemption_id: int,
    token: str,
    *,
    post_to: int | None,
    chat_id: int,
    by: int,
    now: datetime,
) -> Press:
    """Move a purchase on by a button of its card; `post_to` is the channel for its thanks.

    Raises `ButtonNotYours`, `RedemptionUnknown`.
    """
    refusal: UserError | None = None
    try:
        subject = await confirmations.spend(
            session, token, chat_id=chat_id, telegram_id=by, action=MOVE, now=now
        )
        if subject["redemption_id"] != redemption_id:
            raise ButtonExpired
        bought = await redemption_moves.move(
            session,
            redemption_id,
            RedemptionState(subject["target"]),
            seen=RedemptionState(subject["state"]),
            by=by,
            now=now,
        )
        if subject["does"] == POST and post_to is not None:
            await _post(session, bought, post_to, now=now)
    except (ButtonSpent, ButtonExpired, RedemptionMoved) as error:
        refusal = await _refusal(session, redemption_id, error)
    return Press(await card(session, redemption_id, chat_id=chat_id, now=now), refusal)


async def posts_in(
    session: AsyncSession, token: str, *, chat_id: int, by: int, now: datetime
) -> str | None:
    """The channel that a button would post in; None where it does not, or counts no more."""
    try:
        subject = await confirmations.check(
            session, token, chat_id=chat_id, telegram_id=by, action=MOVE, now=now
        )
    except (ButtonSpent, ButtonExpired):
        return None
    if subject["does"] != POST:
        return None
    return (await redemptions.find(session, int(subject["redemption_id"]))).offer.post_in


async def _post(session: AsyncSession, bought: Bought, chat_id: int, *, now: datetime) -> None:
    person = await session.get_one(Participant, bought.redemption.participant_id)
    await outbox.post(
        session,
        chat_id=chat_id,
        text_key="offers-thanks-post",
        args=thanks(bought.offer.gives, person),
        now=now,
    )


async def _refusal(session: AsyncSession, redemption_id: int, error: UserError) -> UserError:
    """What to tell about a press that came too late."""
    if isinstance(error, RedemptionMoved):
        return error
    bought = await redemptions.find(session, redemption_id)
    if redemption_moves.NEXT.get((bought.offer.kind, bought.redemption.state)):
        return PurchaseCardRenewed()
    return await redemption_moves.refusal(session, redemption_id)
