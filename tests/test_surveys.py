"""Which buyers are asked once how likely they are to recommend us, and what follows?"""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.services import conversions, surveys
from bot.services.conversions import Order
from bot.services.surveys import Group, Scores
from models import ApiKey, Survey
from tests.people import Json, Person, Stage, buttons, staged, text_of
from tests.stepped import participant_id, running

TEXT = """
[campaign]
slug = "service-quality"
title = { en = "Service" }

[purchases]
currency = "EUR"

[[reward]]
on = "qualified"
to = "referrer"
amount = 100

[survey]
after = "24h"
promoters_from = 9
"""


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        await running(stage, TEXT)
        yield stage


async def shop(stage: Stage) -> int:
    async with stage.app.db.transaction() as session:
        found = await session.scalar(select(ApiKey.id))
        if found is None:
            key = ApiKey(name="shop", key_hash="0" * 64, secret="s", created_at=stage.clock())
            session.add(key)
            await session.flush()
            found = key.id
    return found


async def buy(stage: Stage, person: Person, order_id: str) -> None:
    key_id, buyer_id = await shop(stage), await participant_id(stage, person)
    order = Order(order_id, buyer_id, 5_000, "EUR", stage.clock())
    async with stage.app.db.transaction() as session:
        await conversions.record(session, order, api_key_id=key_id, now=stage.clock())


async def buyer(stage: Stage, name: str) -> Person:
    person = stage.person(name)
    await person.start()
    return person


def questions(person: Person) -> list[Json]:
    return [each for each in person.heard if "How was your purchase" in text_of(each)]


async def test_a_buyer_is_asked_a_day_later_and_once(stage: Stage) -> None:
    ann = await buyer(stage, "Ann")
    await buy(stage, ann, "1")
    await stage.advance(hours=23)
    assert not questions(ann)
    await stage.advance(hours=1)
    await stage.advance(seconds=5)
    assert len(questions(ann)) == 1
    assert buttons(questions(ann)[0]) == [str(score) for score in range(11)]


async def test_nobody_is_asked_twice_in_thirty_days(stage: Stage) -> None:
    ann = await buyer(stage, "Ann")
    await buy(stage, ann, "1")
    await buy(stage, ann, "2")
    await stage.advance(days=1)
    await buy(stage, ann, "3")
    await stage.advance(days=1)
    assert len(questions(ann)) == 1
    await stage.advance(days=28)
    await buy(stage, ann, "4")
    await stage.advance(days=1)
    assert len(questions(ann)) == 2
    async with stage.app.db.read() as session:
        states = [each.state for each in await session.scalars(select(Survey).order_by(Survey.id))]
    assert states == ["asked", "skipped", "skipped", "asked"]


async def test_what_was_given_back_or_is_long_ago_is_not_asked_about(stage: Stage) -> None:
    ann, cleo = [await buyer(stage, name) for name in ("Ann", "Cleo")]
    await buy(stage, ann, "1")
    key_id = await shop(stage)
    async with stage.app.db.transaction() as session:
        await conversions.refund(session, "1", api_key_id=key_id, now=stage.clock())
    await buy(stage, cleo, "3")
    stage.clock.advance(days=1)
    # The bot was down for longer than anybody remembers.
    stage.clock.advance(timedelta(days=3, minutes=1))
    await stage.advance(seconds=5)
    assert not any(questions(person) for person in (ann, cleo))


async def test_the_happy_get_their_link(stage: Stage) -> None:
    ann = await buyer(stage, "Ann")
    await buy(stage, ann, "1")
    await stage.advance(days=1)
    question = questions(ann)[0]
    await ann.press("9", question)
    shown = ann.heard[-1]
    assert "9 of 10" in text_of(shown)
    assert "start=" in text_of(shown)
    assert "🏠 Home" in buttons(shown)
    assert not any("after a purchase" in text_of(one) for one in stage.in_group())


async def test_the_others_talk_to_the_team(stage: Stage) -> None:
    ann = await buyer(stage, "Ann")
    await buy(stage, ann, "1")
    await stage.advance(days=1)
    await ann.press("8", questions(ann)[0])
    assert "What should we do better" in ann.texts[-1]
    assert "start=" not in ann.texts[-1]
    card = next(one for one in stage.in_group() if "after a purchase" in text_of(one))
    assert "8 of 10" in text_of(card)
    assert "✉️ Write" in buttons(card)
    await ann.say("The parcel was late")
    assert any("The parcel was late" in text_of(one) for one in stage.in_group())


async def test_an_answer_is_given_once_and_by_the_buyer_alone(stage: Stage) -> None:
    ann, ben = await buyer(stage, "Ann"), await buyer(stage, "Ben")
    await buy(stage, ann, "1")
    await stage.advance(days=1)
    question = questions(ann)[0]
    async with stage.app.db.read() as session:
        [survey] = await session.scalars(select(Survey))
    with pytest.raises(surveys.SurveyOver):
        await answered(stage, survey.id, ben, 3)
    await ann.press("10", question)
    with pytest.raises(surveys.SurveyOver):
        await answered(stage, survey.id, ann, 0)
    with pytest.raises(surveys.ScoreUnknown):
        await answered(stage, survey.id, ann, 11)


async def answered(stage: Stage, survey_id: int, person: Person, score: int) -> None:
    wanted = await participant_id(stage, person)
    async with stage.app.db.transaction() as session:
        await surveys.answer(session, survey_id, wanted, score, now=stage.clock())


async def test_the_score_stands_in_the_figures_with_the_answers_by_group(stage: Stage) -> None:
    """9, 10, 7 and 3: (2 − 1) / 4 = +25."""
    people = [await buyer(stage, name) for name in ("Ann", "Ben", "Cleo", "Dan")]
    for number, person in enumerate(people):
        await buy(stage, person, str(number))
    await stage.advance(days=1)
    for person, score in zip(people, ("9", "10", "7", "3"), strict=True):
        await person.press(score, questions(person)[0])
    figures = await stage.admin.say_in_group("/stats")
    assert "NPS: +25 (4 answers)" in text_of(figures)
    await stage.admin.press("🗳 NPS", figures)
    shown = next(one for one in stage.in_group() if one["message_id"] == figures["message_id"])
    assert "NPS +25" in text_of(shown)
    assert "4 of 4 asked have answered" in text_of(shown)
    assert "would recommend: 2 · 50%" in text_of(shown)
    assert "not happy: 1 · 25%" in text_of(shown)


def test_the_margin_of_a_score() -> None:
    """Half promoters, a quarter detractors of 100: √((0.75 − 0.0625) / 100) · 1.96 = 16.25."""
    found = Scores(120, Counter({10: 50, 8: 25, 2: 25}))
    assert found.nps == 25
    assert found.margin == pytest.approx(16.25, abs=0.01)
    assert found.of(Group.PASSIVES) == 25
    assert Scores(3, Counter()).nps is None
