"""Which codes did participants get to share?"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id


class Invite(Base):
    """A code of one participant in one campaign, with the label of the channel it is for."""

    __tablename__ = "invites"
    __table_args__ = (Index(None, "campaign_id", "participant_id", "label", "split", unique=True),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    label: Mapped[str] = mapped_column(String(32), default="default")
    code: Mapped[str] = mapped_column(String(64), unique=True)
    """Random, [A-Za-z0-9_-]{4,64}; says nothing about its owner."""
    vanity: Mapped[str | None] = mapped_column(String(32), unique=True)
    """A second, chosen code, kept in lower case: people type it in any."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    split: Mapped[str] = mapped_column(String(8), server_default=text("''"), default="")
    """Who shall have the reward: "me", "friend", "half"; empty where there is no choice."""
    shown: Mapped[int] = mapped_column(server_default=text("0"))
    """How often its owner was shown it to share."""
