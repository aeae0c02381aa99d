"""Is the picture that /qr sends one that people can scan, and is it uploaded only once?"""

import io
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest
from PIL import Image
from pyzbar import pyzbar
from sqlalchemy import func, select, update

from bot.services import campaigns, invites, participants
from models import Invite, Picture, Referral
from tests import payout_stage
from tests.people import USERNAME, Json, Person, Stage, buttons, staged, text_of

pytestmark = pytest.mark.usefixtures("unpaced")


@pytest.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, starter_campaign={"hold": "0"}) as stage:
        yield stage


def content(stage: Stage, message: Json) -> bytes:
    file = stage.telegram.files.get(message["photo"][-1]["file_id"])
    assert file is not None
    return file.content


def scanned(stage: Stage, message: Json) -> str:
    """What a phone's camera makes of the picture."""
    picture = Image.open(io.BytesIO(content(stage, message)))
    [found] = pyzbar.decode(picture.convert("L"))
    return str(found.data.decode())


def uploads(stage: Stage) -> list[bool]:
    """For every picture that was sent, whether its bytes were sent along."""
    known = {message["photo"][-1]["file_id"] for message in photos(stage)}
    sent = stage.telegram.journal.entries(method="sendPhoto")
    return [str(entry["params"]["photo"]) not in known for entry in sent]


def photos(stage: Stage) -> list[Json]:
    return [
        message
        for user in list(stage.telegram.users.values())
        for message in stage.telegram.history(viewer=user)
        if "photo" in message
    ]


async def invite_of(person: Person, label: str) -> Invite:
    async with person.stage.app.db.read() as session:
        participant = await participants.find(session, person.id)
        assert participant is not None
        campaign = await campaigns.current(session)
        assert campaign is not None
        mine = await invites.all_of(session, campaign.id, participant.id)
    return next(invite for invite in mine if invite.label == label)


@pytest.mark.parametrize(
    ("language", "title", "hint"),
    [
        ("en", "Invite your friends", "who scans it comes by your invitation"),
        ("ru", "Пригласите друзей", "кто отсканирует, придёт по вашему приглашению"),
        ("bg", "Поканете приятели", "който го сканира, идва с вашата покана"),
    ],
)
async def test_the_picture_is_scanned_as_the_link_that_the_caption_tells(
    stage: Stage, language: str, title: str, hint: str
) -> None:
    ann = stage.person("Ann", language)
    await ann.start()
    sent = await ann.say("/qr")
    code = (await invite_of(ann, "qr")).code
    assert scanned(stage, sent) == f"https://t.me/{USERNAME}?start={code}"
    for part in (title, hint, f"https://t.me/{USERNAME}?start={code}", f": {code}\n"):
        assert part in text_of(sent)


async def test_friends_who_scan_it_are_counted_apart_from_those_who_press_the_link(
    stage: Stage,
) -> None:
    ann, ben, cora = stage.person("Ann"), stage.person("Ben"), stage.person("Cora")
    await ann.start()
    await ben.follow(scanned(stage, await ann.say("/qr")))
    await cora.follow(await ann.invite())
    assert (await ann.balance()).available == 200
    async with stage.app.db.read() as session:
        rows = await session.execute(
            select(Invite.label, func.count())
            .join(Referral, Referral.invite_id == Invite.id)
            .group_by(Invite.label)
        )
        assert {label: count for label, count in rows} == {"qr": 1, "default": 1}


async def test_the_button_of_the_home_screen_does_the_same(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    assert await ann.press("🔳 QR code") == ""
    assert scanned(stage, ann.heard[-1]).endswith((await invite_of(ann, "qr")).code)
    assert "🔳 QR code" not in buttons(ann.heard[-1])


async def test_the_second_press_sends_the_file_that_telegram_has(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    first = await ann.say("/qr")
    second = await ann.say("/qr")
    assert second["message_id"] != first["message_id"]
    assert second["photo"] == first["photo"]
    assert text_of(second) == text_of(first)
    assert uploads(stage) == [True, False]


async def test_a_remembered_file_that_telegram_refuses_is_uploaded_anew(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    first = await ann.say("/qr")
    async with stage.app.db.transaction() as session:
        await session.execute(update(Picture).values(file_id="long-forgotten"))
    second = await ann.say("/qr")
    assert scanned(stage, second) == scanned(stage, first)
    assert second["photo"] != first["photo"]
    third = await ann.say("/qr")
    assert third["photo"] == second["photo"]
    async with stage.app.db.read() as session:
        assert list(await session.scalars(select(Picture.file_id))) == [
            second["photo"][-1]["file_id"]
        ]


async def test_another_language_is_another_picture(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    english = await ann.say("/qr")
    await ann.say("/settings")
    await ann.press("Русский")
    russian = await ann.say("/qr")
    assert scanned(stage, russian) == scanned(stage, english)
    assert content(stage, russian) != content(stage, english)


async def test_a_chosen_code_stands_under_the_picture(stage: Stage) -> None:
    ann, ben = stage.person("Ann"), stage.person("Ben")
    await ann.start()
    await ann.say("/invite")
    await ann.press("✏️ Choose my own code")
    await ann.say("ann-2026")
    sent = await ann.say("/qr")
    assert "Code: ann-2026" in text_of(sent)
    assert "ann-2026" not in scanned(stage, sent)
    await ben.start("Ann-2026")
    assert (await ann.balance()).available == 100


async def test_twenty_links_of_ones_own_leave_room_for_the_picture(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    for number in range(20):
        await ann.say(f"/invite place{number}")
    assert "photo" in await ann.say("/qr")
    assert "You already have" in text_of(await ann.say("/invite another"))


async def test_with_several_campaigns_each_has_its_picture(stage: Stage) -> None:
    await payout_stage.run_campaign(stage, "autumn")
    await stage.advance(minutes=1)
    await payout_stage.run_campaign(stage, "winter")
    ann = stage.person("Ann")
    await ann.start()
    winter = await ann.say("/qr")
    assert text_of(winter).startswith("🔳 Winter")
    await ann.press("Autumn")
    autumn = ann.heard[-1]
    assert text_of(autumn).startswith("🔳 Autumn")
    assert scanned(stage, autumn) != scanned(stage, winter)
    assert "Winter" in buttons(autumn)


async def test_without_a_campaign_the_person_is_told(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    async with stage.app.db.transaction() as session:
        await campaigns.stop(session, "starter", now=stage.clock())
    assert "No campaign is running" in text_of(await ann.say("/qr"))
    assert "No campaign is running" in str(await ann.press("🔳 QR code"))


async def test_when_drawing_fails_the_person_is_told_and_the_next_press_works(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = stage.person("Ann")
    await ann.start()
    with monkeypatch.context() as patch:
        patch.setattr("bot.pictures.ANSWER_SECONDS", 0)
        assert "did not come out" in text_of(await ann.say("/qr"))
        assert "did not come out" in str(await ann.press("🔳 QR code"))
    assert "photo" in await ann.say("/qr")


def test_the_bot_itself_carries_neither_pillow_nor_qrcode() -> None:
    program = (
        "import sys, bot.app, bot.__main__\n"
        "print(sorted({'PIL', 'qrcode', 'matplotlib'} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert answer.stdout == "[]\n"
