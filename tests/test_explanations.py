"""Is every arrival explained, to the one who invited and to the one who came?"""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.db import Database
from bot.i18n import LANGUAGES, Texts
from bot.services import explanations
from bot.services.explanations import PAGE_SIZE, Explanation
from models import (
    Invite,
    ReferralState,
    RevokeReason,
    RewardState,
    Verdict,
    VoidReason,
)
from tests.clock import StillClock
from tests.people import CHANNEL, buttons, staged, text_of
from tests.town import Town

pytestmark = pytest.mark.usefixtures("unpaced")

ANN = 1
TO_CAMPAIGN = {"new": "to_campaign", "grace": "24h"}


@pytest.fixture
async def town(db: Database, clock: StillClock) -> Town:
    return Town(db, clock)


async def look(town: Town, telegram_id: int = ANN, *, page: int = 1) -> Explanation:
    participant_id = await town.id_of(telegram_id)
    async with town.db.read() as session:
        return await explanations.look(session, participant_id, page=page, now=town.clock())


def verdicts(found: Explanation) -> list[Verdict]:
    return [Verdict(entry.touch.verdict) for entry in found.entries]


async def test_an_accepted_arrival_is_explained_by_its_referral(town: Town) -> None:
    await town.begin(qualify={"hold": "24h"})
    await town.arrive(2, await town.code_of(ANN))
    found = await look(town)
    assert verdicts(found) == [Verdict.ACCEPTED]
    friend = found.entries[0].friend
    assert friend is not None
    assert friend.referral.hold_until == town.clock() + timedelta(hours=24)
    assert [(each.state, each.amount_minor) for each in friend.rewards] == [
        (RewardState.SCHEDULED, 100)
    ]


async def test_refused_arrivals_are_explained_to_the_one_who_invited(
    town: Town, clock: StillClock
) -> None:
    await town.begin(limits={"per_day": 1}, attribution=TO_CAMPAIGN)
    ann = await town.code_of(ANN)
    ben = await town.code_of(2)
    await town.arrive(ANN, ann)
    await town.arrive(3, ben)
    await town.arrive(3, ann)
    await town.arrive(4, ann)
    await town.arrive(4, await town.code_of(3))
    await town.arrive(5, ann)
    clock.advance(hours=30)
    await town.arrive(2, ann)
    async with town.db.transaction() as session:
        await session.execute(update(Invite).where(Invite.code == ann).values(expires_at=clock()))
    await town.arrive(6, ann)
    await town.change(ANN, banned_at=clock())
    found = await look(town)
    assert verdicts(found) == [
        Verdict.EXPIRED_CODE,
        Verdict.KNOWN_BEFORE,
        Verdict.OVER_LIMIT,
        Verdict.ACCEPTED,
        Verdict.ALREADY_REFERRED,
    ]
    assert verdicts(await look(town, page=2)) == [Verdict.OWN_CODE]
    assert all(
        (entry.friend is None) == (entry.touch.verdict != Verdict.ACCEPTED)
        for entry in found.entries
    )


async def test_a_friend_who_presses_the_link_again_is_told_of_once(town: Town) -> None:
    await town.begin()
    code = await town.code_of(ANN)
    for _ in range(3):
        await town.arrive(2, code)
    for _ in range(3):
        await town.arrive(ANN, code)
    assert verdicts(await look(town)) == [Verdict.OWN_CODE, Verdict.ACCEPTED]


async def test_arrivals_are_paged(town: Town) -> None:
    await town.begin()
    code = await town.code_of(ANN)
    for newcomer in range(10, 10 + PAGE_SIZE + 1):
        await town.arrive(newcomer, code)
    first, second, third = [await look(town, page=number) for number in (1, 2, 3)]
    assert [len(page.entries) for page in (first, second, third)] == [PAGE_SIZE, 1, 0]
    assert [page.has_next for page in (first, second, third)] == [True, False, False]
    assert second.entries[0].name == "Person 10"


