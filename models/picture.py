"""Which pictures does Telegram already have?"""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Picture(Base):
    """A picture that was uploaded once and is sent again by its file id."""

    __tablename__ = "pictures"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256, hex, of what it shows and of the bot that uploaded it."""
    file_id: Mapped[str] = mapped_column(String(256))
    created_at: Mapped[datetime]
