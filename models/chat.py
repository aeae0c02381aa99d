"""Which groups became supergroups, and under which number do they go on?"""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class ChatMove(Base):
    """Telegram gave a group a new number (Bot API, migrate_to_chat_id)."""

    __tablename__ = "chat_moves"

    old_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    new_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
