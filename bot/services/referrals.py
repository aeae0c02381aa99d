"""How does a referral go from pending to qualified, or to nothing?"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from bot.db import insert, table
from bot.services import (
    campaigns,
    figures,
    milestones,
    notices,
    reversals,
    rewards,
    rules,
    steps,
    tallies,
    uplines,
    webhook_events,
)
from bot.services.documents import Document
from models import (
    Participant,
    Referral,
    ReferralState,
    ReferralStep,
    RevokeReason,
    Reward,
    RewardState,
    VoidReason,
)

START = "start"
SUBSCRIBE = "subscribe:"
RECHECK_FOR = timedelta(days=30)
"""How long after qualification leaving still takes the points back."""

REFERRALS = table(Referral)
REWARDS = table(Reward)


def chats(required: Iterable[str]) -> list[str]:
    """The chats that these steps want the person in: "@name" or a numeric id."""
    return [step.removeprefix(SUBSCRIBE) for step in required if step.startswith(SUBSCRIBE)]


async def done_steps(session: AsyncSession, referral_id: int) -> set[str]:
    """Steps that a referee has done; being referred is pressing start."""
    rows = await session.scalars(
        select(ReferralStep.step).where(ReferralStep.referral_id == referral_id)
    )
    return {START, *rows}


async def missing(session: AsyncSession, referral: Referral, document: Document) -> list[str]:
    """Steps that a referee has still to do, in the document's order."""
    if all(step == START for step in document.qualify.steps):
        return []
    return rules.missing_steps(document, await done_steps(session, referral.id))


async def open_for(session: AsyncSession, referee_id: int) -> list[Referral]:
    """A person's referrals that may still be won or lost by joining or leaving a chat."""
    rows = await session.scalars(
        select(Referral)
        .where(
            Referral.referee_id == referee_id,
            Referral.state.in_((ReferralState.PENDING, ReferralState.QUALIFIED)),
        )
        .order_by(Referral.id)
    )
    return list(rows)


@dataclass(frozen=True)
class Waiting:
    """A referral that waits for its referee to do something."""

    referral: Referral
    document: Document
    missing: tuple[str, ...]

    @property
    def chats(self) -> list[str]:
        return chats(self.missing)


def is_late(referral: Referral, *, now: datetime) -> bool:
    """Whether its window has passed with steps undone: the job that ends it has yet to come."""
    is_open = referral.state == ReferralState.PENDING and referral.hold_until is None
    return is_open and referral.expires_at is not None and referral.expires_at <= now


async def waiting_for_steps(
    session: AsyncSession, referee_id: int, *, now: datetime
) -> list[Waiting]:
    """What a person may still do, by referral."""
    rows = await session.scalars(
        select(Referral)
        .where(
            Referral.referee_id == referee_id,
            Referral.state == ReferralState.PENDING,
            Referral.hold_until.is_(None),
        )
        .order_by(Referral.id)
    )
    waiting = []
    for referral in rows:
        if is_late(referral, now=now):
            continue
        document = await document_of(session, referral)
        left_to_do = await missing(session, referral, document)
        waiting.append(Waiting(referral, document, tuple(left_to_do)))
    return waiting


async def record_memberships(
    session: AsyncSession,
    referral: Referral,
    document: Document,
    membership: Mapping[str, bool],
    *,
    now: datetime,
) -> list[str]:
    """Note what Telegram said of the required chats, and act on it; returns the missing steps.

    Joining completes steps; having left one that was done makes the referral void.
    """
    # Locked: two events of one person, or an event and a job, must see what the other did.
    [referral] = await reload(session, [referral.id])
    if referral.state == ReferralState.REVOKED or is_late(referral, now=now):
        return []
    done = await done_steps(session, referral.id)
    required = {
        step: membership[chat]
        for step in document.qualify.steps
        for chat in chats([step])
        if chat in membership
    }
    if any(step in done and not is_member for step, is_member in required.items()):
        await revoke(session, referral, RevokeReason.LEFT, now=now)
        return []
    if referral.hold_until is not None:
        return []
    joined = [step for step, is_member in required.items() if is_member and step not in done]
    return await _note(session, referral, document, done, joined, now=now)


