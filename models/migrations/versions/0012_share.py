"""share"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "clicks",
        sa.Column("invite_id", Id, nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("visitors", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["invite_id"], ["invites.id"], name=op.f("fk_clicks_invite_id")),
        sa.PrimaryKeyConstraint("invite_id", "day", name=op.f("pk_clicks")),
    )
    op.create_table(
        "click_visitors",
        sa.Column("invite_id", Id, nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("visitor", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["invite_id"], ["invites.id"], name=op.f("fk_click_visitors_invite_id")
        ),
        sa.PrimaryKeyConstraint("invite_id", "day", "visitor", name=op.f("pk_click_visitors")),
    )
    op.create_index(op.f("ix_click_visitors_day"), "click_visitors", ["day"])
    op.create_table(
        "click_salts",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_click_salts")),
    )
    op.add_column(
        "invites", sa.Column("shown", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "enrolments",
        sa.Column("split", sa.String(length=8), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "participants",
        sa.Column("notices", sa.String(length=8), server_default="now", nullable=False),
    )
    op.add_column(
        "outbox",
        sa.Column("can_wait", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column("outbox", sa.Column("parts", Json, nullable=True))


def downgrade() -> None:
    # An older program knows no such end of a message.
    op.execute("UPDATE outbox SET state = 'sent' WHERE state = 'gathered'")
    for column in ("parts", "can_wait"):
        op.drop_column("outbox", column)
    op.drop_column("participants", "notices")
    op.drop_column("enrolments", "split")
    op.drop_column("invites", "shown")
    op.drop_table("click_salts")
    op.drop_index(op.f("ix_click_visitors_day"), "click_visitors")
    op.drop_table("click_visitors")
    op.drop_table("clicks")
