"""Does a draw follow from what is published, for everybody, with the program of the docs?"""

import hashlib
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Update, text, update

from bot.db import Database
from bot.services import contest_checks, draw_proofs, draws, seals
from bot.services.contest_results import Result
from bot.services.draw_proofs import Proof
from models import Contest, ContestEntrant
from tests.clock import StillClock
from tests.contest_field import BY_LOT, BY_RANK, Field, won

DOCS = Path(__file__).parent.parent / "docs" / "draws.md"
ANN, BEN, CLEO = 1, 2, 3
FACTS = draws.Facts("autumn/lottery", "c" * 64, 12, "a" * 64, prizes=2)
SEED = "07" * 32


@pytest.fixture
def field(db: Database, clock: StillClock) -> Field:
    return Field(db, clock)


def computed_by_the_program(folder: Path, seed: str, published: bytes) -> list[str]:
    """What the program in the docs prints."""
    [program] = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(program.splitlines()) <= 22
    (folder / "check_draw.py").write_text(program)
    (folder / "list.txt").write_bytes(published)
    done = subprocess.run(
        [sys.executable, "check_draw.py", seed, "list.txt"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.splitlines()


async def proved(field: Field) -> tuple[Contest, Proof]:
    known = await field.only()
    async with field.db.read() as session:
        material = await draw_proofs.gather(session, known)
    return known.contest, material.prove()


async def drawn(field: Field, **more: object) -> Result:
    """A draw of three people with one, two and three friends."""
    await field.open({**BY_LOT, **more})
    for number in (ANN, BEN, CLEO):
        await field.bring(number, number)
    return await field.end()


# The function


def test_nobody_wins_twice_and_everybody_can_win() -> None:
    firsts: Counter[str] = Counter()
    published = draws.listed(FACTS, {"aa": 1, "bb": 2, "cc": 3})
    for number in range(2_000):
        winners = draws.winners(hashlib.sha256(str(number).encode()).hexdigest(), published)
        assert len(set(winners)) == 2
        firsts[winners[0]] += 1
    # One, two and three tickets of six; two thousand draws are within 15 % of that.
    for code, share in (("aa", 1 / 6), ("bb", 2 / 6), ("cc", 3 / 6)):
        assert abs(firsts[code] - 2_000 * share) < 0.15 * 2_000 * share


def test_a_number_of_the_last_stretch_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """With numbers below 256 and three tickets, 255 alone would make the first more likely."""
    published = draws.listed(FACTS, {"aa": 1, "bb": 1, "cc": 1})
    monkeypatch.setattr(draws, "RANGE", 256)
    numbers = iter([255, 1, 2])
    monkeypatch.setattr(
        "bot.services.draws.hmac.digest", lambda *_said: next(numbers).to_bytes(32, "big")
    )
    assert draws.winners(SEED, published) == ["bb", "cc"]


def test_with_fewer_entrants_than_prizes_everybody_wins_and_it_ends() -> None:
    assert sorted(draws.winners(SEED, draws.listed(FACTS, {"aa": 5}))) == ["aa"]
    assert draws.winners(SEED, draws.listed(FACTS, {})) == []


def test_codes_tell_nothing_and_are_fixed_by_the_seed() -> None:
    assert draws.code(SEED, 1, 7) == draws.code(SEED, 1, 7)
    others = {draws.code(SEED, 1, 8), draws.code(SEED, 2, 7), draws.code("08" * 32, 1, 7)}
    assert len(others | {draws.code(SEED, 1, 7)}) == 4
    assert len({draws.new_seed() for _ in range(50)}) == 50


# A draw that was held


async def test_the_program_of_the_docs_finds_the_winners_of_the_bot(
    field: Field, tmp_path: Path
) -> None:
    result = await drawn(field)
    contest, proof = await proved(field)
    assert contest.seed is not None
    said = computed_by_the_program(tmp_path, contest.seed, proof.published)
    codes = {await field.town.id_of(who): who for who in (ANN, BEN, CLEO)}
    by_code = {proof.own[person]: who for person, who in codes.items()}
    assert said == [
        f"commitment: {contest.commitment}",
        "the seed fits it: True",
        f"list: {contest.list_hash}",
        *(
            f"{each.line.place}. {code}"
            for each in result.won
            for code, who in by_code.items()
            if who == each.line.telegram_id
        ),
    ]
    assert len(said) == 5
    assert proof.agrees
    assert (contest.entrants, contest.tickets) == (3, 6)
    assert await field.findings() == []


async def test_the_program_agrees_with_the_bot_on_many_lists(tmp_path: Path) -> None:
    for number in range(5):
        tickets = {f"{each:016x}": 1 + each % 7 for each in range(number * 40)}
        published = draws.listed(FACTS, tickets)
        seed = hashlib.sha256(str(number).encode()).hexdigest()
        said = computed_by_the_program(tmp_path, seed, published)
        winners = [line.split(". ")[1] for line in said if re.match(r"\d+\. ", line)]
        assert winners == draws.winners(seed, published)


async def test_the_seed_is_committed_at_the_start_and_the_ledger_stands_in_the_list(
    field: Field,
) -> None:
    await field.open(BY_LOT)
    before = (await field.only()).contest
    assert before.seed is not None
    assert hashlib.sha256(bytes.fromhex(before.seed)).hexdigest() == before.commitment
    assert before.list_hash is None
    await field.bring(ANN, 1)
    async with field.db.transaction() as session:
        await seals.seal(session, limit=100)
        head = await seals.head(session)
    await field.end()
    contest, proof = await proved(field)
    assert (contest.seed, contest.commitment) == (before.seed, before.commitment)
    assert f"# ledger: {head.number} {head.seal}".encode() in proof.published
    assert head.number > 0


async def test_one_person_has_at_most_so_many_tickets(field: Field) -> None:
    await drawn(field, tickets_max=2)
    contest, proof = await proved(field)
    counts = Counter(
        line for line in proof.published.decode().splitlines() if not line.startswith("#")
    )
    assert sorted(counts.values()) == [1, 2, 2]
    assert contest.tickets == 5
    assert proof.agrees


async def test_banned_disqualified_and_small_ones_have_no_ticket(field: Field) -> None:
    await field.open({**BY_LOT, "minimum": 2, "prizes": [{"places": 10, "amount": 5}]})
    for number in range(1, 6):
        await field.bring(number, number)
    await field.town.change(5, banned_at=field.clock())
    await field.disqualify(4)
    result = await field.end()
    assert sorted(who for _place, who, _amount in won(result)) == [2, 3]
    _contest, proof = await proved(field)
    assert proof.tickets == 5
    assert proof.agrees


async def test_a_draw_without_entrants_is_a_draw_all_the_same(field: Field, tmp_path: Path) -> None:
    await field.open(BY_LOT)
    result = await field.end()
    assert result.won == []
    contest, proof = await proved(field)
    assert proof.agrees
    assert contest.seed is not None
    assert len(computed_by_the_program(tmp_path, contest.seed, proof.published)) == 4
    assert await field.findings() == []


# What was changed afterwards


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        (update(Contest).values(seed="00" * 32), (False, False, False)),
        (update(Contest).values(commitment="00" * 32), (False, False, False)),
        (update(Contest).values(list_hash="00" * 32), (True, False, True)),
        (update(ContestEntrant).values(value=ContestEntrant.value + 1), (True, False, False)),
    ],
    ids=["seed", "commitment", "hash", "tickets"],
)
async def test_what_was_changed_after_the_draw_is_seen(
    field: Field, change: Update, fits: tuple[bool, bool, bool]
) -> None:
    await drawn(field)
    async with field.db.transaction() as session:
        await session.execute(change)
    _contest, proof = await proved(field)
    assert (proof.seed_fits, proof.list_fits) == fits[:2]
    assert not proof.agrees
    assert await field.findings()


async def test_verify_sees_winners_ranks_and_prizes_that_were_changed(field: Field) -> None:
    await field.open(BY_RANK)
    await field.bring(ANN, 2)
    await field.bring(BEN, 1)
    result = await field.end()
    contest_id = result.known.contest.id
    ann, ben = await field.town.id_of(ANN), await field.town.id_of(BEN)
    assert await field.findings() == []
    for change, words in (
        (f"UPDATE contest_entrants SET place = 3 - place WHERE contest_id = {contest_id}", "place"),
        (f"UPDATE contest_entrants SET value = 9 WHERE participant_id = {ben}", "there are 1"),
        (f"DELETE FROM contest_entrants WHERE participant_id = {ann}", "2 took part"),
        (
            f"UPDATE rewards SET participant_id = {ben} WHERE key LIKE 'contest:%:1:0'",
            "the prize contest",
        ),
    ):
        async with field.db.transaction() as session:
            saved = await session.begin_nested()
            await session.execute(text(change))
            found = await contest_checks.findings(session, limit=10)
            await saved.rollback()
        assert any(words in finding for finding in found), (change, found)
    assert await field.findings() == []
