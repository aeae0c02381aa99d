"""Which alarms were raised, and when last?"""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Alarm(Base):
    """A kind of trouble; the row is claimed by whichever replica tells the admin group of it."""

    __tablename__ = "alarms"

    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    raised_at: Mapped[datetime]
