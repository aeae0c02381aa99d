"""Who is this participant, and how do things stand with them?"""

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, Filter, StateFilter
from aiogram.types import (
    CallbackQuery,
    Message,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from bot import membership
from bot.clock import Clock
from bot.db import Database, Session
from bot.errors import UserError
from bot.i18n import Translate
from bot.services import (
    names,
    participants,
    payout_lists,
    people,
    people_cards,
    rechecks,
    support_posts,
)
from bot.services.roles import Right
from handlers import people_buttons, people_texts
from handlers.errors import ALERT_MAX
from handlers.filters import is_command
from handlers.payout_cards import RepostPayout
from handlers.people_buttons import (
    RecheckPerson,
    ShowPayoutsOf,
    ShowPerson,
    person_button,
    threads_button,
)
from handlers.screens import Row, button, show
from models import Participant

router = Router(name=__name__)
care_router = Router(name=f"{__name__}.care")
forwarded_router = Router(name=f"{__name__}.forwarded")


class PersonHidden(UserError):
    """A forwarded message whose author does not let Telegram say who they are."""


class ForwardedFromPerson(Filter):
    """A message that a person wrote somewhere else, whether or not Telegram tells who it was."""

    async def __call__(self, message: Message) -> bool:
        match message.forward_origin:
            case MessageOriginUser(sender_user=author):
                return not author.is_bot and not is_command(message)
            case MessageOriginHiddenUser():
                return not is_command(message)
            case _:
                return False


@router.message(Command("user"))
async def look(
    message: Message,
    command: CommandObject,
    bot: Bot,
    db: Database,
    t: Translate,
    rights: frozenset[Right],
) -> None:
    """A person is meant by id, @name or code, or by a reply to what they wrote."""
    chat_id, replied = message.chat.id, message.reply_to_message
    async with db.read() as session:
        if command.args is not None:
            found = await people.matching(session, command.args)
        elif replied is not None:
            owner = await support_posts.owner(session, chat_id, replied.message_id)
            found = [owner] if owner is not None else []
        else:
            found = []
        if not found and (meant := _author(replied)) is not None:
            found = [await _known(session, meant)]
    if not found:
        rows = [[threads_button(t)]] if Right.CARE in rights else []
        await show(message, t("people-usage"), rows)
        return
    if len(found) > 1:
        await show(message, t("people-choose"), [_choice(t, person) for person in found])
        return
    await _show(message, found[0].id, db, t, rights)


@forwarded_router.message(StateFilter(None), ForwardedFromPerson())
async def look_at_the_author(
    message: Message, db: Database, t: Translate, rights: frozenset[Right]
) -> None:
    """Forwarding a person's words to the group asks who that is."""
    telegram_id = _author(message)
    if telegram_id is None:
        raise PersonHidden
    async with db.read() as session:
        person = await _known(session, telegram_id)
    await _show(message, person.id, db, t, rights)


@router.callback_query(ShowPerson.filter())
async def open_card(
    query: CallbackQuery,
    callback_data: ShowPerson,
    db: Database,
    t: Translate,
    rights: frozenset[Right],
) -> None:
    await _show(query, callback_data.participant_id, db, t, rights)


async def _show(
    event: Message | CallbackQuery,
    participant_id: int,
    db: Database,
    t: Translate,
    rights: frozenset[Right],
) -> None:
    async with db.read() as session:
        card = await people_cards.look(session, participant_id)
    await show(event, people_texts.of_card(t, card), people_buttons.of_card(t, card, rights))


async def _known(session: Session, telegram_id: int) -> Participant:
    found = await participants.find(session, telegram_id)
    if found is None:
        raise people.PersonUnknown(written=str(telegram_id))
    return found


def _author(message: Message | None) -> int | None:
    """Whose words a message holds: those of whom it was forwarded from, where Telegram says so."""
    if message is None:
        return None
    match message.forward_origin:
        case MessageOriginUser(sender_user=author):
            return author.id
        case None if message.from_user is not None and not message.from_user.is_bot:
            return message.from_user.id
        case _:
            return None


def _choice(t: Translate, person: Participant) -> Row:
    text = t.plain(
        "people-choice-button",
        name=names.of(t, person.name, person.id),
        telegram_id=str(person.telegram_id),
    )
    return [button(text, ShowPerson(participant_id=person.id).pack())]


@router.callback_query(ShowPayoutsOf.filter())
async def list_payouts(
    query: CallbackQuery, callback_data: ShowPayoutsOf, db: Database, t: Translate
) -> None:
    participant_id = callback_data.participant_id
    async with db.read() as session:
        person = await people.by_id(session, participant_id)
        page = await payout_lists.of_participant(session, participant_id, page=callback_data.page)
    rows: list[Row] = [
        [
            button(
                people_texts.payout_line(t, line),
                RepostPayout(payout_id=line.payout.id).pack(),
            )
        ]
        for line in page.lines
    ]
    turning: Row = []
    if page.number > 0:
        newer = ShowPayoutsOf(participant_id=participant_id, page=page.number - 1)
        turning.append(button(t.plain("people-newer-button"), newer.pack()))
    if page.has_next:
        older = ShowPayoutsOf(participant_id=participant_id, page=page.number + 1)
        turning.append(button(t.plain("people-older-button"), older.pack()))
    text = t("people-payouts-title", name=names.of(t, person.name, person.id), count=page.total)
    await show(
        query, text, [*rows, *([turning] if turning else []), [person_button(t, participant_id)]]
    )


@care_router.callback_query(RecheckPerson.filter())
async def recheck(
    query: CallbackQuery,
    callback_data: RecheckPerson,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
) -> None:
    """Ask Telegram now whether the person is where their invitations want them."""
    async with db.read() as session:
        question = await rechecks.prepare(session, callback_data.participant_id)
    memberships = await membership.ask(bot, question.chats, question.telegram_id)
    async with db.transaction() as session:
        await rechecks.settle(
            session,
            callback_data.participant_id,
            memberships,
            by=query.from_user.id,
            now=clock(),
        )
    lines = [
        t.plain("people-recheck-line", chat=chat, inside="yes" if inside else "no")
        for chat, inside in memberships.items()
    ]
    await query.answer("\n".join(lines)[:ALERT_MAX], show_alert=True)
