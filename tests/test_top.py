"""Who stands where, and who sees whose name?"""

from datetime import datetime, timedelta

import pytest

from bot.db import Database
from bot.services import participants, standings
from bot.services.standings import Leaderboard
from models import ALL_TIME, NameDisplay, Standing
from tests.clock import StillClock
from tests.operators import document, load, start, stop
from tests.people import buttons, staged, text_of


class Race:
    """A campaign whose standings are written as if friends had come."""

    def __init__(self, db: Database, clock: StillClock) -> None:
        self.db = db
        self.clock = clock
        self.campaign_id = 0

    async def begin(self, slug: str = "autumn") -> int:
        campaign = await load(self.db, self.clock, document(slug))
        await start(self.db, self.clock, slug)
        self.campaign_id = campaign.id
        return campaign.id

    async def runner(self, telegram_id: int, friends: int, *, at: datetime | None = None) -> int:
        async with self.db.transaction() as session:
            person = await participants.meet(
                session,
                telegram_id=telegram_id,
                name=f"Runner {telegram_id}",
                username=None,
                telegram_language=None,
                now=self.clock(),
            )
            session.add(
                Standing(
                    campaign_id=self.campaign_id,
                    participant_id=person.id,
                    friends=friends,
                    reached_at=at or self.clock(),
                )
            )
            return person.id

    async def board(
        self,
        participant_id: int | None = None,
        *,
        campaign_id: int | None = None,
        size: int = standings.TOP_SIZE,
    ) -> Leaderboard:
        async with self.db.read() as session:
            found = await standings.look(
                session,
                campaign_id=campaign_id,
                participant_id=participant_id,
                size=size,
                now=self.clock(),
            )
        assert found is not None
        return found


@pytest.fixture
async def race(db: Database, clock: StillClock) -> Race:
    race = Race(db, clock)
    await race.begin()
    return race


def order(board: Leaderboard) -> list[int]:
    return [line.telegram_id for line in board.best]


async def test_more_friends_stand_higher_then_the_earlier_then_the_older(race: Race) -> None:
    earlier = race.clock() - timedelta(hours=1)
    await race.runner(1, 3)
    await race.runner(2, 5)
    await race.runner(3, 3, at=earlier)
    await race.runner(4, 3)
    await race.runner(5, 0)
    board = await race.board()
    assert order(board) == [2, 3, 1, 4]
    assert [line.place for line in board.best] == [1, 2, 3, 4]
    assert board.total == 4


async def test_who_is_further_down_sees_two_above_and_two_below(race: Race) -> None:
    ids = [await race.runner(number, 100 - number) for number in range(1, 31)]
    board = await race.board(ids[19])
    assert [line.place for line in board.around] == [18, 19, 20, 21, 22]
    assert [line.telegram_id for line in board.around] == [18, 19, 20, 21, 22]


