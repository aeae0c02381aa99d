"""Which shops' servers are told what happened, and what became of each message to them?"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Json


class WebhookState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"
    """Given up: it was refused for a day, or its endpoint was removed."""


class WebhookEndpoint(Base):
    """An address that is told of events; one that was removed is kept for its journal."""

    __tablename__ = "webhook_endpoints"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    url: Mapped[str] = mapped_column(String(500))
    secret: Mapped[str] = mapped_column(String(128))
    """Signs what is sent, so it is kept as it is."""
    events: Mapped[list[str]] = mapped_column(Json)
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    """The first of the failures since the last success."""


class WebhookDelivery(Base):
    """One event for one endpoint, written with what it tells of; it arrives at least once."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        Index(
            "ix_webhook_deliveries_due",
            "endpoint_id",
            "not_before",
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        Index(
            "ix_webhook_deliveries_claimed",
            "claimed_until",
            sqlite_where=text("state = 'sending'"),
            postgresql_where=text("state = 'sending'"),
        ),
        Index(None, "finished_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    endpoint_id: Mapped[int] = mapped_column(ForeignKey("webhook_endpoints.id"))
    event: Mapped[str] = mapped_column(String(32))
    event_id: Mapped[str] = mapped_column(String(40))
    """The same for all endpoints and all attempts: by it the receiver knows a repetition."""
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[WebhookState] = mapped_column(String(16))
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    """A row in `sending` past this moment belongs to a process that died."""
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    status: Mapped[int | None]
    """What the endpoint answered last (HTTP); None when it could not be asked."""
    error: Mapped[str | None] = mapped_column(String(200))
    finished_at: Mapped[datetime | None]
