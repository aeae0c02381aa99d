"""Which picture tasks, phone numbers and approvals do friends' steps hang on?"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Json


class CaptchaOutcome(StrEnum):
    SOLVED = "solved"
    WRONG = "wrong"
    REPLACED = "replaced"
    """Another picture was asked for."""


class Captcha(Base):
    """One picture task of one person: it can be answered once."""

    __tablename__ = "captchas"
    __table_args__ = (Index(None, "participant_id", "id"), Index(None, "created_at"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"))
    salt: Mapped[str] = mapped_column(String(32))
    answer_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256, hex, of the salt and the right tokens in their order."""
    tokens: Mapped[list[str]] = mapped_column(Json)
    """What the buttons carry, in the order in which they stand; random."""
    asked: Mapped[list[str]] = mapped_column(Json)
    """The names of the things to press, in their order; not where they are."""
    pressed: Mapped[list[str]] = mapped_column(Json, default=list)
    """Tokens pressed so far."""
    tries_left: Mapped[int]
    """Before this picture is answered."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    spent_at: Mapped[datetime | None]
    outcome: Mapped[CaptchaOutcome | None] = mapped_column(String(16))


class PhoneSalt(Base):
    """What is mixed into the hashes of one campaign's phone numbers."""

    __tablename__ = "phone_salts"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    salt: Mapped[str] = mapped_column(String(64))


class PhoneMark(Base):
    """A phone number that has been used in a campaign, as a hash; the number is not kept."""

    __tablename__ = "phone_marks"
    __table_args__ = (Index(None, "campaign_id", "phone_hash", unique=True),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id"), primary_key=True, index=True
    )
    phone_hash: Mapped[str] = mapped_column(String(64))
    """scrypt, hex, under the campaign's salt."""
    at: Mapped[datetime]


class ApprovalState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


class Approval(Base):
    """A friend on whom the admins are to decide."""

    __tablename__ = "approvals"
    __table_args__ = (
        Index(None, "referral_id", "step", unique=True),
        Index(
            "ix_approvals_waiting",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_approvals_new",
            "asked_at",
            sqlite_where=text("announced_at IS NULL"),
            postgresql_where=text("announced_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referrals.id"))
    step: Mapped[str] = mapped_column(String(16))
    """ "approval", or "captcha" of somebody who cannot see the picture."""
    state: Mapped[ApprovalState] = mapped_column(String(16), default=ApprovalState.WAITING)
    asked_at: Mapped[datetime]
    announced_at: Mapped[datetime | None]
    """When the card was put into the admin group."""
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str | None] = mapped_column(String(500))
