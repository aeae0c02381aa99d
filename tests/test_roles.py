"""Do owners, and nobody else, give others a part of the work?"""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot import membership
from bot.db import Database
from bot.i18n import Texts
from bot.sandbox import messages
from bot.sandbox.chats import Member, Status
from bot.sandbox.people import ANONYMOUS_ADMIN
from bot.services import roles
from bot.services.roles import ALL_RIGHTS, RIGHTS, Right
from models import AuditRecord, Role, RoleGrant
from tests.clock import StillClock
from tests.conventions.code import ROOT
from tests.people import Json, Person, Stage, buttons, staged, text_of
from tests.presses import answer_to, press

SPENT = Texts().of("en").plain("error-button-spent")

GIVEN = {
    "en": (
        "Finance",
        "finance",
        "Only administrators of this group",
        "one of these roles: marketer",
    ),
    "ru": ("Финансы", "финансы", "только администраторы этой группы", "маркетолог"),
    "bg": ("Финанси", "финанси", "само администраторите на тази група", "маркетолог"),
}
"""On the button, on the card, to who has no role, and to who has another one."""


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        yield stage


async def member(stage: Stage, name: str = "Fay", **more: str) -> Person:
    person = stage.person(name, **more)
    await person.join(stage.group_id)
    return person


async def owner(stage: Stage, name: str) -> Person:
    person = await member(stage, name)
    stage.telegram.promote(stage.group_id, person.user)
    await stage.settle()
    return person


async def card_of(by: Person, person: Person) -> Json:
    """The card by which `by` gives and takes roles, asked for by a reply."""
    words = by.stage.telegram.send(person.user, by.stage.group_id, "Good morning")
    return await by.say_in_group("/roles", reply_to=words)


def now(stage: Stage, card: Json) -> Json:
    """A card as it stands after presses."""
    return stage.telegram.group(stage.group_id).messages[card["message_id"]]


async def held(stage: Stage, person: Person) -> set[Role]:
    async with stage.app.db.read() as session:
        return set(await roles.of(session, person.id))


async def decisions(stage: Stage) -> list[AuditRecord]:
    async with stage.app.db.read() as session:
        return list(await session.scalars(select(AuditRecord).order_by(AuditRecord.id)))


async def is_served(person: Person, command: str = "/stats") -> bool:
    return "📊" in text_of(await person.say_in_group(command))


async def test_a_role_is_given_by_a_reply_listed_and_taken_again(stage: Stage) -> None:
    fay = await member(stage)
    assert not await is_served(fay)
    card = await card_of(stage.admin, fay)
    assert text_of(card) == f"👤 \u2068Fay\u2069 · {fay.id}\nNo role so far."
    assert buttons(card) == ["➕ Finance", "➕ Support", "➕ Marketer", "➕ Viewer"]
    await stage.admin.press("➕ Finance", card)
    assert "✅ finance" in text_of(now(stage, card))
    assert buttons(now(stage, card))[0] == "➖ Finance"
    assert await is_served(fay)
    overview = text_of(await stage.admin.say_in_group("/roles"))
    assert f"• \u2068Fay\u2069 · {fay.id} — finance" in overview
    assert "Owners, as administrators of this group in Telegram: \u2068Olga\u2069" in overview
    await stage.admin.press("➕ Viewer", now(stage, card))
    await stage.admin.press("➖ Finance", now(stage, card))
    assert await held(stage, fay) == {Role.VIEWER}
    await stage.admin.press("➖ Viewer", now(stage, card))
    assert await held(stage, fay) == set()
    assert not await is_served(fay)
    assert "Nobody has a role yet." in text_of(await stage.admin.say_in_group("/roles"))


async def test_every_change_is_a_decision_with_before_and_after(stage: Stage) -> None:
    fay = await member(stage)
    await card_of(stage.admin, fay)
    for name in ("➕ Support", "➕ Finance", "➖ Support"):
        await stage.admin.press(name, stage.in_group()[-1])
    told = [(one.action, one.actor, one.before, one.after) for one in await decisions(stage)]
    olga = stage.owner.id
    assert told == [
        ("role-give", olga, *changed(fay, [], ["support"])),
        ("role-give", olga, *changed(fay, ["support"], ["finance", "support"])),
        ("role-take", olga, *changed(fay, ["finance", "support"], ["finance"])),
    ]
    assert all(one.participant_id is not None for one in await decisions(stage))


