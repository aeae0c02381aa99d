"""What becomes of a broadcast whose sender, group or card is not there any more?"""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.sandbox import Telegram
from bot.sandbox.chats import GroupChat
from bot.sender import cards, lanes, watch
from bot.services import broadcast_cards, broadcasts, moves, roles
from bot.services.broadcasts import BroadcastNotPaused, BroadcastNotRunning, BroadcastOver
from models import AuditRecord, Broadcast, BroadcastState, DeliveryState, PauseReason, Role
from tests.broadcasting import broadcast_of, copies, plan, until_over
from tests.people import Json, Person, Stage, buttons, staged, text_of
from tests.sending import PostOffice, opened

S = DeliveryState


@pytest.fixture
async def office(db: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PostOffice]:
    monkeypatch.setattr(lanes, "PAUSES_SECONDS", (0.01,))
    monkeypatch.setattr(cards, "EDIT_SECONDS", 0.1)
    async with opened(db, messages_per_second=60) as office:
        yield office


async def test_a_paused_broadcast_goes_on_where_it_was(office: PostOffice) -> None:
    people = await office.people(60)
    broadcast_id = await plan(office)
    async with office.at_work():
        await office.until(lambda: sum(copies(office, people)) >= 5)
        async with office.db.transaction() as session:
            await broadcasts.pause(session, broadcast_id, now=office.clock(), by=1)
        await asyncio.sleep(0.4)
        paused_at = sum(copies(office, people))
        await asyncio.sleep(0.6)
        assert sum(copies(office, people)) == paused_at < 60
    # Still paused for the next process.
    async with office.at_work(office.another_sender()):
        await asyncio.sleep(0.7)
        assert sum(copies(office, people)) == paused_at
        async with office.db.transaction() as session:
            await broadcasts.resume(session, broadcast_id, now=office.clock(), by=2)
        await until_over(office, broadcast_id)
    assert copies(office, people) == [1] * 60
    async with office.db.read() as session:
        records = list(await session.scalars(select(AuditRecord).order_by(AuditRecord.id)))
    assert [(one.action, one.actor) for one in records[-2:]] == [
        ("broadcast-pause", 1),
        ("broadcast-resume", 2),
    ]


async def test_only_what_is_so_can_be_paused_and_resumed(office: PostOffice) -> None:
    await office.people(1)
    broadcast_id = await plan(office)
    now = office.clock()
    async with office.db.transaction() as session:
        with pytest.raises(BroadcastNotPaused):
            await broadcasts.resume(session, broadcast_id, now=now)
        await broadcasts.pause(session, broadcast_id, now=now)
        with pytest.raises(BroadcastNotRunning):
            await broadcasts.pause(session, broadcast_id, now=now)
        await broadcasts.cancel(session, broadcast_id, now=now)
        with pytest.raises(BroadcastOver):
            await broadcasts.cancel(session, broadcast_id, now=now)
    await office.sender.drain_once()
    assert await office.delivered() == {S.CANCELLED: 1}


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, sender={"messages_per_second": 20}) as stage:
        yield stage


async def marketer(stage: Stage, name: str = "Mila") -> Person:
    person = stage.person(name)
    await person.join(stage.group_id)
    await give(stage, person)
    return person


async def give(stage: Stage, person: Person, *, take: bool = False) -> None:
    change = roles.take if take else roles.give
    async with stage.app.db.transaction() as session:
        await change(
            session,
            person.id,
            Role.MARKETER,
            by=stage.owner.id,
            participant_id=None,
            now=stage.clock(),
        )


async def crowd(stage: Stage, number: int) -> list[Person]:
    people = [stage.person(f"Ann{one}") for one in range(number)]
    for person in people:
        stage.telegram.send(person.user, text="/start")
    await stage.settle()
    return people


def received(people: list[Person], text: str) -> int:
    return sum(person.texts.count(text) for person in people)


async def broadcast_by(stage: Stage, person: Person, people: list[Person]) -> None:
    """It is on its way when this ends."""
    stage.telegram.send(person.user, stage.group_id, "/broadcast Sale")
    await stage.telegram.wait(lambda: bool(with_button(stage, "▶️ Send now")), timeout=60)
    await person.press("▶️ Send now", with_button(stage, "▶️ Send now")[0])
    await stage.telegram.wait(lambda: received(people, "Sale") >= 3, timeout=60)


def with_button(stage: Stage, button: str) -> list[Json]:
    return [one for one in stage.in_group() if button in buttons(one)]


