"""Do two at once make one decision: admins, accounts with one number, presses, replicas?"""

import asyncio
import itertools
from collections.abc import Coroutine
from datetime import timedelta

from sqlalchemy import func, select

from bot.db import Database
from bot.errors import UserError
from bot.services import (
    approvals,
    campaigns,
    captchas,
    conversions,
    influencers,
    invites,
    phones,
    plans,
    referrals,
    surveys,
    touches,
)
from bot.services.conversions import Order
from models import (
    ApiKey,
    Approval,
    AuditRecord,
    Campaign,
    Captcha,
    OutboxMessage,
    Participant,
    PhoneMark,
    PhoneSalt,
    Referral,
    ReferralState,
    Survey,
)
from tests.clock import START
from tests.stepped import run
from tests.test_steps import document
from tests.test_surveys import TEXT as SURVEY

NOW = START + timedelta(hours=1)


async def people(db: Database, *names: str) -> list[Participant]:
    async with db.transaction() as session:
        found = [
            Participant(telegram_id=number, name=name, created_at=START, started_at=START)
            for number, name in enumerate(names, start=500)
        ]
        session.add_all(found)
        await session.flush()
        return found


async def invited(db: Database, campaign: Campaign, *names: str) -> list[Participant]:
    """A referrer, and friends who came by their code."""
    ann, *friends = await people(db, "Ann", *names)
    async with db.transaction() as session:
        own = await invites.own(session, campaign.id, ann.id, now=START)
        for friend in friends:
            target = await invites.resolve(session, own.code)
            await touches.record(
                session, own.code, target, friend, is_new=True, membership={}, now=START
            )
    return [ann, *friends]


async def outcome(work: Coroutine[None, None, None]) -> str:
    """ "" of what went well, else the refusal's name."""
    try:
        await work
    except UserError as refusal:
        return type(refusal).__name__
    return ""


async def test_two_admins_make_one_decision(db: Database) -> None:
    # Something is left to do after it, so the friend's state does not tell that it was decided.
    campaign = await run(db, document("approval", "purchase"), now=START)
    await invited(db, campaign, "Ben")
    async with db.read() as session:
        [approval] = await session.scalars(select(Approval))

    async def approve(by: int) -> None:
        async with db.transaction() as session:
            await approvals.approve(session, approval.id, by=by, now=NOW)

    async def reject(by: int) -> None:
        async with db.transaction() as session:
            await approvals.reject(session, approval.id, by=by, reason="A double", now=NOW)

    said = await asyncio.gather(*(outcome(each) for each in (approve(1), reject(2), approve(3))))
    assert sorted(said) == ["", "ApprovalAlreadyDecided", "ApprovalAlreadyDecided"]
    async with db.read() as session:
        decided = await session.scalars(
            select(AuditRecord.action).where(AuditRecord.action.startswith("friend-"))
        )
        assert len(list(decided)) == 1


async def test_one_number_counts_once_however_close_together(db: Database) -> None:
    campaign = await run(db, document("contact"), now=START)
    _ann, *friends = await invited(db, campaign, "Ben", "Cleo", "Dan")
    async with db.transaction() as session:
        asked = await phones.waiting(session, friends[0].id, now=NOW)
        await phones.prepare(session, asked)
        [salt] = (await phones.salts(session, asked)).values()
    hashes = {campaign.id: phones.digest(salt, "+359 888 123-456")}
    assert hashes[campaign.id] == phones.digest(salt, "359888123456")

    async def share(participant_id: int) -> None:
        async with db.transaction() as session:
            await phones.share(session, participant_id, hashes, now=NOW)

    said = await asyncio.gather(*(outcome(share(friend.id)) for friend in friends))
    assert sorted(said) == ["", "PhoneAlreadyUsed", "PhoneAlreadyUsed"]
    async with db.read() as session:
        states = list(await session.scalars(select(Referral.state)))
        assert states.count(ReferralState.QUALIFIED) == 1
        assert await session.scalar(select(func.count()).select_from(PhoneMark)) == 1


