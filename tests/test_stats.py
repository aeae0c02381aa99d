"""Are the admins' figures those of the database, whatever its size?"""

from zoneinfo import ZoneInfo

import pytest

from bot.db import Database
from bot.services import campaigns, ledger, stats
from bot.services.ledger import Leg
from bot.services.stats import Figures, Funnel, Period
from models import CAMPAIGN_OWNER, Bucket, Payout, PayoutState, ReferralState, RevokeReason, Verdict
from tests.clock import StillClock
from tests.operators import stop
from tests.people import staged, text_of
from tests.town import Town

UTC = ZoneInfo("UTC")


@pytest.fixture
async def town(db: Database, clock: StillClock) -> Town:
    return Town(db, clock)


async def look(town: Town, zone: ZoneInfo = UTC) -> Figures:
    async with town.db.read() as session:
        return await stats.look(session, zone=zone, now=town.clock())


async def test_people_are_counted_by_the_day_on_which_they_first_pressed_start(
    town: Town, clock: StillClock
) -> None:
    await town.begin()
    code = await town.code_of(1)
    await town.arrive(2, code)
    clock.advance(days=6)
    await town.arrive(3, code)
    await town.arrive(4)
    clock.advance(days=1)
    await town.arrive(5, code)
    await town.arrive(2)
    figures = await look(town)
    assert figures.funnels == {
        Period.TODAY: Funnel(1, 1, 1),
        Period.WEEK: Funnel(3, 2, 2),
        Period.ALL: Funnel(5, 3, 3),
    }


async def test_the_day_begins_at_midnight_where_the_admins_are(
    town: Town, clock: StillClock
) -> None:
    await town.begin()
    clock.advance(hours=12.5)  # 22:30 in UTC, 00:30 in Sofia
    await town.arrive(1)
    clock.advance(hours=2)
    assert (await look(town)).funnels[Period.TODAY].started == 0
    assert (await look(town, ZoneInfo("Europe/Sofia"))).funnels[Period.TODAY].started == 1


async def test_a_person_invited_into_two_campaigns_is_one_person(
    town: Town, clock: StillClock
) -> None:
    everybody = {"new": "to_campaign", "grace": "24h"}
    await town.begin(attribution=everybody)
    await town.arrive(2, await town.code_of(1))
    clock.advance(hours=1)
    await town.begin("winter", attribution=everybody)
    code = await town.code_of(1)
    await town.arrive(3, code)
    arrival = await town.arrive(2, code)
    assert arrival is not None
    assert arrival.verdict == Verdict.ACCEPTED
    funnel = (await look(town)).funnels[Period.ALL]
    assert (funnel.started, funnel.invited) == (3, 2)


async def test_the_share_of_those_who_qualified_is_of_the_invited(town: Town) -> None:
    await town.begin(qualify={"hold": "24h"})
    code = await town.code_of(1)
    for newcomer in (2, 3, 4):
        await town.arrive(newcomer, code)
    await town.revoke(4, RevokeReason.LEFT)
    assert (await look(town)).funnels[Period.ALL].percent == 0
    town.clock.advance(hours=24)
    await town.catch_up()
    figures = await look(town)
    assert figures.funnels[Period.ALL].percent == 67
    assert figures.referrals == {
        ReferralState.PENDING: 0,
        ReferralState.QUALIFIED: 2,
        ReferralState.REVOKED: 1,
    }
    assert Funnel(5, 0, 0).percent is None


