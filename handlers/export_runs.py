"""What does the admin group see while an export is written, sent, stopped or lost?"""

import asyncio
import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    CallbackQuery,
    FSInputFile,
    InlineKeyboardMarkup,
    Message,
    ReplyParameters,
)

from bot import exporting, pacer
from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.exporting import CANCEL, Exporter, ExportStopped, Part, Progress
from bot.i18n import Argument, Markup, Translate
from bot.membership import Admins
from bot.services import confirmations, exports, names
from bot.services.exports import Order, Period, Plan
from bot.services.roles import Right
from bot.services.spreadsheets import Format
from handlers.filters import can_edit, rights_in_group
from handlers.screens import Row, button
from models import Priority

EDIT_SECONDS = 3
CALM_EDIT_SECONDS = 10
"""After the first edits: a group takes twenty messages a minute, and admins ask things too."""
EDITS_BEFORE_CALM = 5
EDIT_PATIENCE_SECONDS = 2
"""The file does not wait for the card."""
LAST_EDIT_SECONDS = 5
UPLOAD_SECONDS = 600
STOP_LASTS = timedelta(days=1)

logger = logging.getLogger(__name__)


class ExportCardGone(UserError):
    """Telegram does not let a message so old be edited."""


class ShowExports(CallbackData, prefix="exports"):
    """/export as a button."""


class CancelExport(CallbackData, prefix=CANCEL):
    token: str


@dataclass(frozen=True)
class Desk:
    """What running an export takes; a handler is given all of it."""

    bot: Bot
    db: Database
    t: Translate
    clock: Clock
    exporter: Exporter
    admins: Admins


async def start(
    desk: Desk,
    query: CallbackQuery,
    order: Order,
    kind: Format,
    *,
    period: Period = Period.ALL,
    below: bool = False,
) -> None:
    """Carry out an export; returns when its files are sent, or will never be.

    The message under the button becomes its card, or, if `below`, a new one. The caller's handler
    must have written nothing yet. Raises `ExportUnderWay`, `ExportCardGone`.
    """
    message = can_edit(query)
    if message is None:
        raise ExportCardGone
    chat_id, by = message.chat.id, query.from_user
    with desk.exporter.turn(chat_id) as progress:
        async with desk.db.read() as session:
            plan = await exports.begin(session, order, desk.t)
        now = desk.clock()
        async with desk.db.transaction() as session:
            progress.token = await confirmations.issue(
                session,
                chat_id=chat_id,
                telegram_id=None,
                action=CANCEL,
                subject={"by": by.id},
                now=now,
                expires_at=now + STOP_LASTS,
            )
        await query.answer()
        run = _Run(desk, plan, kind, period, progress, by.id, names.clean(by.full_name), message)
        await run.begin(below=below)
        await run.carry_out()


