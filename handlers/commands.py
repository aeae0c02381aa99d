"""Which commands are there, and for whom?"""

from collections.abc import Mapping

from bot.services.roles import Right

PARTICIPANT_COMMANDS = (
    "start", "invite", "qr", "friends", "why", "balance", "history", "top", "contest", "rewards",
    "payout", "promo", "refback", "verify", "settings", "support", "terms", "privacy", "help",
)  # fmt: skip
ADMIN_COMMANDS: Mapping[str, Right] = {
    "stats": Right.LOOK,
    "top": Right.LOOK,
    "contest": Right.LOOK,
    "campaigns": Right.LOOK,
    "payouts": Right.LOOK,
    "offers": Right.LOOK,
    "review": Right.LOOK,
    "user": Right.LOOK,
    "credit": Right.PAY,
    "debit": Right.PAY,
    "ban": Right.CARE,
    "unban": Right.CARE,
    "broadcast": Right.ANNOUNCE,
    "broadcasts": Right.LOOK,
    "export": Right.EXPORT,
    "audit": Right.LOOK,
    "roles": Right.OWN,
    "help": Right.LOOK,
}
"""Each with what one must be allowed to do."""
ONLY_ADMIN_COMMANDS = tuple(name for name in ADMIN_COMMANDS if name not in PARTICIPANT_COMMANDS)