@pytest.mark.parametrize("how", ["role", "leaves", "demoted"])
async def test_who_loses_the_right_has_their_broadcast_paused_and_a_colleague_goes_on(
    stage: Stage, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "LOOK_SECONDS", 0.2)
    people = await crowd(stage, 70)
    if how == "demoted":
        mila = stage.person("Mila")
        await mila.join(stage.group_id)
        stage.telegram.promote(stage.group_id, mila.user)
        await stage.settle()
    else:
        mila = await marketer(stage)
    await broadcast_by(stage, mila, people)
    match how:
        case "role":
            await give(stage, mila, take=True)
        case "leaves":
            stage.telegram.leave(mila.user, stage.group_id)
        case _:
            stage.telegram.demote(stage.group_id, mila.user)
    await stage.telegram.wait(
        lambda: any("lost the role" in text_of(one) for one in stage.in_group()), timeout=15
    )
    async with stage.app.db.read() as session:
        paused = (await session.scalars(select(Broadcast))).one()
    assert (paused.state, paused.pause_reason) == (BroadcastState.PAUSED, PauseReason.RIGHTS)
    await asyncio.sleep(0.5)
    before = received(people, "Sale")
    assert before < 70
    told = next(one for one in stage.in_group() if "lost the role" in text_of(one))
    assert await stage.admin.press("▶️ Resume", told) == "It goes on."
    await stage.telegram.wait(lambda: received(people, "Sale") == 70, timeout=60)


async def test_a_group_that_removed_the_bot_stops_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(watch, "LOOK_SECONDS", 0.2)
    people = await crowd(stage, 60)
    await broadcast_by(stage, stage.admin, people)
    stage.telegram.kick(stage.me, stage.group_id)
    await stage.telegram.wait(lambda: received(people, "Sale") == 60, timeout=60)
    await stage.settle()
    await asyncio.sleep(1)
    assert (await one_broadcast(stage)).state == BroadcastState.FINISHED
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def one_broadcast(stage: Stage) -> Broadcast:
    async with stage.app.db.read() as session:
        return (await session.scalars(select(Broadcast))).one()


def moved_group(telegram: Telegram, stage: Stage) -> GroupChat:
    """The admin group as a supergroup."""
    group = telegram.group(stage.group_id)
    group.kind = "group"
    new = telegram.migrate(stage.group_id)
    assert isinstance(new, GroupChat)
    return new


async def test_a_group_that_became_a_supergroup_is_followed_for_good(
    sqlite_url: str, unpaced: None
) -> None:
    async with staged(sqlite_url, sender={"messages_per_second": 20}) as stage:
        people = await crowd(stage, 60)
        await broadcast_by(stage, stage.admin, people)
        new = moved_group(stage.telegram, stage)
        old_id, stage.group_id = stage.group_id, new.id
        await stage.telegram.wait(
            lambda: any("became a supergroup" in text_of(one) for one in stage.in_group()),
            timeout=60,
        )
        told = next(one for one in stage.in_group() if "became a supergroup" in text_of(one))
        assert str(old_id) in text_of(told)
        assert str(new.id) in text_of(told)
        # The card has come along, with buttons that work.
        await stage.telegram.wait(lambda: bool(with_button(stage, "⏸ Pause")), timeout=60)
        [card] = with_button(stage, "⏸ Pause")
        toast = await stage.admin.press("⏸ Pause", card)
        assert toast is not None
        assert toast.startswith("Paused.")
        await stage.admin.say_in_group("/broadcasts")
        assert "Broadcasts: 1" in text_of(stage.in_group()[-1])
        async with stage.app.db.read() as session:
            assert await moves.current(session, old_id) == new.id


async def test_after_a_restart_the_old_number_in_the_settings_still_works(
    sqlite_url: str, unpaced: None
) -> None:
    async with staged(sqlite_url) as stage:
        old_id = -987_654
        async with stage.app.db.transaction() as session:
            await moves.follow(session, old_id, stage.group_id, now=stage.clock())
        async with stage.app.db.read() as session:
            assert await moves.current(session, old_id) == stage.group_id
            assert await moves.current(session, None) is None
            assert await moves.current(session, -5) == -5


async def test_a_card_that_was_deleted_keeps_nothing_up(office: PostOffice) -> None:
    people = await office.people(30)
    broadcast_id = await plan(office, card=True)
    await office.sender.drain_once()
    for message in office.in_group():
        group = office.telegram.group(office.group_id)
        group.forget(message["message_id"])
    office.clock.advance(seconds=6)
    async with office.at_work():
        await until_over(office, broadcast_id)
    assert copies(office, people) == [1] * 30


async def test_a_card_stands_for_what_it_shows(office: PostOffice) -> None:
    """Leaving the unknown takes the choice away."""
    await office.people(3)
    broadcast_id = await plan(office, card=True)
    await office.sender.drain_once()
    office.clock.advance(seconds=6)
    office.telegram.faults.add("sendMessage", "lost_reply", times=1)
    await office.sender.drain_once()
    await asyncio.sleep(0.15)
    await office.sender.drain_once()
    card = office.in_group()[-1]
    assert "👌 Leave it so" in buttons(card)
    async with office.db.transaction() as session:
        await broadcasts.leave_unknown(session, broadcast_id, now=office.clock(), by=1)
    await asyncio.sleep(0.15)
    await office.sender.drain_once()
    assert "reply_markup" not in office.in_group()[-1]
    left = await broadcast_of(office, broadcast_id)
    assert left.unknown_left
    assert broadcast_cards.bar(1, 2) == "▓▓▓▓▓▓░░░░░░"
