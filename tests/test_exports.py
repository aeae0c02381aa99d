"""Does an export hold everything that was asked for, once, and nothing that nobody should see?"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.db import Database
from bot.exporting import Progress
from bot.i18n import LANGUAGES
from bot.services import campaigns, exports
from bot.services.audit import Action, Filter
from bot.services.exports import Kind, Order, Period
from bot.services.spreadsheets import Format
from models import AuditRecord, Participant
from tests import export_page, export_world
from tests.clock import START, StillClock
from tests.exported import TEXTS, lines, plan_of, write
from tests.rich_world import RichWorld

SOFIA = ZoneInfo("Europe/Sofia")


# What is in them


async def test_participants_come_with_their_referrer_friends_and_balances(
    world: RichWorld, tmp_path: Path
) -> None:
    found = await lines(world.db, Order(Kind.PARTICIPANTS), tmp_path)
    async with world.db.read() as session:
        assert len(found) == await session.scalar(select(func.count(Participant.id)))
    ann, ben = found[0], found[1]
    assert (ann["Telegram id"], ann["Name"], ann["Pressed start (UTC)"]) == (
        "1",
        "Person 1",
        "2026-11-20 10:00:00",
    )
    assert [ann[f"Friends {state}"] for state in ("waiting", "counted", "cancelled")] == [
        "0", "3", "2",
    ]  # fmt: skip
    # A reward was taken back after it was spent.
    assert ann["Now: available, points"] == "-20"
    assert (ben["Later: held, points"], ben["Now: requested, points"]) == ("300", "40")
    by_id = {line["Telegram id"]: line for line in found}
    assert by_id["31"]["Referrer’s Telegram id"] == "1"
    assert by_id["1"]["Referrer’s Telegram id"] == ""


async def test_referrals_say_what_was_credited_for_them(world: RichWorld, tmp_path: Path) -> None:
    found = await lines(world.db, Order(Kind.REFERRALS), tmp_path)
    assert len(found) == 13
    by_friend = {line["Friend’s Telegram id"]: line for line in found}
    counted, left = by_friend["31"], by_friend["33"]
    assert (counted["State"], counted["Referrer"], counted["Campaign"]) == (
        "counted", "Person 1", "later",
    )  # fmt: skip
    assert (counted["Credited to referrer"], counted["Credited to friend"]) == ("100", "30")
    assert (left["State"], left["Why cancelled"]) == ("cancelled", "left a required chat")
    assert (left["Credited to referrer"], left["Credited to friend"]) == ("0", "0")


async def test_every_transaction_of_the_ledger_adds_up_to_zero(
    world: RichWorld, tmp_path: Path
) -> None:
    found = await lines(world.db, Order(Kind.LEDGER), tmp_path)
    sums: dict[str, Decimal] = {}
    for line in found:
        sums[line["Transaction"]] = sums.get(line["Transaction"], Decimal()) + Decimal(
            line["Amount"]
        )
    assert len(sums) == 41
    assert set(sums.values()) == {Decimal()}
    assert {line["Name"] for line in found if not line["Telegram id"]} == {"Campaign"}
    assert sorted(int(line["Seal"]) for line in found[::2]) == list(range(1, 42))
    balance = sum(
        Decimal(line["Amount"])
        for line in found
        if (line["Telegram id"], line["Bucket"], line["Campaign"]) == ("1", "available", "now")
    )
    assert balance == -20


async def test_where_a_payout_goes_is_in_no_export(world: RichWorld, tmp_path: Path) -> None:
    found = await lines(world.db, Order(Kind.PAYOUTS), tmp_path)
    assert [line["State"] for line in found] == [
        "paid", "rejected", "approved", "waits for a decision",
    ]  # fmt: skip
    assert {line["Destination, masked"] for line in found} == {"•••• 1111"}
    assert found[1]["Reason"] == "no such card"
    for kind in Kind:
        for file_format in Format:
            for part in await write(world.db, Order(kind), tmp_path, file_format):
                assert b"4111111111111111" not in part.file.read_bytes()


async def test_the_audit_can_be_asked_about_one_person_one_admin_or_one_payout(
    world: RichWorld, tmp_path: Path
) -> None:
    async def count(wanted: Filter) -> int:
        return len(await lines(world.db, Order(Kind.AUDIT, audit=wanted), tmp_path))

    everything = await lines(world.db, Order(Kind.AUDIT), tmp_path)
    first = [line for line in everything if line["Payout"] == "1"]
    assert len(first) == await count(Filter(payout_id=1)) >= 2
    assert [line["After"] for line in first][-1] == '{"state": "paid"}'
    by_501 = [line for line in everything if line["Who decided (Telegram id)"] == "501"]
    assert await count(Filter(actor=501)) == len(by_501) > 0
    assert await count(Filter(actor=502)) == 0
    ann = await world.town.id_of(1)
    assert await count(Filter(participant_id=ann)) == len(
        [line for line in everything if line["Telegram id"] == "1"]
    )


async def test_whoever_takes_rows_out_is_written_down(world: RichWorld) -> None:
    order = Order(Kind.AUDIT, since=START, audit=Filter(actor=501))
    async with world.db.transaction() as session:
        await exports.record(session, order, Format.CSV, count=7, by=502, now=START)
        record = (
            await session.scalars(select(AuditRecord).order_by(AuditRecord.id.desc()).limit(1))
        ).one()
    assert (record.action, record.actor) == (Action.EXPORT, 502)
    assert record.after == {
        "what": "audit",
        "format": "csv",
        "rows": 7,
        "since": START.isoformat(),
        "about_actor": 501,
    }


# Which rows


@pytest.mark.parametrize("kind", Kind)
async def test_a_period_has_its_first_moment_and_not_its_last(
    sqlite_db: Database, tmp_path: Path, kind: Kind
) -> None:
    await export_world.fill(sqlite_db, 30)
    order = Order(kind, since=export_world.moment(10), until=export_world.moment(20))
    found = await lines(sqlite_db, order, tmp_path)
    rows_each = 2 if kind == Kind.LEDGER else 1
    assert len(found) == 10 * rows_each
    moments = {
        "Pressed start (UTC)",
        "Came (UTC)",
        "When (UTC)",
        "Requested (UTC)",
        "Taken (UTC)",
    }
    [column] = moments & set(found[0])
    assert found[0][column] == f"{export_world.moment(10):%Y-%m-%d %H:%M:%S}"
    assert found[-1][column] == f"{export_world.moment(19):%Y-%m-%d %H:%M:%S}"


async def test_one_campaign_is_left_to_itself(world: RichWorld, tmp_path: Path) -> None:
    everything = {kind: await lines(world.db, Order(kind), tmp_path) for kind in Kind}
    for number, slug in ((1, "later"), (2, "now")):
        for kind in (Kind.REFERRALS, Kind.LEDGER, Kind.PAYOUTS):
            found = await lines(world.db, Order(kind, campaign_id=number), tmp_path)
            assert found == [line for line in everything[kind] if line["Campaign"] == slug]
        people = await lines(world.db, Order(Kind.PARTICIPANTS, campaign_id=number), tmp_path)
        balances = [header for header in people[0] if header.endswith(", points")]
        assert len(balances) == 3
        assert 0 < len(people) < len(everything[Kind.PARTICIPANTS])
    with pytest.raises(campaigns.CampaignUnknown):
        await plan_of(world.db, Order(Kind.LEDGER, campaign_id=3))


@pytest.mark.parametrize("kind", Kind)
async def test_rows_do_not_depend_on_how_many_are_read_at_once(
    world: RichWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    at_once = await lines(world.db, Order(kind), tmp_path)
    for size in (1, 3):
        monkeypatch.setattr(exports, "STRETCH", size)
        assert await lines(world.db, Order(kind), tmp_path) == at_once


async def test_what_comes_while_it_is_written_is_in_the_next_one(
    sqlite_db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "STRETCH", 5)
    await export_world.fill(sqlite_db, 20, tables=())

    async def come(_progress: Progress) -> None:
        async with sqlite_db.transaction() as session:
            session.add(Participant(telegram_id=next(numbers), name="New", created_at=START))

    numbers = iter(range(1, 100))
    [part] = await write(sqlite_db, Order(Kind.PARTICIPANTS), tmp_path, report=come)
    assert part.rows == 20
    [part] = await write(sqlite_db, Order(Kind.PARTICIPANTS), tmp_path)
    assert part.rows == 24


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [
        (Period.ALL, None, None),
        (Period.TODAY, "2026-03-30T00:00+03:00", None),
        (Period.WEEK, "2026-03-24T00:00+02:00", None),
        (Period.MONTH, "2026-03-01T00:00+02:00", None),
        (Period.THIS_MONTH, "2026-03-01T00:00+02:00", None),
        (Period.LAST_MONTH, "2026-02-01T00:00+02:00", "2026-03-01T00:00+02:00"),
    ],
)
def test_days_begin_at_midnight_where_the_admins_are(
    period: Period, since: str | None, until: str | None
) -> None:
    """Sofia has put its clocks forward on the day before."""
    now = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)
    wanted = tuple(None if day is None else datetime.fromisoformat(day) for day in (since, until))
    assert exports.span(period, SOFIA, now) == wanted


# Headers


@pytest.mark.parametrize("language", LANGUAGES)
async def test_headers_are_in_the_admins_language_and_in_one_order(
    sqlite_db: Database, language: str
) -> None:
    await export_world.fill(sqlite_db, 2)
    for kind in Kind:
        columns = (await plan_of(sqlite_db, Order(kind), TEXTS.of(language))).columns
        english = (await plan_of(sqlite_db, Order(kind))).columns
        assert [each.content for each in columns] == [each.content for each in english]
        headers = [each.header for each in columns]
        assert len(set(headers)) == len(headers)
        if language != "en":
            assert not set(headers) & {each.header for each in english} - {"Telegram id"}


def test_the_page_about_the_columns_is_that_of_the_code() -> None:
    written = export_page.PAGE.read_text(encoding="utf-8").partition(export_page.BEGIN)[2]
    assert written == f"{export_page.columns()}\n", "run python -m tests.export_page"


def test_a_week_has_seven_days() -> None:
    since, _until = exports.span(Period.WEEK, ZoneInfo("UTC"), StillClock()())
    assert since is not None
    assert StillClock()() - since < timedelta(days=7)
