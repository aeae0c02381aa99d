"""How is what a sharer gives and keeps said in a person's language? Plain text, as `wording`."""

from bot.i18n import Points, Translate
from bot.services import campaigns, shares
from bot.services.documents import Document
from bot.services.shares import Example


def gains(t: Translate, document: Document, split: str, *, refback_percent: int = 0) -> list[str]:
    """A line for each reward that is shared out: who of the two gets what."""
    found = shares.examples(document, split=split, refback_percent=refback_percent)
    return [_line(t, document, example) for example in found]


def _line(t: Translate, document: Document, example: Example) -> str:
    unit = campaigns.unit(document)
    mine, friends = Points(example.mine_minor, unit), Points(example.friends_minor, unit)
    if example.purchase_minor is None:
        return t("invites-gain", mine=mine, friends=friends)
    return t(
        "invites-gain-of",
        mine=mine,
        friends=friends,
        purchase=Points(example.purchase_minor, unit),
    )
