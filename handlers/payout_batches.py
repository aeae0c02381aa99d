"""How do approved payouts get to the bank or the wallet, many in one file?"""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Points, Translate
from bot.services import admins, confirmations, payout_batches
from bot.services.destinations import Method
from bot.services.payout_batches import Batch
from bot.services.payout_lists import Filter
from handlers import presses
from handlers.payout_queue import ShowBatches, queue_at
from handlers.screens import Row, button, show
from models import PayoutState

router = Router(name=__name__)

MAKE, CANCEL = "payout-batch-make", "payout-batch-cancel"


class MakeBatch(CallbackData, prefix=MAKE):
    token: str


class DownloadBatch(CallbackData, prefix="payout-batch-file"):
    batch_id: int


class AskToCancelBatch(CallbackData, prefix="payout-batch-stop"):
    batch_id: int


class CancelBatch(CallbackData, prefix=CANCEL):
    token: str


@router.callback_query(ShowBatches.filter())
async def show_batches(query: CallbackQuery, db: Database, t: Translate, clock: Clock) -> None:
    """What could be written into a new file, and the files that are out."""
    assert query.message is not None
    now = clock()
    rows: list[Row] = []
    parts = [t("payout-batches-title")]
    async with db.transaction() as session:
        for waiting in await payout_batches.waiting(session):
            token = await confirmations.issue(
                session,
                chat_id=query.message.chat.id,
                telegram_id=None,
                action=MAKE,
                subject={"method": waiting.method},
                now=now,
                expires_at=now + presses.BUTTON_LASTS,
            )
            parts.append(
                t(
                    "payout-batches-waiting",
                    method=waiting.method,
                    count=waiting.count,
                    amounts=_sums(t, waiting.totals),
                )
            )
            make = t.plain("payout-batch-make-button", method=waiting.method, count=waiting.count)
            rows.append([button(make, MakeBatch(token=token).pack())])
        batches = await payout_batches.open_ones(session)
        makers = {each.id: await admins.name_of(session, each.created_by) for each in batches}
    if not rows:
        parts.append(t("payout-batches-none"))
    for batch in batches:
        parts.append(_about(t, batch, makers[batch.id]))
        rows.append(_batch_buttons(t, batch))
    back = button(t.plain("payout-queue-button"), queue_at(Filter(PayoutState.APPROVED)))
    await show(query, "\n\n".join(parts), [*rows, [back]])


def _about(t: Translate, batch: Batch, made_by: str) -> str:
    return t(
        "payout-batches-open",
        batch=str(batch.id),
        method=batch.method,
        count=len(batch.unpaid),
        amounts=_sums(t, payout_batches.totals(batch.unpaid)),
        by=made_by,
        at=batch.created_at,
    )


def _batch_buttons(t: Translate, batch: Batch) -> list[InlineKeyboardButton]:
    number = str(batch.id)
    again = button(
        t.plain("payout-batch-file-button", batch=number), DownloadBatch(batch_id=batch.id).pack()
    )
    stop = button(
        t.plain("payout-batch-stop-button", batch=number),
        AskToCancelBatch(batch_id=batch.id).pack(),
    )
    return [again, stop]


@router.callback_query(MakeBatch.filter())
async def make(
    query: CallbackQuery, callback_data: MakeBatch, db: Database, t: Translate, clock: Clock
) -> None:
    place, now = presses.place_of(query), clock()
    async with db.transaction() as session:
        subject = await presses.spend_by_admin(
            session, place, callback_data.token, action=MAKE, now=now
        )
        method = Method(subject["method"])
        batch = await payout_batches.create(session, method, by=place.telegram_id, now=now)
    await query.answer(t.plain("payout-batch-made-toast", batch=str(batch.id)))
    await _send(query, t, batch)


@router.callback_query(DownloadBatch.filter())
async def download(
    query: CallbackQuery, callback_data: DownloadBatch, db: Database, t: Translate, clock: Clock
) -> None:
    async with db.transaction() as session:
        batch = await payout_batches.download_again(
            session, callback_data.batch_id, by=query.from_user.id, now=clock()
        )
    await query.answer()
    await _send(query, t, batch)


async def _send(query: CallbackQuery, t: Translate, batch: Batch) -> None:
    assert query.message is not None
    caption = t(
        "payout-batch-caption",
        batch=str(batch.id),
        method=batch.method,
        count=len(batch.unpaid),
        amounts=_sums(t, payout_batches.totals(batch.unpaid)),
    )
    await query.message.answer_document(
        BufferedInputFile(payout_batches.file_of(batch), batch.file_name),
        caption=caption,
        reply_markup=InlineKeyboardMarkup(inline_keyboard=[_batch_buttons(t, batch)]),
    )


@router.callback_query(AskToCancelBatch.filter())
async def ask_to_cancel(
    query: CallbackQuery,
    callback_data: AskToCancelBatch,
    db: Database,
    t: Translate,
    clock: Clock,
) -> None:
    assert query.message is not None
    now = clock()
    async with db.transaction() as session:
        batch = await payout_batches.find(session, callback_data.batch_id)
        if not batch.unpaid:
            raise payout_batches.BatchOver
        token = await presses.issue(
            session,
            presses.place_of(query),
            action=CANCEL,
            subject={"batch_id": batch.id},
            now=now,
        )
    text = t("payout-batch-cancel-preview", batch=str(batch.id), count=len(batch.unpaid))
    confirm = button(t.plain("payout-batch-cancel-button"), CancelBatch(token=token).pack())
    await query.answer()
    # A message of its own: the file that the button was under stays where it is.
    await query.message.answer(
        text,
        reply_markup=InlineKeyboardMarkup(
            inline_keyboard=[
                [confirm],
                [button(t.plain("payout-batches-button"), ShowBatches().pack())],
            ]
        ),
    )


@router.callback_query(CancelBatch.filter())
async def cancel(
    query: CallbackQuery, callback_data: CancelBatch, db: Database, t: Translate, clock: Clock
) -> None:
    place, now = presses.place_of(query), clock()
    async with db.transaction() as session:
        subject = await presses.spend_by_admin(
            session, place, callback_data.token, action=CANCEL, now=now
        )
        batch_id = int(subject["batch_id"])
        batch = await payout_batches.cancel(session, batch_id, by=place.telegram_id, now=now)
    text = t("payout-batch-cancelled", batch=str(batch.id), count=len(batch.lines))
    back = button(t.plain("payout-batches-button"), ShowBatches().pack())
    await show(query, text, [[back]])


def answered_batch(message: Message, bot_id: int) -> int | None:
    """The batch whose file a message replies to."""
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.from_user.id != bot_id:
        return None
    if replied.document is None or replied.document.file_name is None:
        return None
    found = payout_batches.FILE_NAME.fullmatch(replied.document.file_name)
    return int(found[1]) if found is not None else None


def _sums(t: Translate, totals: Sequence[Points]) -> str:
    return ", ".join(t.points(total) for total in totals)