async def test_among_equals_the_neighbours_are_the_next_in_time_and_id(race: Race) -> None:
    at = race.clock()
    moments = [at + timedelta(minutes=number // 2) for number in range(30)]
    ids = [await race.runner(n, 4, at=moment) for n, moment in enumerate(moments, start=1)]
    for position in range(10, 30):
        board = await race.board(ids[position])
        around = {line.place: line.telegram_id for line in board.around}
        assert around == {
            place: place for place in range(position - 1, position + 4) if 10 < place <= 30
        }


async def test_every_place_agrees_with_the_whole_board(race: Race) -> None:
    friends = [5, 3, 3, 8, 1, 3, 2, 2, 9, 1, 1, 4, 3, 1, 2, 7, 1]
    ids = [await race.runner(n, count) for n, count in enumerate(friends, start=1)]
    everybody = {line.participant_id: line.place for line in (await race.board(size=100)).best}
    async with race.db.read() as session:
        for participant_id in ids:
            mine = await session.get_one(Standing, (race.campaign_id, ALL_TIME, participant_id))
            assert await standings.place(session, mine) == everybody[participant_id]


async def test_the_eleventh_does_not_see_the_tenth_twice(race: Race) -> None:
    ids = [await race.runner(number, 100 - number) for number in range(1, 13)]
    board = await race.board(ids[10])
    assert [line.place for line in board.around] == [11, 12]
    assert (await race.board(ids[9])).around == []


async def test_who_has_no_friend_yet_has_no_place(race: Race) -> None:
    await race.runner(1, 2)
    board = await race.board(await race.runner(2, 0))
    assert board.around == []
    assert order(board) == [1]


async def test_another_campaign_has_a_board_of_its_own(race: Race) -> None:
    first = race.campaign_id
    await race.runner(1, 2)
    race.clock.advance(hours=1)
    await race.begin("winter")
    board = await race.board()
    assert (board.campaign.slug, board.best) == ("winter", [])
    assert [each.slug for each in board.others] == ["autumn"]
    assert order(await race.board(campaign_id=first)) == [1]


async def test_a_campaign_whose_time_is_over_still_shows_how_it_ended(
    db: Database, clock: StillClock
) -> None:
    ends_at = clock() + timedelta(days=1)
    await load(db, clock, document("autumn", ends_at=ends_at))
    await start(db, clock)
    clock.advance(days=2)
    async with db.read() as session:
        found = await standings.look(session, now=clock())
    assert found is not None
    await stop(db, clock)
    async with db.read() as session:
        assert await standings.look(session, now=clock()) is None
        # The admins still name the winners.
        ended = await standings.look(session, with_stopped=True, now=clock())
        assert ended is not None
        assert (ended.campaign.slug, ended.others) == ("autumn", [])


async def test_the_group_opens_the_board_of_a_stopped_campaign(
    sqlite_url: str, unpaced: None
) -> None:
    starter = {"hold": "0", "title": "Autumn"}
    async with staged(sqlite_url, starter_campaign=starter) as stage:
        ann, ben = stage.person("Ann"), stage.person("Ben")
        await ann.start()
        await ben.follow(await ann.invite())
        await stage.advance(minutes=1)
        clock = StillClock(stage.clock())
        await load(stage.app.db, clock, document("winter"))
        await start(stage.app.db, clock, "winter")
        now = await stage.admin.say_in_group("/top")
        assert "Leaderboard · Winter" in text_of(now)
        await stage.admin.press("Autumn", now)
        board = stage.in_group()[-1]
        assert "Leaderboard · Autumn" in text_of(board)
        assert "1 friend" in text_of(board)
        await stage.admin.press("🖼 As a picture", board)
        await stage.settle()
        assert "photo" in stage.in_group()[-1]
        assert "Autumn" not in buttons(await ann.say("/top"))


async def test_names_are_shown_as_their_owners_wish_in_three_languages(sqlite_url: str) -> None:
    words = {
        "en": ("(you)", "Participant"),
        "ru": ("(вы)", "Участник"),
        "bg": ("(вие)", "Участник"),
    }
    async with staged(sqlite_url, starter_campaign={"hold": "0s"}) as stage:
        shown = stage.person("Open Olga")
        short = stage.person("Ivan Petrov")
        hidden = stage.person("Secret Sam")
        for person in (shown, short, hidden):
            await person.start()
            await stage.person("Friend").follow(await person.invite())
        async with stage.app.db.transaction() as session:
            for person, display in ((short, NameDisplay.INITIALS), (hidden, NameDisplay.HIDDEN)):
                found = await participants.find(session, person.id)
                assert found is not None
                await participants.choose_name_display(session, found.id, display)
        for language, (you, participant) in words.items():
            reader = stage.person("Reader", language)
            await reader.start()
            text = text_of(await reader.say("/top"))
            assert "Open Olga" in text
            assert "I. P." in text
            assert participant in text
            assert "Petrov" not in text
            assert "Secret" not in text
            assert "/invite" in text
            await stage.person("Friend").follow(await reader.invite())
            mine = text_of(await reader.say("/top"))
            assert you in mine
            assert "/invite" not in mine


async def test_the_admins_see_whom_they_may_write_to(sqlite_url: str) -> None:
    async with staged(sqlite_url, starter_campaign={"hold": "0s"}) as stage:
        assert "No friend has counted yet" in text_of(await stage.admin.say_in_group("/top"))
        ann = stage.person("Ann")
        await ann.start()
        await stage.person("Ben").follow(await ann.invite())
        async with stage.app.db.transaction() as session:
            found = await participants.find(session, ann.id)
            assert found is not None
            await participants.choose_name_display(session, found.id, NameDisplay.HIDDEN)
        message = await stage.admin.say_in_group("/top")
        assert "🥇" in text_of(message)
        assert "Ann" in text_of(message)
        codes = [each for each in message["entities"] if each["type"] == "code"]
        assert len(codes) == 1
        assert str(ann.id) in text_of(message)


async def test_the_button_of_the_home_screen_opens_the_leaderboard(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        ann = stage.person("Аня", "ru")
        await ann.start()
        await ann.press("🏆 Рейтинг")
        assert "первое место свободно" in text_of(ann.heard[-1])
        await ann.press("🏠 На главную")
        assert "Ваша ссылка" in text_of(ann.heard[-1])


async def test_buttons_turn_the_board_and_draw_it(sqlite_url: str) -> None:
    async with staged(sqlite_url, starter_campaign={"hold": "0s"}) as stage:
        ann = stage.person("Аня", "ru")
        await ann.start()
        await ann.say("/top")
        assert "🖼 Картинкой" not in buttons(ann.heard[-1])
        await stage.person("Friend").follow(await ann.invite())
        await ann.say("/top")
        assert {"• Всё время", "• По друзьям"} <= set(buttons(ann.heard[-1]))
        screens = len(ann.heard)
        for name, shown in (
            ("По баллам", "По баллам за друзей · Всё время"),
            ("Неделя", "По баллам за друзей · "),
            ("По друзьям", "По друзьям · "),
            ("Месяц", "По друзьям · "),
        ):
            await ann.press(name)
            screen = ann.heard[-1]
            assert f"• {name}" in buttons(screen)
            assert shown in text_of(screen)
            assert "Аня (вы)" in text_of(screen).replace("\u2068", "").replace("\u2069", "")
        assert len(ann.heard) == screens, "the screen is turned, not sent again"
        await ann.press("🖼 Картинкой")
        picture = ann.heard[-1]
        assert picture["photo"]
        assert "🏆" in text_of(picture)
        await ann.press("🏆 Текстом", picture)
        assert "Аня" in text_of(ann.heard[-1])


async def test_admins_turn_their_board_and_post_its_picture(sqlite_url: str, unpaced: None) -> None:
    async with staged(sqlite_url, starter_campaign={"hold": "0s"}) as stage:
        ann = stage.person("Ann")
        await ann.start()
        await stage.person("Ben").follow(await ann.invite())
        screen = await stage.admin.say_in_group("/top")
        await stage.admin.press("By points", screen)
        [screen] = [each for each in stage.in_group() if each["message_id"] == screen["message_id"]]
        assert "points" in text_of(screen)
        assert str(ann.id) in text_of(screen)
        await stage.admin.press("🖼 As a picture", screen)
        assert stage.in_group()[-1]["photo"]
        assert "🏠" not in "".join(buttons(screen))
        stage.clock.advance(timedelta(days=7))
        await stage.admin.press("Week", screen)
        [screen] = [each for each in stage.in_group() if each["message_id"] == screen["message_id"]]
        assert "No friend has counted yet" in text_of(screen)
        await stage.admin.press("◀ Earlier", screen)
        [screen] = [each for each in stage.in_group() if each["message_id"] == screen["message_id"]]
        assert "Ann" in text_of(screen)
        assert "Later ▶" in buttons(screen)
