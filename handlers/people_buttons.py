"""Which buttons lead from a person's card to what can be seen and done?"""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.i18n import Translate
from bot.services import names
from bot.services.adjustments import Direction
from bot.services.people_cards import Card
from bot.services.roles import Right
from handlers.audit import ShowAudit
from handlers.screens import Row, button


class ShowPerson(CallbackData, prefix="person"):
    participant_id: int


class ShowFriendsOf(CallbackData, prefix="person-friends"):
    participant_id: int
    page: int = 1


class ShowPayoutsOf(CallbackData, prefix="person-payouts"):
    participant_id: int
    page: int = 0


class ShowPlansOf(CallbackData, prefix="person-plans"):
    participant_id: int


class RecheckPerson(CallbackData, prefix="person-recheck"):
    participant_id: int


class AskAdjustment(CallbackData, prefix="adjust"):
    direction: Direction
    participant_id: int


class AskBan(CallbackData, prefix="ban"):
    participant_id: int


class AskUnban(CallbackData, prefix="unban"):
    participant_id: int


class AskMessage(CallbackData, prefix="person-message"):
    participant_id: int


class RepostThread(CallbackData, prefix="thread"):
    thread_id: int


class ShowThreads(CallbackData, prefix="threads"):
    page: int = 0


def person_button(t: Translate, participant_id: int) -> InlineKeyboardButton:
    return button(t.plain("people-open-button"), ShowPerson(participant_id=participant_id).pack())


def threads_button(t: Translate) -> InlineKeyboardButton:
    return button(t.plain("people-threads-button"), ShowThreads().pack())


def of_card(t: Translate, card: Card, rights: frozenset[Right]) -> list[Row]:
    """What somebody with these rights can do from a card."""
    rows: list[Row] = []
    if Right.PAY in rights:
        rows.append(_paying(t, card))
        if card.has_plans:
            terms = ShowPlansOf(participant_id=card.person.id).pack()
            rows.append([button(t.plain("plans-button"), terms)])
    if Right.CARE in rights:
        rows.extend(_caring(t, card))
    rows.extend(_looking(t, card, rights))
    return [row for row in rows if row]


def _paying(t: Translate, card: Card) -> Row:
    return [
        button(
            t.plain(f"people-{direction}-button"),
            AskAdjustment(direction=direction, participant_id=card.person.id).pack(),
        )
        for direction in Direction
    ]


def _caring(t: Translate, card: Card) -> list[Row]:
    person_id = card.person.id
    if card.ban is None:
        ban = button(t.plain("people-ban-button"), AskBan(participant_id=person_id).pack())
    else:
        ban = button(t.plain("people-unban-button"), AskUnban(participant_id=person_id).pack())
    message = button(t.plain("people-message-button"), AskMessage(participant_id=person_id).pack())
    recheck = button(
        t.plain("people-recheck-button"), RecheckPerson(participant_id=person_id).pack()
    )
    return [[message, ban], [recheck] if card.inviter is not None else []]


def _looking(t: Translate, card: Card, rights: frozenset[Right]) -> list[Row]:
    person_id = card.person.id
    lists: Row = []
    if card.has_friends:
        friends = ShowFriendsOf(participant_id=person_id).pack()
        lists.append(button(t.plain("people-friends-button"), friends))
    audited = ShowAudit(participant_id=person_id).pack()
    if card.payouts:
        payouts = ShowPayoutsOf(participant_id=person_id).pack()
        lists.append(button(t.plain("people-payouts-button"), payouts))
    audit = button(t.plain("people-audit-button"), audited)
    # Three in a row are too narrow for their words on a phone.
    rows = [[*lists, audit]] if len(lists) < 2 else [lists, [audit]]
    if card.inviter is not None:
        inviter = card.inviter
        text = t.plain(
            "people-inviter-button", name=names.of(t, inviter.name, inviter.participant_id)
        )
        rows.append([button(text, ShowPerson(participant_id=inviter.participant_id).pack())])
    if card.open_thread_id is not None and Right.CARE in rights:
        text = t.plain("people-thread-button", number=str(card.open_thread_id))
        rows.append([button(text, RepostThread(thread_id=card.open_thread_id).pack())])
    return rows
