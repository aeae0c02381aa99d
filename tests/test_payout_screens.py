"""Do the screens of payouts fit on a phone, in every language and whatever the names are?"""

import re
from datetime import timedelta
from typing import Any

import pytest

from bot import keyboards
from bot.i18n import LANGUAGES, Points, Texts, Unit
from bot.services import payout_cards
from bot.services.payout_results import Verdict
from handlers.rejections import OFFERED
from models import Payout, PayoutState, QuickReason
from tests.clock import START

LINES_MAX = 18
LINE_MAX = 76
"""Characters: two lines of a phone at most."""
WIDE_BUTTON_MAX = 44
HALF_BUTTON_MAX = 22
QUARTER_BUTTON_MAX = 9
EURO = Unit(2, {"en": {"other": "euros"}, "ru": {"other": "евро"}, "bg": {"other": "евро"}})
LONG_NAME = "Александра Константинопольская-Преображенская"[:40]
STEPS: dict[str, dict[str, Any]] = {
    "requested": {"state": PayoutState.REQUESTED},
    "second": {"state": PayoutState.REQUESTED, "first_by": 501},
    "approved": {"state": PayoutState.APPROVED},
    "batched": {"state": PayoutState.APPROVED, "batch_id": 1234},
    "refused": {"state": PayoutState.APPROVED, "bank_refusal": "Счёт получателя закрыт"},
    "paid": {"state": PayoutState.PAID, "reference": "TX-2026-11-22-000017"},
    "rejected": {"state": PayoutState.REJECTED, "reason": "Карта закрыта"},
    "withdrawn": {"state": PayoutState.REJECTED, "quick_reason": QuickReason.WITHDRAWN},
}


def visible(text: str) -> str:
    return re.sub(r"<[^>]+>|[\u2060\u2066-\u2069]", "", text)


def card_args(payout: Payout) -> dict[str, Any]:
    points = Points(123_456_789, EURO)
    return {
        "number": str(payout.id),
        "step": payout.step,
        "campaign": "a-slug-of-thirty-two-characters-",
        "banned": "yes",
        "named": "yes",
        "name": LONG_NAME,
        "telegram_id": "7123456789",
        "amount": points,
        "charged": "yes",
        "net": points,
        "fee": Points(12_345, EURO),
        "pair": "yes",
        "first_by": LONG_NAME[:20],
        "first_at": START,
        "method": "wallet",
        "destination": "0x71••••3bE7",
        "friends": 1_234,
        "payouts": 22,
        "paid": points,
        "requested_at": START,
        "by": LONG_NAME[:20],
        "at": START + timedelta(days=1),
        "reason": payout_cards.reason(payout),
        "referenced": "yes" if payout.reference else "no",
        "reference": payout.reference or "",
        "batch": str(payout.batch_id or 0),
        "bank_refusal": payout.bank_refusal or "",
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", STEPS)
def test_a_card_fits(language: str, step: str) -> None:
    t = Texts().of(language)
    payout = Payout(id=123_456, **STEPS[step])
    assert payout.step == step
    lines = visible(t("payout-card", **card_args(payout))).splitlines()
    assert len(lines) <= LINES_MAX
    assert max(map(len, lines)) <= LINE_MAX, max(lines, key=len)
    for row in payout_cards.actions(payout):
        for action in row:
            text = keyboards.render(t, [[{"text_key": f"{action}-button", "callback": "x"}]])
            assert text is not None
            width = HALF_BUTTON_MAX if len(row) > 1 else WIDE_BUTTON_MAX
            assert len(text.inline_keyboard[0][0].text) <= width


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_can_be_read(language: str) -> None:
    t = Texts().of(language)
    wide = {
        key: t.plain(key)
        for key in (
            "payout-show-button", "payout-reference-button", "payout-again-button",
            "payout-words-button", "payout-pick-button", "payout-pick-all", "payout-pick-none",
            "payout-batches-button", "payout-filter-button", "payout-filter-campaigns",
            "payout-filter-methods", "payout-queue-button", "payout-batch-cancel-button",
            "payout-withdraw-confirm-button",
        )
    }  # fmt: skip
    wide |= {f"reason {each}": t.plain(f"payout-quick-{each}") for each in OFFERED}
    wide["apply"] = t.plain("payout-answer-button", paid=200, refused=200)
    wide["make"] = t.plain("payout-batch-make-button", method="phone", count=200)
    wide["withdraw"] = t.plain("payout-withdraw-button", number="123456")
    assert {key: text for key, text in wide.items() if len(text) > WIDE_BUTTON_MAX} == {}
    half = [t.plain(f"payout-batch-{each}-button", batch="1234") for each in ("file", "stop")]
    half += [t.plain("payout-newer-button"), t.plain("payout-older-button")]
    assert [text for text in half if len(text) > HALF_BUTTON_MAX] == []
    # The tabs of the queue stand four in a row.
    assert len("• 🆕 999+") <= QUARTER_BUTTON_MAX


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_with_every_kind_of_line_is_one_message(language: str) -> None:
    """At the worst, one line of each kind and its header."""
    t = Texts().of(language)
    line = t("payout-answer-line", line="501", written="9" * 24, detail="x" * 60)
    more = t("payout-round-more", count=499)
    kinds = [f"{t(f'payout-answer-{verdict}', count=500)}\n{line}\n{more}" for verdict in Verdict]
    assert len("\n\n".join(kinds)) < 3_600
