"""figures"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON().with_variant(JSONB(), "postgresql")
Moment = sa.DateTime(timezone=True)
ROWS = 5_000

TIMES = (
    ("participants", "started_at"),
    ("touches", "at"),
    ("referrals", "created_at"),
    ("referrals", "qualified_at"),
    ("referrals", "revoked_at"),
)
STANDINGS = sa.table(
    "standings",
    sa.column("campaign_id", Id),
    sa.column("period", sa.String),
    sa.column("participant_id", Id),
    sa.column("friends", sa.Integer),
    sa.column("reached_at", Moment),
    sa.column("points_minor", sa.BigInteger),
    sa.column("earned_at", Moment),
)
OLD = sa.table(
    "old_standings",
    sa.column("campaign_id", Id),
    sa.column("participant_id", Id),
    sa.column("friends", sa.Integer),
    sa.column("reached_at", Moment),
)
VERSIONS = sa.table(
    "campaign_versions",
    sa.column("campaign_id", Id),
    sa.column("version", sa.Integer),
    sa.column("document", Json),
)
REFERRALS = sa.table(
    "referrals",
    sa.column("id", Id),
    sa.column("campaign_id", Id),
    sa.column("version", sa.Integer),
    sa.column("referrer_id", Id),
    sa.column("referee_id", Id),
    sa.column("state", sa.String),
    sa.column("qualified_at", Moment),
)
REWARDS = sa.table(
    "rewards",
    sa.column("id", Id),
    sa.column("campaign_id", Id),
    sa.column("version", sa.Integer),
    sa.column("referral_id", Id),
    sa.column("participant_id", Id),
    sa.column("amount_minor", sa.BigInteger),
    sa.column("state", sa.String),
    sa.column("settled_at", Moment),
)


def upgrade() -> None:
    op.execute("CREATE TABLE old_standings AS SELECT * FROM standings")
    op.drop_table("standings")
    op.create_table(
        "standings",
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("participant_id", Id, nullable=False),
        sa.Column("friends", sa.Integer(), nullable=False),
        sa.Column("reached_at", Moment, nullable=False),
        sa.Column("points_minor", sa.BigInteger(), nullable=False),
        sa.Column("earned_at", Moment, nullable=True),
        sa.PrimaryKeyConstraint(
            "campaign_id", "period", "participant_id", name=op.f("pk_standings")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_standings_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_standings_participant_id")
        ),
    )
    _fill()
    op.execute("DROP TABLE old_standings")
    for name, value, at in (
        ("ix_standings_friends", "friends", "reached_at"),
        ("ix_standings_points", "points_minor", "earned_at"),
    ):
        columns: list[str | sa.TextClause] = ["campaign_id", "period", at, "participant_id"]
        columns.insert(2, sa.text(f"{value} DESC"))
        op.create_index(name, "standings", columns)
    _create_ladders()
    _create_figures()
    for table, column in TIMES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    banned = sa.text("banned_at IS NOT NULL")
    op.create_index(
        "ix_participants_banned",
        "participants",
        ["banned_at"],
        sqlite_where=banned,
        postgresql_where=banned,
    )


def downgrade() -> None:
    op.drop_index("ix_participants_banned", table_name="participants")
    for table, column in reversed(TIMES):
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
    for table in ("figure_recounts", "figure_marks", "figures", "rungs", "ladders"):
        op.drop_table(table)
    op.execute("CREATE TABLE old_standings AS SELECT * FROM standings WHERE period = 'all'")
    op.drop_table("standings")
    op.create_table(
        "standings",
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("participant_id", Id, nullable=False),
        sa.Column("friends", sa.Integer(), nullable=False),
        sa.Column("reached_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_standings_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_standings_participant_id")
        ),
        sa.PrimaryKeyConstraint("campaign_id", "participant_id", name=op.f("pk_standings")),
    )
    op.execute(
        "INSERT INTO standings (campaign_id, participant_id, friends, reached_at) "
        "SELECT campaign_id, participant_id, friends, reached_at FROM old_standings"
    )
    op.execute("DROP TABLE old_standings")
    op.create_index(
        op.f("ix_standings_campaign_id_friends_reached_at"),
        "standings",
        ["campaign_id", "friends", "reached_at"],
    )


def _create_ladders() -> None:
    op.create_table(
        "ladders",
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("ranking", sa.String(length=8), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("measured_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "period", "ranking", name=op.f("pk_ladders")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_ladders_campaign_id")
        ),
    )
    op.create_table(
        "rungs",
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("ranking", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("participant_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "campaign_id", "period", "ranking", "number", name=op.f("pk_rungs")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_rungs_campaign_id")
        ),
    )
    op.create_index(
        "ix_rungs_value",
        "rungs",
        ["campaign_id", "period", "ranking", "value", "at", "participant_id"],
    )


def _create_figures() -> None:
    op.create_table(
        "figures",
        sa.Column("span", sa.String(length=8), nullable=False),
        sa.Column("starts_at", Moment, nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("metric", sa.String(length=48), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "span", "starts_at", "campaign_id", "metric", name=op.f("pk_figures")
        ),
    )
    op.create_table(
        "figure_marks",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("at", Moment, nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_figure_marks")),
    )
    op.create_table(
        "figure_recounts",
        sa.Column("starts_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("starts_at", name=op.f("pk_figure_recounts")),
    )


# Written by hand: bot/services/tallies.py, as it was for this revision.
def _fill() -> None:
    connection = op.get_bind()
    zones: dict[tuple[int, int], ZoneInfo] = {}
    for campaign_id, version, document in connection.execute(sa.select(VERSIONS)):
        name = (document.get("campaign") or {}).get("time_zone") or "UTC"
        zones[campaign_id, version] = ZoneInfo(name)
    new: dict[tuple[int, str, int], dict[str, Any]] = {}

    def add(
        campaign_id: int, version: int, participant_id: int, at: datetime, friends: int, points: int
    ) -> None:
        moment = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
        local = moment.astimezone(zones[campaign_id, version])
        for period in ("all", f"{local:%Y-%m}", f"{local:%G-W%V}"):
            row = new.setdefault(
                (campaign_id, period, participant_id),
                {"friends": 0, "reached_at": at, "points_minor": 0, "earned_at": None},
            )
            row["friends"] += friends
            row["points_minor"] += points
            if friends:
                row["reached_at"] = max(row["reached_at"], at)
            if points:
                row["earned_at"] = max(row["earned_at"] or at, at)

    for _id, campaign_id, version, referrer_id, at in _rows(
        sa.select(
            REFERRALS.c.id,
            REFERRALS.c.campaign_id,
            REFERRALS.c.version,
            REFERRALS.c.referrer_id,
            REFERRALS.c.qualified_at,
        ).where(REFERRALS.c.state == "qualified"),
        REFERRALS.c.id,
    ):
        add(campaign_id, version, referrer_id, at, 1, 0)
    for _id, campaign_id, version, participant_id, at, amount_minor in _rows(
        sa.select(
            REWARDS.c.id,
            REWARDS.c.campaign_id,
            REWARDS.c.version,
            REWARDS.c.participant_id,
            REWARDS.c.settled_at,
            REWARDS.c.amount_minor,
        )
        .join(REFERRALS, REFERRALS.c.id == REWARDS.c.referral_id)
        .where(REWARDS.c.state == "credited", REWARDS.c.participant_id != REFERRALS.c.referee_id),
        REWARDS.c.id,
    ):
        add(campaign_id, version, participant_id, at, 0, amount_minor)
    for campaign_id, participant_id, friends, reached_at in connection.execute(sa.select(OLD)):
        blank = {"points_minor": 0, "earned_at": None}
        row = new.setdefault((campaign_id, "all", participant_id), blank)
        row.update(friends=friends, reached_at=reached_at)
    rows = [
        {"campaign_id": campaign_id, "period": period, "participant_id": participant_id, **row}
        for (campaign_id, period, participant_id), row in new.items()
    ]
    for first in range(0, len(rows), ROWS):
        connection.execute(STANDINGS.insert(), rows[first : first + ROWS])


def _rows(statement: sa.Select[Any], key: sa.ColumnElement[int]) -> Iterator[Any]:
    last = 0
    while (
        rows := op.get_bind().execute(statement.where(key > last).order_by(key).limit(ROWS)).all()
    ):
        yield from rows
        last = rows[-1][0]
