"""Does /terms show all there is to know, in messages that Telegram takes?"""

import html
import re

import pytest

from bot.i18n import LANGUAGES, Texts
from bot.services import campaigns, document_values, document_words, documents
from bot.services.campaigns import RunningCampaign
from bot.services.documents import Document
from handlers.terms import campaign_pages
from tests.operators import AUTUMN, document
from tests.people import Stage, buttons, staged, text_of

pytestmark = pytest.mark.usefixtures("unpaced")

TELEGRAM_MAX = 4_096
TEXTS = Texts()


def pages(document: Document, language: str = "en") -> list[str]:
    return campaign_pages(TEXTS.of(language), RunningCampaign(1, "autumn", 1, document))


def seen_length(markup: str) -> int:
    return len(html.unescape(re.sub(r"<[^>]+>", "", markup)).encode("utf-16-le")) // 2


def test_a_campaign_fits_one_message() -> None:
    [page] = pages(documents.parse_toml(AUTUMN.read_text(encoding="utf-8")))
    assert page.startswith("📄 <b>Autumn with friends</b>\n\nEvery friend brings 2.50 euros")
    assert "\n• For each friend who does every step you get 2.50 euros — 8 days later.\n" in page
    assert page.endswith("🗓 From November 1, 2026, 00:00 to February 1, 2027, 00:00 (Europe/Sofia)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_campaign_fits_telegrams_messages(language: str) -> None:
    """Goal: no message that Telegram refuses, nothing left out. Method: every limit at its end."""
    reward = {
        "on": "qualified",
        "to": "referrer",
        "amount": document_values.AMOUNT_MAX,
        "credit": "0 10 * * mon,tue,wed,thu,fri,sat,sun",
    }
    names = {tag: {"other": "🎁" * 31} for tag in LANGUAGES}
    placeholders = "{reward}" * document_words.PLACEHOLDERS_MAX
    filling = "<" * (document_words.TERMS_LENGTH_MAX - len(placeholders))
    longest = documents.from_json(
        {
            "campaign": {
                "slug": "longest",
                "title": dict.fromkeys(LANGUAGES, "&" * 64),
                "terms": dict.fromkeys(LANGUAGES, placeholders + filling),
                "unit": {"name": names},
            },
            "qualify": {"steps": [f"subscribe:@{'a' * 31}{number}" for number in range(5)]},
            "reward": [reward] * documents.REWARDS_MAX,
        }
    )
    found = pages(longest, language)
    assert len(found) > 1
    assert all(seen_length(page) <= TELEGRAM_MAX - 50 for page in found)
    assert all(page.startswith(f"📄 <b>{'&amp;' * 64}</b>") for page in found)
    rules = sum(page.count("\n• ") for page in found)
    assert rules == documents.REWARDS_MAX + 4


async def run_two(stage: Stage) -> None:
    for slug in ("autumn", "winter"):
        async with stage.app.db.transaction() as session:
            await campaigns.load(session, document(slug), now=stage.clock())
            await campaigns.start(session, slug, now=stage.clock())
        await stage.advance(minutes=1)


async def test_a_person_reads_the_terms_in_their_language(sqlite_url: str) -> None:
    async with staged(sqlite_url, starter_campaign={"hold": "24h"}) as stage:
        boris = stage.person("Борис", "ru")
        await boris.start()
        answer = await boris.say("/terms")
        assert "вы получите 100 баллов — через 24 часа." in text_of(answer)
        assert buttons(answer) == []


async def test_the_terms_of_each_running_campaign_are_a_page(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        await run_two(stage)
        ann = stage.person("Ann")
        await ann.start()
        first = await ann.say("/terms")
        assert text_of(first).startswith("📄 Winter")
        assert text_of(first).endswith("1 of 2")
        assert buttons(first) == ["Next ›"]
        await ann.press("Next ›")
        assert text_of(ann.heard[-1]).startswith("📄 Autumn")
        assert ann.heard[-1]["message_id"] == first["message_id"]
        async with stage.app.db.transaction() as session:
            await campaigns.stop(session, "autumn", now=stage.clock())
        await ann.press("‹ Back")
        assert text_of(ann.heard[-1]).startswith("📄 Winter")
        assert buttons(ann.heard[-1]) == []


async def test_without_a_campaign_there_are_no_terms(sqlite_url: str) -> None:
    async with staged(sqlite_url) as stage:
        async with stage.app.db.transaction() as session:
            await campaigns.stop(session, "starter", now=stage.clock())
        ann = stage.person("Ann")
        await ann.start()
        assert text_of(await ann.say("/terms")).startswith("No campaign is running right now.")