class _Run:
    """One export and its card."""

    def __init__(
        self,
        desk: Desk,
        plan: Plan,
        kind: Format,
        period: Period,
        progress: Progress,
        by: int,
        name: str,
        message: Message,
    ) -> None:
        self._desk = desk
        self._t = desk.t
        self._plan = plan
        self._kind = kind
        self._progress = progress
        self._by = by
        self._name = names.shown(name) if name else str(by)
        self._card = message
        self._words = _in_words(desk.t, plan, kind, period)
        self._edits = 0
        self._next_edit_at = time.monotonic() + EDIT_SECONDS

    async def begin(self, *, below: bool) -> None:
        keyboard = InlineKeyboardMarkup(inline_keyboard=self._stop_rows())
        text = self._running()
        if below:
            self._card = await self._card.answer(text, reply_markup=keyboard)
        else:
            await self._card.edit_text(text, reply_markup=keyboard)

    async def carry_out(self) -> None:
        exporter, progress = self._desk.exporter, self._progress
        try:
            with exporting.folder() as folder:
                parts = await exporter.write(self._plan, self._kind, folder, progress, self._report)
                if not await self._is_still_allowed():
                    await self._end("exports-not-allowed", by=self._name)
                    return
                await exporter.finish(
                    self._plan, self._kind, progress, chat_id=self._card.chat.id, by=self._by
                )
                await self._send(parts)
        except ExportStopped:
            await self._end("exports-stopped")
        except asyncio.CancelledError:
            with suppress(Exception):
                async with asyncio.timeout(LAST_EDIT_SECONDS):
                    await self._edit(self._t("exports-ended"), self._again_rows())
            raise
        except Exception:
            await self._end("exports-failed")
            raise

    async def _report(self, progress: Progress) -> None:
        """Bring the card up to date now and then, and look whether somebody has stopped it."""
        if progress.is_stopped:
            raise ExportStopped
        now = time.monotonic()
        if now < self._next_edit_at:
            return
        self._edits += 1
        calm = self._edits >= EDITS_BEFORE_CALM
        self._next_edit_at = now + (CALM_EDIT_SECONDS if calm else EDIT_SECONDS)
        await self._desk.exporter.check(self._card.chat.id, progress, by=self._by)
        before = pacer.priority.set(Priority.NOTICE)
        try:
            async with asyncio.timeout(EDIT_PATIENCE_SECONDS):
                await self._edit(self._running(), self._stop_rows())
        except TimeoutError:
            # The group has had its share of messages; the next edit tells more.
            pass
        finally:
            pacer.priority.reset(before)

    async def _is_still_allowed(self) -> bool:
        desk = self._desk
        rights = await rights_in_group(desk.bot, desk.db, desk.admins, self._by)
        return Right.EXPORT in rights

    async def _send(self, parts: list[Part]) -> None:
        if not parts:
            await self._end("exports-nothing")
            return
        for number, part in enumerate(parts, 1):
            place = {"part": number, "parts": len(parts)}
            if len(parts) > 1:
                text = self._say("exports-sending", rows=self._progress.rows, **place)
                await self._edit(text, [])
            try:
                await self._send_part(part, place)
            except (AiogramError, pacer.NotLetThrough) as error:
                logger.warning("an export was not taken: %s", type(error).__name__)
                await self._end("exports-not-sent", **place)
                return
        await self._end("exports-done", rows=self._progress.rows, parts=len(parts), by=self._name)

    async def _send_part(self, part: Part, place: dict[str, int]) -> None:
        day = f"{self._desk.clock().astimezone(self._t.zone):%Y-%m-%d}"
        name = f"{self._plan.order.kind}-{day}"
        if place["parts"] > 1:
            name += f"-part-{place['part']}-of-{place['parts']}"
            caption = self._say("exports-caption-part", rows=part.rows, **place)
        else:
            caption = self._say("exports-caption", rows=part.rows)
        await self._desk.bot.send_document(
            self._card.chat.id,
            FSInputFile(part.file, filename=f"{name}.{self._kind}"),
            caption=caption,
            reply_parameters=ReplyParameters(
                message_id=self._card.message_id, allow_sending_without_reply=True
            ),
            request_timeout=UPLOAD_SECONDS,
        )

    async def _end(self, text_key: str, **args: Argument) -> None:
        await self._edit(self._t(text_key, order=self._words, **args), self._again_rows())

    async def _edit(self, text: str, rows: list[Row]) -> None:
        """A card that was deleted, or that says so already, is nothing to stop for."""
        try:
            await self._card.edit_text(
                text, reply_markup=InlineKeyboardMarkup(inline_keyboard=rows)
            )
        except (AiogramError, pacer.NotLetThrough) as error:
            logger.info("the card of an export stays: %s", type(error).__name__)

    def _running(self) -> str:
        progress = self._progress
        return self._say(
            "exports-running", rows=progress.rows, percent=progress.percent, by=self._name
        )

    def _say(self, key: str, **args: Argument) -> str:
        return self._t(key, order=self._words, **args)

    def _stop_rows(self) -> list[Row]:
        stop = CancelExport(token=self._progress.token).pack()
        return [[button(self._t.plain("exports-cancel-button"), stop)]]

    def _again_rows(self) -> list[Row]:
        return again_rows(self._t)


def again_rows(t: Translate) -> list[Row]:
    return [[button(t.plain("exports-again-button"), ShowExports().pack())]]


def _in_words(t: Translate, plan: Plan, kind: Format, period: Period) -> Markup:
    """ "Participants · XLSX · 7 days", with the campaign where only one is wanted."""
    order = plan.order
    words = {
        "kind": t.plain(f"exports-kind-{order.kind}"),
        "format": kind.upper(),
        "period": t.plain(f"exports-period-{period}"),
    }
    if order.campaign_id is None:
        return Markup(t("exports-order", **words))
    campaign = plan.ground.campaigns[order.campaign_id].title
    return Markup(t("exports-order-in", campaign=campaign, **words))
