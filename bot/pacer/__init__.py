"""When may the next request go to Telegram? `bot.pacer.shared` asks it for several replicas."""

from bot.pacer.again import Again
from bot.pacer.local import (
    NotLetThrough,
    Pacer,
    Scheduler,
    let_through,
    priority,
    waiting,
)

__all__ = ["Again", "NotLetThrough", "Pacer", "Scheduler", "let_through", "priority", "waiting"]