async def test_a_person_learns_how_they_came(town: Town) -> None:
    await town.begin(qualify={"steps": [f"subscribe:{CHANNEL}"]})
    await town.arrive(2, await town.code_of(ANN), shop_news=False)
    arrival = (await look(town, 2)).arrival
    assert arrival.referrer_name == "Person 1"
    assert arrival.referral is not None
    assert arrival.referral.chats == [CHANNEL]
    assert arrival.refused is None


async def test_a_person_learns_why_their_code_was_refused(town: Town) -> None:
    await town.begin()
    await town.arrive(2)
    await town.arrive(2, await town.code_of(ANN))
    arrival = (await look(town, 2)).arrival
    assert arrival.referral is None
    assert arrival.refused is not None
    assert arrival.refused.verdict == Verdict.KNOWN_BEFORE


async def test_a_second_code_does_not_hide_the_first_that_counted(town: Town) -> None:
    await town.begin()
    await town.arrive(3, await town.code_of(ANN))
    await town.arrive(3, await town.code_of(2))
    await town.arrive(3, "no-such-code")
    arrival = (await look(town, 3)).arrival
    assert arrival.referrer_name == "Person 1"
    assert arrival.refused is None


async def test_ones_own_code_is_no_arrival(town: Town) -> None:
    await town.begin()
    await town.arrive(ANN, await town.code_of(ANN))
    assert (await look(town)).arrival.refused is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_happen_has_words_of_its_own(language: str) -> None:
    t = Texts().of(language)
    refused = set(Verdict) - set(explanations.NO_REFUSAL)
    keys = [
        *(f"why-verdict-{verdict}" for verdict in Verdict),
        *(f"why-mine-refused-{verdict}" for verdict in refused),
        *(f"why-referral-{state}" for state in ReferralState),
        *(f"why-revoked-{reason}" for reason in RevokeReason),
        *(f"why-mine-revoked-{reason}" for reason in RevokeReason),
        *(f"why-reward-{state}" for state in RewardState),
        *(f"why-reason-{reason}" for reason in VoidReason),
    ]
    assert [key for key in keys if not t.has(key)] == []


async def test_a_story_from_the_link_to_the_points_in_three_languages(sqlite_url: str) -> None:
    words = {
        "en": ("Still has to join @shop_news", "will be credited on", "credited on", "left a"),
        "ru": ("Осталось вступить: @shop_news", "будет начислено", "— начислено", "выход из"),
        "bg": ("Остава да влезе в @shop_news", "ще бъде начислено", "— начислено", "напуснат"),
    }
    async with staged(sqlite_url, starter_campaign={"required_chats": (CHANNEL,)}) as stage:
        for language, (joining, coming, credited, left) in words.items():
            ann, ben = stage.person("Ann", language), stage.person("Ben", language)
            await ann.start()
            await ben.follow(await ann.invite())
            assert joining in text_of(await ann.say("/why"))
            assert "@shop_news" in text_of(await ben.say("/why"))
            await ben.join()
            waiting = text_of(await ann.say("/why"))
            assert coming in waiting
            assert "100" in waiting
            await stage.advance(hours=25)
            assert credited in text_of(await ann.say("/why"))
            await ben.leave()
            text = text_of(await ann.say("/why"))
            assert left in text
            assert "↩️ 100" in text


async def test_an_unknown_code_is_explained_as_text(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        ben = stage.person("Ben")
        await ben.start("no-such_code")
        text = text_of(await ben.say("/why"))
        assert "no-such_code" in text
        assert "There is no such code" in text
        assert "Nobody has come by your link yet" in text


async def test_the_pages_of_why_turn_and_lead_on(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        ann = stage.person("Ann")
        await ann.start()
        link = await ann.invite()
        for number in range(PAGE_SIZE + 1):
            await stage.person(f"Friend {number}").follow(link)
        assert "Friend 5" in text_of(await ann.say("/why"))
        await ann.press("Older ›")
        assert "Friend 0" in text_of(ann.heard[-1])
        assert "Page 2" in text_of(ann.heard[-1])
        await ann.press("👥 Friends")
        assert "6 friends came" in text_of(ann.heard[-1])
        await ann.press("❓ Why")
        assert "Older ›" in buttons(ann.heard[-1])
