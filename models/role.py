"""Who besides the owners may do what in the admin group?"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Role(StrEnum):
    """What an owner gives to a person with /roles; the group's Telegram admins are owners."""

    FINANCE = "finance"
    SUPPORT = "support"
    MARKETER = "marketer"
    VIEWER = "viewer"


class RoleGrant(Base):
    """One role of one person; it counts while the person is in the admin group."""

    __tablename__ = "role_grants"

    telegram_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    role: Mapped[Role] = mapped_column(String(16), primary_key=True)
    granted_by: Mapped[int] = mapped_column(BigInteger)
    granted_at: Mapped[datetime]
