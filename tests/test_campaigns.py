"""Do campaigns load, start, change and stop as promised, and is nobody's promise changed?"""

import asyncio
from datetime import timedelta

import pytest

from bot.db import Database
from bot.services import campaign_overviews, campaigns, documents, ledger, participants
from bot.services.campaigns import RunningCampaign
from bot.services.ledger import Leg
from models import (
    CAMPAIGN_OWNER,
    Bucket,
    Campaign,
    CampaignStatus,
    Invite,
    Referral,
    ReferralState,
)
from tests.clock import START, StillClock
from tests.operators import AUTUMN, begin, document, load, running, slugs, start, stop


async def test_a_loaded_campaign_waits_to_be_started(db: Database, clock: StillClock) -> None:
    campaign = await load(db, clock, document())
    assert (campaign.version, campaign.status) == (1, CampaignStatus.LOADED)
    assert campaign.started_at is None
    assert await running(db, clock) == []


async def test_what_was_loaded_is_what_runs(db: Database, clock: StillClock) -> None:
    loaded = documents.parse_toml(AUTUMN.read_text(encoding="utf-8"))
    campaign = await load(db, clock, loaded)
    await start(db, clock)
    assert await running(db, clock) == [RunningCampaign(campaign.id, "autumn", 1, loaded)]


async def test_loading_twice_is_a_new_version(db: Database, clock: StillClock) -> None:
    first = await load(db, clock, document())
    again = await load(db, clock, document())
    assert (again.id, again.version) == (first.id, 2)


async def test_a_changed_document_counts_at_once_and_the_old_version_stays(
    db: Database, clock: StillClock
) -> None:
    campaign = await load(db, clock, document(amount=100))
    await start(db, clock)
    [before] = await running(db, clock)
    assert before.document.rewards[0].amount == 100
    assert (await load(db, clock, document(amount=150))).version == 2
    [after] = await running(db, clock)
    assert (after.version, after.document.rewards[0].amount) == (2, 150)
    async with db.read() as session:
        assert (await campaigns.find(session, campaign.id, 1)).document == document(amount=100)
        assert (await campaigns.find(session, campaign.id)).document == document(amount=150)


async def test_going_back_to_an_old_document_is_a_version_of_its_own(
    db: Database, clock: StillClock
) -> None:
    for amount in (100, 150, 100):
        campaign = await load(db, clock, document(amount=amount))
    assert campaign.version == 3


async def test_operators_who_load_at_once_each_get_a_version(
    db: Database, clock: StillClock
) -> None:
    loaded = await asyncio.gather(
        *(load(db, clock, document(amount=amount)) for amount in range(1, 6))
    )
    versions = sorted(campaign.version for campaign in loaded)
    async with db.read() as session:
        found = [await campaigns.find(session, loaded[0].id, version) for version in range(1, 6)]
    assert {one.document.rewards[0].amount for one in found} == {1, 2, 3, 4, 5}
    assert versions[-1] == 5


async def test_a_load_that_was_rolled_back_leaves_nothing_behind(
    db: Database, clock: StillClock
) -> None:
    campaign = await load(db, clock, document(amount=1))

    class Interrupted(Exception):
        pass

    async def load_in_vain() -> None:
        async with db.transaction() as session:
            await campaigns.load(session, document(amount=2), now=clock())
            assert (await campaigns.find(session, campaign.id)).document.rewards[0].amount == 2
            raise Interrupted

    with pytest.raises(Interrupted):
        await load_in_vain()
    await load(db, clock, document(amount=3))
    for opened in (db.read, db.transaction):
        async with opened() as session:
            assert (await campaigns.find(session, campaign.id, 2)).document == document(amount=3)


async def test_a_version_is_parsed_once(db: Database, clock: StillClock) -> None:
    campaign = await load(db, clock, document())
    async with db.read() as session:
        first = await campaigns.find(session, campaign.id, 1)
    async with db.read() as session:
        assert await campaigns.find(session, campaign.id, 1) is first


async def test_more_campaigns_than_are_kept_in_memory_all_run(
    db: Database, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaigns, "DOCUMENTS_KEPT_MAX", 2)
    names = [f"campaign-{number}" for number in range(5)]
    for name in names:
        await load(db, clock, document(name))
        await start(db, clock, name)
        clock.advance(minutes=1)
    for _ in range(2):
        assert slugs(await running(db, clock)) == names[::-1]


async def test_the_campaign_started_last_is_the_current_one(
    db: Database, clock: StillClock
) -> None:
    for slug in ("winter", "autumn", "spring"):
        await load(db, clock, document(slug))
    for slug in ("winter", "spring", "autumn"):
        clock.advance(minutes=1)
        await start(db, clock, slug)
    assert slugs(await running(db, clock)) == ["autumn", "spring", "winter"]
    async with db.read() as session:
        current = await campaigns.current(session, now=clock())
    assert current is not None
    assert current.slug == "autumn"


async def test_nothing_is_current_where_nothing_runs(db: Database, clock: StillClock) -> None:
    async with db.read() as session:
        assert await campaigns.current(session, now=clock()) is None


async def test_starting_and_stopping_are_dated(db: Database, clock: StillClock) -> None:
    await load(db, clock, document())
    started = await start(db, clock)
    assert (started.status, started.started_at) == (CampaignStatus.RUNNING, START)
    clock.advance(days=1)
    stopped = await stop(db, clock)
    assert (stopped.status, stopped.stopped_at) == (CampaignStatus.STOPPED, clock())
    assert await running(db, clock) == []
    clock.advance(days=1)
    again = await start(db, clock)
    assert (again.started_at, again.stopped_at) == (clock(), None)


