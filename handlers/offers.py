"""What is in the catalogue, and how do the admins take something off sale?"""

from datetime import datetime

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.db import Database, Session
from bot.i18n import Translate
from bot.services import campaigns, offers, redemptions
from bot.services.offers import Page, Shelf
from bot.services.roles import Right
from handlers import presses
from handlers.offer_buttons import (
    AddOffer,
    AskOfferWords,
    OfferField,
    ShowOffer,
    ShowOffers,
    ShowPurchases,
    ShowWaiting,
    UploadVouchers,
    offer_button,
)
from handlers.presses import Place
from handlers.screens import Row, button, show
from models import OfferKind

router = Router(name=__name__)
own_router = Router(name=f"{__name__}.own")

ACTION = "offer-sale"


class SwitchSale(CallbackData, prefix=ACTION):
    token: str


@router.message(Command("offers"))
async def tell(message: Message, db: Database, t: Translate, rights: frozenset[Right]) -> None:
    await _show_all(message, db, t, rights, 0)


@router.callback_query(ShowOffers.filter())
async def turn_page(
    query: CallbackQuery,
    callback_data: ShowOffers,
    db: Database,
    t: Translate,
    rights: frozenset[Right],
) -> None:
    await _show_all(query, db, t, rights, callback_data.page)


async def _show_all(
    event: Message | CallbackQuery,
    db: Database,
    t: Translate,
    rights: frozenset[Right],
    number: int,
) -> None:
    async with db.read() as session:
        page = await offers.page(session, number=number)
        waiting = await redemptions.waiting(session)
    parts = [t("offers-admin-title") if page.total else t("offers-admin-empty")]
    parts.extend(_line(t, shelf) for shelf in page.lines)
    if page.count > 1:
        parts.append(t("offers-page", page=page.number + 1, pages=page.count))
    rows: list[Row] = [_open_button(t, shelf) for shelf in page.lines]
    rows.extend(_turning(t, page))
    last: Row = [
        button(t.plain("offers-waiting-button", count=waiting.total), ShowWaiting().pack())
    ]
    if Right.OWN in rights:
        last.append(button(t.plain("offers-add-button"), AddOffer().pack()))
    await show(event, "\n\n".join(parts), [*rows, last])


def _open_button(t: Translate, shelf: Shelf) -> Row:
    title = offers.said(shelf.offer.title, t.language)
    return offer_button(shelf.offer.id, title)


def _turning(t: Translate, page: Page) -> list[Row]:
    row: Row = []
    if page.number > 0:
        back = ShowOffers(page=page.number - 1).pack()
        row.append(button(t.plain("offers-previous-button"), back))
    if page.number + 1 < page.count:
        more = ShowOffers(page=page.number + 1).pack()
        row.append(button(t.plain("offers-next-button"), more))
    return [row] if row else []


def _line(t: Translate, shelf: Shelf) -> str:
    return t(
        "offers-admin-line",
        icon=offers.ICONS[shelf.offer.kind],
        title=offers.said(shelf.offer.title, t.language),
        price=shelf.price,
        sale="no" if shelf.offer.stopped_at is not None else "yes",
        limited="no" if shelf.left is None else "yes",
        left=shelf.left or 0,
        sold=shelf.sold,
    )


@router.callback_query(ShowOffer.filter())
async def show_offer(
    query: CallbackQuery,
    callback_data: ShowOffer,
    db: Database,
    t: Translate,
    clock: Clock,
    rights: frozenset[Right],
) -> None:
    now, place = clock(), presses.place_of(query)
    async with db.transaction() as session:
        shelf = await offers.one(session, callback_data.offer_id)
        token = await _issue(session, place, shelf, now=now)
    await show(query, text_of(t, shelf), rows_of(t, shelf, rights, token))


async def _issue(session: Session, place: Place, shelf: Shelf, *, now: datetime) -> str:
    is_stopped = shelf.offer.stopped_at is not None
    subject = {"offer_id": shelf.offer.id, "resume": is_stopped}
    return await presses.issue(session, place, action=ACTION, subject=subject, now=now)


@own_router.callback_query(SwitchSale.filter())
async def switch_sale(
    query: CallbackQuery,
    callback_data: SwitchSale,
    db: Database,
    t: Translate,
    clock: Clock,
    rights: frozenset[Right],
) -> None:
    now, place = clock(), presses.place_of(query)
    async with db.transaction() as session:
        subject = await presses.spend_by_admin(
            session, place, callback_data.token, action=ACTION, now=now
        )
        switch = offers.resume if subject["resume"] else offers.stop
        offer = await switch(session, int(subject["offer_id"]), by=place.telegram_id, now=now)
        shelf = await offers.one(session, offer.id)
        token = await _issue(session, place, shelf, now=now)
    await show(query, text_of(t, shelf), rows_of(t, shelf, rights, token))


def text_of(t: Translate, shelf: Shelf) -> str:
    """An offer as the admins see it. The codes that are left are told by their number alone."""
    offer = shelf.offer
    parts = [
        _line(t, shelf),
        t(
            "offers-admin-details",
            name=offer.name,
            campaign=campaigns.title(shelf.campaign.document, t.language),
            pictured="no" if offer.photo is None else "yes",
        ),
    ]
    parts.extend(
        t("offers-words", words=offers.said(words, t.language))
        for words in (offer.words, offer.asks, offer.gives)
        if words
    )
    if offer.kind == OfferKind.THANKS:
        channel = offer.post_in or "—"
        parts.append(t("offers-admin-channel", channel=channel))
    return "\n\n".join(parts)


def rows_of(t: Translate, shelf: Shelf, rights: frozenset[Right], token: str) -> list[Row]:
    """What somebody with these rights can do with an offer; `token` is that of the sale."""
    offer = shelf.offer
    rows: list[Row] = []
    if Right.PAY in rights and offer.kind == OfferKind.VOUCHER:
        upload = UploadVouchers(offer_id=offer.id).pack()
        rows.append([button(t.plain("offers-upload-button"), upload)])
    if Right.OWN in rights:
        fields = [OfferField.PRICE, OfferField.PHOTO]
        if offer.kind != OfferKind.VOUCHER:
            fields.insert(1, OfferField.STOCK)
        rows.append(
            [
                button(
                    t.plain(f"offers-edit-{field}-button"),
                    AskOfferWords(field=field, offer_id=offer.id).pack(),
                )
                for field in fields
            ]
        )
        switch = "resume" if offer.stopped_at is not None else "stop"
        rows.append([button(t.plain(f"offers-{switch}-button"), SwitchSale(token=token).pack())])
    purchases = ShowPurchases(offer_id=offer.id).pack()
    rows.append(
        [
            button(t.plain("offers-purchases-button", count=shelf.sold), purchases),
            button(t.plain("offers-all-button"), ShowOffers().pack()),
        ]
    )
    return rows
