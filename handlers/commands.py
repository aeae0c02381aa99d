"""Which commands are there, and for whom?"""

PARTICIPANT_COMMANDS = (
    "start", "invite", "qr", "friends", "why", "balance", "history", "top", "payout", "promo",
    "settings", "terms", "privacy", "help",
)  # fmt: skip
ADMIN_COMMANDS = ("stats", "top", "payouts", "broadcast", "help")
ONLY_ADMIN_COMMANDS = tuple(name for name in ADMIN_COMMANDS if name not in PARTICIPANT_COMMANDS)
