"""Which buttons lead through the catalogue and its purchases in the admin group?"""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.screens import Row, button


class OfferField(StrEnum):
    """What of an offer can be changed; the question is `offers-ask-<value>`."""

    PRICE = "price"
    STOCK = "stock"
    PHOTO = "photo"


class ShowOffers(CallbackData, prefix="offers"):
    """/offers as a button."""

    page: int = 0


class ShowOffer(CallbackData, prefix="offer"):
    offer_id: int


class AskOfferWords(CallbackData, prefix="offer-edit"):
    field: OfferField
    offer_id: int


class AddOffer(CallbackData, prefix="offer-add"):
    pass


class UploadVouchers(CallbackData, prefix="offer-codes"):
    offer_id: int


class ShowPurchases(CallbackData, prefix="purchases"):
    offer_id: int
    page: int = 0


class ShowWaiting(CallbackData, prefix="purchases-open"):
    page: int = 0


class ShowPurchase(CallbackData, prefix="purchase"):
    redemption_id: int


def offer_button(offer_id: int, text: str) -> Row:
    return [button(text, ShowOffer(offer_id=offer_id).pack())]
