"""How is a database filled with as many participants as one likes, within a minute or two?

Two thirds came by a friend's link over ninety days, most of those are counted, some are waiting,
some were cancelled; what they earned lies in the ledger. `verify` has nothing to say about it but
that the seals are not those of a chain: a million of them would take longer than all the rest.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.db import Database, table
from bot.services import figures, ladders, standings, tallies
from models import (
    CAMPAIGN_OWNER,
    Account,
    AuditRecord,
    Base,
    Bucket,
    Entry,
    Invite,
    LedgerHead,
    Participant,
    Referral,
    Reward,
    Standing,
    Touch,
    Transaction,
)
from tests.clock import StillClock
from tests.operators import load, start
from tests.town import campaign_document

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
DAYS = 90
ROWS = 2_000
REWARD_MINOR = 100
ADMINS = 5
FIRST_TELEGRAM_ID = 10_000_000
BANNED_EVERY, WAITING_EVERY, CANCELLED_EVERY = 500, 20, 25

REVOKED_AFTER = timedelta(hours=3)
BUDGET_ID = 1
ZONE = ZoneInfo("UTC")

Row = dict[str, object]

NUMBERED = (Participant, Invite, Touch, Referral, Reward, Account, Transaction, AuditRecord)


@dataclass
class Friend:
    """One row of the story from which all tables are written."""

    number: int
    came_at: datetime
    referrer: int | None
    state: str

    @property
    def is_counted(self) -> bool:
        return self.state == "qualified"


def _story(count: int, seed: int) -> Iterator[Friend]:
    chance = random.Random(seed)
    step = timedelta(days=DAYS) / count
    began = NOW - timedelta(days=DAYS)
    for number in range(1, count + 1):
        referrer = None
        if number > 10 and number % 3:
            # Few bring many, many bring one or two.
            referrer = 1 + int((number - 1) * chance.random() ** 3)
        state = "qualified"
        if referrer is not None and number % WAITING_EVERY == 1:
            state = "pending"
        elif referrer is not None and number % CANCELLED_EVERY == 2:
            state = "revoked"
        yield Friend(number, began + step * number, referrer, state)


async def fill(url: str, count: int, *, seed: int = 1) -> int:
    """Put so many participants into an empty database of the current schema; the campaign's id."""
    db = Database(url)
    clock = StillClock(NOW - timedelta(days=DAYS + 1))
    campaign = await load(db, clock, campaign_document("autumn"))
    await start(db, clock, "autumn")
    try:
        world = World(campaign.id, list(_story(count, seed)))
        for model, rows in world.tables():
            await _write(db, model, rows)
        await number_on(db)
        await tidy(db)
    finally:
        await db.close()
    return campaign.id


async def settle(url: str) -> None:
    """What the jobs would have done by now: figures of what is over, places on large boards."""
    db = Database(url)
    try:
        done = 1
        while done:
            async with db.transaction() as session:
                done = await figures.fold_counts(session, now=NOW, limit=200)
                done += await figures.fold_ledger(session, limit=20_000)
        async with db.read() as session:
            boards = await standings.boards(session, now=NOW)
            due = [each for each in boards if await ladders.is_due(session, each, now=NOW)]
            walks = [await ladders.walk(session, each) for each in due]
        for walk in walks:
            async with db.transaction() as session:
                await ladders.note(session, walk, now=NOW)
        await tidy(db)
    finally:
        await db.close()


async def tidy(db: Database) -> None:
    """What PostgreSQL's autovacuum would have done by now."""
    if db.is_sqlite:
        return
    engine = create_async_engine(db.url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("VACUUM ANALYZE"))
    await engine.dispose()


async def _write(db: Database, model: type[Base], rows: Iterable[Row]) -> None:
    waiting = iter(rows)
    async with db.connection(foreign_keys=False) as connection:
        if not db.is_sqlite:
            # The rows refer to each other as they should; to look at each takes most of the time.
            await connection.execute(text("SET LOCAL session_replication_role = 'replica'"))
        while batch := list(islice(waiting, ROWS)):
            await connection.execute(insert(table(model)), batch)