async def test_presses_at_once_answer_one_picture_once(db: Database) -> None:
    campaign = await run(db, document("captcha"), now=START)
    _ann, ben = await invited(db, campaign, "Ben")
    async with db.transaction() as session:
        task = await captchas.begin(session, ben.id, now=NOW)
    captcha = task.captcha
    right = next(
        tokens
        for tokens in itertools.permutations(captcha.tokens, captchas.ASKED)
        if captchas._hash(captcha.salt, list(tokens)) == captcha.answer_hash
    )

    async def press(token: str) -> captchas.Result:
        async with db.transaction() as session:
            return (await captchas.press(session, ben.id, token, now=NOW)).result

    await press(right[0])
    await press(right[1])
    # The same last press many times, as a nervous finger or a clever program sends it.
    said = await asyncio.gather(*(press(right[2]) for _ in range(5)), return_exceptions=True)
    solved = [each for each in said if each == captchas.Result.SOLVED]
    assert len(solved) == 1
    assert all(isinstance(each, captchas.CaptchaOver) for each in said if each not in solved)
    async with db.read() as session:
        [referral] = await session.scalars(select(Referral))
        assert referral.state == ReferralState.QUALIFIED
        assert await referrals.done_steps(session, referral.id) == {"start", "captcha"}


async def test_replicas_ask_a_buyer_once(db: Database) -> None:
    await run(db, SURVEY, now=START)
    [ann, ben] = await people(db, "Ann", "Ben")
    async with db.transaction() as session:
        key = ApiKey(name="shop", key_hash="0" * 64, secret="s", created_at=START)
        session.add(key)
        await session.flush()
        for number, buyer in enumerate((ann, ann, ben)):
            order = Order(str(number), buyer.id, 5_000, "EUR", NOW)
            await conversions.record(session, order, api_key_id=key.id, now=NOW)

    async def ask() -> int:
        async with db.transaction() as session:
            return await surveys.ask_due(session, now=NOW + timedelta(days=1), limit=100)

    assert sum(await asyncio.gather(*(ask() for _ in range(4)))) >= 3
    assert await ask() == 0
    async with db.read() as session:
        states = sorted(await session.scalars(select(Survey.state)))
        sent = await session.scalar(
            select(func.count())
            .select_from(OutboxMessage)
            .where(OutboxMessage.text_key == "surveys-question")
        )
    assert states == ["asked", "asked", "skipped"]
    assert sent == 2


async def test_reports_read_the_same_on_both_databases(db: Database) -> None:
    campaign = await run(db, document(slug="plain"), now=START)
    ann, _ben = await invited(db, campaign, "Ben")
    async with db.read() as session:
        running = await campaigns.find(session, campaign.id)
        assert await plans.of(session, campaign.id, running.document, ann.id) is None
        for by_person in (False, True):
            report = await influencers.report(
                session,
                campaign.id,
                since=START - timedelta(days=1),
                until=NOW,
                by_person=by_person,
            )
            assert report.total.starts == (0 if by_person else 1)
        found = await surveys.scores(session, since=None, until=NOW)
        assert found.nps is None
        assert (await approvals.queue(session)).total == 0


async def test_pictures_and_fingerprints_are_forgotten_in_time(db: Database) -> None:
    """A week after a picture; of numbers, so long after their campaign was stopped."""
    campaign = await run(db, document("captcha", "contact"), now=START)
    _ann, ben = await invited(db, campaign, "Ben")
    async with db.transaction() as session:
        await captchas.begin(session, ben.id, now=NOW)
        asked = await phones.waiting(session, ben.id, now=NOW)
        await phones.prepare(session, asked)
        salts = await phones.salts(session, asked)
        hashes = {each: phones.digest(salt, "359888123456") for each, salt in salts.items()}
        await phones.share(session, ben.id, hashes, now=NOW)
    assert await kept(db) == (1, 1, 1)
    async with db.transaction() as session:
        await captchas.forget(session, before=NOW + timedelta(seconds=1))
        await phones.forget(session, stopped_before=NOW + timedelta(days=900))
    # A campaign that runs needs them, however old they are.
    assert await kept(db) == (0, 1, 1)
    async with db.transaction() as session:
        await campaigns.stop(session, campaign.slug, now=NOW + timedelta(days=1))
        await phones.forget(session, stopped_before=NOW + timedelta(days=1))
    assert await kept(db) == (0, 1, 1)
    async with db.transaction() as session:
        await phones.forget(session, stopped_before=NOW + timedelta(days=2))
    assert await kept(db) == (0, 0, 0)


async def kept(db: Database) -> tuple[int, ...]:
    async with db.read() as session:
        return tuple(
            [
                await session.scalar(select(func.count()).select_from(table)) or 0
                for table in (Captcha, PhoneMark, PhoneSalt)
            ]
        )
