"""What has a participant taken for the points, and where is its code?"""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, CopyTextButton, InlineKeyboardButton

from bot.db import Database
from bot.i18n import Translate
from bot.services import campaigns, offers, redemptions, vouchers
from bot.services.redemptions import Bought
from handlers.screens import Row, button, show
from models import OfferKind, Participant, RedemptionState

router = Router(name=__name__)

COPY_LENGTH_MAX = 256
"""Bot API, CopyTextButton."""


class ShowRewards(CallbackData, prefix="rewards"):
    """/rewards as a button."""

    page: int = 0


class ShowMyRewards(CallbackData, prefix="my-rewards"):
    page: int = 0


class ShowBought(CallbackData, prefix="bought"):
    redemption_id: int


def back_button(t: Translate) -> InlineKeyboardButton:
    return button(t.plain("offers-button"), ShowRewards().pack())


@router.callback_query(ShowMyRewards.filter())
async def show_mine(
    query: CallbackQuery,
    callback_data: ShowMyRewards,
    db: Database,
    t: Translate,
    participant: Participant,
) -> None:
    async with db.read() as session:
        page = await redemptions.of_participant(session, participant.id, page=callback_data.page)
    parts = [t("offers-mine-title") if page.total else t("offers-mine-empty")]
    rows: list[Row] = []
    for bought in page.lines:
        title = offers.said(bought.offer.title, t.language)
        parts.append(_mine(t, bought))
        text = t.plain("offers-mine-item-button", icon=offers.ICONS[bought.offer.kind], title=title)
        rows.append([button(text, ShowBought(redemption_id=bought.redemption.id).pack())])
    if page.count > 1:
        parts.append(t("offers-page", page=page.number + 1, pages=page.count))
    turning: Row = []
    if page.number > 0:
        newer = ShowMyRewards(page=page.number - 1).pack()
        turning.append(button(t.plain("offers-previous-button"), newer))
    if page.number + 1 < page.count:
        older = ShowMyRewards(page=page.number + 1).pack()
        turning.append(button(t.plain("offers-next-button"), older))
    await show(
        query, "\n\n".join(parts), [*rows, *([turning] if turning else []), [back_button(t)]]
    )


def _mine(t: Translate, bought: Bought) -> str:
    redemption = bought.redemption
    return t(
        "offers-mine-line",
        icon=offers.ICONS[bought.offer.kind],
        state=redemption.state,
        title=offers.said(bought.offer.title, t.language),
        price=bought.price,
        at=redemption.bought_at,
        reason=redemption.reason or "",
    )


@router.callback_query(ShowBought.filter())
async def show_bought(
    query: CallbackQuery,
    callback_data: ShowBought,
    db: Database,
    t: Translate,
    participant: Participant,
) -> None:
    async with db.read() as session:
        bought = await redemptions.own(session, callback_data.redemption_id, participant.id)
        codes = await vouchers.codes_of(session, [bought.redemption.id])
    code = codes.get(bought.redemption.id)
    await show(query, bought_text(t, bought, code), bought_rows(t, code))


def bought_text(t: Translate, bought: Bought, code: str | None) -> str:
    """What the person has, the code or the access included."""
    redemption, offer = bought.redemption, bought.offer
    title = campaigns.title(bought.campaign.document, t.language)
    parts = [_mine(t, bought), t("offers-bought-in", title=title)]
    # What was cancelled was shown once: nothing is hidden by hiding it now, but nothing is given.
    if redemption.state != RedemptionState.CANCELLED:
        if code is not None:
            parts.append(t("offers-code", code=code))
        if offer.kind == OfferKind.ACCESS:
            parts.append(t("offers-access", words=offers.said(offer.gives, t.language)))
    if redemption.answer:
        parts.append(t("offers-answer", answer=redemption.answer))
    return "\n\n".join(parts)


def bought_rows(t: Translate, code: str | None) -> list[Row]:
    rows: list[Row] = [
        [button(t.plain("offers-mine-button"), ShowMyRewards().pack()), back_button(t)]
    ]
    if code is not None and len(code) <= COPY_LENGTH_MAX:
        copy = InlineKeyboardButton(
            text=t.plain("offers-copy-button"), copy_text=CopyTextButton(text=code)
        )
        rows.insert(0, [copy])
    return rows
