"""Whose points run out today, and who has to be told that theirs are about to?

Once a day every balance of a campaign with [expiry] is looked at, some of them in each transaction.
Nothing runs out that was not warned of a week before: after down time the warning comes late, and
so does the end.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from babel.dates import format_date
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.i18n import LANGUAGES, Points, Worded
from bot.services import campaigns, ledger, lots, outbox
from bot.services.campaigns import RunningCampaign
from bot.services.documents import Document
from bot.services.ledger import Leg
from bot.services.lots import Lot, Lots, Move
from models import (
    CAMPAIGN_OWNER,
    Account,
    Bucket,
    Campaign,
    CampaignStatus,
    Entry,
    Expiry,
    ExpiryRun,
    ExpiryWarning,
    Participant,
    Transaction,
)

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
AHEAD = timedelta(days=13)
"""A warning tells of all that is there and dies until then, so that few are warned every day."""


@dataclass(frozen=True)
class Due:
    """A campaign whose balances are to be looked at for a day."""

    campaign: RunningCampaign
    day: date


def day_of(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


async def due(session: AsyncSession, *, now: datetime) -> list[Due]:
    """Campaigns that were not looked at today to the end."""
    rows = await session.execute(
        select(Campaign.id, Campaign.version, ExpiryRun.day, ExpiryRun.is_done)
        .outerjoin(ExpiryRun, ExpiryRun.campaign_id == Campaign.id)
        .where(Campaign.status != CampaignStatus.LOADED)
        .order_by(Campaign.id)
    )
    found = []
    for campaign_id, version, day, is_done in rows.all():
        campaign = await campaigns.find(session, campaign_id, version)
        today = day_of(now, campaign.document.zone)
        if day is None or day < today or not is_done:
            found.append(Due(campaign, today))
    return found


async def _can_expire(session: AsyncSession, campaign: RunningCampaign) -> bool:
    """Whether this version or an earlier one has credited points that run out."""
    if campaign.document.expiry is not None:
        return True
    # Points of an earlier version keep its term.
    for version in range(campaign.version - 1, 0, -1):
        if (await campaigns.find(session, campaign.id, version)).document.expiry is not None:
            return True
    return False


async def look(session: AsyncSession, due: Due, *, limit: int, now: datetime) -> int:
    """Look at the next balances of a campaign; returns how many, 0 when the day is done."""
    run = await _run(session, due)
    if run.is_done or not await _can_expire(session, due.campaign):
        run.is_done = True
        await session.flush()
        return 0
    if run.after_id == 0:
        await _forget_warnings_of_banned(session, due.campaign.id)
    # Locked in the order of their ids: what is spent meanwhile waits, and is not counted as left.
    accounts = await session.execute(
        select(Account.id, Account.owner_id)
        .join(Participant, Participant.id == Account.owner_id)
        .where(
            Account.campaign_id == due.campaign.id,
            Account.bucket == Bucket.AVAILABLE,
            Account.balance_minor > 0,
            Participant.banned_at.is_(None),
            Account.id > run.after_id,
        )
        .order_by(Account.id)
        .limit(limit)
        .with_for_update(of=Account)
    )
    found = {account_id: owner_id for account_id, owner_id in accounts}
    by_owner = await lots_of(session, due.campaign, found)
    for owner_id, theirs in by_owner.items():
        await _settle(session, due, owner_id, theirs, now=now)
    run.after_id = max(found, default=run.after_id)
    run.is_done = len(found) < limit
    await session.flush()
    return len(found)


async def _forget_warnings_of_banned(session: AsyncSession, campaign_id: int) -> None:
    """Who can neither spend nor ask for a payout keeps all, and is warned anew after the ban."""
    await session.execute(
        update(ExpiryWarning)
        .where(
            ExpiryWarning.campaign_id == campaign_id,
            ExpiryWarning.last_id > 0,
            ExpiryWarning.participant_id.in_(
                select(Participant.id).where(Participant.banned_at.is_not(None))
            ),
        )
        .values(last_id=0, moves=0)
        .execution_options(synchronize_session=False)
    )


async def _run(session: AsyncSession, due: Due) -> ExpiryRun:
    """The day's place in the accounts, locked against a colleague."""
    await session.execute(
        insert(ExpiryRun)
        .values(campaign_id=due.campaign.id, day=due.day, after_id=0, is_done=False)
        .on_conflict_do_nothing()
    )
    statement = select(ExpiryRun).where(ExpiryRun.campaign_id == due.campaign.id)
    run = (
        await session.scalars(
            statement.with_for_update(), execution_options={"populate_existing": True}
        )
    ).one()
    if run.day < due.day:
        run.day, run.after_id, run.is_done = due.day, 0, False
    return run


