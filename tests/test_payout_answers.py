"""Is a bank's file read however it is written, and does nothing follow that it does not say?"""

import asyncio
import csv
from collections.abc import Sequence
from decimal import Decimal

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.errors import UserError
from bot.services import (
    payout_answers,
    payout_batches,
    payout_cards,
    payout_results,
    payouts,
    verification,
)
from bot.services.destinations import Method
from bot.services.payout_answers import Outcome
from bot.services.payout_results import APPLIED, Answer, Applied, Verdict
from models import AuditRecord, Payout, PayoutState
from tests.clock import StillClock
from tests.payout_world import CARD, FIRST, SECOND, World, build

OURS = "payout,status,reference,reason,amount\n"
RUSSIAN = "№ выплаты;Статус;Номер платежа;Причина;Сумма\n"
BULGARIAN = "Изплащане\tСтатус\tНомер на плащане\tПричина за отказ\tСума\n"


@pytest.fixture
async def world(db: Database, clock: StillClock) -> World:
    """Euros and cents; a payout costs half a euro."""
    unit = {"decimals": 2, "name": {"en": {"one": "euro", "other": "euros"}}}
    world = await build(db, clock, unit=unit, payout={"minimum": 100, "fee": 50})
    await world.give(1_000_000)
    return world


async def approved(world: World, *amounts: int) -> list[Payout]:
    asked = [await world.ask(amount) for amount in amounts]
    for payout in asked:
        await world.approve(payout)
    return asked


async def batch(world: World, by: int = FIRST) -> payout_batches.Batch:
    async with world.db.transaction() as session:
        return await payout_batches.create(session, Method.CARD, by=by, now=world.clock())


async def judged(world: World, text: str, *, batch_id: int | None = None) -> Answer:
    lines = payout_answers.read(text.encode())
    async with world.db.read() as session:
        return await payout_results.judge(session, lines, batch_id=batch_id)


async def applied(world: World, answer: Answer, by: int = FIRST) -> Applied:
    async with world.db.transaction() as session:
        wanted = [each.as_json for each in answer.of(*APPLIED)]
        return await payout_results.apply(session, wanted, by=by, now=world.clock())


def verdicts(answer: Answer) -> list[Verdict]:
    return [each.verdict for each in answer.judged]


async def findings(world: World) -> list[str]:
    async with world.db.read() as session:
        return (await verification.verify(session)).findings


# What is written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("header", [OURS, RUSSIAN, BULGARIAN])
def test_every_encoding_is_read(encoding: str, header: str) -> None:
    separator = next(each for each in ";\t," if each in header)
    text = header + separator.join(("17", "paid", "AB-1", "", "5.00")) + "\r\n"
    content = text.encode(encoding)
    (line,) = payout_answers.read(content)
    assert (line.number, line.outcome, line.reference) == (17, Outcome.PAID, "AB-1")
    assert line.amounts == frozenset({Decimal(5)})


def test_windows_1251_is_read() -> None:
    content = (RUSSIAN + "17;Не исполнено;;Счёт закрыт;5,00\r\n").encode("windows-1251")
    (line,) = payout_answers.read(content)
    assert (line.outcome, line.reason) == (Outcome.REFUSED, "Счёт закрыт")


def test_a_title_above_the_table_and_columns_in_any_order_do_not_matter() -> None:
    text = (
        'Bank "North";;\nReport;;\n;;\nStatus;Amount;Payout number\nOK;5;#17\n;;\nfailed;6;18.0\n'
    )
    lines = payout_answers.read(text.encode())
    assert [(line.number, line.outcome, line.line) for line in lines] == [
        (17, Outcome.PAID, 5),
        (18, Outcome.REFUSED, 7),
    ]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("PAID", Outcome.PAID),
        (" Executed ", Outcome.PAID),
        ("Исполнено", Outcome.PAID),
        ("изпълнено", Outcome.PAID),
        ("не исполнено", Outcome.REFUSED),
        ("отказано", Outcome.REFUSED),
        ("in progress", Outcome.PENDING),
        ("", Outcome.UNKNOWN),
        ("almost paid", Outcome.UNKNOWN),
    ],
)
def test_a_state_is_taken_at_its_word_alone(status: str, outcome: Outcome) -> None:
    (line,) = payout_answers.read(f"payout,status\n17,{status}\n".encode())
    assert line.outcome == outcome


