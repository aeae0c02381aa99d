"""What may a campaign document offer for points?"""

from typing import Annotated, Literal

from bot.services.document_values import Amount, Name, Section, whole
from bot.services.document_words import Title, Words


class OfferSection(Section):
    """What the catalogue begins with; admins change stock, price and picture later."""

    name: Name
    title: Title
    text: Words | None = None
    kind: Literal["voucher", "gift", "access", "thanks"] = "gift"
    """A code from the pool; something that is sent; early access; a public word of thanks."""
    price: Amount
    stock: Annotated[int | None, whole(0, 1_000_000)] = None
    """None: unlimited. A voucher's stock is the codes that were uploaded."""
