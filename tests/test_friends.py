"""What does a participant see of the friends who came?"""

import pytest

from bot.db import Database
from bot.i18n import LANGUAGES, Texts
from bot.services import friends
from bot.services.friends import PAGE_SIZE, Page, Progress
from models import ReferralState, RevokeReason
from tests.clock import StillClock
from tests.people import CHANNEL, buttons, staged, text_of
from tests.town import Town

pytestmark = pytest.mark.usefixtures("unpaced")

NEWS = CHANNEL.removeprefix("@")
QUALIFY = {"steps": [f"subscribe:{CHANNEL}"], "hold": "24h"}
ANN = 1


@pytest.fixture
async def town(db: Database, clock: StillClock) -> Town:
    return Town(db, clock)


async def look(town: Town, *, page: int = 1) -> Page:
    participant_id = await town.id_of(ANN)
    async with town.db.read() as session:
        return await friends.look(session, participant_id, page=page)


async def test_every_friend_stands_where_they_are(town: Town, clock: StillClock) -> None:
    await town.begin(qualify=QUALIFY, attribution={"window": "30d"})
    code = await town.code_of(ANN)
    await town.arrive(2, code, **{NEWS: True})
    clock.advance(hours=24)
    await town.catch_up()
    await town.arrive(3, code, **{NEWS: False})
    await town.arrive(4, code, **{NEWS: True})
    await town.arrive(5, code, **{NEWS: True})
    await town.revoke(5, RevokeReason.LEFT)

    page = await look(town)
    left, waiting, joining, credited = page.friends
    assert [friend.name for friend in page.friends] == [f"Person {n}" for n in (5, 4, 3, 2)]
    assert (left.progress, left.amount_minor) == (Progress.LOST, 0)
    assert (waiting.progress, waiting.amount_minor) == (Progress.WAITING, 100)
    assert waiting.credited_at is not None
    assert (waiting.credited_at - clock()).total_seconds() == 24 * 3600
    assert (joining.progress, joining.amount_minor) == (Progress.STEPS, 0)
    assert joining.chats == [CHANNEL]
    assert (credited.progress, credited.amount_minor) == (Progress.CREDITED, 100)
    assert page.counts == {
        ReferralState.PENDING: 2,
        ReferralState.QUALIFIED: 1,
        ReferralState.REVOKED: 1,
    }
    assert [(each.earned_minor, each.held_minor) for each in page.sums] == [(100, 100)]


async def test_a_friend_beyond_the_budget_counts_without_points(town: Town) -> None:
    await town.begin(budget={"total": 150})
    code = await town.code_of(ANN)
    await town.arrive(2, code)
    await town.arrive(3, code)
    page = await look(town)
    assert [friend.progress for friend in page.friends] == [Progress.NO_BUDGET, Progress.CREDITED]
    assert page.sums[0].earned_minor == 100


async def test_a_friend_who_earns_only_for_themselves_is_counted(town: Town) -> None:
    await town.begin(reward=[{"on": "qualified", "to": "friend", "amount": 30}])
    await town.arrive(2, await town.code_of(ANN))
    page = await look(town)
    assert page.friends[0].progress == Progress.COUNTED
    assert page.sums == []


async def test_what_a_person_got_for_having_come_is_not_earned_by_friends(town: Town) -> None:
    await town.begin(
        reward=[
            {"on": "qualified", "to": "friend", "amount": 30},
            {"on": "qualified", "to": "referrer", "amount": 100},
        ]
    )
    await town.arrive(ANN, await town.code_of(2))
    await town.arrive(3, await town.code_of(ANN))
    page = await look(town)
    assert [each.earned_minor for each in page.sums] == [100]
    assert page.friends[0].amount_minor == 100


async def test_friends_are_paged_and_a_page_beyond_the_last_is_the_last(town: Town) -> None:
    await town.begin()
    code = await town.code_of(ANN)
    for newcomer in range(100, 100 + PAGE_SIZE + 2):
        await town.arrive(newcomer, code)
    first, second, beyond = [await look(town, page=number) for number in (1, 2, 99)]
    assert (first.total, first.pages) == (PAGE_SIZE + 2, 2)
    assert [len(page.friends) for page in (first, second)] == [PAGE_SIZE, 2]
    assert second.friends[-1].name == "Person 100"
    assert (beyond.number, beyond.friends[0].name) == (2, second.friends[0].name)


async def test_other_peoples_friends_are_not_shown(town: Town) -> None:
    await town.begin()
    await town.code_of(ANN)
    await town.arrive(3, await town.code_of(2))
    assert (await look(town)).total == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_progress_and_every_reason_has_its_words(language: str) -> None:
    t = Texts().of(language)
    assert all(t.has(f"friends-line-{progress}") for progress in Progress)
    lost = {t("friends-line-lost", name="Ben", reason=reason) for reason in RevokeReason}
    assert len(lost) == len(RevokeReason)


async def test_the_screen_tells_each_friends_story_in_three_languages(sqlite_url: str) -> None:
    words = {
        "en": ("Nobody has come yet", "Still has to join @shop_news", "All done."),
        "ru": ("Пока никто не пришёл", "Осталось вступить: @shop_news", "Всё готово."),
        "bg": ("Още никой не е дошъл", "Остава да влезе в @shop_news", "Всичко е готово."),
    }
    async with staged(sqlite_url, starter_campaign={"required_chats": (CHANNEL,)}) as stage:
        for language, (empty, joining, done) in words.items():
            ann = stage.person("Ann", language)
            await ann.start()
            nobody = await ann.say("/friends")
            assert empty in text_of(nobody)
            share = nobody["reply_markup"]["inline_keyboard"][0][0]
            assert "start%3D" in share["url"]
            link = await ann.invite()
            await stage.person("Slow <b>Sam").follow(link)
            ben = stage.person("Ben")
            await ben.follow(link)
            await ben.join()
            text = text_of(await ann.say("/friends"))
            assert joining in text
            assert done in text
            assert "Slow <b>Sam" in text


async def test_the_notice_of_a_new_friend_opens_the_list_and_pages_turn(sqlite_url: str) -> None:
    async with staged(sqlite_url, starter_campaign={"required_chats": (CHANNEL,)}) as stage:
        ann = stage.person("Ann")
        await ann.start()
        link = await ann.invite()
        for number in range(PAGE_SIZE + 1):
            await stage.person(f"Friend {number}").follow(link)
        notice = next(each for each in reversed(ann.heard) if "came by your link" in text_of(each))
        await ann.press("👥 Friends", notice)
        assert "9 friends came by your invitation" in text_of(ann.heard[-1])
        assert "Friend 8" in text_of(ann.heard[-1])
        await ann.press("Older ›")
        assert "Friend 0" in text_of(ann.heard[-1])
        assert "Page 2 of 2" in text_of(ann.heard[-1])
        assert "Older ›" not in buttons(ann.heard[-1])
        # A second press of a button that leads to the same screen is no failure.
        await ann.press("‹ Newer")
        assert "Friend 8" in text_of(ann.heard[-1])
