"""Does /terms show all there is to know, in messages that Telegram takes?"""

import html
import re

import pytest

from bot.i18n import LANGUAGES, Texts
from bot.services import documents
from bot.services.campaigns import RunningCampaign
from bot.services.documents import Document
from handlers.terms import campaign_pages
from tests.operators import AUTUMN

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
        "amount": documents.AMOUNT_MAX,
        "credit": "0 10 * * mon,tue,wed,thu,fri,sat,sun",
    }
    names = {tag: {"other": "🎁" * 31} for tag in LANGUAGES}
    placeholders = "{reward}" * documents.PLACEHOLDERS_MAX
    filling = "<" * (documents.TERMS_LENGTH_MAX - len(placeholders))
    document = documents.from_json(
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
    found = pages(document, language)
    assert len(found) > 1
    assert all(seen_length(page) <= TELEGRAM_MAX - 50 for page in found)
    assert all(page.startswith(f"📄 <b>{'&amp;' * 64}</b>") for page in found)
    rules = sum(page.count("\n• ") for page in found)
    assert rules == documents.REWARDS_MAX + 4
