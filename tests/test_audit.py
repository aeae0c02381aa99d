"""Can everybody in the admin group read who decided what, when, why, and what was it before?"""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.db import Database
from bot.i18n import LANGUAGES, Texts
from bot.services import audit, audit_lines, participants, roles
from bot.services.audit import PAGE_SIZE, Action, Filter
from models import (
    CampaignStatus,
    Participant,
    PayoutState,
    ReferralState,
    Role,
    ThreadState,
)
from tests.clock import START, StillClock
from tests.payout_stage import ask, give
from tests.people import Person, Stage, buttons, staged, text_of
from tests.plans import plan_of

NAME_MAX = "Ж" * 140
TELEGRAM_MAX = 4_096


async def decide(db: Database, count: int = 1, **more: int) -> None:
    """Whatever it was: `count` decisions, a minute apart."""
    async with db.transaction() as session:
        for number in range(count):
            at = START + timedelta(minutes=number)
            await audit.record(
                session, Action.MEMBERSHIP_CHECK, by=more.get("by", 1), now=at, reason=str(number)
            )


async def reasons(db: Database, wanted: Filter, before: int | None = None) -> list[str | None]:
    async with db.read() as session:
        found = await audit.page(session, wanted, before=before)
    return [one.reason for one in found.records]


# The rows


async def test_the_newest_come_first_and_older_ones_by_the_page(db: Database) -> None:
    await decide(db, 2 * PAGE_SIZE + 1)
    seen: list[str | None] = []
    before: int | None = None
    sizes = []
    while True:
        async with db.read() as session:
            page = await audit.page(session, Filter(), before=before)
        seen += [one.reason for one in page.records]
        sizes.append(len(page.records))
        before = page.next_before
        if before is None:
            break
        # What is decided meanwhile moves no page.
        await decide(db)
    assert sizes == [PAGE_SIZE, PAGE_SIZE, 1]
    assert seen == [str(number) for number in reversed(range(2 * PAGE_SIZE + 1))]


async def test_a_full_last_page_promises_no_other(db: Database) -> None:
    await decide(db, PAGE_SIZE)
    async with db.read() as session:
        assert (await audit.page(session, Filter())).next_before is None


async def test_only_what_is_asked_for_is_shown(db: Database, clock: StillClock) -> None:
    async with db.transaction() as session:
        ann = await participants.meet(
            session, telegram_id=5, name="Ann", username=None, telegram_language=None, now=clock()
        )
        await audit.record(session, Action.BAN, by=1, now=clock(), participant_id=ann.id)
        await audit.record(session, Action.UNBAN, by=2, now=clock(), participant_id=ann.id)
        await audit.record(session, Action.CAMPAIGN_STOP, by=None, now=clock())
    async with db.read() as session:
        for wanted, actions in (
            (Filter(), ["campaign-stop", "unban", "ban"]),
            (Filter(participant_id=ann.id), ["unban", "ban"]),
            (Filter(actor=1), ["ban"]),
            (Filter(participant_id=ann.id, actor=2), ["unban"]),
            (Filter(payout_id=1), []),
        ):
            found = await audit.page(session, wanted)
            assert [one.action for one in found.records] == actions, wanted


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Filter(), "INTEGER PRIMARY KEY"),
        (Filter(participant_id=1), "ix_audit_records_participant_id_id"),
        (Filter(actor=1), "ix_audit_records_actor_id"),
        (Filter(payout_id=1), "ix_audit_records_payout_id_id"),
    ],
)
async def test_a_page_is_read_from_an_index_however_many_there_are(
    sqlite_db: Database, wanted: Filter, index: str
) -> None:
    async with sqlite_db.transaction() as session:
        [step] = await plan_of(
            session, "audit_records", lambda: audit.page(session, wanted, before=1_000)
        )
    assert index in step


# The words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_key_and_state_has_words(language: str) -> None:
    t = Texts().of(language)
    for action in Action:
        assert t.has(f"audit-action-{action}"), action
    assert set(audit_lines.KEYS).isdisjoint(audit_lines.UNTOLD)
    for key in audit_lines.KEYS:
        assert "7" in t.plain(f"audit-key-{key}", value="7"), key
    states = [*PayoutState, *ReferralState, *ThreadState, *CampaignStatus]
    words = [t.plain("audit-state", state=state) for state in states]
    unknown = t.plain("audit-state", state="unheard of")
    assert [s for s, word in zip(states, words, strict=True) if word == unknown] == ["stopped"]


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, starter_campaign={"payout_minimum": 100}) as stage:
        yield stage


