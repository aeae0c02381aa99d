"""Which ready-made programmes are there to begin with?"""

from functools import lru_cache
from pathlib import Path

from bot.errors import UserError
from bot.services import documents
from bot.services.documents import Document

FOLDER = Path(__file__).parent.parent / "presets"
NAMES = (
    "two_sided_credit",
    "recurring_commission",
    "bank_products",
    "hosting_affiliate",
    "travel_credit",
    "split_choice",
    "social_contest",
    "points_shop",
    "game_multilevel",
    "refback",
    "cpa_revshare_hybrid",
    "influencer",
    "milestones",
    "channel_growth",
    "offline_qr",
    "ab_test",
    "service_quality",
)
"""In the order in which they are offered."""


class PresetUnknown(UserError):
    """A button of an older version names one that is no more."""


def path(name: str) -> Path:
    """The file for `campaign load`. Raises `PresetUnknown`."""
    if name not in NAMES:
        raise PresetUnknown
    return FOLDER / f"{name}.toml"


def text(name: str) -> str:
    """The document as it is written, with the comments that say what to change."""
    return path(name).read_text(encoding="utf-8")


@lru_cache(maxsize=len(NAMES))
def read(name: str) -> Document:
    """The programme's rules. Raises `PresetUnknown`."""
    return documents.parse_toml(text(name))