@pytest.mark.parametrize(
    ("written", "number"),
    [("17", 17), ("№ 17", 17), ("P17-B5", 17), ("17,00", 17), ("'17", 17)]
    + [(wrong, None) for wrong in ("", "-17", "=17", "1.5", "17a", "9" * 16, "seventeen")],
)
def test_a_number_is_a_number_or_none(written: str, number: int | None) -> None:
    (line,) = payout_answers.read(f"payout;status\n{written};paid\n".encode())
    assert line.number == number


@pytest.mark.parametrize(
    ("written", "amounts"),
    [
        ("1 234,50 EUR", {"1234.50"}),
        ("1,234.50", {"1234.50"}),
        ("1.234.567,00", {"1234567"}),
        ("1,000", {"1", "1000"}),
        ("5000", {"5000"}),
        ("-5", set()),
        ("five", set()),
    ],
)
def test_an_amount_is_read_in_every_way_that_it_may_be_meant(
    written: str, amounts: set[str]
) -> None:
    (line,) = payout_answers.read(f"payout;status;amount\n17;paid;{written}\n".encode())
    assert line.amounts == frozenset(Decimal(amount) for amount in amounts)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", "AnswerEmpty"),
        (b"\xef\xbb\xbf \r\n\r\n", "AnswerEmpty"),
        (b"payout,status\n", "AnswerEmpty"),
        (b"x" * (1024 * 1024 + 1), "AnswerTooLarge"),
        (b"payout,status\n" + b"1,paid\n" * 501, "AnswerTooLarge"),
        (b"PK\x03\x04" + b"\x00" * 99, "AnswerIsASpreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "AnswerIsASpreadsheet"),
        (b"%PDF-1.7\n\x00\x01\x02\x98\x98", "AnswerNotText"),
        (b"\xff\xfe1", "AnswerNotText"),
        ("payout,status\n".encode("utf-7") + b"\x98\xff", "AnswerNotText"),
        (b"payout;when\n17;yesterday\n", "AnswerColumnsUnknown"),
        (b"one line of words", "AnswerColumnsUnknown"),
        (b'payout,status\n17,"paid\n' + b"x" * 200_000, "AnswerNotText"),
    ],
)
def test_what_is_no_answer_is_refused_by_name(content: bytes, refusal: str) -> None:
    with pytest.raises(UserError, match=f"^{refusal}$"):
        payout_answers.read(content)


def test_nothing_that_is_sent_breaks_the_reader() -> None:
    for seed in range(256):
        content = bytes((seed * 7 + place * place) % 256 for place in range(400))
        for wrapped in (content, b"payout,status\n" + content, content + b"\npayout;status\n1;ok"):
            try:
                payout_answers.read(wrapped)
            except UserError:
                continue


# The batch


async def test_a_batch_has_what_is_approved_once(world: World) -> None:
    asked = await approved(world, 1_000, 125_050)
    await world.ask(500)
    made = await batch(world)
    rows = list(csv.reader(payout_batches.file_of(made).decode("utf-8-sig").splitlines()))
    assert rows[0] == list(payout_batches.COLUMNS)
    assert [row[:5] for row in rows[1:]] == [
        [str(asked[0].id), "9.50", "euros", "card", CARD],
        [str(asked[1].id), "1250.00", "euros", "card", CARD],
    ]
    assert rows[1][6] == f"P{asked[0].id}-B{made.id}"
    with pytest.raises(payout_batches.NothingToBatch):
        await batch(world)
    assert await findings(world) == []


async def test_of_batches_made_at_once_each_payout_is_in_one(world: World) -> None:
    await approved(world, *[500] * 10)
    outcomes = await asyncio.gather(
        *(batch(world, by) for by in (FIRST, SECOND) * 3), return_exceptions=True
    )
    made = [one for one in outcomes if isinstance(one, payout_batches.Batch)]
    ids = [line.payout.id for one in made for line in one.lines]
    assert sorted(ids) == sorted(set(ids))
    assert len(ids) == 10


