"""How does a test use the demo page as a person with a phone does?"""

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Locator, Page, expect

from bot.i18n import Texts, Translate

WIDTH_PX, HEIGHT_PX = 390, 844
PATIENCE_MS = 30_000
SHEET_COLUMNS = 5
GAP_PX = 16
BACKGROUND = "#dfe5ec"
COLOURS = 256


@dataclass
class Phone:
    """The demo page on a phone's width, in one language."""

    page: Page
    language: str
    shots: list[Image.Image] = field(default_factory=list)

    @property
    def t(self) -> Translate:
        return Texts().of(self.language)

    async def open_chat(self, chat_id: int) -> Locator:
        """Bring a chat to the front."""
        await self.page.get_by_test_id(f"tab-{chat_id}").click()
        chat = self.page.get_by_test_id(f"chat-{chat_id}")
        await expect(chat).to_be_visible(timeout=PATIENCE_MS)
        return chat

    async def say(self, chat: Locator, words: str) -> None:
        await chat.get_by_test_id("input").fill(words)
        await chat.get_by_test_id("send").click()

    async def hear(self, chat: Locator, words: str | re.Pattern[str]) -> Locator:
        """Wait for a message with these words, and return it."""
        message = chat.get_by_test_id("message").filter(has_text=words).last
        await expect(message).to_be_visible(timeout=PATIENCE_MS)
        return message

    async def press(self, chat: Locator, button: str | re.Pattern[str]) -> None:
        found = chat.get_by_test_id("inline-button").filter(has_text=button).last
        await found.scroll_into_view_if_needed()
        await found.click(timeout=PATIENCE_MS)

    async def add_person(self, name: str) -> None:
        await self.page.get_by_test_id("toolbar-more").click()
        await self.page.get_by_test_id("add-person-item").click()
        await self.page.get_by_test_id("person-language").select_option(self.language)
        await self.page.get_by_test_id("person-name").fill(name)
        await self.page.get_by_test_id("person-add").click()

    async def shoot(self) -> None:
        """Take a picture for the contact sheet, once the page has come to rest."""
        for note in await self.page.get_by_test_id("toast").all():
            await note.wait_for(state="hidden", timeout=PATIENCE_MS)
        await self.page.wait_for_timeout(400)
        self.shots.append(Image.open(BytesIO(await self.page.screenshot())))

    def contact_sheet(self, file: Path) -> None:
        """All pictures side by side, as PNG."""
        rows = -(-len(self.shots) // SHEET_COLUMNS)
        sheet = Image.new(
            "RGB",
            (
                GAP_PX + SHEET_COLUMNS * (WIDTH_PX + GAP_PX),
                GAP_PX + rows * (HEIGHT_PX + GAP_PX),
            ),
            BACKGROUND,
        )
        for number, shot in enumerate(self.shots):
            row, column = divmod(number, SHEET_COLUMNS)
            place = (GAP_PX + column * (WIDTH_PX + GAP_PX), GAP_PX + row * (HEIGHT_PX + GAP_PX))
            sheet.paste(shot.convert("RGB"), place)
        file.parent.mkdir(parents=True, exist_ok=True)
        sheet.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
