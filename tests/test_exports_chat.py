"""What does somebody in the admin group see who wants records as a file?"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import exporting
from bot.exporting import Limits
from bot.i18n import LANGUAGES
from bot.services import exports
from bot.services.audit import Action
from bot.services.export_orders import Kind, Rows
from bot.services.exports import Plan
from handlers import export_runs
from models import AuditRecord
from tests import export_world, formulas
from tests.people import Json, Person, Stage, buttons, staged, text_of

PATIENCE_SECONDS = 60


@pytest.fixture(autouse=True)
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where exports are written; a test can look whether something is left."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        yield stage


async def tap(person: Person, *labels: str) -> Json:
    """Press one button after the other on the last message of the group that has buttons."""
    for label in labels:
        await person.press(label, last_card(person.stage))
    return last_card(person.stage)


def last_card(stage: Stage) -> Json:
    return [one for one in stage.in_group() if buttons(one)][-1]


def documents(stage: Stage) -> list[Json]:
    return [one for one in stage.in_group() if "document" in one]


def content_of(stage: Stage, message: Json) -> bytes:
    file = stage.telegram.files.get(message["document"]["file_id"])
    assert file is not None
    return file.content


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def answer_to(stage: Stage, query_id: str) -> str:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            answer = stage.telegram.answer_of(query_id)
            if answer is not None:
                return str(answer["text"])
            await asyncio.sleep(0.02)


async def exported(stage: Stage) -> list[AuditRecord]:
    async with stage.app.db.read() as session:
        found = await session.scalars(
            select(AuditRecord).where(AuditRecord.action == Action.EXPORT)
        )
        return list(found)


async def test_three_taps_bring_a_file_as_a_reply_to_its_card(
    stage: Stage, temporary_folder: Path
) -> None:
    await export_world.fill(stage.app.db, 30)
    await stage.admin.say_in_group("/export")
    card = await tap(stage.admin, "👥 Participants", "CSV", "All time")
    assert text_of(card).startswith("✅ Participants · CSV · All time\n\n")
    assert "rows. Asked for by \u2068Olga\u2069" in text_of(card)
    assert buttons(card) == ["📤 New export"]
    [sent] = documents(stage)
    assert sent["reply_to_message"]["message_id"] == card["message_id"]
    assert sent["document"]["file_name"].startswith("participants-")
    header, *rows = formulas.parsed(content_of(stage, sent))
    assert (header[0], len(rows)) == ("Telegram id", 30)
    [record] = await exported(stage)
    assert (record.actor, record.after) == (
        stage.owner.id,
        {"what": "participants", "format": "csv", "rows": 30},
    )
    assert left_in(temporary_folder) == []
    assert (await tap(stage.admin, "📤 New export"))["message_id"] == card["message_id"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_choice_ends_in_a_file_or_in_words(
    sqlite_url: str, unpaced: None, language: str
) -> None:
    """By their places, so that it holds for every language."""
    async with staged(sqlite_url, texts={"language": language}) as stage:
        await export_world.fill(stage.app.db, 3)
        for number in range(len(Kind)):
            card = await stage.admin.say_in_group("/export")
            assert len(buttons(card)) == len(Kind)
            card = await tap(stage.admin, buttons(card)[number])
            xlsx, csv, back = buttons(card)
            assert (xlsx, csv) == ("XLSX", "CSV")
            if number == 0:
                card = await tap(stage.admin, back)
                card = await tap(stage.admin, buttons(card)[number])
            card = await tap(stage.admin, xlsx if number % 2 else csv)
            everything = buttons(card)[0]
            card = await tap(stage.admin, everything)
            assert text_of(card).startswith("✅")
            assert everything in text_of(card)
        assert len(documents(stage)) == len(Kind)
        card = await tap(stage.admin, buttons(card)[0])
        card = await tap(stage.admin, buttons(card)[3], "CSV")
        card = await tap(stage.admin, buttons(card)[1])
        # Nobody asked for a payout today, as the local Telegram's clock has it.
        assert text_of(card).startswith(("📤", "✅"))


async def test_one_campaign_can_be_chosen_where_there_are_several(stage: Stage) -> None:
    await export_world.fill(stage.app.db, 4)
    await stage.admin.say_in_group("/export")
    card = await tap(stage.admin, "🔗 Referrals", "XLSX", "🎯 All campaigns")
    assert buttons(card) == ["Autumn", "Invite your friends", "All campaigns"]
    card = await tap(stage.admin, "Autumn")
    assert "🎯 Autumn" in text_of(card)
    card = await tap(stage.admin, "All time")
    assert text_of(card).startswith("✅ Referrals · XLSX · All time · Autumn\n\n4 rows.")
    card = await tap(stage.admin, "📤 New export", "🕵️ Audit", "CSV")
    assert not [each for each in buttons(card) if each.startswith("🎯")]


async def test_a_large_one_comes_in_numbered_parts(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting.Limits.__init__, "__defaults__", (10, None))
    assert Limits() == Limits(10, None)
    await export_world.fill(stage.app.db, 24, tables=())
    await stage.admin.say_in_group("/export")
    card = await tap(stage.admin, "👥 Participants", "CSV", "All time")
    assert "24 rows in 3 files." in text_of(card)
    sent = documents(stage)
    assert [text_of(one).splitlines()[1] for one in sent] == [
        "Part 1 of 3 · 10 rows",
        "Part 2 of 3 · 10 rows",
        "Part 3 of 3 · 4 rows",
    ]
    assert [one["document"]["file_name"].rpartition("-part-")[2] for one in sent] == [
        "1-of-3.csv", "2-of-3.csv", "3-of-3.csv",
    ]  # fmt: skip
    assert [len(formulas.parsed(content_of(stage, one))) for one in sent] == [11, 11, 5]


class Gate:
    """Holds an export at its second stretch until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached = asyncio.Event()
        self.opened = asyncio.Event()
        read = exports.rows
        monkeypatch.setattr(exports, "STRETCH", 10)

        async def held(session: AsyncSession, plan: Plan, *, after: int) -> tuple[Rows, int]:
            if after:
                self.reached.set()
                await self.opened.wait()
            return await read(session, plan, after=after)

        monkeypatch.setattr(exports, "rows", held)

    async def until_reached(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.reached.wait()


async def begun(stage: Stage, gate: Gate, by: Person | None = None) -> Json:
    """An export of participants that waits at the gate; its card."""
    person = by or stage.admin
    await person.say_in_group("/export")
    card = await tap(person, "👥 Participants", "CSV")
    stage.telegram.press(person.user, card, "All time")
    await gate.until_reached()
    return await shown(stage, card, "⏳")


async def shown(stage: Stage, card: Json, beginning: str) -> Json:
    """The card, when it begins so."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            now = next(one for one in stage.in_group() if one["message_id"] == card["message_id"])
            if text_of(now).startswith(beginning):
                return now
            await asyncio.sleep(0.02)


async def test_while_one_runs_another_is_refused_and_people_are_served(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await export_world.fill(stage.app.db, 30, tables=())
    gate = Gate(monkeypatch)
    monkeypatch.setattr(export_runs, "EDIT_SECONDS", 0)
    card = await begun(stage, gate)
    assert buttons(card) == ["✖️ Stop"]
    second = stage.telegram.send(stage.owner, stage.group_id, "/export")
    async with asyncio.timeout(PATIENCE_SECONDS):
        while last_card(stage)["message_id"] <= second["message_id"]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    other = last_card(stage)
    for label in ("💸 Payouts", "CSV"):
        stage.telegram.press(stage.owner, other, label)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while label in buttons(last_card(stage)):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        other = last_card(stage)
    query = stage.telegram.press(stage.owner, other, "All time")
    assert (await answer_to(stage, query)).startswith("An export is still running")
    gate.opened.set()
    await stage.settle()
    assert text_of(await shown(stage, card, "✅")).startswith("✅")
    assert len(documents(stage)) == 1


async def test_stop_ends_it_without_a_file_or_a_record(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, temporary_folder: Path
) -> None:
    await export_world.fill(stage.app.db, 30, tables=())
    gate = Gate(monkeypatch)
    card = await begun(stage, gate)
    query = stage.telegram.press(stage.owner, card, "✖️ Stop")
    assert await answer_to(stage, query) == "Stopped."
    gate.opened.set()
    await stage.settle()
    stopped = await shown(stage, card, "✖️")
    assert "No file will come of it." in text_of(stopped)
    assert documents(stage) == []
    assert await exported(stage) == []
    assert left_in(temporary_folder) == []
    done = await tap(stage.admin, "📤 New export", "👥 Participants", "CSV", "All time")
    assert text_of(done).startswith("✅")


async def test_a_stop_in_another_replica_is_seen(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its handler knows no export of that chat, so all that tells is the used right."""
    await export_world.fill(stage.app.db, 30, tables=())
    gate = Gate(monkeypatch)
    monkeypatch.setattr(exporting.Exporter, "stop", lambda *_: False)
    card = await begun(stage, gate)
    stage.telegram.press(stage.owner, card, "✖️ Stop")
    await shown(stage, card, "✖️ This export has ended")
    gate.opened.set()
    await stage.settle()
    assert "Stopped. No file" in text_of(await shown(stage, card, "✖️ Participants"))
    assert documents(stage) == []
    assert await exported(stage) == []


async def test_whoever_lost_the_right_meanwhile_gets_no_file(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await export_world.fill(stage.app.db, 30, tables=())
    ann = stage.person("Ann")
    stage.telegram.join(ann.user, stage.group_id)
    stage.telegram.promote(stage.group_id, ann.user)
    gate = Gate(monkeypatch)
    card = await begun(stage, gate, by=ann)
    stage.telegram.demote(stage.group_id, ann.user)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while stage.me.updates.pending():  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    stage.clock.advance(export_runs.STOP_LASTS / 12)
    gate.opened.set()
    await stage.settle()
    assert "\u2068Ann\u2069 may no longer export" in text_of(await shown(stage, card, "✖️"))
    assert documents(stage) == []
    assert await exported(stage) == []


async def test_a_restart_tells_its_card_and_leaves_no_file(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, unpaced: None, temporary_folder: Path
) -> None:
    """The bot is stopped while an export runs; what it said stays in the local Telegram."""
    monkeypatch.setattr("bot.app.LAST_ANSWERS_SECONDS", 0.2)
    gate = Gate(monkeypatch)
    async with staged(sqlite_url) as stage:
        await export_world.fill(stage.app.db, 30, tables=())
        card = await begun(stage, gate)
    ended = await shown(stage, card, "✖️")
    assert text_of(ended).startswith("✖️ This export has ended\n\nThe bot was restarted")
    assert buttons(ended) == ["📤 New export"]
    assert documents(stage) == []
    assert left_in(temporary_folder) == []


async def test_stop_on_a_card_of_a_killed_bot_says_that_it_has_ended(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await export_world.fill(stage.app.db, 30, tables=())
    gate = Gate(monkeypatch)
    card = await begun(stage, gate)
    # As if the process had been killed: the card was not told.
    [task] = stage.app._tasks
    monkeypatch.setattr(export_runs._Run, "_edit", _nothing)
    task.cancel()
    await asyncio.wait([task])
    monkeypatch.undo()
    stage.telegram.press(stage.owner, card, "✖️ Stop")
    await shown(stage, card, "✖️ This export has ended")


async def _nothing(*_: object) -> None: ...


async def test_a_failure_is_told_and_logged(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await export_world.fill(stage.app.db, 3, tables=())

    async def fail(*_: object, **__: object) -> None:
        raise ArithmeticError("planted")

    monkeypatch.setattr(exports, "rows", fail)
    await stage.admin.say_in_group("/export")
    card = await tap(stage.admin, "👥 Participants", "CSV", "All time")
    assert "This did not work" in text_of(card)
    assert "planted" in caplog.text
    assert documents(stage) == []


async def test_a_file_that_telegram_does_not_take_is_told(stage: Stage) -> None:
    await export_world.fill(stage.app.db, 3, tables=())
    await stage.admin.say_in_group("/export")
    card = await tap(stage.admin, "👥 Participants", "CSV")
    stage.telegram.faults.add("sendDocument", "error", status=500, times=3)
    card = await tap(stage.admin, "All time")
    assert "Telegram did not take file 1 of 1" in text_of(card)
    assert documents(stage) == []