async def test_what_is_in_a_batch_is_not_given_back(world: World) -> None:
    (payout,) = await approved(world, 500)
    made = await batch(world)
    with pytest.raises(payouts.PayoutInBatch):
        await world.reject(payout, seen=PayoutState.APPROVED)
    async with world.db.transaction() as session:
        await payout_batches.cancel(session, made.id, by=FIRST, now=world.clock())
    for again in (payout_batches.cancel, payout_batches.download_again):
        with pytest.raises(payout_batches.BatchCancelled):
            async with world.db.transaction() as session:
                await again(session, made.id, by=FIRST, now=world.clock())
    await world.reject(payout, seen=PayoutState.APPROVED)
    assert await findings(world) == []


async def test_a_batch_downloaded_again_leaves_out_what_is_paid(world: World) -> None:
    first, second = await approved(world, 500, 600)
    made = await batch(world)
    await world.pay(first)
    async with world.db.transaction() as session:
        again = await payout_batches.download_again(session, made.id, by=SECOND, now=world.clock())
    text = payout_batches.file_of(again).decode("utf-8-sig")
    assert [row[0] for row in csv.reader(text.splitlines())] == ["payout", str(second.id)]
    async with world.db.read() as session:
        last = (await session.scalars(select(AuditRecord).order_by(AuditRecord.id.desc()))).first()
    assert last is not None
    assert (last.action, last.actor, last.after) == (
        "payout-batch",
        SECOND,
        {"batch": made.id, "downloaded": 1},
    )


async def test_a_phone_number_is_no_formula(world: World) -> None:
    payout = await world.ask(500, method=Method.PHONE, destination="+359881234567")
    wallet = await world.ask(500, method=Method.WALLET, destination="=HYPERLINK(1)")
    for one in (payout, wallet):
        await world.approve(one)
    for method, cell in ((Method.PHONE, "359881234567"), (Method.WALLET, "'=HYPERLINK(1)")):
        async with world.db.transaction() as session:
            made = await payout_batches.create(session, method, by=FIRST, now=world.clock())
        rows = list(csv.reader(payout_batches.file_of(made).decode("utf-8-sig").splitlines()))
        assert rows[1][4] == cell


# What follows


async def test_paid_is_paid_and_refused_stays_approved(world: World) -> None:
    paid, refused, silent = await approved(world, 1_000, 2_000, 3_000)
    made = await batch(world)
    text = OURS + f"{paid.id},paid,TX-9,,9.50\n{refused.id},failed,,closed,\n"
    answer = await judged(world, text, batch_id=made.id)
    assert verdicts(answer) == [Verdict.PAY, Verdict.REFUSE]
    assert answer.missing == [silent.id]
    assert (await world.payout(paid)).state == PayoutState.APPROVED
    outcome = await applied(world, answer)
    assert [payout.id for payout in outcome.paid] == [paid.id]
    assert (await world.payout(paid)).reference == "TX-9"
    stays = await world.payout(refused)
    assert (stays.step, stays.bank_refusal, stays.batch_id) == ("refused", "closed", None)
    with pytest.raises(payout_batches.NothingToBatch):
        await batch(world)
    async with world.db.transaction() as session:
        await payout_batches.send_again(session, refused.id, by=SECOND, now=world.clock())
    assert [line.payout.id for line in (await batch(world)).lines] == [refused.id]
    assert await findings(world) == []


async def test_the_same_answer_twice_changes_nothing_more(world: World) -> None:
    paid, refused = await approved(world, 1_000, 2_000)
    made = await batch(world)
    text = OURS + f"{paid.id},paid,TX-9,,\n{refused.id},failed,,closed,\n"
    first = await judged(world, text, batch_id=made.id)
    await applied(world, first)
    again = await judged(world, text, batch_id=made.id)
    assert verdicts(again) == [Verdict.ALREADY, Verdict.ALREADY]
    # Both were read before either was confirmed.
    outcome = await applied(world, first, SECOND)
    assert [number for number, _ in outcome.missed] == [paid.id]
    assert await world.balance() == (1_000_000 - 3_000, 2_000, 950)
    assert await findings(world) == []


