"""Does /balance tell what is available, what is held and until when, and what is requested?"""

from datetime import timedelta

import pytest

from bot.services import campaigns
from tests import payout_stage
from tests.people import Person, Stage, buttons, staged, text_of

pytestmark = pytest.mark.usefixtures("unpaced")

HOLDING = {"hold": "24h", "payout_minimum": 50}


async def with_a_friend(stage: Stage) -> tuple[Person, Person]:
    """Ann, whom Ben followed: her 100 points are held for a day."""
    ann, ben = stage.person("Ann"), stage.person("Ben")
    await ann.start()
    await ben.follow(await ann.invite())
    return ann, ben


@pytest.mark.parametrize(
    ("language", "lines", "hint"),
    [
        ("en", ("Available: 0 points", "Held: 0 points", "In payout requests: 0 points"), "No p"),
        ("ru", ("Доступно: 0 баллов", "Ожидает: 0 баллов", "на выплату: 0 баллов"), "Пока пусто"),
        ("bg", ("Налични: 0 точки", "Изчакващи: 0 точки", "изплащане: 0 точки"), "Още няма нищо"),
    ],
)
async def test_who_has_nothing_yet_reads_so_and_how_it_begins(
    sqlite_url: str, language: str, lines: tuple[str, ...], hint: str
) -> None:
    async with staged(sqlite_url) as stage:
        ann = stage.person("Ann", language)
        await ann.start()
        text = text_of(await ann.say("/balance"))
        places = [text.index(line) for line in (*lines, hint)]
        assert places == sorted(places)
        assert "/invite" in text


async def test_held_points_are_shown_with_the_day_on_which_they_come(sqlite_url: str) -> None:
    async with staged(sqlite_url, starter_campaign=HOLDING) as stage:
        ann, _ben = await with_a_friend(stage)
        due_at = stage.app.intake.texts.of("en").moment(stage.clock() + timedelta(hours=24))
        text = text_of(await ann.say("/balance"))
        assert "Available: 0 points" in text
        assert f"Held: 100 points — the next credit is on {due_at}" in text
        assert "No points yet" not in text
        assert "💸 Payout" not in buttons(ann.heard[-1])
        stage.clock.advance(timedelta(hours=24))
        assert "Held: 100 points — the next credit is due any moment" in text_of(
            await ann.say("/balance")
        )
        await stage.advance(minutes=1)
        text = text_of(await ann.say("/balance"))
        assert "Available: 100 points" in text
        assert "Held: 0 points\n" in text
        assert "💸 Payout" in buttons(ann.heard[-1])


async def test_points_in_a_payout_request_stand_apart(sqlite_url: str) -> None:
    async with staged(sqlite_url, starter_campaign=HOLDING) as stage:
        ann = stage.person("Анна", "ru")
        await ann.start()
        await payout_stage.give(ann, 1_000)
        await payout_stage.ask(ann, 400)
        text = text_of(await ann.say("/balance"))
        assert "Доступно: 600 баллов" in text
        assert "В заявках на выплату: 400 баллов" in text


async def test_a_debt_is_put_into_words(sqlite_url: str) -> None:
    async with staged(
        sqlite_url, starter_campaign=HOLDING | {"required_chats": ("@shop_news",)}
    ) as stage:
        ann, ben = await with_a_friend(stage)
        await ben.join()
        await stage.advance(hours=25)
        await payout_stage.ask(ann, 100)
        await ben.leave()
        text = text_of(await ann.say("/balance"))
        assert "Available: -100 points" in text
        assert "You are 100 points short" in text
        assert "💸 Payout" not in buttons(ann.heard[-1])
        assert await stage.verify() == []


async def test_each_campaign_with_points_has_its_own_lines(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        ann = stage.person("Ann")
        await ann.start()
        await payout_stage.give(ann, 100)
        for number in range(1, 7):
            await payout_stage.run_campaign(stage, f"winter-{number}")
            await payout_stage.give(ann, number, slug=f"winter-{number}")
        await payout_stage.run_campaign(stage, "without-points")
        text = text_of(await ann.say("/balance"))
        assert [line for line in text.splitlines() if "Winter" in line] == [
            f"Winter {number}" for number in (6, 5, 4, 3, 2)
        ]
        assert "Without points" not in text
        assert "Available: 6 points" in text
        assert text.endswith("Page 1 of 2")
        first = ann.heard[-1]
        await ann.press("More »")
        assert ann.heard[-1]["message_id"] == first["message_id"]
        text = text_of(ann.heard[-1])
        assert "Winter 1\n✅ Available: 1 point\n" in text
        assert "Invite your friends\n✅ Available: 100 points" in text
        await ann.press("« Back")
        assert text_of(ann.heard[-1]).endswith("Page 1 of 2")


async def test_points_that_stay_inside_offer_no_payout(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        ann = stage.person("Ann")
        await ann.start()
        await payout_stage.run_campaign(
            stage,
            "stars",
            campaign={
                "slug": "stars",
                "unit": {
                    "withdrawable": False,
                    "name": {"en": {"one": "star", "other": "stars"}},
                },
            },
        )
        await payout_stage.give(ann, 21, slug="stars")
        assert "Available: 21 stars" in text_of(await ann.say("/balance"))
        assert "💸 Payout" not in buttons(ann.heard[-1])
        await payout_stage.give(ann, 500)
        await ann.say("/balance")
        assert "💸 Payout" in buttons(ann.heard[-1])


async def test_the_screen_leads_on_and_back_in_one_message(sqlite_url: str) -> None:
    async with staged(sqlite_url, starter_campaign=HOLDING) as stage:
        ann = stage.person("Ann")
        await ann.start()
        await payout_stage.give(ann, 1_000)
        for button, expected in (
            ("💰 Balance", "Available: 1,000 points"),
            ("🧾 History", "+1,000 points"),
            ("💰 Balance", "Available: 1,000 points"),
            ("🏠 Home", "Your link"),
            ("💰 Balance", "Available: 1,000 points"),
            ("💸 Payout", "How much do you want?"),
        ):
            await ann.press(button)
            assert expected in text_of(ann.heard[-1]), button
        assert len(ann.heard) == 1


async def test_without_a_campaign_there_is_still_an_answer(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        async with stage.app.db.transaction() as session:
            await campaigns.stop(session, "starter", now=stage.clock())
        ann = stage.person("Ann")
        await ann.start()
        text = text_of(await ann.say("/balance"))
        assert text.startswith("💰 Your balance")
        assert "No points yet" in text
