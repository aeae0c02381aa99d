"""rewards"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(JSONB(), "postgresql")
VERSIONS = sa.table(
    "campaign_versions",
    sa.column("campaign_id", Id),
    sa.column("version", sa.Integer),
    sa.column("document", Json),
)
REWARDS = sa.table(
    "rewards",
    sa.column("campaign_id", Id),
    sa.column("version", sa.Integer),
    sa.column("rule", sa.Integer),
    sa.column("level", sa.Integer),
)
INVITE_INDEX = "ix_invites_campaign_id_participant_id_label"


def upgrade() -> None:
    create_conversions()
    op.create_table(
        "enrolments",
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("participant_id", Id, nullable=False),
        sa.Column("plan", sa.String(length=32), nullable=True),
        sa.Column("plan_by", sa.BigInteger(), nullable=True),
        sa.Column("plan_at", Moment, nullable=True),
        sa.Column("refback_percent", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_enrolments_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_enrolments_participant_id")
        ),
        sa.PrimaryKeyConstraint("campaign_id", "participant_id", name=op.f("pk_enrolments")),
    )
    with op.batch_alter_table("rewards") as rewards:
        rewards.alter_column("referral_id", existing_type=Id, nullable=True)
        rewards.add_column(sa.Column("part_of", sa.String(length=128), nullable=True))
        rewards.add_column(
            sa.Column("source", sa.String(length=16), server_default="referral", nullable=False)
        )
        rewards.add_column(sa.Column("conversion_id", Id, nullable=True))
        rewards.add_column(sa.Column("level", sa.Integer(), server_default="1", nullable=False))
        rewards.create_foreign_key(
            op.f("fk_rewards_conversion_id"), "conversions", ["conversion_id"], ["id"]
        )
    op.create_index(op.f("ix_rewards_conversion_id"), "rewards", ["conversion_id"])
    note_whose_rewards_are_the_friends()
    for table in ("invites", "referrals"):
        split = sa.Column("split", sa.String(length=8), server_default=sa.text("''"), nullable=False)
        op.add_column(table, split)
    op.drop_index(INVITE_INDEX, "invites")
    op.create_index(
        f"{INVITE_INDEX}_split",
        "invites",
        ["campaign_id", "participant_id", "label", "split"],
        unique=True,
    )


def note_whose_rewards_are_the_friends() -> None:
    """Level 0; until now the rules alone told."""
    connection = op.get_bind()
    found = connection.execute(sa.select(VERSIONS.c.campaign_id, VERSIONS.c.version, VERSIONS.c.document))
    for campaign_id, version, document in found.all():
        for rule, written in enumerate(document.get("reward", ())):
            if written["to"] == "friend":
                connection.execute(
                    sa.update(REWARDS)
                    .where(
                        REWARDS.c.campaign_id == campaign_id,
                        REWARDS.c.version == version,
                        REWARDS.c.rule == rule,
                    )
                    .values(level=0)
                )


def create_conversions() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", Id, nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("secret", sa.String(length=128), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("revoked_at", Moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_api_keys_key_hash")),
        sa.UniqueConstraint("name", name=op.f("uq_api_keys_name")),
    )
    op.create_table(
        "conversions",
        sa.Column("id", Id, nullable=False),
        sa.Column("api_key_id", Id, nullable=False),
        sa.Column("order_id", sa.String(length=64), nullable=False),
        sa.Column("participant_id", Id, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("commission_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("product", sa.String(length=64), nullable=True),
        sa.Column("occurred_at", Moment, nullable=False),
        sa.Column("received_at", Moment, nullable=False),
        sa.Column("refunded_minor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("refunds", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["api_key_id"], ["api_keys.id"], name=op.f("fk_conversions_api_key_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_conversions_participant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversions")),
        sa.UniqueConstraint(
            "api_key_id", "order_id", name=op.f("uq_conversions_api_key_id_order_id")
        ),
    )
    op.create_index(
        op.f("ix_conversions_participant_id_id"), "conversions", ["participant_id", "id"]
    )
    op.create_index(op.f("ix_conversions_received_at"), "conversions", ["received_at"])


def downgrade() -> None:
    # An older program knows one link for each label.
    op.execute("UPDATE invites SET label = substr(label, 1, 23) || '-' || split WHERE split <> ''")
    op.drop_index(f"{INVITE_INDEX}_split", "invites")
    op.create_index(
        INVITE_INDEX, "invites", ["campaign_id", "participant_id", "label"], unique=True
    )
    for table in ("referrals", "invites"):
        op.drop_column(table, "split")
    op.drop_index(op.f("ix_rewards_conversion_id"), "rewards")
    with op.batch_alter_table("rewards") as rewards:
        rewards.drop_constraint(op.f("fk_rewards_conversion_id"), type_="foreignkey")
        for column in ("level", "conversion_id", "source", "part_of"):
            rewards.drop_column(column)
        rewards.alter_column("referral_id", existing_type=Id, nullable=False)
    op.drop_table("enrolments")
    op.drop_table("conversions")
    op.drop_table("api_keys")
