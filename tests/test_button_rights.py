"""Who may press which button of the admin group, and what hears everybody else?

The participants' buttons are in test_private_buttons.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass

import pytest
from sqlalchemy import select

import handlers
from bot import membership
from bot.i18n import Texts
from bot.sandbox.chats import Chat, Member, Status
from bot.services import payout_cards
from handlers.broadcasts import Cancel, Resend, SendNow
from handlers.payout_cards import (
    ApprovePayout,
    MarkPayoutPaid,
    RepostPayout,
    ShowDestination,
)
from handlers.payout_queue import ShowQueue
from handlers.rejections import RejectPayout
from models import Broadcast, BroadcastState, Delivery, DeliveryState, PayoutState
from tests.admin_desk import BUTTONS, CARD, NUMBERS, Desk, Kind, laid_out
from tests.payout_stage import stored
from tests.people import Json, Person, staged, text_of
from tests.presses import (
    answer_to,
    in_handlers,
    kept_by,
    post,
    press,
    rows,
    said,
    taking_all,
    too_old,
)

Answer = tuple[str, bool] | None
Messages = Mapping[Kind, Json | None]

NOT_AN_ADMIN = "errors-not-admin-button"
DEAD = "errors-button-expired"
ANONYMOUS_ADMIN = 1_087_968_824


def test_every_button_of_the_bot_is_heard() -> None:
    """The rights table has those of the admins, test_private_buttons the others."""
    assert kept_by(*handlers.ROUTERS) == in_handlers()
    assert set(BUTTONS) <= kept_by(handlers.admin)


def test_no_handler_takes_any_press_but_those_that_refuse() -> None:
    refusing = {
        "explain_a_button_of_others",
        "explain_a_button_of_the_group",
        "explain_a_dead_button",
    }
    assert taking_all(*handlers.ROUTERS) == refusing


@pytest.fixture
async def desk(sqlite_url: str, unpaced: None) -> AsyncIterator[Desk]:
    async with staged(sqlite_url, starter_campaign={"payout_minimum": 100}) as stage:
        yield await laid_out(stage)


async def presses(desk: Desk, person: Person, messages: Messages) -> dict[Kind, Answer]:
    """What somebody hears who presses every button there is."""
    queries = {kind: press(person, desk.callbacks[kind], messages[kind]) for kind in BUTTONS}
    await desk.stage.settle()
    return {kind: answer_to(desk.stage, query) for kind, query in queries.items()}


def copies(desk: Desk, chat: Chat) -> Messages:
    """The same buttons in another chat, where a forwarded message or a forger put them."""
    return {kind: post(desk.stage, chat, desk.callbacks[kind]) for kind in BUTTONS}


# Who is served


async def the_owner(desk: Desk) -> Person:
    return desk.stage.admin


async def an_administrator(desk: Desk, *, anonymous: bool = False) -> Person:
    piotr = desk.stage.person("Piotr", "ru")
    await piotr.join(desk.stage.group_id)
    desk.stage.telegram.promote(desk.stage.group_id, piotr.user, anonymous=anonymous)
    await desk.stage.settle()
    return piotr


async def an_anonymous_administrator(desk: Desk) -> Person:
    """Telegram names whoever presses; only what they write is anonymous."""
    return await an_administrator(desk, anonymous=True)


@pytest.mark.parametrize(
    ("who", "is_old"),
    [(the_owner, False), (an_administrator, True), (an_anonymous_administrator, False)],
)
async def test_who_administers_the_group_is_served(
    desk: Desk, who: Callable[[Desk], Awaitable[Person]], is_old: bool
) -> None:
    stage, person = desk.stage, await who(desk)
    shown = {kind: too_old(one) if is_old else one for kind, one in desk.messages.items()}
    answers = await presses(desk, person, dict(shown))
    t = Texts().of("en")
    assert answers == {
        ApprovePayout: (t.plain("payout-approved-toast"), False),
        RejectPayout: ("", False),
        MarkPayoutPaid: (t.plain("payout-paid-toast"), False),
        ShowDestination: (f"Card: {CARD}", True),
        RepostPayout: ("", False),
        ShowQueue: ("", False),
        SendNow: (t.plain("broadcasts-now-toast"), False),
        Cancel: (t.plain("broadcasts-cancel-toast"), True),
        Resend: (t.plain("broadcasts-resend-toast"), False),
    }
    assert [payout.state for payout in await stored(stage)] == [
        PayoutState.APPROVED,
        PayoutState.REQUESTED,
        PayoutState.PAID,
    ]
    texts = [text_of(one) for one in stage.in_group()]
    assert any("why is payout #2 rejected" in text for text in texts)
    assert any(text.startswith("🆕 Payouts waiting for a decision: ") for text in texts)
    assert sum("Payout #1: approved" in text for text in texts) == 2
    async with stage.app.db.read() as session:
        now_sent, cancelled, _ = await session.scalars(select(Broadcast).order_by(Broadcast.id))
        assert now_sent.starts_at <= stage.clock()
        assert cancelled.state == BroadcastState.CANCELLED
        assert (await session.scalars(select(Delivery.state))).one() != DeliveryState.UNKNOWN
    assert await stage.verify() == []


async def test_a_second_press_of_a_colleague_decides_nothing_more(desk: Desk) -> None:
    stage, colleague = desk.stage, await an_administrator(desk)
    shown: Messages = dict(desk.messages)
    await presses(desk, stage.admin, shown)
    await stage.telegram.wait(lambda: "Sale" in desk.ann.texts)
    before = await rows(stage)
    answers = await presses(desk, colleague, shown)
    for kind in NUMBERS:
        if kind is not RejectPayout:
            text, is_alert = answers[kind] or ("", False)
            assert text
            assert is_alert, kind
    after = await rows(stage)
    for table in ("payouts", "transactions", "entries", "accounts", "outbox"):
        assert after[table] == before[table], table
    assert [one["html"] for one in after["broadcasts"]] == ["Sale"] * 3
    assert desk.ann.texts.count("Sale") == 1


# Who is not, and where


@dataclass(frozen=True)
class Outsider:
    """Somebody before buttons that are not for them, and in which language they hear so."""

    person: Person
    messages: Messages
    hears: str = NOT_AN_ADMIN
    language: str = "en"
    """The group's, except in private; nobody's own language is English."""


async def a_member(desk: Desk) -> Outsider:
    mila = desk.stage.person("Mila", "ru")
    await mila.join(desk.stage.group_id)
    return Outsider(mila, desk.messages)


async def the_participant(desk: Desk) -> Outsider:
    await desk.ann.join(desk.stage.group_id)
    return Outsider(desk.ann, desk.messages)


async def one_who_never_was_in_the_group(desk: Desk) -> Outsider:
    return Outsider(desk.stage.person("Sam", "ru"), desk.messages)


async def the_account_of_anonymous_administrators(desk: Desk) -> Outsider:
    user = desk.stage.telegram.add_user("Group", user_id=ANONYMOUS_ADMIN, language_code="bg")
    desk.stage.telegram.join(user, desk.stage.group_id)
    desk.stage.telegram.promote(desk.stage.group_id, user)
    await desk.stage.settle()
    return Outsider(Person(desk.stage, user), desk.messages)


async def served_until_now(desk: Desk) -> Person:
    """An administrator of whom the bot remembers so."""
    person = await an_administrator(desk)
    query = press(person, desk.callbacks[ShowDestination], desk.messages[ShowDestination])
    await desk.stage.settle()
    assert answer_to(desk.stage, query) == (f"Card: {CARD}", True)
    return person


async def one_demoted_a_moment_ago(desk: Desk) -> Outsider:
    person = await served_until_now(desk)
    desk.stage.telegram.demote(desk.stage.group_id, person.user)
    await desk.stage.settle()
    return Outsider(person, desk.messages)


async def one_who_left(desk: Desk) -> Outsider:
    person = await served_until_now(desk)
    await person.leave(desk.stage.group_id)
    return Outsider(person, desk.messages)


async def one_kicked_a_moment_ago(desk: Desk) -> Outsider:
    person = await served_until_now(desk)
    desk.stage.telegram.kick(person.user, desk.stage.group_id)
    await desk.stage.settle()
    return Outsider(person, desk.messages)


async def the_owner_in_another_group(desk: Desk) -> Outsider:
    stage = desk.stage
    other = stage.telegram.add_group("Friends", owner=stage.owner)
    stage.telegram.add_bot_to(other, stage.me)
    await stage.settle()
    return Outsider(stage.admin, copies(desk, other))


async def the_owner_in_the_channel(desk: Desk) -> Outsider:
    channel = desk.stage.telegram.group(desk.stage.channel_id)
    return Outsider(desk.stage.admin, copies(desk, channel), DEAD)


async def an_administrator_in_private(desk: Desk) -> Outsider:
    person = await an_administrator(desk)
    chat = desk.stage.telegram.private_chat(person.user, desk.stage.me)
    return Outsider(person, copies(desk, chat), DEAD, "ru")


async def the_participant_in_private(desk: Desk) -> Outsider:
    chat = desk.stage.telegram.private_chat(desk.ann.user, desk.stage.me)
    return Outsider(desk.ann, copies(desk, chat), DEAD, "bg")


async def an_administrator_in_no_chat(desk: Desk) -> Outsider:
    """Under a message that was sent through the bot, of which Telegram tells no chat."""
    nowhere: Messages = dict.fromkeys(BUTTONS)
    return Outsider(await an_administrator(desk), nowhere, DEAD, "ru")


OUTSIDERS = (
    a_member,
    the_participant,
    one_who_never_was_in_the_group,
    the_account_of_anonymous_administrators,
    one_demoted_a_moment_ago,
    one_who_left,
    one_kicked_a_moment_ago,
    the_owner_in_another_group,
    the_owner_in_the_channel,
    an_administrator_in_private,
    the_participant_in_private,
    an_administrator_in_no_chat,
)


async def assert_refused(desk: Desk, outsider: Outsider, who: str = "") -> None:
    before, said_before = await rows(desk.stage), said(desk.stage)
    answers = await presses(desk, outsider.person, outsider.messages)
    refusal = Texts().of(outsider.language).plain(outsider.hears)
    assert answers == dict.fromkeys(BUTTONS, (refusal, True)), who
    assert await rows(desk.stage) == before, who
    assert said(desk.stage) == said_before, who


async def test_nobody_else_is_served_nor_anybody_elsewhere(desk: Desk) -> None:
    """On one desk: whoever is refused leaves it as it was."""
    for outsider in OUTSIDERS:
        await assert_refused(desk, await outsider(desk), outsider.__name__)
    assert await desk.stage.verify() == []


async def test_a_minute_after_a_demotion_that_was_not_told_the_bot_knows(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, person = desk.stage, await served_until_now(desk)
    group = stage.telegram.group(stage.group_id)
    # Telegram does not promise the event.
    group.members[person.id] = Member(person.user, Status.MEMBER)
    monkeypatch.setattr(membership, "ADMINS_MAX_AGE_SECONDS", 0)
    await assert_refused(desk, Outsider(person, desk.messages))


@pytest.mark.parametrize("language", ["ru", "bg"])
async def test_the_refusal_is_in_the_language_of_the_group_and_in_private_of_the_person(
    sqlite_url: str, language: str
) -> None:
    starter = {"payout_minimum": 100}
    async with staged(sqlite_url, starter_campaign=starter, texts={"language": language}) as stage:
        desk = await laid_out(stage)
        member = stage.person("Mila", "en")
        await member.join(stage.group_id)
        await assert_refused(desk, Outsider(member, desk.messages, language=language))
        person = stage.person("Nick", language)
        chat = stage.telegram.private_chat(person.user, stage.me)
        await assert_refused(desk, Outsider(person, copies(desk, chat), DEAD, language))


async def test_the_reason_of_a_rejection_is_taken_from_an_administrator_alone(desk: Desk) -> None:
    stage, piotr = desk.stage, await an_administrator(desk)
    member = (await a_member(desk)).person
    await desk.ann.join(stage.group_id)
    press(piotr, desk.callbacks[RejectPayout], desk.messages[RejectPayout])
    await stage.settle()
    prompt = stage.in_group()[-1]
    assert "why is payout #2 rejected" in text_of(prompt)
    before = await rows(stage)
    for person in (member, desk.ann, stage.admin):
        await person.say_in_group("wrong card", reply_to=prompt)
    assert await rows(stage) == before
    stage.telegram.demote(stage.group_id, piotr.user)
    await piotr.say_in_group("wrong card", reply_to=prompt)
    assert await rows(stage) == before
    assert stage.in_group()[-1] == prompt
    stage.telegram.promote(stage.group_id, piotr.user)
    await piotr.say_in_group("wrong card", reply_to=prompt)
    assert (await stored(stage))[1].state == PayoutState.REJECTED


async def test_a_reason_belongs_to_the_question_that_it_answers(desk: Desk) -> None:
    """Whoever works through a list presses Reject on several cards and answers one by one."""
    stage, owner = desk.stage, desk.stage.admin
    prompts = []
    for number in (1, 2):
        async with stage.app.db.transaction() as session:
            card = await payout_cards.card(
                session, number, chat_id=stage.group_id, now=stage.clock()
            )
        reject = card.keyboard[0][1]["callback"]
        press(owner, reject, post(stage, stage.telegram.group(stage.group_id), reject))
        await stage.settle()
        prompts.append(stage.in_group()[-1])
    too_short = await owner.say_in_group("no", reply_to=prompts[0])
    assert "3 characters or more" in text_of(too_short)
    await owner.say_in_group("The first is closed", reply_to=too_short)
    assert [payout.reason for payout in await stored(stage)] == ["The first is closed", None, None]
    await owner.say_in_group("Just talking")
    await owner.say_in_group("The second is wrong", reply_to=prompts[1])
    assert [payout.reason for payout in await stored(stage)][1] == "The second is wrong"
    late = await owner.say_in_group("And it is not hers", reply_to=prompts[0])
    assert "no longer waiting for this answer" in text_of(late)
    assert await stage.verify() == []


async def test_a_reason_after_a_command_is_taken_for_none_and_hears_so(desk: Desk) -> None:
    stage, owner = desk.stage, desk.stage.admin
    press(owner, desk.callbacks[RejectPayout], desk.messages[RejectPayout])
    await stage.settle()
    prompt = stage.in_group()[-1]
    await owner.say_in_group("/payouts")
    late = await owner.say_in_group("wrong card", reply_to=prompt)
    assert "press the button on its card again" in text_of(late)
    assert (await stored(stage))[1].state == PayoutState.REQUESTED


async def test_who_answers_anonymously_hears_why_nothing_happens(desk: Desk) -> None:
    stage, piotr = desk.stage, await an_anonymous_administrator(desk)
    press(piotr, desk.callbacks[RejectPayout], desk.messages[RejectPayout])
    await stage.settle()
    prompt = stage.in_group()[-1]
    answer = await piotr.say_in_group("wrong card", reply_to=prompt)
    assert "If you write anonymously, turn that off" in text_of(answer)
    assert (await stored(stage))[1].state == PayoutState.REQUESTED
    stage.telegram.promote(stage.group_id, piotr.user)
    await piotr.say_in_group("wrong card", reply_to=prompt)
    assert (await stored(stage))[1].state == PayoutState.REJECTED
