"""Does a document that was written as TOML load as the same document?"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from bot.services import documents, presets, toml_text
from bot.services.documents import Document
from tests.operators import AUTUMN
from tests.written_documents import written_documents


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=written_documents())
def test_any_document_comes_back_equal(document: Document) -> None:
    assert documents.parse_toml(toml_text.written(document)) == document


@pytest.mark.parametrize("path", [AUTUMN, *map(presets.path, presets.NAMES)], ids=lambda p: p.stem)
def test_every_file_comes_back_equal(path: Path) -> None:
    document = documents.parse_toml(path.read_text(encoding="utf-8"))
    assert documents.parse_toml(toml_text.written(document)) == document


def test_what_is_written_is_for_people_to_read() -> None:
    document = documents.from_json(
        {
            "campaign": {
                "slug": "tea",
                "ends_at": "2027-02-01T00:00:00Z",
                "title": {"en": 'Tea "for" two\t'},
            },
            "reward": [
                {
                    "on": "purchase",
                    "to": "referrer",
                    "percent": 2.9,
                    "products": ["tea"],
                    "tiers": [{"from": 5, "percent": 3}],
                }
            ],
            "survey": {},
        }
    )
    assert (
        toml_text.written(document)
        == """[campaign]
slug = "tea"
ends_at = 2027-02-01T00:00:00+00:00
title = { en = "Tea \\"for\\" two\\t" }

[[reward]]
on = "purchase"
to = "referrer"
percent = 2.90
products = ["tea"]

[[reward.tiers]]
from = 5
percent = 3.00

[survey]
"""
    )