async def lots_of(
    session: AsyncSession, campaign: RunningCampaign, accounts: Mapping[int, int]
) -> dict[int, Lots]:
    """The lots of these accounts (id to owner), by owner."""
    moves = await moves_of(session, campaign, accounts)
    return {owner_id: lots.replay(moves[owner_id]) for owner_id in accounts.values()}


async def lots_of_one(
    session: AsyncSession,
    campaign: RunningCampaign,
    participant_id: int,
    *,
    for_update: bool = False,
) -> Lots:
    """One person's lots; locked, what runs out in this moment comes before or after."""
    account = select(Account.id).where(
        Account.campaign_id == campaign.id,
        Account.owner_id == participant_id,
        Account.bucket == Bucket.AVAILABLE,
    )
    account_id = await session.scalar(account.with_for_update() if for_update else account)
    if account_id is None:
        return Lots()
    return (await lots_of(session, campaign, {account_id: participant_id}))[participant_id]


async def moves_of(
    session: AsyncSession, campaign: RunningCampaign, accounts: Mapping[int, int]
) -> dict[int, list[Move]]:
    """All that ever moved in these accounts, by owner, in the order in which it did.

    Days are those of the zone that the movement's own version has: a later one changes no age.
    """
    rows = await session.execute(
        select(
            Entry.account_id,
            Transaction.id,
            Transaction.key,
            Transaction.kind,
            Transaction.version,
            Transaction.at,
            Entry.amount_minor,
        )
        .join(Transaction, Transaction.id == Entry.transaction_id)
        .where(Entry.account_id.in_(accounts))
        .order_by(Transaction.id)
    )
    found: dict[int, list[Move]] = defaultdict(list)
    rules: dict[int, Document] = {}
    for account_id, number, key, kind, version, at, amount_minor in rows.all():
        if version not in rules:
            rules[version] = (await campaigns.find(session, campaign.id, version)).document
        expiry, zone = rules[version].expiry, rules[version].zone
        term, day = expiry.after if expiry is not None else None, day_of(at, zone)
        if kind == lots.EXPIRY:
            day = date.fromisoformat(key.rpartition(":")[2])
        # A lot may be used on the whole of its last day.
        dies_on = day_of(at + term, zone) + DAY if term is not None and amount_minor > 0 else None
        move = Move(key, kind, at, amount_minor, dies_on, day, number)
        found[accounts[account_id]].append(move)
    return found


async def _settle(
    session: AsyncSession, due: Due, owner_id: int, theirs: Lots, *, now: datetime
) -> None:
    if not theirs.dying(due.day + WEEK):
        return
    written = await _warnings(session, due.campaign.id, owner_id)
    warnings = _valid(written, theirs)
    ripe = [each for each in warnings if each.warned_on <= due.day - WEEK]
    # Up to the first that was not warned of: an expiry does not say which lots it takes.
    dead = takewhile(lambda lot: _is_told(lot, ripe), theirs.running_out(due.day))
    dead_minor = sum(lot.left_minor for lot in dead)
    if dead_minor:
        await _expire(session, due, owner_id, dead_minor, now=now)
    untold = [lot for lot in theirs.dying(due.day + AHEAD) if not _is_told(lot, warnings)]
    soon = due.day + WEEK
    # One a day, even if a new time zone brings the same day again.
    is_told_today = any(each.warned_on == due.day for each in written)
    if not is_told_today and any(lot.dies_on and lot.dies_on <= soon for lot in untold):
        await _warn(session, due, owner_id, theirs, untold, now=now)


def _valid(written: Sequence[ExpiryWarning], theirs: Lots) -> list[ExpiryWarning]:
    # PostgreSQL numbers a movement before it is there: one of a smaller number may have come after
    # the warning. Which one cannot be told, so that nothing is taken for warned of.
    return [each for each in written if theirs.count(each.last_id) == each.moves]


def _is_told(lot: Lot, warnings: Sequence[ExpiryWarning]) -> bool:
    return lot.dies_on is not None and any(
        lot.dies_on <= warning.covers_until and lot.was_there(warning.last_id)
        for warning in warnings
    )


