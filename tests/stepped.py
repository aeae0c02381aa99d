"""How do tests run a campaign of their own, and how does a friend in a test solve a picture?"""

import itertools
from datetime import datetime

from sqlalchemy import select

from bot.db import Database
from bot.services import campaigns, captchas, documents, participants
from models import Campaign, Captcha
from tests.people import Json, Person, Stage


async def run(db: Database, text: str, *, now: datetime) -> Campaign:
    """Load a campaign document and start it."""
    async with db.transaction() as session:
        campaign = await campaigns.load(session, documents.parse_toml(text), by=None, now=now)
        return await campaigns.start(session, campaign.slug, by=None, now=now)


async def running(stage: Stage, text: str) -> Campaign:
    return await run(stage.app.db, text, now=stage.clock())


async def participant_id(stage: Stage, person: Person) -> int:
    async with stage.app.db.read() as session:
        found = await participants.find(session, person.id)
    assert found is not None
    return found.id


async def newest_captcha(stage: Stage, person: Person) -> Captcha:
    wanted = await participant_id(stage, person)
    async with stage.app.db.read() as session:
        found: Captcha | None = await session.scalar(
            select(Captcha)
            .where(Captcha.participant_id == wanted)
            .order_by(Captcha.id.desc())
            .limit(1)
        )
    assert found is not None
    return found


async def answer_of(stage: Stage, person: Person) -> list[str]:
    """The numbers to press, found by trying all 504: whoever has the database can."""
    captcha = await newest_captcha(stage, person)
    for tokens in itertools.permutations(captcha.tokens, captchas.ASKED):
        if captchas._hash(captcha.salt, list(tokens)) == captcha.answer_hash:
            return [str(captcha.tokens.index(token) + 1) for token in tokens]
    raise AssertionError("no answer fits")


async def press_all(person: Person, numbers: list[str], picture: Json) -> str | None:
    said = None
    for number in numbers:
        said = await person.press(number, picture)
    return said


async def solve(stage: Stage, person: Person) -> str | None:
    """Press the button for the task and what it asks for; returns the last toast."""
    await person.press("🧩 Solve the picture task")
    return await press_all(person, await answer_of(stage, person), person.heard[-1])