def changed(person: Person, before: list[str], after: list[str]) -> tuple[Json, Json]:
    return {"roles": before}, {"roles": after, "telegram_id": person.id}


async def test_a_person_is_found_by_name_and_by_id(stage: Stage) -> None:
    fay = await member(stage, username="fay_works")
    await fay.start()
    for written in ("@fay_works", "fay_works", "@FAY_WORKS", str(fay.id)):
        assert f"· {fay.id}" in text_of(await stage.admin.say_in_group(f"/roles {written}"))


@pytest.mark.parametrize("written", ["@nobody_here", "999999999", "two words", "12345678901234567"])
async def test_whom_the_bot_does_not_know_gets_nothing(stage: Stage, written: str) -> None:
    answer = await stage.admin.say_in_group(f"/roles {written}")
    assert not buttons(answer)
    assert "👤" not in text_of(answer)


async def test_the_card_tells_who_is_outside_and_who_is_an_owner(stage: Stage) -> None:
    oscar = stage.person("Oscar")
    await oscar.start()
    outside = text_of(await stage.admin.say_in_group(f"/roles {oscar.id}"))
    assert "Not in this group" in outside
    piotr = await owner(stage, "Piotr")
    assert "An owner" in text_of(await card_of(stage.admin, piotr))
    await stage.admin.say_in_group(f"/roles {oscar.id}")
    await stage.admin.press("➕ Finance", stage.in_group()[-1])
    assert await held(stage, oscar) == {Role.FINANCE}
    assert not await is_served_by_force(stage, oscar)
    await oscar.join(stage.group_id)
    assert await is_served(oscar)


async def is_served_by_force(stage: Stage, person: Person) -> bool:
    """Whether a message would be answered that Telegram lets nobody outside send."""
    group = stage.telegram.group(stage.group_id)
    message = messages.compose(stage.telegram, group, person.user.json, {"text": "/stats"})
    messages.store(stage.telegram, group, message)
    stage.me.updates.push("message", message, f"chat {group.id}")
    await stage.settle()
    return "📊" in text_of(stage.in_group()[-1])


async def test_bots_channels_and_anonymous_administrators_get_no_role(stage: Stage) -> None:
    hidden = await member(stage, "Hidden")
    stage.telegram.promote(stage.group_id, hidden.user, anonymous=True)
    other = stage.telegram.add_bot("2000002:SANDBOX-not-a-secret", "other_bot", "Other")
    stage.telegram.add_bot_to(stage.group_id, other)
    group = stage.telegram.group(stage.group_id)
    service = {"id": 777_000, "is_bot": False, "first_name": "Telegram"}
    for sender in (ANONYMOUS_ADMIN, other.json, service):
        words = messages.compose(stage.telegram, group, sender, {"text": "Hello"})
        messages.store(stage.telegram, group, words)
        answer = await stage.admin.say_in_group("/roles", reply_to=words)
        assert "under their own name" in text_of(answer)
        assert not buttons(answer)
    async with stage.app.db.read() as session:
        assert (await session.scalars(select(RoleGrant))).all() == []


async def test_a_reply_to_the_bot_itself_shows_everybody(stage: Stage) -> None:
    overview = await stage.admin.say_in_group("/roles")
    again = await stage.admin.say_in_group("/roles", reply_to=overview)
    assert text_of(again) == text_of(overview)


async def test_of_two_owners_at_once_one_decides(stage: Stage) -> None:
    fay, piotr = await member(stage), await owner(stage, "Piotr")
    cards = [(by, await card_of(by, fay)) for by in (stage.admin, piotr)]
    for by, card in cards:
        stage.telegram.press(by.user, card, "➕ Finance")
    await stage.settle()
    assert await held(stage, fay) == {Role.FINANCE}
    assert len(await decisions(stage)) == 1
    for _by, card in cards:
        assert buttons(now(stage, card))[0] == "➖ Finance"


async def test_a_card_is_for_the_owner_who_asked_and_pressed_once(stage: Stage) -> None:
    fay, piotr = await member(stage), await owner(stage, "Piotr")
    card = await card_of(stage.admin, fay)
    assert "is not yours" in (await piotr.press("➕ Finance", card) or "")
    assert await held(stage, fay) == set()
    callback = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    queries = [press(stage.admin, callback, card) for _ in range(2)]
    await stage.settle()
    assert [answer_to(stage, query) for query in queries] == [("", False), (SPENT, True)]
    assert await held(stage, fay) == {Role.FINANCE}
    assert len(await decisions(stage)) == 1


