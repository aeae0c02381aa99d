"""Who decided what, when and why, and what was it before?"""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import BigInteger, ForeignKey, Index, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from models import append_only
from models.base import Base, Id, Json


class AuditRecord(Base):
    """One decision of a person; never changed, never deleted."""

    __tablename__ = "audit_records"
    __table_args__ = (
        Index(None, "actor", "id"),
        Index(None, "participant_id", "id"),
        Index(None, "payout_id", "id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[int | None] = mapped_column(BigInteger)
    """Telegram id of whoever decided; None for the operator's command line."""
    action: Mapped[str] = mapped_column(String(32))
    """What was done, as "payout-approve"."""
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participants.id"))
    """About whom it was."""
    payout_id: Mapped[int | None] = mapped_column(ForeignKey("payouts.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    before: Mapped[dict[str, Any]] = mapped_column(Json)
    """What of the subject changed, as it was; empty for what is new."""
    after: Mapped[dict[str, Any]] = mapped_column(Json)
    reason: Mapped[str | None] = mapped_column(String(500))


append_only.protect_audit(cast(Table, AuditRecord.__table__))
