"""Are the admins' figures those of the database, whatever its size?"""

from zoneinfo import ZoneInfo

import pytest

from bot.db import Database
from bot.services import campaigns, ledger, stats
from bot.services.ledger import Leg
from bot.services.stats import Figures, People, Period, Step
from models import CAMPAIGN_OWNER, Bucket, Payout, PayoutState, ReferralState, RevokeReason, Verdict
from tests.clock import StillClock
from tests.operators import stop
from tests.people import buttons, staged, text_of
from tests.town import Town

UTC = ZoneInfo("UTC")


@pytest.fixture
async def town(db: Database, clock: StillClock) -> Town:
    return Town(db, clock)


async def look(
    town: Town,
    zone: ZoneInfo = UTC,
    *,
    period: Period = Period.ALL,
    campaign_id: int | None = None,
) -> Figures:
    async with town.db.read() as session:
        return await stats.look(
            session, period=period, campaign_id=campaign_id, zone=zone, now=town.clock()
        )


async def starts(town: Town, zone: ZoneInfo = UTC) -> dict[Period, tuple[int, int, int]]:
    """Started, invited, qualified, by period."""
    found = {}
    for period in Period:
        people = (await look(town, zone, period=period)).people
        found[period] = people.started, people.invited, people.qualified
    return found


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
    assert await starts(town) == {
        Period.TODAY: (1, 1, 1),
        Period.WEEK: (3, 2, 2),
        Period.THIRTY: (5, 3, 3),
        Period.MONTH: (5, 3, 3),
        Period.ALL: (5, 3, 3),
    }


async def test_the_day_begins_at_midnight_where_the_admins_are(
    town: Town, clock: StillClock
) -> None:
    await town.begin()
    clock.advance(hours=12.5)  # 22:30 in UTC, 00:30 in Sofia
    await town.arrive(1)
    clock.advance(hours=2)
    assert (await starts(town))[Period.TODAY][0] == 0
    assert (await starts(town, ZoneInfo("Europe/Sofia")))[Period.TODAY][0] == 1


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
    people = (await look(town)).people
    assert (people.started, people.invited, people.friends) == (3, 2, 3)


async def test_the_share_of_those_who_qualified_is_of_the_invited(town: Town) -> None:
    await town.begin(qualify={"hold": "24h"})
    code = await town.code_of(1)
    for newcomer in (2, 3, 4):
        await town.arrive(newcomer, code)
    await town.revoke(4, RevokeReason.LEFT)
    assert (await look(town)).people.percent == 0
    town.clock.advance(hours=24)
    await town.catch_up()
    figures = await look(town)
    assert figures.people.percent == 67
    assert figures.referrals == {
        ReferralState.PENDING: 0,
        ReferralState.QUALIFIED: 2,
        ReferralState.REVOKED: 1,
    }
    assert People(started=5).percent is None


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


async def test_one_campaign_has_figures_of_its_own(town: Town, clock: StillClock) -> None:
    await town.begin()
    await town.arrive(2, await town.code_of(1))
    clock.advance(hours=1)
    await town.begin("winter")
    await town.arrive(4, await town.code_of(3))
    await town.arrive(5, await town.code_of(3))
    async with town.db.read() as session:
        [(winter, _), (autumn, _)] = await stats.choices(session)
    figures = await look(town, campaign_id=winter)
    assert figures.people == People(
        started=3, invited=2, touches=2, friends=2, qualified=2, sharers=1
    )
    assert figures.chosen is not None
    assert (figures.chosen.credited, figures.chosen.points) == (200, {Bucket.AVAILABLE: 200})
    assert figures.per_sharer == 2.0
    assert (await look(town, campaign_id=autumn)).people.started == 2
    assert (await look(town)).people.started == 5
    with pytest.raises(campaigns.CampaignUnknown):
        await look(town, campaign_id=77)