async def test_what_cannot_be_started_or_stopped_is_refused(
    db: Database, clock: StillClock
) -> None:
    with pytest.raises(campaigns.CampaignUnknown):
        await start(db, clock)
    with pytest.raises(campaigns.CampaignUnknown):
        await stop(db, clock)
    await load(db, clock, document())
    with pytest.raises(campaigns.CampaignNotRunning):
        await stop(db, clock)
    await start(db, clock)
    with pytest.raises(campaigns.CampaignAlreadyRunning):
        await start(db, clock)


async def test_a_campaign_takes_friends_only_within_its_period(
    db: Database, clock: StillClock
) -> None:
    begins, ends = START + timedelta(days=1), START + timedelta(days=2)
    await load(db, clock, document(starts_at=begins, ends_at=ends))
    await start(db, clock)
    assert await running(db, clock) == []
    clock.advance(days=1)
    assert slugs(await running(db, clock)) == ["autumn"]
    clock.advance(hours=23, minutes=59, seconds=59)
    assert slugs(await running(db, clock)) == ["autumn"]
    clock.advance(seconds=1)
    assert await running(db, clock) == []
    async with db.read() as session:
        assert slugs(await campaigns.running(session)) == ["autumn"]


async def test_a_campaign_that_is_over_is_not_started(db: Database, clock: StillClock) -> None:
    await load(db, clock, document(ends_at=START))
    with pytest.raises(campaigns.CampaignOver):
        await start(db, clock)
    await load(db, clock, document(ends_at=START + timedelta(days=1)))
    await start(db, clock)
    assert slugs(await running(db, clock)) == ["autumn"]


async def test_decimals_stay_once_people_own_points(db: Database, clock: StillClock) -> None:
    await load(db, clock, document(unit={"decimals": 0}))
    await load(db, clock, document(unit={"decimals": 2}))
    await start(db, clock)
    await stop(db, clock)
    with pytest.raises(campaigns.DecimalsFixed):
        await load(db, clock, document(unit={"decimals": 0}))
    async with db.read() as session:
        kept = await campaigns.by_slug(session, "autumn")
    assert kept is not None
    assert kept.version == 2


async def test_only_so_many_campaigns_run_at_once(
    db: Database, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaigns, "RUNNING_MAX", 1)
    await begin(db, clock)
    for slug in ("autumn", "winter"):
        await load(db, clock, document(slug))
    await start(db, clock, "autumn")
    with pytest.raises(campaigns.TooManyCampaigns):
        await start(db, clock, "winter")


async def test_all_campaigns_are_listed_page_by_page(db: Database, clock: StillClock) -> None:
    names = [f"campaign-{number}" for number in range(5)]
    for name in names:
        await load(db, clock, document(name))
    listed: list[Campaign] = []
    async with db.read() as session:
        while page := await campaigns.list_all(
            session, before_id=listed[-1].id if listed else None, limit=2
        ):
            listed.extend(page)
    assert [campaign.slug for campaign in listed] == names[::-1]


async def test_an_overview_counts_what_came_of_a_campaign(db: Database, clock: StillClock) -> None:
    campaign = await load(db, clock, document())
    async with db.transaction() as session:
        people = [
            await participants.meet(
                session,
                telegram_id=number,
                name="Ива",
                username=None,
                telegram_language="bg",
                now=clock(),
            )
            for number in range(1, 5)
        ]
        invite = Invite(
            campaign_id=campaign.id,
            participant_id=people[0].id,
            label="default",
            code="abcdef",
            created_at=clock(),
        )
        session.add(invite)
        await session.flush()
        states = (ReferralState.PENDING, ReferralState.QUALIFIED, ReferralState.QUALIFIED)
        for referee, state in zip(people[1:], states, strict=True):
            session.add(
                Referral(
                    campaign_id=campaign.id,
                    version=1,
                    referrer_id=people[0].id,
                    referee_id=referee.id,
                    invite_id=invite.id,
                    state=state,
                    created_at=clock(),
                )
            )
        await ledger.post(
            session,
            key="test",
            kind="reward",
            campaign_id=campaign.id,
            version=1,
            at=clock(),
            legs=(
                Leg(CAMPAIGN_OWNER, Bucket.BUDGET, -250, floor_minor=None),
                Leg(people[0].id, Bucket.HELD, 250),
            ),
        )
    async with db.read() as session:
        overview = await campaign_overviews.show(session, "autumn")
        with pytest.raises(campaigns.CampaignUnknown):
            await campaign_overviews.show(session, "winter")
    assert overview.document == document()
    assert overview.budget_used_minor == 250
    assert overview.referrals == {
        ReferralState.PENDING: 1,
        ReferralState.QUALIFIED: 2,
        ReferralState.REVOKED: 0,
    }


async def test_a_campaign_that_is_not_there_is_not_found(db: Database) -> None:
    async with db.read() as session:
        with pytest.raises(campaigns.CampaignUnknown):
            await campaigns.find(session, 7)
        with pytest.raises(campaigns.CampaignUnknown):
            await campaigns.find(session, 7, 1)
        assert await campaigns.by_slug(session, "autumn") is None


def test_a_campaign_without_a_title_is_called_by_its_slug() -> None:
    assert campaigns.title(document("two-for-one"), "ru") == "Two for one"
    autumn = documents.parse_toml(AUTUMN.read_text(encoding="utf-8"))
    assert campaigns.title(autumn, "bg") == "Есен с приятели"
    assert campaigns.unit(autumn).names["en"] == {"one": "euro", "other": "euros"}
    assert campaigns.unit(autumn).decimals == 2
