"""offers"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(JSONB(), "postgresql")
UNSOLD = sa.text("redemption_id IS NULL")
UNANNOUNCED = sa.text("announced_at IS NULL")


def upgrade() -> None:
    create_offers()
    create_redemptions()
    create_expiries()
    op.add_column("payouts", sa.Column("own_method", sa.String(length=32), nullable=True))


def create_offers() -> None:
    op.create_table(
        "offers",
        sa.Column("id", Id, nullable=False),
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", Json, nullable=False),
        sa.Column("words", Json, nullable=False),
        sa.Column("gives", Json, nullable=False),
        sa.Column("asks", Json, nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=True),
        sa.Column("post_in", sa.String(length=40), nullable=True),
        sa.Column("photo", sa.String(length=255), nullable=True),
        sa.Column("document", Json, nullable=True),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("stopped_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_offers_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
        sa.UniqueConstraint("campaign_id", "name", name=op.f("uq_offers_campaign_id_name")),
    )


def create_redemptions() -> None:
    op.create_table(
        "redemptions",
        sa.Column("id", Id, nullable=False),
        sa.Column("offer_id", Id, nullable=False),
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("participant_id", Id, nullable=False),
        sa.Column("reward_id", Id, nullable=True),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("answer", sa.String(length=300), nullable=True),
        sa.Column("bought_at", Moment, nullable=False),
        sa.Column("changed_at", Moment, nullable=True),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("announced_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_redemptions_offer_id")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_redemptions_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_redemptions_participant_id")
        ),
        sa.ForeignKeyConstraint(
            ["reward_id"], ["rewards.id"], name=op.f("fk_redemptions_reward_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redemptions")),
        sa.UniqueConstraint("reward_id", name=op.f("uq_redemptions_reward_id")),
    )
    op.create_index(
        op.f("ix_redemptions_participant_id_id"), "redemptions", ["participant_id", "id"]
    )
    op.create_index(op.f("ix_redemptions_offer_id_id"), "redemptions", ["offer_id", "id"])
    op.create_index(op.f("ix_redemptions_state_id"), "redemptions", ["state", "id"])
    op.create_index(
        "ix_redemptions_unannounced",
        "redemptions",
        ["id"],
        sqlite_where=UNANNOUNCED,
        postgresql_where=UNANNOUNCED,
    )
    op.create_table(
        "vouchers",
        sa.Column("id", Id, nullable=False),
        sa.Column("offer_id", Id, nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("redemption_id", Id, nullable=True),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_vouchers_offer_id")),
        sa.ForeignKeyConstraint(
            ["redemption_id"], ["redemptions.id"], name=op.f("fk_vouchers_redemption_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouchers")),
        sa.UniqueConstraint("offer_id", "code", name=op.f("uq_vouchers_offer_id_code")),
        sa.UniqueConstraint("redemption_id", name=op.f("uq_vouchers_redemption_id")),
    )
    op.create_index(
        "ix_vouchers_unsold",
        "vouchers",
        ["offer_id", "id"],
        sqlite_where=UNSOLD,
        postgresql_where=UNSOLD,
    )


def create_expiries() -> None:
    op.create_table(
        "expiries",
        sa.Column("id", Id, nullable=False),
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("participant_id", Id, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_expiries_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_expiries_participant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expiries")),
        sa.UniqueConstraint(
            "campaign_id",
            "participant_id",
            "day",
            name=op.f("uq_expiries_campaign_id_participant_id_day"),
        ),
    )
    op.create_table(
        "expiry_warnings",
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("participant_id", Id, nullable=False),
        sa.Column("warned_on", sa.Date(), nullable=False),
        sa.Column("covers_after", sa.Date(), nullable=False),
        sa.Column("covers_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_expiry_warnings_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_expiry_warnings_participant_id"),
        ),
        sa.PrimaryKeyConstraint(
            "campaign_id", "participant_id", "warned_on", name=op.f("pk_expiry_warnings")
        ),
    )
    op.create_table(
        "expiry_runs",
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("after_id", sa.BigInteger(), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_expiry_runs_campaign_id")
        ),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_expiry_runs")),
    )


def downgrade() -> None:
    op.drop_column("payouts", "own_method")
    for table in ("expiry_runs", "expiry_warnings", "expiries", "vouchers", "redemptions"):
        op.drop_table(table)
    op.drop_table("offers")
