"""Who may do what in the admin group, and what hears everybody else?"""

from collections.abc import AsyncIterator

import pytest

from tests.people import Json, Person, Stage, staged, text_of

ANSWERS = {
    "stats": "📊",
    "top": "Leaderboard",
    "payouts": "Payouts waiting",
    "broadcast": "nobody to write to",
    "roles": "Who may do what",
    "help": "/stats",
}


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        yield stage


def command_of(name: str) -> str:
    return "/broadcast Hello" if name == "broadcast" else f"/{name}"


async def said_after(stage: Stage, message: Json) -> list[str]:
    """What the bot has said in the group since this message."""
    await stage.settle()
    return [text_of(one) for one in stage.in_group() if one["message_id"] > message["message_id"]]


async def test_the_owner_and_an_administrator_are_served(stage: Stage) -> None:
    ann = stage.person("Ann")
    stage.telegram.join(ann.user, stage.group_id)
    stage.telegram.promote(stage.group_id, ann.user)
    for person in (stage.admin, ann):
        for name in ANSWERS:
            message = stage.telegram.send(person.user, stage.group_id, command_of(name))
            answers = await said_after(stage, message)
            assert any(ANSWERS[name] in answer for answer in answers), (name, answers)


async def test_nobody_else_is_served_in_the_group(stage: Stage) -> None:
    member, owner = stage.person("Member"), stage.admin
    stage.telegram.join(member.user, stage.group_id)
    anonymous = stage.person("Hidden")
    stage.telegram.join(anonymous.user, stage.group_id)
    stage.telegram.promote(stage.group_id, anonymous.user, anonymous=True)
    for name in ANSWERS:
        words = command_of(name)
        by_member = stage.telegram.send(member.user, stage.group_id, words)
        assert not served(name, await said_after(stage, by_member)), name
        by_nobody = stage.telegram.send(anonymous.user, stage.group_id, words, anonymous=True)
        assert not served(name, await said_after(stage, by_nobody)), name
        original = stage.telegram.send(member.user, stage.group_id, words)
        await stage.settle()
        forwarded = stage.telegram.forward(owner.user, original, stage.group_id)
        assert not served(name, await said_after(stage, forwarded)), name


def served(name: str, answers: list[str]) -> bool:
    return any(ANSWERS[name] in answer for answer in answers)


async def test_admin_commands_mean_nothing_elsewhere(stage: Stage) -> None:
    owner = stage.admin
    await owner.start()
    for name in ("stats", "payouts", "broadcast"):
        answer = text_of(await owner.say(command_of(name)))
        assert "only in the administrators’ group" in answer
    other = stage.telegram.add_group("Friends", owner=owner.user)
    stage.telegram.add_bot_to(other, stage.me)
    for name in ("stats", "payouts", "broadcast"):
        stage.telegram.send(owner.user, other, command_of(name))
    await stage.settle()
    texts = [
        text_of(one) for one in stage.telegram.history(other) if one["from"]["id"] == stage.me.id
    ]
    assert len(texts) == 3
    assert all("only in the administrators’ group" in text for text in texts)


async def test_a_demoted_administrator_is_one_no_longer(stage: Stage) -> None:
    ann = stage.person("Ann")
    stage.telegram.join(ann.user, stage.group_id)
    stage.telegram.promote(stage.group_id, ann.user)
    message = stage.telegram.send(ann.user, stage.group_id, "/stats")
    assert served("stats", await said_after(stage, message))
    stage.telegram.demote(stage.group_id, ann.user)
    await stage.settle()
    message = stage.telegram.send(ann.user, stage.group_id, "/stats")
    assert not served("stats", await said_after(stage, message))


async def test_telegrams_own_senders_are_nobodys_administrators(stage: Stage) -> None:
    for telegram_id in (777_000, 1_087_968_824, 136_817_688):
        user = stage.telegram.add_user("Service", user_id=telegram_id)
        stage.telegram.join(user, stage.group_id)
        stage.telegram.promote(stage.group_id, user)
        person = Person(stage, user)
        message = stage.telegram.send(person.user, stage.group_id, "/stats")
        assert not served("stats", await said_after(stage, message))
