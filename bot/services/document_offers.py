"""What may a campaign document offer for points?"""

from typing import Annotated, Literal, Self

from pydantic import model_validator

from bot.services.document_contests import CHAT
from bot.services.document_values import Amount, Name, Section, matching, whole
from bot.services.document_words import Title, Words

STOCK_MAX = 1_000_000


class OfferSection(Section):
    """What the catalogue begins with; admins change stock, price and picture later."""

    name: Name
    title: Title
    text: Words | None = None
    kind: Literal["voucher", "gift", "access", "thanks"] = "gift"
    """A code from the pool; something that is sent; early access; a public word of thanks."""
    price: Amount
    stock: Annotated[int | None, whole(0, STOCK_MAX)] = None
    """None: unlimited. A voucher's stock is the codes that were uploaded."""
    gives: Words | None = None
    """What the buyer of an access gets to read; what is posted as thanks, with "{name}" in it."""
    asks: Title | None = None
    """What a buyer is asked beforehand, as where to send it."""
    post_in: Annotated[str, matching(CHAT, "@name or the id -100…")] | None = None
    """The channel in which thanks are posted; None: an admin posts them."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.kind == "access" and self.gives is None:
            raise ValueError('kind = "access" needs gives: what the buyer gets to read')
        if self.kind not in ("access", "thanks") and self.gives is not None:
            raise ValueError('gives needs kind = "access" or "thanks"')
        if self.kind == "voucher" and self.stock is not None:
            raise ValueError("a voucher's stock is the codes that are uploaded")
        if self.kind != "thanks" and self.post_in is not None:
            raise ValueError('post_in needs kind = "thanks"')
        if self.kind in ("voucher", "access") and self.asks is not None:
            raise ValueError('asks needs kind = "gift" or "thanks"')
        return self
