"""Does an upgrade count what was there before as it would have been counted had it been new?"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, column, insert, select, text
from sqlalchemy import table as lightweight

from bot import migration
from bot.db import Database, table
from models import (
    Base,
    Campaign,
    CampaignStatus,
    CampaignVersion,
    Invite,
    Participant,
    Referral,
    ReferralState,
    Reward,
    RewardState,
    Standing,
)
from tests.clock import START
from tests.rich_world import RichWorld
from tests.test_migrations import config

BEFORE = "0005"
UTC_CAMPAIGN, AUCKLAND = 1, 2
ANN, BEN, CLEO, DORA, EVE = 1, 2, 3, 4, 5
NEW_YEARS_EVE = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
"""A Thursday of the 53rd week; in Auckland it is a Friday of the next year, in the same week."""
SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
"""In Auckland it is Monday, and another week."""

Row = tuple[int, str, int, int, datetime, int, datetime | None]


async def to(db: Database, revision: str) -> None:
    def run(connection: Connection) -> None:
        known = connection.dialect.has_table(connection, "alembic_version")
        move = command.downgrade if known else command.upgrade
        move(config(connection), revision)

    async with db.connection(foreign_keys=False) as connection:
        await connection.run_sync(run)


async def standings(db: Database) -> list[Row]:
    async with db.read() as session:
        found = await session.scalars(
            select(Standing).order_by(
                Standing.campaign_id, Standing.period, Standing.participant_id
            )
        )
        return [
            (
                one.campaign_id,
                one.period,
                one.participant_id,
                one.friends,
                one.reached_at,
                one.points_minor,
                one.earned_at,
            )
            for one in found
        ]


async def test_what_was_counted_as_it_came_is_counted_the_same_afterwards(world: RichWorld) -> None:
    """Credited, taken back, revoked and unpaid: what counts nothing may be left out."""
    live = [row for row in await standings(world.db) if row[3] or row[5]]
    assert {row[1] for row in live} > {"all"}
    assert any(row[5] for row in live)
    await to(world.db, BEFORE)
    assert await migration.upgrade(world.db)
    again = [row for row in await standings(world.db) if row[3] or row[5]]
    assert [numbers(row) for row in again] == [numbers(row) for row in live]


def numbers(row: Row) -> tuple[int, str, int, int, int]:
    return (*row[:4], row[5])


@pytest.fixture
async def old(empty_database_url: str) -> AsyncIterator[Database]:
    """A database of the revision before, with two campaigns and five people."""
    db = Database(empty_database_url)
    await to(db, BEFORE)
    async with db.transaction() as session:
        await put(
            session.execute,
            Participant,
            [
                {"id": one, "telegram_id": 700 + one, "name": "", "created_at": START}
                for one in (ANN, BEN, CLEO, DORA, EVE)
            ],
        )
        for campaign_id, zone in ((UTC_CAMPAIGN, None), (AUCKLAND, "Pacific/Auckland")):
            await _campaign(session.execute, campaign_id, zone)
    yield db
    await db.close()


async def put(execute: Any, model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert only these columns: those of later revisions, with their defaults, were not there."""
    types = {name: table(model).c[name].type for name in rows[0]}
    columns = (column(name, type_) for name, type_ in types.items())
    await execute(insert(lightweight(model.__tablename__, *columns)), rows)


async def _campaign(execute: Any, campaign_id: int, zone: str | None) -> None:
    document = {"campaign": {"slug": f"c{campaign_id}", "time_zone": zone}}
    named = {"campaign_id": campaign_id, "created_at": START}
    await put(
        execute,
        Campaign,
        [
            {
                "id": campaign_id,
                "slug": f"c{campaign_id}",
                "version": 1,
                "status": CampaignStatus.RUNNING,
                "created_at": START,
            }
        ],
    )
    await put(execute, CampaignVersion, [{**named, "version": 1, "document": document}])
    await put(
        execute,
        Invite,
        [
            {
                **named,
                "id": campaign_id,
                "participant_id": ANN,
                "label": "default",
                "code": f"code{campaign_id}",
            }
        ],
    )


