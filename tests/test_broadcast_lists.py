"""Do the admins find past broadcasts, and what became of every copy?"""

import csv
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.services import broadcast_lists, broadcast_plans, broadcasts, segments
from bot.services.segments import Kind, Segment, SegmentUnknown
from models import AuditRecord, Broadcast, BroadcastState, Delivery, Participant
from tests.broadcasting import plan
from tests.clock import StillClock
from tests.people import Json, Stage, buttons, staged, text_of
from tests.processes import command
from tests.sending import ADMIN, PostOffice, opened


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        yield stage


async def sent(stage: Stage, number: int = 1) -> None:
    """Broadcasts that are over."""
    ann = stage.person("Ann")
    await ann.start()
    for one in range(number):
        async with stage.app.db.transaction() as session:
            planned = await broadcasts.plan(
                session,
                f"=Sale <b>{one}</b>",
                by=stage.owner.id,
                card_chat_id=None,
                now=stage.clock(),
            )
            await broadcasts.start_now(session, planned.broadcast.id, now=stage.clock())
        stage.app.sender.nudge()
    await stage.telegram.wait(lambda: ann.texts[-number:].count("=Sale 0") == 1, timeout=60)
    await stage.settle()


async def test_past_broadcasts_are_listed_and_opened(stage: Stage) -> None:
    empty = await stage.admin.say_in_group("/broadcasts")
    assert "no broadcast yet" in text_of(empty)
    await sent(stage, 7)
    listed = await stage.admin.say_in_group("/broadcasts")
    assert "Broadcasts: 7" in text_of(listed)
    assert "=Sale 6" in text_of(listed)
    assert buttons(listed) == ["7", "6", "5", "4", "3", "Older ›"]
    await stage.admin.press("Older ›", listed)
    assert buttons(stage.in_group()[-1]) == ["2", "1", "‹ Newer"]
    await stage.admin.press("1", stage.in_group()[-1])
    opened_one = stage.in_group()[-1]
    assert "Sent: 1 of 1" in text_of(opened_one)
    assert "For: everybody" in text_of(opened_one)


async def test_every_recipient_is_in_the_file_and_nothing_is_a_formula(stage: Stage) -> None:
    await sent(stage)
    async with stage.app.db.transaction() as session:
        delivery = (await session.scalars(select(Delivery))).one()
        delivery.error = '=cmd|" /C calc"!A0'
    await stage.admin.say_in_group("/broadcasts")
    await stage.admin.press("1", stage.in_group()[-1])
    await stage.admin.press("📄 All recipients (CSV)", stage.in_group()[-1])
    await stage.telegram.wait(lambda: "document" in stage.in_group()[-1], timeout=60)
    rows = list(csv.reader(io.StringIO(content_of(stage, stage.in_group()[-1]))))
    assert rows[0][:2] == ["telegram_id", "state"]
    assert rows[1][:2] == [str(delivery.chat_id), "sent"]
    assert rows[1][3].startswith("'=")
    async with stage.app.db.read() as session:
        actions = list(await session.scalars(select(AuditRecord.action).order_by(AuditRecord.id)))
    assert actions[-1] == "export"


def content_of(stage: Stage, message: Json) -> str:
    stored = stage.telegram.files.get(message["document"]["file_id"])
    assert stored is not None
    return stored.content.decode("utf-8-sig")


async def add(db: Database, clock: StillClock, number: int, **more: object) -> None:
    async with db.transaction() as session:
        first = len((await session.scalars(select(Participant.id))).all())
        session.add_all(
            Participant(
                **{
                    "telegram_id": first + one + 1,
                    "name": "Ann",
                    "created_at": clock(),
                    "started_at": clock(),
                    **more,
                }
            )
            for one in range(number)
        )


async def test_a_large_plan_is_written_in_ranges_and_newcomers_are_out(
    db: Database, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcast_plans, "RANGE", 10)
    await add(db, clock, 25)
    async with db.transaction() as session:
        planned = await broadcasts.plan(session, "Hi", by=1, card_chat_id=None, now=clock())
    assert planned.recipients == 10
    assert planned.broadcast.state == BroadcastState.PLANNING
    clock.advance(minutes=1)
    await add(db, clock, 5)
    counts = []
    for _ in range(3):
        async with db.transaction() as session:
            counts.append(await broadcast_plans.advance(session, planned.broadcast.id))
    assert counts == [10, 5, 0]
    async with db.read() as session:
        broadcast = await session.get_one(Broadcast, planned.broadcast.id)
        chats = set(await session.scalars(select(Delivery.chat_id)))
    assert broadcast.state == BroadcastState.PLANNED
    assert chats == set(range(1, 26))