async def record(stage: Stage, action: Action, **more: Any) -> None:
    async with stage.app.db.transaction() as session:
        await audit.record(session, action, now=stage.clock(), **more)


async def known(stage: Stage, name: str, **more: str) -> tuple[Person, Participant]:
    person = stage.person(name, **more)
    await person.start()
    async with stage.app.db.read() as session:
        participant = await participants.find(session, person.id)
    assert participant is not None
    return person, participant


async def with_role(stage: Stage, role: Role) -> Person:
    person = stage.person(role.capitalize())
    await person.join(stage.group_id)
    async with stage.app.db.transaction() as session:
        await roles.give(
            session, person.id, role, by=stage.owner.id, participant_id=None, now=stage.clock()
        )
    return person


async def test_a_decision_is_told_in_words(stage: Stage) -> None:
    ann, participant = await known(stage, "Ann")
    await give(ann, 1_000)
    await ask(ann, 200)
    about = {"by": stage.owner.id, "participant_id": participant.id}
    await record(
        stage,
        Action.PAYOUT_REJECT,
        **about,
        payout_id=1,
        campaign_id=1,
        before={"state": "requested"},
        after={"state": "rejected"},
        reason="wrong card <b>&",
    )
    await record(
        stage,
        Action.DEBIT,
        **about,
        campaign_id=1,
        before={"available": 800},
        after={"available": 300, "transaction": 7},
        reason="twice",
    )
    await record(stage, Action.CAMPAIGN_LOAD, by=None, campaign_id=1, after={"version": 1})
    text = text_of(await stage.admin.say_in_group("/audit"))
    day = stage.clock().strftime("%b %-d, %Y, %H:%M")
    assert text.split("\n\n")[:-1] == [
        "📜 Decisions",
        f"{day} · 🖥 the server\nCampaign loaded · Invite your friends\nversion: 1",
        f"{day} · {stage.owner.id}\nPoints debited · \u2068Ann\u2069\n"
        "available: 800 points → 300 points · transaction: 7\n💬 twice",
        f"{day} · {stage.owner.id}\nPayout rejected · #1 · \u2068Ann\u2069\n"
        "requested → rejected\n💬 wrong card <b>&",
    ]


async def test_the_group_reads_it_in_its_time_zone(sqlite_url: str, unpaced: None) -> None:
    texts = {"language": "ru", "time_zone": "Asia/Vladivostok"}
    async with staged(sqlite_url, texts=texts) as stage:
        await record(stage, Action.CAMPAIGN_STOP, by=None)
        text = text_of(await stage.admin.say_in_group("/audit"))
        assert (
            f"{stage.clock() + timedelta(hours=10):%H:%M} · 🖥 сервер\nКампания остановлена" in text
        )


async def test_a_page_fits_into_a_message_whatever_the_names_and_reasons(stage: Stage) -> None:
    async with stage.app.db.transaction() as session:
        person = await participants.meet(
            session,
            telegram_id=77,
            name=NAME_MAX,
            username=None,
            telegram_language=None,
            now=stage.clock(),
        )
    for _ in range(PAGE_SIZE):
        await record(
            stage,
            Action.ROLE_GIVE,
            by=77,
            participant_id=person.id,
            before={"roles": sorted(Role)},
            after={"roles": sorted(Role)},
            reason="&<" * 250,
        )
    text = text_of(await stage.admin.say_in_group("/audit"))
    assert text.count("Role given") == PAGE_SIZE
    assert len(text) < TELEGRAM_MAX


# The screens


async def test_pages_are_turned_from_the_newest_to_the_oldest(stage: Stage) -> None:
    await decide(stage.app.db, PAGE_SIZE + 2)
    shown = await stage.admin.say_in_group("/audit")
    assert "💬 11" in text_of(shown)
    assert "💬 1\n" not in text_of(shown)
    assert buttons(shown) == ["Older ▶", "📄 CSV"]
    await stage.admin.press("Older ▶", shown)
    older = stage.in_group()[-1]
    assert re.findall(r"💬 (\d+)", text_of(older)) == ["1", "0"]
    assert buttons(older) == ["⏮ Newest", "📄 CSV"]
    await stage.admin.press("⏮ Newest", older)
    assert text_of(stage.in_group()[-1]) == text_of(shown)


