"""How does the bank's answer to a batch get back into the bot?"""

import io
from collections.abc import Sequence

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    Document,
    InlineKeyboardMarkup,
    Message,
)

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Points, Translate
from bot.services import (
    payout_answers,
    payout_lists,
    payout_results,
    spreadsheets,
)
from bot.services.payout_results import APPLIED, Answer, Applied, Judged, Verdict
from handlers import presses
from handlers.payout_batches import answered_batch
from handlers.payout_cards import RepostPayout
from handlers.payout_picks import cut, missed, numbers, sums
from handlers.screens import Row, button, show

router = Router(name=__name__)

ACTION = "payout-answer"
LISTED = ((3, 6), (6, 3))
"""Up to so many kinds of lines, so many of each are in the message; of still more kinds one. All
of them are in the file that comes with it then."""
REFUSED_BUTTONS_MAX = 8
REPORT_NAME = "answer-lines.csv"
REPORT_COLUMNS = ("line", "payout", "status", "reference", "reason", "")


class ApplyAnswer(CallbackData, prefix=ACTION):
    token: str


class AnswerFile(Filter):
    """A file that replies to a batch, or has /payouts below it."""

    async def __call__(self, message: Message, bot: Bot) -> bool:
        if message.document is None:
            return False
        command = (message.caption or "").split(maxsplit=1)[:1]
        is_command = command in (["/payouts"], [f"/payouts@{(await bot.me()).username}"])
        return is_command or answered_batch(message, bot.id) is not None


@router.message(AnswerFile())
async def read_bank_answer(
    message: Message, bot: Bot, db: Database, t: Translate, clock: Clock
) -> None:
    """Show what the file means; nothing happens before the press below."""
    assert message.document is not None
    lines = payout_answers.read(await _content(bot, message.document))
    batch_id, now = answered_batch(message, bot.id), clock()
    async with db.transaction() as session:
        answer = await payout_results.judge(session, lines, batch_id=batch_id)
        wanted = [each.as_json for each in answer.of(*APPLIED)]
        token = None
        if wanted:
            token = await presses.issue(
                session,
                presses.place_of(message),
                action=ACTION,
                subject={"lines": wanted},
                now=now,
            )
    keyboard = None
    if token is not None:
        apply_button = button(
            t.plain(
                "payout-answer-button",
                paid=len(answer.of(Verdict.PAY)),
                refused=len(answer.of(Verdict.REFUSE)),
            ),
            ApplyAnswer(token=token).pack(),
        )
        keyboard = InlineKeyboardMarkup(inline_keyboard=[[apply_button]])
    await message.reply(_summary(t, answer, batch_id), reply_markup=keyboard)
    if any(len(answer.of(kind)) > _shown(answer) for kind in Verdict if kind != Verdict.PAY):
        await message.reply_document(
            BufferedInputFile(_report(t, answer), REPORT_NAME), caption=t("payout-answer-report")
        )


async def _content(bot: Bot, document: Document) -> bytes:
    # Refused before it is fetched: a file of any size can be sent.
    payout_answers.check_size(1 if document.file_size is None else document.file_size)
    buffer = io.BytesIO()
    try:
        await bot.download(document, destination=buffer)
    except TelegramBadRequest:
        # Telegram serves bots nothing above 20 MB, whatever it said of the size.
        raise payout_answers.AnswerNotText from None
    return buffer.getvalue()


def _summary(t: Translate, answer: Answer, batch_id: int | None) -> str:
    title = t(
        "payout-answer-title",
        named="no" if batch_id is None else "yes",
        batch=str(batch_id or 0),
        lines=len(answer.judged),
    )
    parts = [title]
    for verdict in Verdict:
        found = answer.of(verdict)
        if not found:
            continue
        lines = [t(f"payout-answer-{verdict}", count=len(found))]
        if verdict == Verdict.PAY:
            about = [each.about for each in found if each.about is not None]
            lines.extend(sums(t, about))
        else:
            lines.extend(cut(t, [_listed(t, each) for each in found], _shown(answer)))
        parts.append("\n".join(lines))
    if answer.missing:
        shown = numbers(t, answer.missing)
        parts.append(t("payout-answer-missing", count=len(answer.missing), numbers=shown))
    if not answer.of(*APPLIED):
        parts.append(t("payout-answer-nothing"))
    return "\n\n".join(parts)


def _shown(answer: Answer) -> int:
    """How many lines of a kind the message has room for."""
    kinds = len({each.verdict for each in answer.judged})
    return next((shown for most, shown in LISTED if kinds <= most), 1)


def _listed(t: Translate, judged: Judged) -> str:
    """One line of the answer in the summary."""
    line = judged.line
    detail = line.reason or line.status if judged.verdict != Verdict.DIFFERS else ""
    if judged.verdict == Verdict.DIFFERS and judged.about is not None:
        ours = Points(judged.about.payout.net_minor, judged.about.unit)
        detail = t.plain("payout-answer-ours", amount=ours)
    return t(
        "payout-answer-line",
        line=str(line.line),
        written=line.written[:24] or "—",
        detail=detail[:60] or "—",
    )


def _report(t: Translate, answer: Answer) -> bytes:
    """Every line with what it means, for a file that has more than a message can hold."""
    rows = [
        (
            str(each.line.line),
            each.line.written,
            each.line.status,
            each.line.reference,
            each.line.reason,
            # Without how many there are.
            t.plain(f"payout-answer-{each.verdict}", count=1).partition(":")[0],
        )
        for each in answer.judged
    ]
    return spreadsheets.csv_of(REPORT_COLUMNS, rows)


@router.callback_query(ApplyAnswer.filter())
async def apply(
    query: CallbackQuery, callback_data: ApplyAnswer, db: Database, t: Translate, clock: Clock
) -> None:
    place, now = presses.place_of(query), clock()
    async with db.transaction() as session:
        subject = await presses.spend_by_admin(
            session, place, callback_data.token, action=ACTION, now=now
        )
        outcome = await payout_results.apply(
            session, subject["lines"], by=place.telegram_id, now=now
        )
        paid = await payout_lists.lines(session, [payout.id for payout in outcome.paid])
    rows: list[Row] = [
        [
            button(
                t.plain("payout-answer-card-button", number=str(payout.id)),
                RepostPayout(payout_id=payout.id).pack(),
            )
        ]
        for payout in outcome.refused[:REFUSED_BUTTONS_MAX]
    ]
    await show(query, _told(t, outcome, paid), rows)


def _told(t: Translate, outcome: Applied, paid: Sequence[payout_lists.Line]) -> str:
    parts = [t("payout-rounded-pay", count=len(outcome.paid)), *sums(t, paid)]
    if outcome.refused:
        parts.append(
            t(
                "payout-answer-refused",
                count=len(outcome.refused),
                numbers=numbers(t, [payout.id for payout in outcome.refused]),
            )
        )
    return "\n".join([*parts, *missed(t, outcome.missed)])
