"""How does an admin take somebody out of a contest, in public?"""

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Texts, Translate
from bot.services import admins as admin_names
from bot.services import (
    contest_boards,
    contest_posts,
    contest_words,
    contests,
    disqualifications,
    names,
    people,
    reasons,
)
from handlers import presses
from handlers.contests import AskDisqualify
from handlers.filters import NotACommand
from handlers.presses import place_of
from handlers.questions import AnswersQuestion, Asked, ask, cancel_row
from handlers.screens import ShowContest, button, show

router = Router(name=__name__)

DISQUALIFY = "disqualify"


class ConfirmDisqualify(CallbackData, prefix="contest-out-yes"):
    token: str


@router.callback_query(AskDisqualify.filter())
async def ask_whom(
    query: CallbackQuery,
    callback_data: AskDisqualify,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    state: FSMContext,
) -> None:
    async with db.read() as session:
        known = await contests.find(session, callback_data.contest_id)
        disqualifications.check_open(known, now=clock())
    question = t("contests-ask-disqualify", title=contest_words.title(t, known))
    subject = callback_data.model_dump()
    await ask(query, bot, state, Asked.disqualification, subject, question=question, t=t)


@router.message(StateFilter(Asked.disqualification), NotACommand(), AnswersQuestion())
async def take_an_answer(
    message: Message, db: Database, t: Translate, clock: Clock, state: FSMContext
) -> None:
    """ "@name fake accounts": whom, and why."""
    written, rest = people.named_first(message.text or "")
    reason = reasons.check(rest)
    contest_id = int((await state.get_data())["contest_id"])
    now, place = clock(), place_of(message)
    async with db.transaction() as session:
        person = await people.find(session, written)
        known = await disqualifications.check(session, contest_id, person, now=now)
        table = await contest_boards.look(session, contest_id, participant_id=person.id)
        subject = {"contest_id": contest_id, "participant_id": person.id, "reason": reason}
        token = await presses.issue(session, place, action=DISQUALIFY, subject=subject, now=now)
    value = table.mine.value if table.mine is not None else 0
    text = t(
        "contests-confirm-disqualify",
        name=names.of(t, person.name, person.id),
        telegram_id=str(person.telegram_id),
        title=contest_words.title(t, known),
        value=contest_words.value(t, known.section, known.unit, value),
        reason=reason,
    )
    confirm = ConfirmDisqualify(token=token).pack()
    rows = [[button(t.plain("contests-confirm-disqualify-button"), confirm)]]
    await show(message, text, [*rows, cancel_row(t, DISQUALIFY, token)])


@router.callback_query(ConfirmDisqualify.filter())
async def disqualify(
    query: CallbackQuery,
    callback_data: ConfirmDisqualify,
    db: Database,
    t: Translate,
    clock: Clock,
    texts: Texts,
) -> None:
    now, place = clock(), place_of(query)
    async with db.transaction() as session:
        subject = await presses.spend_by_admin(
            session, place, callback_data.token, action=DISQUALIFY, now=now
        )
        person = await people.by_id(session, int(subject["participant_id"]))
        reason = str(subject["reason"])
        known = await disqualifications.disqualify(
            session,
            int(subject["contest_id"]),
            person,
            by=place.telegram_id,
            reason=reason,
            now=now,
        )
        by = await admin_names.name_of(session, place.telegram_id)
        await contest_posts.tell_of_disqualification(
            session, known, person, reason, texts, t, chat_id=place.chat_id, by=by, now=now
        )
    text = t(
        "contests-disqualified",
        name=names.of(t, person.name, person.id),
        title=contest_words.title(t, known),
    )
    back = ShowContest(contest_id=known.contest.id).pack()
    await show(query, text, [[button(t.plain("contests-back-button"), back)]])