async def test_points_are_added_up_by_campaign_and_bucket(town: Town, clock: StillClock) -> None:
    """Two people earn, one asks for a part and is paid a part; the sums are the ledger's."""
    await town.begin(qualify={"hold": "24h"})
    ann, ben = await town.code_of(1), await town.code_of(2)
    await town.arrive(3, ann)
    await town.arrive(4, ben)
    clock.advance(hours=24)
    await town.catch_up()
    await town.arrive(5, ann)
    ann_id = await town.id_of(1)
    moves = (
        ("ask", (ann_id, Bucket.AVAILABLE, -60), (ann_id, Bucket.REQUESTED, 60)),
        ("pay", (ann_id, Bucket.REQUESTED, -25), (CAMPAIGN_OWNER, Bucket.PAID_OUT, 25)),
    )
    async with town.db.transaction() as session:
        campaign = await campaigns.current(session)
        assert campaign is not None
        for key, *legs in moves:
            await ledger.post(
                session,
                key=key,
                kind="payout",
                campaign_id=campaign.id,
                version=1,
                at=clock(),
                legs=[Leg(*leg) for leg in legs],
            )
    figures = await look(town)
    assert [each.points for each in figures.campaigns] == [
        {Bucket.AVAILABLE: 140, Bucket.HELD: 100, Bucket.REQUESTED: 35, Bucket.PAID_OUT: 25}
    ]


async def test_figures_do_not_depend_on_where_the_stretches_end(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.begin()
    code = await town.code_of(1)
    for newcomer in range(2, 12):
        await town.arrive(newcomer, code)
    in_one = await look(town)
    for size in (1, 3, 10, 11):
        monkeypatch.setattr(stats, "CHUNK_ROWS", size)
        assert await look(town) == in_one
    assert in_one.funnels[Period.ALL] == Funnel(11, 10, 10)
    assert in_one.campaigns[0].points == {Bucket.AVAILABLE: 1_000}


async def test_campaigns_that_hold_nothing_and_do_not_run_are_left_out(town: Town) -> None:
    await town.begin()
    await town.begin("winter")
    await town.arrive(2, await town.code_of(1))
    for slug in ("autumn", "winter"):
        await stop(town.db, town.clock, slug)
    figures = await look(town)
    assert [each.document.campaign.slug for each in figures.campaigns] == ["winter"]
    assert not figures.campaigns[0].is_running


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Pressed start: 3 · of them by invitation: 1", "Counted: 1 · 100% of the invited")),
        ("ru", ("Нажали старт: 3 · из них по приглашению: 1", "Засчитано: 1 · 100 % приглашённых")),
        ("bg", ("Натиснали старт: 3 · от тях с покана: 1", "Зачетени: 1 · 100 % от поканените")),
    ],
)
async def test_admins_see_how_it_goes_in_their_language(
    sqlite_url: str, language: str, words: tuple[str, str]
) -> None:
    async with staged(
        sqlite_url,
        starter_campaign={"hold": "0s", "payout_minimum": 50},
        texts={"language": language},
    ) as stage:
        ann = stage.person("Ann")
        await ann.start()
        await stage.person("Ben").follow(await ann.invite())
        await stage.person("Cid").start()
        text = text_of(await stage.admin.say_in_group("/stats"))
        assert all(each in text for each in words)
        assert "/payouts" not in text


async def test_open_payouts_are_counted_by_what_they_wait_for(town: Town) -> None:
    await town.begin()
    await town.arrive(2, await town.code_of(1))
    participant_id = await town.id_of(1)
    for state in (PayoutState.REQUESTED, PayoutState.REQUESTED, PayoutState.APPROVED):
        await _payout(town, participant_id, state)
    await _payout(town, participant_id, PayoutState.PAID)
    assert (await look(town)).payouts == {PayoutState.REQUESTED: 2, PayoutState.APPROVED: 1}


async def _payout(town: Town, participant_id: int, state: PayoutState) -> None:
    async with town.db.transaction() as session:
        campaign = await campaigns.current(session)
        assert campaign is not None
        session.add(
            Payout(
                campaign_id=campaign.id,
                version=1,
                participant_id=participant_id,
                amount_minor=10,
                method="card",
                destination="4111111111111111",
                state=state,
                requested_at=town.clock(),
            )
        )


async def test_a_participant_cannot_ask_for_the_figures(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        ann = stage.person("Ann")
        await ann.start()
        assert "Pressed start" not in text_of(await ann.say("/stats"))