async def test_whatever_is_odd_is_listed_and_left_alone(world: World) -> None:
    many = await approved(world, *[1_000] * 9)
    other = await batch(world)
    (late,) = await approved(world, 1_000)
    mine = await batch(world)
    new = await world.ask(1_000)
    await world.pay(many[0])
    async with world.db.transaction() as session:
        await payouts.mark_paid(session, many[1].id, by=FIRST, now=world.clock(), reference="TX-1")
    gone = await world.ask(1_000)
    await world.reject(gone)
    rows: Sequence[tuple[str, Verdict]] = (
        (f"{late.id},paid,,,10.00", Verdict.DIFFERS),
        (f"{many[2].id},paid,,,", Verdict.OTHER_BATCH),
        (f"{new.id},paid,,,", Verdict.NOT_APPROVED),
        (f"{many[0].id},paid,,,", Verdict.ALREADY),
        (f"{many[0].id + 900},paid,,,", Verdict.NO_SUCH),
        (f"{many[1].id},paid,TX-2,,", Verdict.TWICE),
        (f"{gone.id},paid,,,", Verdict.CONTRADICTS),
        (f"{many[3].id},paid,A,,", Verdict.DOUBLED),
        (f"{many[3].id},paid,B,,", Verdict.DOUBLED),
        (f"{many[4].id},who knows,,,", Verdict.STATUS),
        (f"{many[5].id},pending,,,", Verdict.PENDING),
        ("all of them,paid,,,", Verdict.UNREADABLE),
        (",paid,,,", Verdict.UNREADABLE),
    )
    text = OURS + "".join(f"{row}\n" for row, _ in rows)
    answer = await judged(world, text, batch_id=mine.id)
    assert list(zip([row for row, _ in rows], verdicts(answer), strict=True)) == list(rows)
    assert answer.of(*APPLIED) == []
    assert answer.missing == []
    assert (await judged(world, text, batch_id=other.id)).missing == [each.id for each in many[6:]]


async def test_the_same_line_again_counts_once(world: World) -> None:
    (payout,) = await approved(world, 1_000)
    text = OURS + f"{payout.id},paid,TX-1,,\n" * 3
    answer = await judged(world, text)
    assert verdicts(answer) == [Verdict.PAY, Verdict.REPEATED, Verdict.REPEATED]
    assert len((await applied(world, answer)).paid) == 1


async def test_our_own_reference_is_no_number_of_the_banks(world: World) -> None:
    (payout,) = await approved(world, 1_000)
    made = await batch(world)
    answer = await judged(world, OURS + f"{payout.id},paid,P{payout.id}-B{made.id},,\n")
    await applied(world, answer)
    assert (await world.payout(payout)).reference is None


async def test_a_colleague_who_was_faster_is_told_and_the_rest_goes_on(world: World) -> None:
    asked = await approved(world, *[1_000] * 3)
    text = OURS + "".join(f"{payout.id},paid,,,\n" for payout in asked)
    answer = await judged(world, text)
    await world.reject(asked[1], SECOND, seen=PayoutState.APPROVED)
    outcome = await applied(world, answer)
    assert [payout.id for payout in outcome.paid] == [asked[0].id, asked[2].id]
    ((number, refusal),) = outcome.missed
    assert (number, refusal.text_key()) == (asked[1].id, "error-payout-already-decided")
    assert await findings(world) == []


async def test_a_batch_of_nobody_is_unknown(world: World) -> None:
    with pytest.raises(payout_batches.BatchUnknown):
        async with world.db.transaction() as session:
            await payout_batches.cancel(session, 404, by=FIRST, now=world.clock())
    with pytest.raises(payout_cards.PayoutUnknown):
        async with world.db.transaction() as session:
            await payout_batches.send_again(session, 404, by=FIRST, now=world.clock())