async def _warnings(
    session: AsyncSession, campaign_id: int, participant_id: int
) -> Sequence[ExpiryWarning]:
    rows = await session.scalars(
        select(ExpiryWarning).where(
            ExpiryWarning.campaign_id == campaign_id,
            ExpiryWarning.participant_id == participant_id,
        )
    )
    return rows.all()


async def _expire(
    session: AsyncSession, due: Due, owner_id: int, amount_minor: int, *, now: datetime
) -> None:
    campaign, at = due.campaign, midnight(due.day, due.campaign.document.zone)
    moved = await ledger.post(
        session,
        key=f"expiry:{campaign.id}:{owner_id}:{due.day.isoformat()}",
        kind=lots.EXPIRY,
        campaign_id=campaign.id,
        version=campaign.version,
        at=at,
        legs=(
            Leg(owner_id, Bucket.AVAILABLE, -amount_minor),
            Leg(CAMPAIGN_OWNER, Bucket.EXPIRED, amount_minor),
        ),
    )
    if moved is None:
        return
    session.add(
        Expiry(
            campaign_id=campaign.id,
            version=campaign.version,
            participant_id=owner_id,
            day=due.day,
            amount_minor=amount_minor,
            at=at,
        )
    )
    last_day = due.day - DAY
    await _tell(
        session, due, owner_id, "expiries-notice", amount_minor, last_day, last_day, now=now
    )


async def _warn(
    session: AsyncSession,
    due: Due,
    owner_id: int,
    theirs: Lots,
    dying: Sequence[Lot],
    *,
    now: datetime,
) -> None:
    # What should be gone by now, and was never warned of, has a week from today.
    days = [max(lot.dies_on, due.day + WEEK) - DAY for lot in dying if lot.dies_on]
    session.add(
        ExpiryWarning(
            campaign_id=due.campaign.id,
            participant_id=owner_id,
            warned_on=due.day,
            covers_until=due.day + AHEAD,
            last_id=theirs.numbers[-1],
            moves=len(theirs.numbers),
        )
    )
    first, last = min(days), max(days)
    amount_minor = sum(lot.left_minor for lot in dying)
    await _tell(session, due, owner_id, "expiries-warning", amount_minor, first, last, now=now)


async def _tell(
    session: AsyncSession,
    due: Due,
    owner_id: int,
    text_key: str,
    amount_minor: int,
    first: date,
    last: date,
    *,
    now: datetime,
) -> None:
    """Of points whose last days are from the first to the last."""
    participant = await session.get_one(Participant, owner_id)
    document = due.campaign.document
    keyboard: outbox.Keyboard = [[{"text_key": "offers-button", "callback": "rewards:0"}]]
    if document.campaign.unit.withdrawable:
        keyboard.append([{"text_key": "payout-button", "callback": "payout"}])
    await outbox.post(
        session,
        chat_id=participant.telegram_id,
        text_key=text_key,
        args={
            "amount": Points(amount_minor, document.unit),
            "title": campaigns.titled(document),
            "several": "yes" if first != last else "no",
            # Days of the campaign: a moment would be said on the bot's clocks.
            "at": Worded(_in_words(first)),
            "until": last_day(last, document.zone),
        },
        keyboard=keyboard if text_key == "expiries-warning" else None,
        now=now,
    )


def last_day(day: date, zone: ZoneInfo) -> Worded:
    """A day of the campaign's calendar, with the zone in which it ends."""
    return Worded({language: f"{said} ({zone.key})" for language, said in _in_words(day).items()})


def _in_words(day: date) -> dict[str, str]:
    return {language: format_date(day, "long", locale=language) for language in LANGUAGES}


async def next_of(
    session: AsyncSession, campaign: RunningCampaign, participant_id: int
) -> tuple[int, date] | None:
    """What of a person's points runs out next, and on which day they can still be used."""
    if not await _can_expire(session, campaign):
        return None
    theirs = await lots_of_one(session, campaign, participant_id)
    dying = theirs.dying(date.max)
    if not dying:
        return None
    warnings = _valid(await _warnings(session, campaign.id, participant_id), theirs)
    # What is over and was not warned of is so at the next look, which may be today's.
    looked_on = await session.scalar(
        select(ExpiryRun.day).where(ExpiryRun.campaign_id == campaign.id)
    )
    ends: Counter[date] = Counter()
    for lot in dying:
        told = [each.warned_on for each in warnings if _is_told(lot, [each])]
        warned_on = min(told, default=looked_on or date.min)
        ends[max(lot.dies_on or date.min, warned_on + WEEK)] += lot.left_minor
    first = min(ends)
    return ends[first], first - DAY