async def number_on(db: Database) -> None:
    """PostgreSQL numbers rows by sequences, which do not know of ids that were given."""
    if db.is_sqlite:
        return
    async with db.connection() as connection:
        for model in NUMBERED:
            name = model.__tablename__
            await connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), "
                    f"(SELECT max(id) FROM {name}))"
                )
            )


class World:
    """The rows of all tables, each with the id that it will have."""

    def __init__(self, campaign_id: int, friends: list[Friend]) -> None:
        self.campaign_id = campaign_id
        self.everybody = friends
        self.referred = [each for each in friends if each.referrer is not None]
        referrers = sorted({each.referrer for each in self.referred if each.referrer})
        self.available = {each: 2 + number for number, each in enumerate(referrers)}
        waiting = {each.referrer for each in self.referred if each.state == "pending"}
        first = 2 + len(referrers)
        self.held = {
            each: first + number for number, each in enumerate(sorted(filter(None, waiting)))
        }

    def tables(self) -> Iterator[tuple[type[Base], Iterable[Row]]]:
        yield Participant, self._participants()
        yield Invite, self._invites()
        yield Touch, self._touches()
        yield Referral, self._referrals()
        yield Reward, self._rewards()
        yield Account, self._accounts()
        yield Transaction, (row for row, _ in self._movements())
        yield Entry, (entry for _, entries in self._movements() for entry in entries)
        count = sum(1 for _ in self._movements())
        yield LedgerHead, [{"id": 1, "seal_number": count, "seal": "0" * 64}]
        yield Standing, self._standings()
        yield AuditRecord, self._decisions()

    def _participants(self) -> Iterator[Row]:
        for each in self.everybody:
            is_banned = each.number % BANNED_EVERY == 0
            name = f"person_{each.number}"
            yield {
                "id": each.number,
                "telegram_id": FIRST_TELEGRAM_ID + each.number,
                "name": f"Person {each.number}",
                "username": name,
                "username_key": name,
                "telegram_language": "en",
                "name_display": "name",
                "created_at": each.came_at,
                "started_at": each.came_at,
                "banned_at": NOW if is_banned else None,
            }

    def _decisions(self) -> Iterator[Row]:
        """One about each participant, by a handful of admins."""
        for each in self.everybody:
            yield {
                # After those of the campaign's load and start.
                "id": 10 + each.number,
                "at": each.came_at,
                "actor": FIRST_TELEGRAM_ID + 1 + each.number % ADMINS,
                "action": "debit",
                "participant_id": 1 + each.number * 7 % len(self.everybody),
                "campaign_id": self.campaign_id,
                "before": {"available": 500},
                "after": {"available": 400, "transaction": each.number},
                "reason": "credited twice",
            }

    def _invites(self) -> Iterator[Row]:
        for each in self.everybody:
            yield {
                "id": each.number,
                "campaign_id": self.campaign_id,
                "participant_id": each.number,
                "label": "default",
                "code": f"code-{each.number}",
                "created_at": each.came_at,
            }

    def _touches(self) -> Iterator[Row]:
        for number, each in enumerate(self.referred, start=1):
            yield {
                "id": number,
                "code": f"code-{each.referrer}",
                "participant_id": each.number,
                "invite_id": each.referrer,
                "campaign_id": self.campaign_id,
                "referrer_id": each.referrer,
                "verdict": "accepted",
                "at": each.came_at,
            }

    def _referrals(self) -> Iterator[Row]:
        for number, each in enumerate(self.referred, start=1):
            is_pending, is_revoked = each.state == "pending", each.state == "revoked"
            yield {
                "id": number,
                "campaign_id": self.campaign_id,
                "version": 1,
                "referrer_id": each.referrer,
                "referee_id": each.number,
                "invite_id": each.referrer,
                "state": each.state,
                "created_at": each.came_at,
                "hold_until": NOW + timedelta(days=1) if is_pending else each.came_at,
                "qualified_at": None if is_pending else each.came_at,
                "revoked_at": each.came_at + REVOKED_AFTER if is_revoked else None,
                "revoked_reason": "left" if is_revoked else None,
            }

    def _rewards(self) -> Iterator[Row]:
        states = {"pending": "scheduled", "qualified": "credited", "revoked": "reversed"}
        for number, each in enumerate(self.referred, start=1):
            at = each.came_at
            settled_at = {
                "pending": None,
                "qualified": at,
                "revoked": at + REVOKED_AFTER,
            }[each.state]
            yield {
                "id": number,
                "key": self._key(each),
                "campaign_id": self.campaign_id,
                "version": 1,
                "referral_id": number,
                "rule": 0,
                "participant_id": each.referrer,
                "amount_minor": REWARD_MINOR,
                "state": states[each.state],
                "reason": "revoked" if each.state == "revoked" else None,
                "created_at": at,
                "due_at": NOW + timedelta(days=1) if each.state == "pending" else at,
                "settled_at": settled_at,
            }

    def _key(self, friend: Friend) -> str:
        return f"referral:{self.campaign_id}:{friend.number}:0"

    def _accounts(self) -> Iterator[Row]:
        balances: Counter[int] = Counter()
        for _, entries in self._movements():
            for entry in entries:
                balances[int(str(entry["account_id"]))] += int(str(entry["amount_minor"]))
        places = [(BUDGET_ID, CAMPAIGN_OWNER, Bucket.BUDGET)]
        places += [(number, owner, Bucket.AVAILABLE) for owner, number in self.available.items()]
        places += [(number, owner, Bucket.HELD) for owner, number in self.held.items()]
        for number, owner, bucket in places:
            yield {
                "id": number,
                "campaign_id": self.campaign_id,
                "owner_id": owner,
                "bucket": bucket,
                "balance_minor": balances[number],
            }

    def _movements(self) -> Iterator[tuple[Row, list[Row]]]:
        """Transactions with their entries; the same ones each time."""
        number = 0
        for each in self.referred:
            assert each.referrer is not None
            moves = [("credit", "", self.available, REWARD_MINOR, each.came_at)]
            if each.state == "pending":
                moves = [("reward", "", self.held, REWARD_MINOR, each.came_at)]
            if each.state == "revoked":
                at = each.came_at + REVOKED_AFTER
                moves.append(("reversal", ":reversed", self.available, -REWARD_MINOR, at))
            for kind, suffix, accounts, amount_minor, at in moves:
                number += 1
                head: Row = {
                    "id": number,
                    "key": self._key(each) + suffix,
                    "kind": kind,
                    "campaign_id": self.campaign_id,
                    "version": 1,
                    "at": at,
                    "reverses": number - 1 if kind == "reversal" else None,
                    "seal_number": number,
                    "seal": "0" * 64,
                }
                entries: list[Row] = [
                    {
                        "transaction_id": number,
                        "account_id": account_id,
                        "amount_minor": amount,
                    }
                    for account_id, amount in (
                        (BUDGET_ID, -amount_minor),
                        (accounts[each.referrer], amount_minor),
                    )
                ]
                yield head, entries

    def _standings(self) -> Iterator[Row]:
        found: dict[tuple[str, int], list[Friend]] = {}
        for each in self.referred:
            if each.is_counted and each.referrer is not None:
                for period in tallies.periods(each.came_at, ZONE):
                    found.setdefault((period, each.referrer), []).append(each)
        for (period, referrer), friends in found.items():
            yield {
                "campaign_id": self.campaign_id,
                "period": period,
                "participant_id": referrer,
                "friends": len(friends),
                "reached_at": friends[-1].came_at,
                "points_minor": REWARD_MINOR * len(friends),
                "earned_at": friends[-1].came_at,
            }
