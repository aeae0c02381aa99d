"""Which contests may a document announce, and does a result fit into a message?"""

import re

import pytest

from bot.i18n import Texts
from bot.services import contest_posts, documents
from bot.services.document_contests import ContestSection
from tests.contest_field import BY_RANK
from tests.town import campaign_document


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "draw", "by": "points"}, 'kind = "draw" needs by = "friends"'),
        ({"tickets_max": 3}, 'tickets_max needs kind = "draw"'),
        ({"prizes": [{"places": 1_001, "amount": 1}]}, "at most 1,000 places"),
        ({"lasts": "7d"}, "either ends_at or lasts"),
    ],
)
def test_a_contest_that_cannot_be_held_is_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(documents.DocumentRefused) as refused:
        campaign_document("autumn", contest=[{**BY_RANK, **changes}])
    assert words in str(refused.value)


def test_prizes_follow_each_other_by_place() -> None:
    section = ContestSection.model_validate(BY_RANK)
    amounts = [prize.amount if (prize := section.prize_of(place)) else 0 for place in range(1, 6)]
    assert amounts == [500, 200, 200, None, 0]
    assert section.places == 4


def test_a_result_with_many_winners_fits_under_a_picture() -> None:
    """Twenty lines of a hundred characters; 🥇 is two of Telegram's units."""
    t = Texts().of("en")
    lines = [f"<b>🥇{'x' * 98}</b>" for _ in range(20)]
    text = contest_posts.fitted(t, ["head"], lines, ["tail"])
    shown = re.sub(r"<[^>]*>", "", text)
    assert len(shown.encode("utf-16-le")) // 2 <= contest_posts.CAPTION_MAX
    assert text.count("🥇") == 9
    assert "…and 11 more winners: /contest" in text
    assert text.endswith("tail")