async def test_the_sender_goes_on_planning_and_then_sends(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcast_plans, "RANGE", 7)
    async with opened(db) as office:
        people = await office.people(40)
        await plan(office)
        async with office.at_work():
            await office.until(lambda: all(office.heard(user) for user in people))
        assert [len(office.heard(user)) for user in people] == [1] * 40


async def test_cancelled_while_it_is_planned_it_reaches_nobody(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcast_plans, "RANGE", 7)
    async with opened(db) as office:
        people = await office.people(40)
        broadcast_id = await plan(office)
        async with office.db.transaction() as session:
            await broadcasts.cancel(session, broadcast_id, now=office.clock())
        await office.sender.drain_once()
        await office.sender.drain_once()
        assert not any(office.heard(user) for user in people)
        async with office.db.read() as session:
            line = await broadcast_lists.line(session, broadcast_id)
        assert line.progress.cancelled == 7
        assert line.broadcast.finished_at is not None


async def test_segments_hold_those_who_belong_to_them(office: PostOffice) -> None:
    now = office.clock()
    async with office.db.transaction() as session:
        for telegram_id, language, telegram_language, days in (
            (1, "ru", "en", 0),
            (2, None, "ru-RU", 3),
            (3, None, "de", 20),
            (4, "bg", None, 90),
            (5, None, None, 90),
        ):
            session.add(
                Participant(
                    telegram_id=telegram_id,
                    name="Ann",
                    language=language,
                    telegram_language=telegram_language,
                    created_at=now,
                    started_at=now - timedelta(days=days),
                )
            )
    expected = {
        Segment(): {1, 2, 3, 4, 5},
        Segment(Kind.LANGUAGE, "ru"): {1, 2},
        Segment(Kind.LANGUAGE, "bg"): {4},
        Segment(Kind.LANGUAGE, "en"): set(),
        Segment(Kind.LANGUAGE, "en", others_too=True): {3, 5},
        Segment(Kind.RECENT, "7"): {1, 2},
        Segment(Kind.RECENT, "30"): {1, 2, 3},
        Segment(Kind.FRIENDS): set(),
        Segment(Kind.CAMPAIGN, "none"): set(),
    }
    async with office.db.read() as session:
        for segment, people in expected.items():
            found = await session.scalars(
                select(Participant.telegram_id).where(segments.members(segment, now=now))
            )
            assert set(found) == people, segment
            assert (await segments.reach(session, segment, now=now)).people == len(people)
            assert segments.decode(segment.encode()) == segment


@pytest.fixture
async def office(db: Database) -> AsyncIterator[PostOffice]:
    async with opened(db) as office:
        yield office


@pytest.mark.parametrize(
    "written", ["", "nobody", "language:de", "recent:0", "recent:99999", "recent:x", "all:1"]
)
def test_an_unknown_segment_is_refused(written: str) -> None:
    with pytest.raises(SegmentUnknown):
        segments.parse(written, default_language="en")


async def test_the_command_plans_one_and_prints_its_number(
    sqlite_url: str, tmp_path: Path, clock: StillClock
) -> None:
    environment = {"SARAFAN_DATABASE__URL": sqlite_url}
    nobody = await command(tmp_path, "broadcast", "--text", "Hi", **environment)
    assert nobody.status == 1
    assert "nobody to write to" in nobody.said
    db = Database(sqlite_url)
    await add(db, clock, 3, started_at=clock() - timedelta(days=900))
    words = "Sale < 3\nShop — https://example.com/"
    (tmp_path / "words.txt").write_text(words, encoding="utf-8")
    done = await command(tmp_path, "broadcast", "words.txt", **environment)
    assert done.status == 0, done.said
    assert "Broadcast 1 is planned for 3 people" in done.said
    wrong = await command(tmp_path, "broadcast", "--html", "--text", "<b>Hi", **environment)
    assert wrong.status == 1
    assert "<b> is never closed" in wrong.said
    async with db.read() as session:
        broadcast = (await session.scalars(select(Broadcast))).one()
        actors = list(await session.scalars(select(AuditRecord.actor)))
    await db.close()
    assert broadcast.html == "Sale &lt; 3"
    assert broadcast.buttons == [[["Shop", "https://example.com/"]]]
    assert broadcast.created_by is None
    assert actors == [None]
    assert ADMIN not in actors