async def test_who_leaves_may_nothing_and_who_comes_back_may_again(stage: Stage) -> None:
    fay = await member(stage)
    await card_of(stage.admin, fay)
    await stage.admin.press("➕ Finance", stage.in_group()[-1])
    assert await is_served(fay)
    await fay.leave(stage.group_id)
    assert not await is_served_by_force(stage, fay)
    await fay.join(stage.group_id)
    assert await is_served(fay)


class Watch:
    """Stands for the module `time` in bot.membership."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now


async def test_what_telegram_did_not_tell_is_known_after_a_minute(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch()
    monkeypatch.setattr(membership, "time", watch)
    fay, piotr = await member(stage), await owner(stage, "Piotr")
    await card_of(stage.admin, fay)
    await stage.admin.press("➕ Finance", stage.in_group()[-1])
    for person in (fay, piotr):
        assert await is_served(person)
    seats = stage.telegram.group(stage.group_id).members
    seats[fay.id], seats[piotr.id] = (
        Member(fay.user, Status.LEFT),
        Member(piotr.user, Status.MEMBER),
    )
    watch.now += 61
    for person in (fay, piotr):
        assert not await is_served_by_force(stage, person)
    seats[fay.id] = Member(fay.user, Status.MEMBER)
    watch.now += 61
    assert await is_served_by_force(stage, fay)


async def test_a_demotion_that_was_told_counts_at_once(stage: Stage) -> None:
    piotr = await owner(stage, "Piotr")
    assert await is_served(piotr)
    stage.telegram.demote(stage.group_id, piotr.user)
    assert not await is_served(piotr)


@pytest.mark.parametrize("language", ["en", "ru", "bg"])
async def test_in_three_languages(sqlite_url: str, unpaced: None, language: str) -> None:
    name, role, refusal, missing = GIVEN[language]
    async with staged(sqlite_url, texts={"language": language}) as stage:
        fay = await member(stage)
        assert refusal in text_of(await fay.say_in_group("/payouts"))
        card = await card_of(stage.admin, fay)
        await stage.admin.press(f"➕ {name}", card)
        assert f"✅ {role}" in text_of(now(stage, card))
        assert missing in text_of(await fay.say_in_group("/broadcast"))
        await stage.admin.press(f"➖ {name}", now(stage, card))
        assert f"➕ {name}" in buttons(now(stage, card))


async def test_the_list_fits_into_a_message_however_many_there_are(stage: Stage) -> None:
    async with stage.app.db.transaction() as session:
        for number in range(60):
            for role in Role:
                await roles.give(
                    session,
                    1_000_000 + number,
                    role,
                    by=stage.owner.id,
                    participant_id=None,
                    now=stage.clock(),
                )
    text = text_of(await stage.admin.say_in_group("/roles"))
    assert "…and 45 more" in text
    assert len(text) < 4_096


# Rules


def test_owners_may_everything_and_every_right_is_somebodys() -> None:
    assert frozenset(Right) == ALL_RIGHTS
    assert set(RIGHTS) == set(Role)
    assert all(Right.LOOK in rights and Right.OWN not in rights for rights in RIGHTS.values())


async def test_giving_twice_and_taking_twice_changes_nothing(
    db: Database, clock: StillClock
) -> None:
    for change, expected in (
        (roles.give, [True, False]),
        (roles.take, [True, False]),
    ):
        for outcome in expected:
            async with db.transaction() as session:
                changed = await change(
                    session, 7, Role.VIEWER, by=1, participant_id=None, now=clock()
                )
            assert changed is outcome
    async with db.read() as session:
        actions = list(await session.scalars(select(AuditRecord.action)))
    assert actions == ["role-give", "role-take"]


def test_the_readme_says_what_each_role_may_do() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    begin = lines.index("| Role | " + " | ".join(Right) + " |")
    told = {}
    for line in lines[begin + 2 : begin + 3 + len(Role)]:
        name, *marks = (cell.strip() for cell in line.strip("|").split("|"))
        told[name] = {right for right, mark in zip(Right, marks, strict=True) if mark == "✓"}
    assert told == {"owner": set(ALL_RIGHTS)} | {role.value: set(RIGHTS[role]) for role in Role}
