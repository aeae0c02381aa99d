"""Who may give which command and press which button of the admin group?

Every line of tests/rights_table.py is played by everybody of tests/cast.py, over the local
Telegram; whether somebody was served is judged by what they hear.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

import pytest
from aiogram import Router
from aiogram.dispatcher.event.handler import CallbackType
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from pydantic.fields import FieldInfo

import handlers
from bot.i18n import Texts, Translate
from bot.services.roles import Right, who_may
from handlers.commands import ADMIN_COMMANDS, PARTICIPANT_COMMANDS
from handlers.fallback import rightless_router
from handlers.filters import May
from models import Role
from tests.cast import Sender, assembled
from tests.people import Json, staged, text_of
from tests.presses import POSTED, Rows, kept_by, post, rows
from tests.rights_table import BUTTONS, COMMANDS, LISTENERS

Kind = type[CallbackData]
Found = dict[str | Kind, set[Right | None]]

CELLS_MIN = 500
TOKEN_LENGTH = 22
REFUSALS = (
    "errors-not-admin-button",
    "errors-role-missing-button",
    "errors-group-button-expired",
    "errors-button-expired",
    "errors-bug",
)
NOT_WRITTEN_BY_A_DECISION = {"processed_updates", "drafts"}


# The table is the tree


def hung_in_the_tree(router: Router, event: str, right: Right | None = None) -> Found:
    """Commands, buttons and other listeners below a router, with the rights that they take."""
    found: Found = {}
    observer = router.observers[event]
    for condition in observer._handler.filters or ():
        if isinstance(condition.callback, May):
            right = condition.callback.right
    for handler in observer.handlers:
        filters = [each.callback for each in handler.filters or ()]
        own = [each.right for each in filters if isinstance(each, May)]
        meant = [what for each in filters for what in _meant(each)]
        for what in meant or [_name(handler.callback)]:
            found.setdefault(what, set()).add(own[0] if own else right)
    for below in router.sub_routers:
        if below is not rightless_router:
            for what, rights in hung_in_the_tree(below, event, right).items():
                found.setdefault(what, set()).update(rights)
    return found


def _name(handler: CallbackType) -> str:
    return f"{handler.__module__.rpartition('.')[2]}.{handler.__name__}"


def _of_the_group(event: str) -> Found:
    found: Found = {}
    for router in (handlers.forwarding, handlers.admin):
        for what, rights in hung_in_the_tree(router, event).items():
            found.setdefault(what, set()).update(rights)
    return found


def _meant(condition: object) -> Iterator[str | Kind]:
    if isinstance(condition, Command):
        yield from (f"/{command}" for command in condition.commands)
    if isinstance(condition, CallbackQueryFilter):
        yield condition.callback_data


def test_every_command_and_listener_hangs_under_its_right() -> None:
    table: Found = {f"/{name}": {right} for name, right in COMMANDS.items()}
    table |= {name: {right} for name, right in LISTENERS.items()}
    assert _of_the_group("message") == table


def test_every_button_hangs_under_its_right() -> None:
    table: Found = {kind: {right} for kind, right in BUTTONS.items()}
    assert _of_the_group("callback_query") == table


def test_the_list_of_commands_says_the_same() -> None:
    assert dict(ADMIN_COMMANDS) == {k: right for k, right in COMMANDS.items() if right is not None}


def test_a_button_without_a_line_or_under_another_right_is_seen() -> None:
    class Planted(CallbackData, prefix="planted"):
        pass

    inner = Router()

    @inner.callback_query(Planted.filter())
    async def press(_query: object) -> None: ...

    planted = handlers.only(Right.PAY, inner)
    assert hung_in_the_tree(planted, "callback_query") == {Planted: {Right.PAY}}


# The matrix


def callback_of(kind: Kind) -> str:
    """A button of this kind, about nothing in particular."""
    return kind(**{name: _value(field) for name, field in kind.model_fields.items()}).pack()


def _value(field: FieldInfo) -> object:
    wanted = field.annotation
    if wanted is int:
        return 1
    if wanted is bool:
        return True
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return next(iter(wanted))
    if wanted is str:
        return "x" * TOKEN_LENGTH
    return None if field.is_required() else field.get_default()


def refusal(t: Translate, sender: Sender, command: str) -> str:
    """What somebody hears to a command that is not for them."""
    if sender.rights:
        who = [t.plain("roles-role", role=role) for role in Role if role in who_may_do(command)]
        key = "errors-role-missing" if who else "errors-only-owners"
        return t.plain(key, command=f"/{command}", roles=", ".join(who))
    if sender.hears == "errors-only-admin-group" and command in PARTICIPANT_COMMANDS:
        return t.plain("errors-only-private", bot=sender.stage.me.username, command=f"/{command}")
    keys = {"errors-only-admin-group": {"command": f"/{command}"}}
    return t.plain(sender.hears, **keys.get(sender.hears, {}))


def who_may_do(command: str) -> tuple[Role, ...]:
    right = COMMANDS[command]
    assert right is not None
    return who_may(right)


def is_private(sender: Sender) -> bool:
    return sender.chat.id > 0


def refused_commands(sender: Sender) -> list[str]:
    """Those that are heard, and not as a participant's."""
    if not sender.hears:
        return []
    return [
        name
        for name, right in COMMANDS.items()
        if right is not None
        and not sender.may(right)
        and not (is_private(sender) and name in PARTICIPANT_COMMANDS)
    ]


