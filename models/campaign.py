"""Which campaigns are there, and what did each version of their rules say?"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Json


class CampaignStatus(StrEnum):
    LOADED = "loaded"
    RUNNING = "running"
    PAUSED = "paused"
    """Takes no new friends for now; for those who came it goes on."""
    STOPPED = "stopped"


class Campaign(Base):
    """One referral programme; its rules are in its versions."""

    __tablename__ = "campaigns"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    slug: Mapped[str] = mapped_column(String(32), unique=True)
    status: Mapped[CampaignStatus] = mapped_column(String(16), default=CampaignStatus.LOADED)
    version: Mapped[int]
    """The version that new referrals get."""
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]


class CampaignVersion(Base):
    """A campaign document as loaded; never changed, so that old promises keep their rules."""

    __tablename__ = "campaign_versions"
    __table_args__ = (UniqueConstraint("campaign_id", "version"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    version: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(Json)
    """The validated document (bot.services.documents.Document) as JSON."""
    created_at: Mapped[datetime]
