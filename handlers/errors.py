"""What does a person read when something they asked for is refused?"""

import logging

from aiogram import Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import ErrorEvent

from bot.errors import UserError
from bot.i18n import Argument, Translate
from bot.membership import MembershipUnknown

ALERT_MAX = 200
"""Characters in the answer to a button (Bot API, answerCallbackQuery)."""

logger = logging.getLogger(__name__)
router = Router(name=__name__)


@router.error(ExceptionTypeFilter(UserError))
async def refuse(event: ErrorEvent, t: Translate) -> None:
    error = event.exception
    assert isinstance(error, UserError)
    logger.info("refused: %s", error.text_key())
    # Arguments come from our own services: names, numbers, dates and points.
    await _answer(event, t, error.text_key(), error.text_args)


@router.error(ExceptionTypeFilter(MembershipUnknown))
async def explain_that_telegram_would_not_tell(event: ErrorEvent, t: Translate) -> None:
    logger.error("a required chat cannot be checked: %s", event.exception)
    await _answer(event, t, "errors-membership-unknown", {})


async def _answer(event: ErrorEvent, t: Translate, key: str, args: dict[str, Argument]) -> None:
    query, message = event.update.callback_query, event.update.message
    if query is not None:
        text = t.plain(key, **args)
        await query.answer(text[:ALERT_MAX], show_alert=True)
    elif message is not None:
        await message.answer(t(key, **args))