def served_commands(sender: Sender) -> list[str]:
    return [name for name, right in COMMANDS.items() if sender.hears and sender.may(right)]


def pressed(sender: Sender, *, may: bool) -> list[Kind]:
    if not sender.hears_to_a_press:
        return []
    elsewhere = kept_by(handlers.known) if is_private(sender) else set()
    return [
        kind
        for kind, right in BUTTONS.items()
        if sender.may(right) is may and kind not in elsewhere
    ]


def answers_in(sender: Sender) -> list[Json]:
    history = (
        sender.stage.telegram.history(sender.chat.id)
        if not is_private(sender)
        else [*sender.chat.messages.values()]
    )
    me = sender.stage.me.id
    return [
        one for one in history if one.get("from", {}).get("id") == me and text_of(one) != POSTED
    ]


async def test_who_may_not_hears_so_and_changes_nothing(sqlite_url: str, unpaced: None) -> None:
    t = Texts().of("en")
    async with staged(sqlite_url) as stage:
        cast = await assembled(stage)
        before = decisions(await rows(stage))
        private = {one.name: len(answers_in(one)) for one in cast if is_private(one)}
        sent: dict[str, dict[int, str]] = {}
        queries: dict[str, dict[Kind, str]] = {}
        heard: dict[str, list[Json]] = {}
        for one in cast:
            sent[one.name] = {one.send(f"/{name}"): name for name in refused_commands(one)}
            queries |= await presses([one], may=False)
            await stage.settle()
            # At once: a chat of the local Telegram keeps its last 2,000 messages.
            if is_private(one):
                heard[one.name] = answers_in(one)[private[one.name] :]
            else:
                heard[one.name] = [m for m in answers_in(one) if replied(m) in sent[one.name]]
        for one in cast:
            expected = Counter(refusal(t, one, name) for name in sent[one.name].values())
            assert Counter(map(text_of, heard[one.name])) == expected, one.name
            wanted = "errors-role-missing-button" if one.rights else one.hears_to_a_press
            for kind, query in queries[one.name].items():
                answer = stage.telegram.answer_of(query)
                assert answer is not None, (one.name, kind)
                assert answer.get("text") == t.plain(wanted), (one.name, kind)
        assert decisions(await rows(stage)) == before


async def test_who_may_is_served(
    sqlite_url: str, unpaced: None, caplog: pytest.LogCaptureFixture
) -> None:
    t = Texts().of("en")
    refusals = {t.plain(key) for key in REFUSALS}
    async with staged(sqlite_url) as stage:
        cast = await assembled(stage)
        for name, right in COMMANDS.items():
            said = len(stage.in_group())
            asked = {one.send(f"/{name}"): one for one in cast if one.hears and one.may(right)}
            await stage.settle()
            answers = stage.in_group()[said:]
            assert len(answers) >= len(asked), name
            assert not [a for a in answers if text_of(a) in refusals], name
            if right is not None:
                refused = {refusal(t, one, name) for one in asked.values() if who_may(right)}
                assert not [a for a in answers if text_of(a) in refused], name
        for one in cast:
            name, theirs = one.name, (await presses([one], may=True))[one.name]
            await stage.settle()
            for kind, query in theirs.items():
                answer = stage.telegram.answer_of(query)
                assert answer is not None, (name, kind)
                assert answer.get("text") not in refusals, (name, kind)
    assert [one.getMessage() for one in caplog.records if one.levelname == "ERROR"] == []


def replied(message: Json) -> int | None:
    number: int | None = message.get("reply_to_message", {}).get("message_id")
    return number


async def presses(cast: Sequence[Sender], *, may: bool) -> dict[str, dict[Kind, str]]:
    """Everybody presses at once what they may, or may not; the numbers of the queries."""
    return {
        one.name: {
            kind: one.press(post(one.stage, one.chat, callback_of(kind)), callback_of(kind))
            for kind in pressed(one, may=may)
        }
        for one in cast
    }


def decisions(written: Rows) -> Mapping[str, object]:
    return {name: kept for name, kept in written.items() if name not in NOT_WRITTEN_BY_A_DECISION}


async def test_the_matrix_is_large(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        cast = await assembled(stage)
        cells = sum(
            len(refused_commands(one))
            + len(served_commands(one))
            + len(pressed(one, may=True))
            + len(pressed(one, may=False))
            for one in cast
        )
    assert cells >= CELLS_MIN
