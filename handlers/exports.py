"""How does somebody in the admin group get records as a file?"""

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.clock import Clock
from bot.db import Database
from bot.exporting import CANCEL, Exporter
from bot.i18n import Translate
from bot.membership import Admins
from bot.services import campaigns, exports
from bot.services.exports import Kind, Order, Period
from bot.services.spreadsheets import Format
from handlers import export_runs, presses
from handlers.export_runs import CancelExport, Desk, ShowExports
from handlers.screens import Row, button, show

router = Router(name=__name__)

EVERY_CAMPAIGN = 0
CAMPAIGNS_SHOWN = 20
"""The newest ones; the command line takes any."""


class ChooseFormat(CallbackData, prefix="export-what"):
    kind: Kind


class ChoosePeriod(CallbackData, prefix="export-as"):
    kind: Kind
    format: Format
    campaign_id: int = EVERY_CAMPAIGN


class ChooseCampaign(CallbackData, prefix="export-of"):
    kind: Kind
    format: Format


class StartExport(CallbackData, prefix="export-go"):
    kind: Kind
    format: Format
    campaign_id: int
    period: Period


@router.message(Command("export"))
async def choose(message: Message, t: Translate) -> None:
    await show(message, t("exports-title"), _kinds(t))


@router.callback_query(ShowExports.filter())
async def choose_again(query: CallbackQuery, t: Translate) -> None:
    await show(query, t("exports-title"), _kinds(t))


@router.callback_query(ChooseFormat.filter())
async def choose_format(query: CallbackQuery, callback_data: ChooseFormat, t: Translate) -> None:
    kind = callback_data.kind
    text = t(
        "exports-choose-format",
        kind=t.plain(f"exports-kind-{kind}"),
        about=t.plain(f"exports-about-{kind}"),
    )
    formats = [
        button(t.plain(f"exports-{each}-button"), ChoosePeriod(kind=kind, format=each).pack())
        for each in (Format.XLSX, Format.CSV)
    ]
    await show(query, text, [formats, [_back(t, ShowExports())]])


@router.callback_query(ChoosePeriod.filter())
async def choose_period(
    query: CallbackQuery, callback_data: ChoosePeriod, db: Database, t: Translate
) -> None:
    kind, chosen = callback_data.kind, callback_data.campaign_id
    async with db.read() as session:
        every = await campaigns.list_all(session, limit=2)
        title = t.plain("exports-all-campaigns")
        if chosen != EVERY_CAMPAIGN:
            found = await campaigns.find(session, chosen)
            title = campaigns.title(found.document, t.language)
    text = t(
        "exports-choose-period",
        kind=t.plain(f"exports-kind-{kind}"),
        format=callback_data.format.upper(),
        campaign=title,
        zone=t.zone.key,
    )
    rows = _periods(t, callback_data)
    if len(every) > 1 and kind != Kind.AUDIT:
        other = ChooseCampaign(kind=kind, format=callback_data.format)
        rows.append([button(t.plain("exports-campaign-button", campaign=title), other.pack())])
    await show(query, text, [*rows, [_back(t, ChooseFormat(kind=kind))]])


@router.callback_query(ChooseCampaign.filter())
async def choose_campaign(
    query: CallbackQuery, callback_data: ChooseCampaign, db: Database, t: Translate
) -> None:
    kind, format_ = callback_data.kind, callback_data.format
    async with db.read() as session:
        newest = await campaigns.list_all(session, limit=CAMPAIGNS_SHOWN)
        titles = {
            each.id: campaigns.title(
                (await campaigns.find(session, each.id, each.version)).document, t.language
            )
            for each in newest
        }
    titles[EVERY_CAMPAIGN] = t.plain("exports-all-campaigns")
    rows = [
        [button(title, ChoosePeriod(kind=kind, format=format_, campaign_id=campaign_id).pack())]
        for campaign_id, title in titles.items()
    ]
    await show(query, t("exports-choose-campaign"), rows)


@router.callback_query(StartExport.filter())
async def start(
    query: CallbackQuery,
    callback_data: StartExport,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    exporter: Exporter,
    admins: Admins,
) -> None:
    since, until = exports.span(callback_data.period, t.zone, clock())
    order = Order(callback_data.kind, since, until, callback_data.campaign_id or None)
    desk = Desk(bot, db, t, clock, exporter, admins)
    await export_runs.start(desk, query, order, callback_data.format, period=callback_data.period)


@router.callback_query(CancelExport.filter())
async def cancel(
    query: CallbackQuery,
    callback_data: CancelExport,
    db: Database,
    t: Translate,
    clock: Clock,
    exporter: Exporter,
) -> None:
    place = presses.place_of(query)
    async with db.transaction() as session:
        await presses.spend(session, place, callback_data.token, action=CANCEL, now=clock())
    if exporter.stop(place.chat_id, callback_data.token):
        # Its own card says so, after whatever was on its way to Telegram.
        await query.answer(t.plain("exports-stop-toast"))
        return
    await show(query, t("exports-ended"), export_runs.again_rows(t))


def _kinds(t: Translate) -> list[Row]:
    return [
        [button(t.plain("exports-kind-button", kind=kind), ChooseFormat(kind=kind).pack())]
        for kind in Kind
    ]


def _periods(t: Translate, chosen: ChoosePeriod) -> list[Row]:
    """Two in a row: there is room for no more on a phone."""
    buttons = [
        button(
            t.plain(f"exports-period-{period}"),
            StartExport(
                kind=chosen.kind,
                format=chosen.format,
                campaign_id=chosen.campaign_id,
                period=period,
            ).pack(),
        )
        for period in Period
    ]
    return [buttons[number : number + 2] for number in range(0, len(buttons), 2)]


def _back(t: Translate, to: CallbackData) -> InlineKeyboardButton:
    return button(t.plain("exports-back-button"), to.pack())