async def test_what_was_taken_back_shows_when_it_was(town: Town, clock: StillClock) -> None:
    await town.begin()
    code = await town.code_of(1)
    await town.arrive(2, code)
    await town.arrive(3, code)
    clock.advance(days=10)
    await town.revoke(3, RevokeReason.BANNED)
    week, ever = await look(town, period=Period.WEEK), await look(town)
    assert (week.people.qualified, week.people.revoked) == (0, 1)
    assert (week.campaigns[0].credited, week.campaigns[0].taken_back) == (0, 100)
    assert (ever.people.qualified, ever.people.revoked) == (2, 1)
    assert (ever.campaigns[0].credited, ever.campaigns[0].taken_back) == (200, 100)
    assert ever.referrals[ReferralState.QUALIFIED] == 1


async def test_growth_is_told_by_the_day_with_as_many_days_before(
    town: Town, clock: StillClock
) -> None:
    await town.begin()
    code = await town.code_of(1)
    clock.advance(days=6)
    await town.arrive(2, code)
    clock.advance(days=3)
    await town.arrive(3, code)
    await town.arrive(4)
    async with town.db.read() as session:
        week = await stats.growth(session, period=Period.WEEK, zone=UTC, now=clock())
        ever = await stats.growth(session, period=Period.ALL, zone=UTC, now=clock())
        today = await stats.growth(session, period=Period.TODAY, zone=UTC, now=clock())
    assert [each["start"] for each in week.now] == [0, 0, 0, 1, 0, 0, 2]
    assert [each["invited"] for each in week.now] == [0, 0, 0, 1, 0, 0, 1]
    assert [each["start"] for each in week.before] == [0, 0, 0, 0, 1, 0, 0]
    assert (ever.step, len(ever.now), ever.before) == (Step.DAY, 10, [])
    assert (today.step, sum(each["start"] for each in today.now)) == (Step.HOUR, 2)


async def test_years_are_told_by_weeks_and_months(town: Town, clock: StillClock) -> None:
    await town.begin()
    await town.arrive(1)
    for days, step in ((40, Step.WEEK), (700, Step.MONTH)):
        clock.advance(days=days)
        await town.arrive(days)
        async with town.db.read() as session:
            growth = await stats.growth(session, period=Period.ALL, zone=UTC, now=clock())
        assert growth.step == step
        assert len(growth.now) <= stats.POINTS_MAX
        assert growth.now[0]["start"] == growth.now[-1]["start"] == 1


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


async def test_the_buttons_turn_the_screen_into_another_period_and_campaign(
    sqlite_url: str, unpaced: None
) -> None:
    async with staged(sqlite_url, starter_campaign={"hold": "0s"}) as stage:
        await stage.admin.say_in_group("/stats")
        assert "Nothing has happened" in text_of(stage.in_group()[-1])
        toast = await stage.admin.press("📈 Growth", stage.in_group()[-1])
        assert toast is not None
        assert "nothing to draw" in toast
        ann = stage.person("Ann")
        await ann.start()
        await stage.person("Ben").follow(await ann.invite())
        await stage.admin.press("Today", stage.in_group()[-1])
        screen = stage.in_group()[-1]
        assert "• Today" in buttons(screen)
        assert "Pressed start: 2 · of them by invitation: 1" in text_of(screen)
        await stage.admin.press("🎯 Campaign…", screen)
        screen = stage.in_group()[-1]
        title = next(each for each in buttons(screen) if each != "All campaigns")
        await stage.admin.press(title, screen)
        screen = stage.in_group()[-1]
        assert text_of(screen).startswith(f"📊 {title}")
        assert "• Today" in buttons(screen)
        for name in ("📈 Growth", "🔻 Funnel"):
            await stage.admin.press(name, screen)
            picture = stage.in_group()[-1]
            assert picture["photo"]
            assert buttons(picture) == ["📊 As text"]
        await stage.admin.press("📊 As text", picture)
        assert text_of(stage.in_group()[-1]) == text_of(screen)
