"""Does a button have its effect once, for the right person, in the right chat, in time?"""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.errors import UserError
from bot.services import confirmations
from bot.services.confirmations import ButtonExpired, ButtonNotYours, ButtonSpent
from models import Confirmation
from tests.clock import StillClock

CHAT, PERSON, STRANGER = 700, 700, 701
ADMIN_GROUP = -100_500
SUBJECT = {"payout_id": 7, "state": "requested"}
DAY = timedelta(days=1)


async def issue(db: Database, clock: StillClock, *, to: int | None = PERSON) -> str:
    async with db.transaction() as session:
        return await confirmations.issue(
            session,
            chat_id=CHAT if to is not None else ADMIN_GROUP,
            telegram_id=to,
            action="pay",
            subject=SUBJECT,
            now=clock(),
            expires_at=clock() + DAY,
        )


async def spend(
    db: Database,
    clock: StillClock,
    token: str,
    *,
    by: int = PERSON,
    chat_id: int = CHAT,
    action: str = "pay",
) -> dict[str, object]:
    async with db.transaction() as session:
        return await confirmations.spend(
            session, token, chat_id=chat_id, telegram_id=by, action=action, now=clock()
        )


async def test_a_press_returns_what_the_button_was_made_for(
    db: Database, clock: StillClock
) -> None:
    token = await issue(db, clock)
    assert await spend(db, clock, token) == SUBJECT


async def test_a_second_press_does_nothing(db: Database, clock: StillClock) -> None:
    token = await issue(db, clock)
    await spend(db, clock, token)
    with pytest.raises(ButtonSpent):
        await spend(db, clock, token)


async def test_a_press_whose_transaction_fails_can_be_repeated(
    db: Database, clock: StillClock
) -> None:
    token = await issue(db, clock)

    async def press_and_fail() -> None:
        async with db.transaction() as session:
            await confirmations.spend(
                session, token, chat_id=CHAT, telegram_id=PERSON, action="pay", now=clock()
            )
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await press_and_fail()
    assert await spend(db, clock, token) == SUBJECT


async def test_a_hundred_presses_at_once_have_one_effect(db: Database, clock: StillClock) -> None:
    token = await issue(db, clock)
    outcomes = await asyncio.gather(
        *(spend(db, clock, token) for _ in range(100)), return_exceptions=True
    )
    assert sum(outcome == SUBJECT for outcome in outcomes) == 1
    assert sum(isinstance(outcome, ButtonSpent) for outcome in outcomes) == 99


async def test_nobody_else_can_press_my_button(db: Database, clock: StillClock) -> None:
    token = await issue(db, clock)
    with pytest.raises(ButtonNotYours):
        await spend(db, clock, token, by=STRANGER)
    with pytest.raises(ButtonNotYours):
        await spend(db, clock, token, chat_id=ADMIN_GROUP)
    assert await spend(db, clock, token) == SUBJECT


async def test_a_button_for_the_admins_works_for_anyone_in_their_group_alone(
    db: Database, clock: StillClock
) -> None:
    token = await issue(db, clock, to=None)
    with pytest.raises(ButtonNotYours):
        await spend(db, clock, token, by=PERSON, chat_id=CHAT)
    assert await spend(db, clock, token, by=STRANGER, chat_id=ADMIN_GROUP) == SUBJECT


async def test_a_button_expires_at_its_moment(db: Database, clock: StillClock) -> None:
    token, late = await issue(db, clock), await issue(db, clock)
    clock.advance(hours=24, seconds=-1)
    assert await spend(db, clock, token) == SUBJECT
    clock.advance(seconds=1)
    with pytest.raises(ButtonExpired):
        await spend(db, clock, late)


@pytest.mark.parametrize("token", ["", "A" * 22, "A" * 5_000, "'; DROP TABLE confirmations; --"])
async def test_an_invented_token_has_expired(db: Database, clock: StillClock, token: str) -> None:
    with pytest.raises(ButtonExpired):
        await spend(db, clock, token)


async def test_a_token_does_only_what_it_was_made_for(db: Database, clock: StillClock) -> None:
    token = await issue(db, clock)
    with pytest.raises(ButtonExpired):
        await spend(db, clock, token, action="erase")
    assert await spend(db, clock, token) == SUBJECT


async def test_a_look_leaves_the_button_to_be_pressed(db: Database, clock: StillClock) -> None:
    token = await issue(db, clock)
    for _ in range(2):
        async with db.read() as session:
            subject = await confirmations.check(
                session, token, chat_id=CHAT, telegram_id=PERSON, action="pay", now=clock()
            )
        assert subject == SUBJECT
    assert await spend(db, clock, token) == SUBJECT


async def test_a_look_refuses_what_a_press_would(db: Database, clock: StillClock) -> None:
    token, spent = await issue(db, clock), await issue(db, clock)
    await spend(db, clock, spent)

    async def look(
        token: str, *, by: int = PERSON, chat_id: int = CHAT, action: str = "pay"
    ) -> type[BaseException] | None:
        async with db.read() as session:
            try:
                await confirmations.check(
                    session, token, chat_id=chat_id, telegram_id=by, action=action, now=clock()
                )
            except UserError as refusal:
                return type(refusal)
        return None

    assert await look(token) is None
    assert await look(token, by=STRANGER) is ButtonNotYours
    assert await look(token, chat_id=ADMIN_GROUP) is ButtonNotYours
    assert await look(token, action="erase") is ButtonExpired
    assert await look(spent) is ButtonSpent
    clock.advance(days=1)
    assert await look(token) is ButtonExpired


async def test_tokens_are_short_random_and_never_alike(db: Database, clock: StillClock) -> None:
    for _ in range(200):
        await issue(db, clock)
    async with db.read() as session:
        tokens = list(await session.scalars(select(Confirmation.token)))
    assert len(set(tokens)) == 200
    assert {len(token) for token in tokens} == {22}


async def test_a_button_that_nobody_could_press_is_a_mistake(
    db: Database, clock: StillClock
) -> None:
    with pytest.raises(ValueError, match="nobody"):
        async with db.transaction() as session:
            await confirmations.issue(
                session,
                chat_id=CHAT,
                telegram_id=PERSON,
                action="pay",
                subject={},
                now=clock(),
                expires_at=clock(),
            )