async def befriend(
    db: Database,
    campaign_id: int,
    friend: int,
    at: datetime,
    *,
    state: ReferralState = ReferralState.QUALIFIED,
    rewards: dict[int, tuple[int, RewardState]] | None = None,
) -> None:
    """A friend of Ann's, and what that brought to whom: points and what became of them."""
    number = 10 * campaign_id + friend
    async with db.transaction() as session:
        await put(
            session.execute,
            Referral,
            [
                {
                    "id": number,
                    "campaign_id": campaign_id,
                    "version": 1,
                    "referrer_id": ANN,
                    "referee_id": friend,
                    "invite_id": campaign_id,
                    "state": state,
                    "created_at": START,
                    "qualified_at": at,
                }
            ],
        )
        for owner, (amount_minor, became) in (rewards or {}).items():
            await put(
                session.execute,
                Reward,
                [
                    {
                        "key": f"{number}:{owner}",
                        "campaign_id": campaign_id,
                        "version": 1,
                        "referral_id": number,
                        "rule": 0,
                        "participant_id": owner,
                        "amount_minor": amount_minor,
                        "state": became,
                        "created_at": START,
                        "due_at": at,
                        "settled_at": at,
                    }
                ],
            )


async def count(db: Database, campaign_id: int, participant_id: int, friends: int) -> None:
    """A row of the leaderboard as the revision before kept it."""
    async with db.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO standings (campaign_id, participant_id, friends, reached_at) "
                "VALUES (:campaign_id, :participant_id, :friends, :reached_at)"
            ).bindparams(
                campaign_id=campaign_id,
                participant_id=participant_id,
                friends=friends,
                reached_at=START if not db.is_sqlite else str(START.replace(tzinfo=None)),
            )
        )


async def test_weeks_and_months_are_those_of_the_campaigns_clocks(old: Database) -> None:
    for campaign_id in (UTC_CAMPAIGN, AUCKLAND):
        await befriend(old, campaign_id, BEN, NEW_YEARS_EVE)
        await befriend(old, campaign_id, CLEO, SUNDAY)
        await count(old, campaign_id, ANN, 2)
    assert await migration.upgrade(old)
    found = {(row[0], row[1]): row[3] for row in await standings(old)}
    assert found == {
        (UTC_CAMPAIGN, "all"): 2,
        (UTC_CAMPAIGN, "2026-12"): 1,
        (UTC_CAMPAIGN, "2026-W53"): 1,
        (UTC_CAMPAIGN, "2026-11"): 1,
        (UTC_CAMPAIGN, "2026-W47"): 1,
        (AUCKLAND, "all"): 2,
        (AUCKLAND, "2027-01"): 1,
        (AUCKLAND, "2026-W53"): 1,
        (AUCKLAND, "2026-11"): 1,
        (AUCKLAND, "2026-W48"): 1,
    }


async def test_only_what_was_credited_for_friends_is_points(old: Database) -> None:
    later = SUNDAY + timedelta(hours=1)
    credited, taken_back = RewardState.CREDITED, RewardState.REVERSED
    await befriend(old, 1, BEN, SUNDAY, rewards={ANN: (100, credited), BEN: (30, credited)})
    await befriend(old, 1, CLEO, later, rewards={ANN: (50, credited), DORA: (7, credited)})
    await befriend(old, 1, DORA, later, state=ReferralState.REVOKED, rewards={ANN: (9, taken_back)})
    await befriend(old, 1, EVE, later, rewards={ANN: (5, RewardState.SCHEDULED)})
    await count(old, UTC_CAMPAIGN, ANN, 3)
    assert await migration.upgrade(old)
    for period in ("all", "2026-11", "2026-W47"):
        ann, dora = [row for row in await standings(old) if row[1] == period]
        assert (ann[2], ann[3], ann[5], ann[6]) == (ANN, 3, 150, later), period
        assert (dora[2], dora[3], dora[5], dora[6]) == (DORA, 0, 7, later), period


async def test_a_place_of_all_time_stays_as_it_was(old: Database) -> None:
    """Its number and its moment decided on places that people have seen."""
    await befriend(old, UTC_CAMPAIGN, BEN, SUNDAY)
    await count(old, UTC_CAMPAIGN, ANN, 1)
    await count(old, UTC_CAMPAIGN, EVE, 0)
    assert await migration.upgrade(old)
    of_all_time = [row[2:5] for row in await standings(old) if row[1] == "all"]
    assert of_all_time == [(ANN, 1, START), (EVE, 0, START)]


async def test_an_empty_leaderboard_is_upgraded_too(old: Database) -> None:
    assert await migration.upgrade(old)
    assert await standings(old) == []
    async with old.connection() as connection:
        tables = await connection.run_sync(
            lambda sync: [
                one for one in Base.metadata.tables if not sync.dialect.has_table(sync, one)
            ]
        )
    assert tables == []
