"""A campaign of any size in every table that is exported, with texts of the test's own choice."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from bot.db import Database
from bot.services import campaigns, documents
from models import (
    CAMPAIGN_OWNER,
    Account,
    AuditRecord,
    Base,
    Bucket,
    Entry,
    Invite,
    Offer,
    OfferKind,
    Participant,
    Payout,
    PayoutState,
    Redemption,
    RedemptionState,
    Referral,
    ReferralState,
    Transaction,
)
from tests.clock import START, StillClock
from tests.operators import load, start

CHUNK = 2_000
FIRST_TELEGRAM_ID = 2**52 - 10_000_000
"""As long as they get (Bot API, User.id)."""
CARD = "4111111111111111"
AMOUNT = 1_250
SLUG = "autumn"

Row = dict[str, Any]
Words = Callable[[int], str]


def plain(number: int) -> str:
    return f"Person {number}"


async def fill(
    db: Database,
    count: int,
    *,
    words: Words = plain,
    title: str = "Autumn",
    tables: Sequence[type[Base]] = (
        Participant,
        Referral,
        Transaction,
        Payout,
        Redemption,
        AuditRecord,
    ),
) -> None:
    """One row of each of the tables for each of `count` people, a minute apart.

    Everybody was brought by the first one. Every text that may be anybody's is `words(number)`.
    """
    await load(db, StillClock(), _document(title))
    await start(db, StillClock(), SLUG)
    async with db.transaction() as session:
        campaign = await campaigns.by_slug(session, SLUG)
        assert campaign is not None
        budget = {**_account(CAMPAIGN_OWNER, Bucket.BUDGET), "campaign_id": campaign.id}
        await session.execute(insert(Account), [budget])
    for first in range(1, count + 1, CHUNK):
        numbers = range(first, min(first + CHUNK, count + 1))
        async with db.transaction() as session:
            for model, row_of in _rows(words):
                if model in (*tables, Participant) or model in _below(tables):
                    rows = [row_of(number) for number in numbers]
                    if "campaign_id" in rows[0]:
                        rows = [{**row, "campaign_id": campaign.id} for row in rows]
                    await session.execute(insert(model), rows)


def moment(number: int) -> datetime:
    return START + timedelta(minutes=number)


def _document(title: str) -> documents.Document:
    return documents.from_json(
        {
            "campaign": {
                "slug": SLUG,
                "title": {"en": title, "ru": title, "bg": title},
                "unit": {
                    "name": {
                        "en": {"one": "euro", "other": "euros"},
                        "ru": {"one": "евро", "few": "евро", "many": "евро", "other": "евро"},
                        "bg": {"one": "евро", "other": "евро"},
                    },
                    "decimals": 2,
                },
            },
            "reward": [{"on": "qualified", "to": "referrer", "amount": AMOUNT}],
        }
    )


def _below(tables: Sequence[type[Base]]) -> set[type[Base]]:
    found: set[type[Base]] = set()
    if Referral in tables:
        found.add(Invite)
    if Transaction in tables:
        found |= {Account, Entry}
    if Redemption in tables:
        found.add(Offer)
    return found


def _account(owner_id: int, bucket: Bucket) -> Row:
    return {
        "campaign_id": None,
        "owner_id": owner_id,
        "bucket": bucket,
        "balance_minor": AMOUNT if owner_id else 0,
    }


def _rows(words: Words) -> Iterator[tuple[type[Base], Callable[[int], Row]]]:
    """Tables in the order of their foreign keys; ids are the numbers of the people."""
    yield Participant, lambda number: _person(number, words(number))
    yield Account, lambda number: _account(number, Bucket.AVAILABLE)
    yield (
        Invite,
        lambda number: {
            "id": number,
            "campaign_id": None,
            "participant_id": number,
            "label": words(number)[:32],
            "code": f"{words(number)[:40]} {number}",
            "created_at": moment(number),
        },
    )
    yield Referral, _referral
    yield (
        Transaction,
        lambda number: {
            "id": number,
            "key": f"{words(number)} {number}",
            "kind": words(number)[:24],
            "campaign_id": None,
            "version": 1,
            "actor": FIRST_TELEGRAM_ID + number,
            "reason": words(number),
            "at": moment(number),
        },
    )
    # The campaign's account came first.
    yield (
        Entry,
        lambda number: {
            "transaction_id": number,
            "account_id": number + 1,
            "amount_minor": AMOUNT,
        },
    )
    yield (
        Entry,
        lambda number: {
            "transaction_id": number,
            "account_id": 1,
            "amount_minor": -AMOUNT,
        },
    )
    yield Payout, lambda number: _payout(number, words(number))
    yield Offer, lambda number: _offer(number, words(number))
    yield Redemption, lambda number: _redemption(number, words(number))
    yield AuditRecord, lambda number: _record(number, words(number))


def _person(number: int, words: str) -> Row:
    return {
        "id": number,
        "telegram_id": FIRST_TELEGRAM_ID + number,
        "name": words,
        "username": words[:60],
        "language": words[:8],
        "created_at": moment(number),
        "started_at": moment(number),
        "banned_at": moment(number),
    }


def _referral(number: int) -> Row:
    return {
        "id": number,
        "campaign_id": None,
        "version": 1,
        "referrer_id": 1,
        "referee_id": number,
        "invite_id": 1 if number % 2 else number,
        "state": ReferralState.QUALIFIED,
        "created_at": moment(number),
        "qualified_at": moment(number),
    }


def _payout(number: int, words: str) -> Row:
    return {
        "id": number,
        "campaign_id": None,
        "version": 1,
        "participant_id": number,
        "amount_minor": AMOUNT,
        "method": "wallet" if number % 2 else "card",
        "destination": words[:100] if number % 2 else CARD,
        "state": PayoutState.REJECTED,
        "requested_at": moment(number),
        "decided_at": moment(number),
        "decided_by": FIRST_TELEGRAM_ID + 1,
        "reason": words,
        "reference": words[:60],
        "bank_refusal": words,
    }


def _offer(number: int, words: str) -> Row:
    return {
        "id": number,
        "campaign_id": None,
        "name": f"offer-{number}",
        "kind": OfferKind.GIFT,
        "title": {"en": words},
        "words": {},
        "gives": {},
        "asks": {},
        "price_minor": AMOUNT,
        "created_at": moment(number),
    }


def _redemption(number: int, words: str) -> Row:
    return {
        "id": number,
        "offer_id": number,
        "campaign_id": None,
        "version": 1,
        "participant_id": number,
        "price_minor": AMOUNT,
        "state": RedemptionState.CANCELLED,
        "answer": words[:300],
        "bought_at": moment(number),
        "reason": words,
    }


def _record(number: int, words: str) -> Row:
    """Its id is the database's to choose: loading the campaign was written down too."""
    return {
        "at": moment(number),
        "actor": FIRST_TELEGRAM_ID + 1 + number % 2,
        "action": words[:32],
        "participant_id": number,
        "payout_id": None,
        "campaign_id": None,
        "before": {words: words},
        "after": {"what": [words, number]},
        "reason": words,
    }