async def note_step(
    session: AsyncSession, referral: Referral, document: Document, step: str, *, now: datetime
) -> list[str]:
    """A step that is not a chat's is done; returns the missing ones. The referral is locked."""
    is_over = referral.state == ReferralState.REVOKED or is_late(referral, now=now)
    if is_over or referral.hold_until is not None:
        return []
    done = await done_steps(session, referral.id)
    return await _note(session, referral, document, done, [step], now=now)


async def _note(
    session: AsyncSession,
    referral: Referral,
    document: Document,
    done: set[str],
    newly: Collection[str],
    *,
    now: datetime,
) -> list[str]:
    """Keep these steps as done; the last one completes the referral."""
    for step in newly:
        await session.execute(
            insert(ReferralStep)
            .values(referral_id=referral.id, step=step, done_at=now)
            .on_conflict_do_nothing()
        )
    left_to_do = rules.missing_steps(document, done.union(newly))
    if not left_to_do:
        await complete(session, referral, document, now=now)
    await steps.ask_admins_if_next(session, referral.id, left_to_do, now=now)
    return left_to_do


async def complete(
    session: AsyncSession, referral: Referral, document: Document, *, now: datetime
) -> None:
    """The last step is done: the hold begins and the rewards are promised."""
    changes = completed(document, now)
    if not await _change(session, referral, changes, REFERRALS.c.hold_until.is_(None)):
        return
    if referral.state == ReferralState.QUALIFIED:
        await count(session, referral, document, 1, at=now, now=now)
    else:
        await _delay(session, referral, document)
    event = rules.Event(rules.QUALIFIED, at=now)
    promised = await reward(session, referral, document, event, now=now)
    await notices.done(session, referral, promised, document, now=now)


async def reward(
    session: AsyncSession,
    referral: Referral,
    document: Document,
    event: rules.Event,
    *,
    chats: Mapping[int, int] = {},
    latest: Document | None = None,
    now: datetime,
) -> list[Reward]:
    """Promise what the rules give for something that a friend has done; returns what is kept."""
    state = await uplines.state_of(session, referral, document, on=event.on)
    promises = rules.owed(document, event, state)
    cause = rewards.Cause.of(referral)
    return await rewards.promise(
        session, cause, promises, document, chats=chats, latest=latest, now=now
    )


async def _delay(session: AsyncSession, referral: Referral, document: Document) -> None:
    """What was promised before waits for the hold too, and then as long as its rule says."""
    assert referral.hold_until is not None
    for moment, positions in rules.due_after(document, referral.hold_until).items():
        await session.execute(
            update(REWARDS)
            .where(
                REWARDS.c.referral_id == referral.id,
                REWARDS.c.state == RewardState.SCHEDULED,
                REWARDS.c.rule.in_(positions),
                REWARDS.c.due_at < moment,
            )
            .values(due_at=moment)
        )


async def _change(
    session: AsyncSession,
    referral: Referral,
    changes: Mapping[str, object],
    *conditions: ColumnElement[bool],
) -> bool:
    """Change a referral that is as we know it; False if somebody else was first."""
    # The WHERE clause, not a SELECT before it, decides who that is.
    won = await session.scalar(
        update(REFERRALS)
        .where(REFERRALS.c.id == referral.id, REFERRALS.c.state == referral.state, *conditions)
        .values(**changes)
        .returning(REFERRALS.c.id)
    )
    if won is None:
        return False
    for name, value in changes.items():
        set_committed_value(referral, name, value)
    return True


def completed(document: Document, now: datetime) -> dict[str, object]:
    """What changes in a referral when its last step is done."""
    hold = document.qualify.hold
    changes: dict[str, object] = {"hold_until": now + hold}
    return changes if hold else changes | _qualified(document, at=now, now=now)


def _qualified(document: Document, *, at: datetime, now: datetime) -> dict[str, object]:
    can_be_left = bool(chats(document.qualify.steps))
    return {
        "state": ReferralState.QUALIFIED,
        "qualified_at": at,
        "checked_at": now if can_be_left else None,
    }