async def test_about_a_person_and_by_a_person(stage: Stage) -> None:
    ann, participant = await known(stage, "Ann", username="ann_draws")
    olga, _ = await known(stage, "Olga", username="olga_owns")
    await record(
        stage, Action.BAN, by=olga.id, participant_id=participant.id, reason="many accounts"
    )
    await record(stage, Action.UNBAN, by=ann.id, reason="not about her")
    for written in ("@ann_draws", str(ann.id)):
        shown = await stage.admin.say_in_group(f"/audit {written}")
        assert text_of(shown).startswith("📜 Decisions about \u2068Ann\u2069\n\n")
        assert "Banned" in text_of(shown)
        assert "Unbanned" not in text_of(shown)
    await stage.admin.press("👮 Decided by \u2068Ann\u2069", shown)
    by_ann = stage.in_group()[-1]
    assert text_of(by_ann).startswith("📜 Decisions by \u2068Ann\u2069\n\n")
    assert "💬 not about her" in text_of(by_ann)
    assert "many accounts" not in text_of(by_ann)
    await stage.admin.press("👤 About \u2068Ann\u2069", by_ann)
    assert text_of(stage.in_group()[-1]) == text_of(shown)
    await ann.join(stage.group_id)
    words = stage.telegram.send(ann.user, stage.group_id, "Hello")
    replied = await stage.admin.say_in_group("/audit", reply_to=words)
    assert text_of(replied) == text_of(shown)


async def test_on_a_payout(stage: Stage) -> None:
    ann, participant = await known(stage, "Ann")
    await give(ann, 1_000)
    await ask(ann, 200)
    await record(stage, Action.PAYOUT_REVEAL, by=7, payout_id=1, participant_id=participant.id)
    await record(stage, Action.BAN, by=7, participant_id=participant.id)
    for written in ("#1", "№1", "№ 1"):
        text = text_of(await stage.admin.say_in_group(f"/audit {written}"))
        assert text.startswith("📜 Decisions on payout #1\n\n")
        assert "Destination of a payout looked at · #1 · \u2068Ann\u2069" in text
        assert "Banned" not in text
    nothing = await stage.admin.say_in_group("/audit #999")
    assert text_of(nothing) == "📜 Decisions on payout #999\n\nNothing here yet."
    assert buttons(nothing) == []


@pytest.mark.parametrize(
    "written", ["@nobody_here", "12", "what is this", "#0", "#", "#99999999999999999999"]
)
async def test_what_means_nobody_hears_so(stage: Stage, written: str) -> None:
    answer = text_of(await stage.admin.say_in_group(f"/audit {written}"))
    assert "📜" not in answer
    assert "went wrong" not in answer


async def test_the_file_has_all_of_what_is_shown(stage: Stage) -> None:
    ann, participant = await known(stage, "Ann")
    for number in range(PAGE_SIZE + 3):
        await record(
            stage,
            Action.MESSAGE,
            by=stage.owner.id,
            participant_id=participant.id,
            reason=f"=cmd|{number}",
        )
    await record(stage, Action.BAN, by=stage.owner.id, reason="somebody else")
    shown = await stage.admin.say_in_group(f"/audit {ann.id}")
    await stage.admin.press("📄 CSV", shown)
    [document] = [one["document"] for one in stage.in_group() if "document" in one]
    stored = stage.telegram.files.get(document["file_id"])
    assert stored is not None
    content = stored.content.decode("utf-8-sig")
    assert content.count("cmd|") == PAGE_SIZE + 3
    assert "somebody else" not in content
    assert not re.search(r"(^|[,;])\"?=", content, re.MULTILINE)


async def test_a_viewer_reads_it_and_takes_nothing_away(stage: Stage) -> None:
    await decide(stage.app.db)
    viewer, finance = await with_role(stage, Role.VIEWER), await with_role(stage, Role.FINANCE)
    assert buttons(await viewer.say_in_group("/audit")) == []
    shown = await finance.say_in_group("/audit")
    assert buttons(shown) == ["📄 CSV"]
    refusal = Texts().of("en").plain("errors-role-missing-button")
    assert await viewer.press("📄 CSV", shown) == refusal


@pytest.mark.parametrize("language", ["ru", "bg"])
async def test_in_other_languages_nothing_stays_english(
    sqlite_url: str, unpaced: None, language: str
) -> None:
    async with staged(sqlite_url, texts={"language": language}) as stage:
        for action in Action:
            await record(stage, action, by=None, before={"roles": []}, after={"roles": ["viewer"]})
        texts = [text_of(await stage.admin.say_in_group("/audit"))]
        while stage_older := [b for b in buttons(stage.in_group()[-1]) if "▶" in b]:
            await stage.admin.press(stage_older[0], stage.in_group()[-1])
            texts.append(text_of(stage.in_group()[-1]))
        assert len(texts) > 2
        for text in texts:
            lines = [line for line in text.splitlines() if "/audit" not in line]
            assert not re.search(r"[A-Za-z]{2}", "\n".join(lines)), text
