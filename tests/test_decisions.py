"""Does every decision leave a row of the audit, and a refused one none?"""

from tests.conventions import code, decisions
from tests.conventions.code import Source

SERVICES = code.sources("bot/services")
NO_DECISION = {
    ("broadcast_drafts", "compose"): "a draft reaches nobody; its start is the decision",
    ("payout_buttons", "may_answer"): "a question",
    ("payouts", "refusal"): "tells why a decision was refused",
    ("support_posts", "thread_of_album"): "finds the thread that a picture belongs to",
}
"""Functions that take `by` and decide nothing, each with the reason."""


def test_whoever_decides_in_a_service_leaves_a_row() -> None:
    assert list(decisions.without_a_row(SERVICES, exceptions=set(NO_DECISION))) == []


def test_every_exception_is_still_there_and_needed() -> None:
    assert set(NO_DECISION) <= decisions.names(SERVICES)
    seen = list(decisions.without_a_row(SERVICES, exceptions=set()))
    for _module, name in NO_DECISION:
        assert any(f" {name} takes" in one for one in seen), name


def test_a_planted_decision_without_a_row_is_seen() -> None:
    planted = Source(
        "bot/services/vouchers.py",
        """
async def give(session, *, by: int) -> None:
    await session.execute(insert(Voucher))

async def take(session, *, by: int) -> None:
    await _record(session, by)

async def void(session, *, by: int) -> None:
    change = take
    await change(session, by=by)

async def count(session) -> int: ...

async def _record(session, by: int) -> None:
    await audit.record(session, by=by)

async def _place(session, by: int) -> None: ...
""",
    )
    seen = list(decisions.without_a_row([planted], exceptions=set()))
    assert seen == ["bot/services/vouchers.py:2: give takes `by` and records nothing"]
    elsewhere = Source(
        "bot/services/shops.py", "async def f(s, *, by):\n    await vouchers.take(s)\n"
    )
    assert list(decisions.without_a_row([planted, elsewhere], exceptions=set())) == seen