async def release(
    session: AsyncSession,
    referral: Referral,
    document: Document,
    membership: Mapping[str, bool],
    *,
    now: datetime,
) -> None:
    """The hold is over: qualified, if the person is still everywhere where it was promised for."""
    if not all(membership[chat] for chat in chats(document.qualify.steps)):
        await revoke(session, referral, RevokeReason.LEFT, now=now)
        return
    # Found late, it is dated when the hold was over.
    at = referral.hold_until or now
    if await _change(session, referral, _qualified(document, at=at, now=now)):
        await count(session, referral, document, 1, at=at, now=now)
        await figures.recount_if_late(session, at, now=now)


async def recheck(
    session: AsyncSession,
    referral: Referral,
    document: Document,
    membership: Mapping[str, bool],
    *,
    now: datetime,
) -> None:
    """Look again after qualification: leaving takes the points back."""
    if not all(membership[chat] for chat in chats(document.qualify.steps)):
        await revoke(session, referral, RevokeReason.LEFT, now=now)
        return
    assert referral.qualified_at is not None
    watched = now < referral.qualified_at + RECHECK_FOR
    await _change(session, referral, {"checked_at": now if watched else None})


async def revoke(
    session: AsyncSession, referral: Referral, reason: RevokeReason, *, now: datetime
) -> bool:
    """End a referral for good and take back what it promised or paid; False if it had ended."""
    was_qualified = referral.state == ReferralState.QUALIFIED
    changes = {"state": ReferralState.REVOKED, "revoked_at": now, "revoked_reason": reason}
    if referral.state == ReferralState.REVOKED or not await _change(session, referral, changes):
        return False
    if was_qualified:
        document = await document_of(session, referral)
        await count(session, referral, document, -1, at=now, now=now)
    taken = await reversals.take_back(
        session, Reward.referral_id == referral.id, reason=VoidReason.REVOKED, now=now
    )
    if taken or reason in (RevokeReason.LEFT, RevokeReason.REJECTED):
        await notices.revoked(session, referral, reason, now=now)
    return True


async def count(
    session: AsyncSession,
    referral: Referral,
    document: Document,
    change: int,
    *,
    at: datetime,
    now: datetime,
) -> None:
    """Move the referrer's place on the leaderboards of the time when the friend qualified.

    What comes of it is dated `at`, and told from `now` on.
    """
    assert referral.qualified_at is not None
    await tallies.count_friend(
        session,
        referral.campaign_id,
        referral.referrer_id,
        change,
        counted_at=referral.qualified_at,
        zone=document.zone,
        now=at,
    )
    if change > 0:
        await webhook_events.qualified(session, referral, at=referral.qualified_at, now=now)
    # A friend who is lost may be one that another version's milestone counted.
    if document.milestones or change < 0:
        await milestones.settle(session, referral, document, at=at, now=now)


async def document_of(session: AsyncSession, referral: Referral) -> Document:
    """The rules under which this referral was made."""
    return (await campaigns.find(session, referral.campaign_id, referral.version)).document


async def concerned_by(
    session: AsyncSession, telegram_id: int, chat_names: set[str]
) -> list[Waiting]:
    """A person's living referrals whose steps name one of these chats, in lower case."""
    rows = await session.scalars(
        select(Referral)
        .join(Participant, Participant.id == Referral.referee_id)
        .where(
            Participant.telegram_id == telegram_id,
            Referral.state.in_((ReferralState.PENDING, ReferralState.QUALIFIED)),
        )
        .order_by(Referral.id)
    )
    concerned = []
    for referral in rows:
        document = await document_of(session, referral)
        named = [
            step
            for step in document.qualify.steps
            if any(chat.lower() in chat_names for chat in chats([step]))
        ]
        if named:
            concerned.append(Waiting(referral, document, tuple(named)))
    return concerned


async def reload(session: AsyncSession, referral_ids: Collection[int]) -> list[Referral]:
    """Referrals as they are in this transaction, locked until its end in the order of their ids."""
    rows = await session.scalars(
        select(Referral)
        .where(Referral.id.in_(referral_ids))
        .order_by(Referral.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(rows)
