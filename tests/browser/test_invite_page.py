"""Does the invite page hold in a real browser, on a small phone, in light and in the dark?

With SCREENS=docs/screens in the environment the pictures are kept there.
"""

import io
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Browser, Page, async_playwright, expect
from pyzbar import pyzbar

from tests.browser.test_demo import CHROMIUM, CHROMIUM_ARGUMENTS
from tests.pages import PHONE, Site, open_site, run_campaign
from tests.people import CHANNEL, USERNAME
from tests.test_invite_page import REWARDS, TITLE, code_of, visits

WIDTH_PX, HEIGHT_PX = 360, 740
CONTRAST_MIN = 4.5
"""WCAG 2.2, 1.4.3."""
CONTRASTS = """
() => {
  const light = (text) => {
    const [r, g, b] = text.match(/[0-9.]+/g).slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (!colour.startsWith("rgba(0, 0, 0, 0")) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const found = [];
  for (const element of document.querySelectorAll("h1,h2,p,li,a,code,strong,summary")) {
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))];
    found.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), element.outerHTML.slice(0, 80)]);
  }
  return found;
}
"""


@pytest.fixture
async def site(sqlite_url: str) -> AsyncIterator[Site]:
    async with open_site(sqlite_url) as site:
        await run_campaign(
            site.stage,
            "autumn",
            campaign={"slug": "autumn", "title": TITLE, "ends_at": "2199-01-01T00:00:00Z"},
            reward=REWARDS,
            qualify={"steps": [f"subscribe:{CHANNEL}"], "hold": "24h"},
        )
        yield site


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS
        )
        yield chromium
        await chromium.close()


async def open_page(browser: Browser, address: str, language: str, scheme: str) -> Page:
    """A phone without scripts; what the browser complains of fails the test."""
    context = await browser.new_context(
        viewport={"width": WIDTH_PX, "height": HEIGHT_PX},
        locale=language,
        # Chromium without a window says so, and is taken for a program that nobody looks at.
        user_agent=PHONE,
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=False,
    )
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    await page.goto(address)
    assert complaints == []
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_page_fits_a_small_phone_and_can_be_read(
    site: Site, browser: Browser, scheme: str, tmp_path: Path
) -> None:
    for language, name in (("ru", "Анна"), ("en", "Ann"), ("bg", "Вяра")):
        code = await code_of(site.stage.person(name, language))
        page = await open_page(browser, f"{site.url}/i/{code}", language, scheme)
        await expect(page.locator("html")).to_have_attribute("lang", language)
        await expect(page.locator("h1")).to_have_text(TITLE[language])
        for summary in await page.locator("summary").all():
            await summary.click()
        button = page.locator("a.button")
        await expect(button).to_have_attribute("href", f"https://t.me/{USERNAME}?start={code}")
        box = await button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        # The way on is seen without scrolling.
        assert box["y"] + box["height"] <= HEIGHT_PX
        await page.locator("img").scroll_into_view_if_needed()
        await page.wait_for_load_state("networkidle")
        shot = await page.screenshot(full_page=True)
        assert Image.open(io.BytesIO(shot)).width == WIDTH_PX
        folder = Path(os.environ.get("SCREENS", tmp_path))
        (folder / f"invite-{language}-{scheme}.png").write_bytes(shot)
        seen = Image.open(io.BytesIO(await page.locator("img").screenshot()))
        [found] = pyzbar.decode(seen.resize((seen.width * 3, seen.height * 3)))
        assert found.data.decode() == f"https://t.me/{USERNAME}?start={code}"
        assert await visits(site, code, expected=1) == 1


async def test_all_words_stand_out_from_what_is_behind_them(site: Site, browser: Browser) -> None:
    code = await code_of(site.stage.person("Ann"))
    for scheme in ("light", "dark"):
        for path in (f"/i/{code}", "/i/nosuchcode", f"/i/{code}/sms"):
            page = await browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
            await page.set_content((await site.get(path)).text)
            found = await page.evaluate(CONTRASTS)
            assert len(found) >= 4
            assert [each for each in found if each[0] < CONTRAST_MIN] == []
            headings = await page.locator("h1, h2").evaluate_all(
                "elements => elements.map(element => element.tagName)"
            )
            assert headings[0] == "H1"
            assert headings.count("H1") == 1
            await page.close()


async def test_a_keyboard_reaches_the_button_first(site: Site, browser: Browser) -> None:
    code = await code_of(site.stage.person("Ann"))
    page = await browser.new_page()
    await page.goto(f"{site.url}/i/{code}")
    await page.keyboard.press("Tab")
    focused = await page.evaluate("document.activeElement.className")
    assert focused == "button"
    outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


async def test_the_language_is_changed_on_the_page(site: Site, browser: Browser) -> None:
    code = await code_of(site.stage.person("Ann"))
    page = await open_page(browser, f"{site.url}/i/{code}", "en", "light")
    await page.get_by_role("link", name="Български").click()
    await expect(page.locator("h1")).to_have_text(TITLE["bg"])
    await expect(page.locator("html")).to_have_attribute("lang", "bg")
