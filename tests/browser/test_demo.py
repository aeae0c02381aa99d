"""Does the demo hold what it promises, from the first press to the payout, in each language?

Each run leaves a contact sheet of what was seen; with SCREENS=docs/screens in the environment it
replaces the ones that the README shows.
"""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from PIL import Image
from playwright.async_api import async_playwright, expect
from pyzbar import pyzbar

from bot.i18n import Points, Unit
from bot.services.document_words import POINTS
from tests.browser.phone import HEIGHT_PX, PATIENCE_MS, WIDTH_PX, Phone
from tests.processes import Process, free_port, start

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CARD = "4111 1111 1111 1111"
STORY = {
    "ru": ("Анна", "Борис"),
    "en": ("Ben", "Mary"),
    "bg": ("Вяра", "Иван"),
}


@pytest.fixture
async def demo(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """`python -m bot sandbox`, with the admin group in the language of the test; its address."""
    port = free_port()
    language = request.getfixturevalue("language")
    bot: Process = await start(
        ["-m", "bot", "sandbox", "--port", str(port), "--no-browser"],
        tmp_path / "demo.log",
        {"SARAFAN_TEXTS__LANGUAGE": language},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        await _until_it_answers(url, bot)
        yield url
    finally:
        await bot.stop()


async def _until_it_answers(url: str, bot: Process) -> None:
    async with aiohttp.ClientSession() as http:
        for _ in range(600):
            assert not bot.has_ended, bot.output()
            if "Ctrl+C" in bot.output():
                async with http.get(url) as response:
                    assert response.ok
                return
            await asyncio.sleep(0.1)
    raise AssertionError(bot.output())


@pytest.fixture
async def phone(demo: str, language: str) -> AsyncIterator[Phone]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS
        )
        page = await browser.new_page(viewport={"width": WIDTH_PX, "height": HEIGHT_PX})
        mistakes: list[str] = []
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        await page.goto(f"{demo}/?lang={language}")
        yield Phone(page, language)
        await browser.close()
        assert mistakes == []


async def world(url: str) -> dict[str, int]:
    """The ids of people and chats, by name."""
    async with aiohttp.ClientSession() as http, http.get(f"{url}/sim/state") as response:
        state = await response.json()
    people = {user["first_name"]: user["id"] for user in state["users"]}
    return people | {chat["type"]: chat["id"] for chat in state["chats"]}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", ["ru", "en", "bg"])
async def test_the_whole_story(phone: Phone, demo: str, language: str, tmp_path: Path) -> None:
    t, (referrer, friend) = phone.t, STORY[language]
    hundred = t.points(Points(100, Unit(0, POINTS.model_dump(exclude_none=True))))
    await phone.add_person(friend)
    await expect(phone.page.get_by_text(friend).first).to_be_visible(timeout=PATIENCE_MS)
    ids = await world(demo)

    inviter = await phone.open_chat(ids[referrer])
    await inviter.get_by_test_id("start").click()
    welcome = await phone.hear(inviter, "https://t.me/")
    await phone.shoot()

    await welcome.get_by_test_id("link").filter(has_text="start=").click()
    await phone.page.get_by_test_id(f"follow-as-{ids[friend]}").click()
    guest = await phone.open_chat(ids[friend])
    await phone.hear(guest, referrer)
    await phone.shoot()

    channel = await phone.open_chat(ids["channel"])
    await channel.get_by_test_id(f"join-{ids[friend]}").click()
    await expect(channel.get_by_test_id(f"leave-{ids[friend]}")).to_be_visible()

    inviter = await phone.open_chat(ids[referrer])
    await phone.hear(inviter, friend)
    await phone.say(inviter, "/friends")
    await phone.hear(inviter, hundred)
    await phone.shoot()
    await phone.say(inviter, "/why")
    await phone.hear(inviter, friend)
    await phone.shoot()

    await phone.say(inviter, "/qr")
    photo = inviter.get_by_test_id("photo").last
    await expect(photo).to_be_visible(timeout=PATIENCE_MS)
    await phone.shoot()
    await _decodes(phone, ids[referrer])

    await phone.page.get_by_test_id("clock-day").click()
    await phone.page.get_by_test_id("clock-hour").click()
    await phone.hear(inviter, re.compile("✅[^⏳]*100[^⏳]*/balance"))
    await phone.say(inviter, "/balance")
    await phone.hear(inviter, re.compile(f"✅[^⏳]*{hundred}[^✅]*⏳"))
    await phone.shoot()

    await phone.say(inviter, "/payout")
    await phone.press(inviter, hundred)
    # Not "Card to post", which stands under the QR code above.
    await phone.press(inviter, re.compile(rf"^\s*{t.plain('payout-method-card')}\s*$"))
    await phone.hear(inviter, re.compile("12.{1,5}19"))
    await phone.say(inviter, CARD)
    await phone.hear(inviter, "•••• 1111")
    await phone.shoot()
    await phone.press(inviter, t.plain("payout-confirm-button"))

    group = await phone.open_chat(ids["supergroup"])
    await phone.hear(group, referrer)
    await phone.shoot()
    await phone.press(group, t.plain("payout-approve-button"))
    await phone.press(group, t.plain("payout-paid-button"))
    await phone.say(group, "/stats")
    await phone.page.wait_for_timeout(1_000)
    await phone.shoot()

    inviter = await phone.open_chat(ids[referrer])
    await phone.hear(inviter, "💸")
    await phone.say(inviter, "/top")
    await phone.hear(inviter, "🥇")
    await phone.shoot()

    await inviter.get_by_test_id("chat-menu").click()
    await phone.page.get_by_test_id("menu-block").click()
    await expect(inviter.get_by_test_id("unblock")).to_be_visible(timeout=PATIENCE_MS)
    phone.contact_sheet(Path(os.environ.get("SCREENS", tmp_path)) / f"{language}.png")


async def _decodes(phone: Phone, chat_id: int) -> None:
    """The QR code on the screen leads to the bot."""
    photo = phone.page.get_by_test_id(f"chat-{chat_id}").get_by_test_id("photo").last
    seen = Image.open(BytesIO(await photo.screenshot()))
    [code] = pyzbar.decode(seen.resize((seen.width * 3, seen.height * 3)))
    assert code.data.decode().startswith("https://t.me/sarafan_demo_bot?start=")
