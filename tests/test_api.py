"""What is a shop told for what it sends over HTTP?"""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot import db as database
from bot.services import apikeys, campaigns
from models import ApiAnswer, Conversion, Reward
from tests.people import Person, Stage, staged
from tests.processes import free_port
from tests.shop import Json, Shop, shop_of
from tests.town import campaign_document

POSTS = "/api/v1/conversions"
RULES = [
    {"on": "purchase", "to": "referrer", "percent": 10},
    {"on": "purchase", "to": "friend", "percent": 2, "credit": "after 7d"},
]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
async def stage(database_url: str, port: int, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(database_url, web={"port": port}) as found:
        document = campaign_document(
            "sale", reward=RULES, purchases={"currency": "EUR", "products": ["tea", "coffee"]}
        )
        async with found.app.db.transaction() as session:
            await campaigns.load(session, document, now=found.clock())
            await campaigns.start(session, "sale", now=found.clock())
        yield found


@pytest.fixture
async def shop(stage: Stage, port: int) -> AsyncIterator[Shop]:
    async with shop_of(stage, port) as found:
        yield found


@pytest.fixture
async def pair(stage: Stage) -> tuple[Person, Person]:
    """Ann, and Ben who came by her link."""
    ann, ben = stage.person("Ann"), stage.person("Ben")
    await ann.start()
    await ben.follow(await ann.invite())
    return ann, ben


def order(buyer: Person, **more: Any) -> Json:
    return {
        "order_id": "A-1",
        "participant": buyer.id,
        "amount": 5000,
        "currency": "EUR",
        **more,
    }


async def count(stage: Stage, what: Any) -> int:
    async with stage.app.db.read() as session:
        return await session.scalar(select(func.count()).select_from(what)) or 0


async def test_a_purchase_is_answered_with_what_it_promises(
    stage: Stage, shop: Shop, pair: tuple[Person, Person]
) -> None:
    ann, ben = pair
    answered = await shop.post(POSTS, order(ben, product="tea"))
    assert answered.status == 201, answered
    first, second = answered.body.pop("rewards")
    assert answered.body["order_id"] == "A-1"
    assert answered.body["participant"] == ben.id
    assert (answered.body["amount"], answered.body["refunded"]) == (5000, 0)
    assert (first["participant"], first["amount"]) == (ann.id, 500)
    assert (first["role"], first["state"], first["campaign"]) == ("referrer", "credited", "sale")
    assert (second["participant"], second["amount"]) == (ben.id, 100)
    assert (second["role"], second["state"]) == ("friend", "scheduled")
    bought_at = stage.clock().replace(microsecond=0)
    assert second["due_at"][:10] == (bought_at + timedelta(days=7)).isoformat()[:10]
    assert (await ann.balance()).available == 500
    assert (await ben.balance()).held == 100
    assert await stage.verify() == []


async def test_an_order_counts_once_and_another_one_of_its_number_is_refused(
    stage: Stage, shop: Shop, pair: tuple[Person, Person]
) -> None:
    ann, ben = pair
    assert (await shop.post(POSTS, order(ben))).status == 201
    again = await shop.post(POSTS, order(ben))
    assert again.status == 200
    assert [reward["amount"] for reward in again.body["rewards"]] == [500, 100]
    for change in ({"amount": 5001}, {"product": "tea"}, {"commission": 1}):
        other = await shop.post(POSTS, order(ben, **change))
        assert (other.status, other.problem) == (409, "order-differs")
    assert (await ann.balance()).available == 500
    assert await count(stage, Conversion) == 1


async def test_refunds_take_back_part_by_part(
    stage: Stage, shop: Shop, pair: tuple[Person, Person]
) -> None:
    ann, ben = pair
    await shop.report("A/1-#x", ben.id, 5000)
    path = f"{POSTS}/A%2F1-%23x/refund"
    part = await shop.post(path, {"amount": 2000})
    assert part.status == 200, part
    assert part.body["refunded"] == 2000
    assert [(one["amount"], one["state"]) for one in part.body["taken_back"]] == [
        (500, "reversed"),
        (100, "void"),
    ]
    assert [(one["amount"], one["state"]) for one in part.body["rewards"]] == [
        (300, "credited"),
        (60, "scheduled"),
    ]
    assert ((await ann.balance()).available, (await ben.balance()).held) == (300, 60)
    await stage.settle()
    assert "200 points less for you" in ann.texts[-1]
    too_much = await shop.post(path, {"amount": 3001})
    assert (too_much.status, too_much.problem) == (422, "refund-too-large")
    assert too_much.pointers == ["/amount"]
    rest = await shop.post(path, {})
    assert (rest.status, rest.body["refunded"], rest.body["rewards"]) == (200, 5000, [])
    assert ((await ann.balance()).available, (await ben.balance()).held) == (0, 0)
    again = await shop.post(path, {})
    assert (again.status, again.problem) == (409, "order-refunded")
    unknown = await shop.post(f"{POSTS}/B-1/refund", {})
    assert (unknown.status, unknown.problem) == (404, "order-unknown")
    assert await stage.verify() == []


async def test_a_request_with_a_key_is_done_once(
    stage: Stage, shop: Shop, pair: tuple[Person, Person]
) -> None:
    ann, ben = pair
    await shop.report("A-1", ben.id, 5000)
    path = f"{POSTS}/A-1/refund"
    first = await shop.post(path, {"amount": 1000}, idempotency_key="refund 1")
    again = await shop.post(path, {"amount": 1000}, idempotency_key="refund 1")
    assert (again.status, again.body) == (first.status, first.body)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert (await ann.balance()).available == 400
    for other in (
        await shop.post(path, {"amount": 1001}, idempotency_key="refund 1"),
        await shop.post(f"{POSTS}/A-2/refund", {"amount": 1000}, idempotency_key="refund 1"),
    ):
        assert (other.status, other.problem) == (409, "request-differs")
    # What was refused changed nothing, and its key stays free.
    refused = await shop.post(path, {"amount": 9000}, idempotency_key="refund 2")
    assert refused.status == 422
    assert (await shop.post(path, {"amount": 500}, idempotency_key="refund 2")).status == 200
    assert await count(stage, ApiAnswer) == 2
    for key in ("", "x" * 129, "tab\there"):
        malformed = await shop.post(path, {}, idempotency_key=key)
        assert (malformed.status, malformed.problem) == (400, "idempotency-key-malformed"), key


async def test_of_many_at_once_with_one_key_one_works(
    stage: Stage, shop: Shop, pair: tuple[Person, Person]
) -> None:
    ann, ben = pair
    await shop.report("A-1", ben.id, 5000)
    answers = await asyncio.gather(
        *(shop.post(f"{POSTS}/A-1/refund", {"amount": 100}, idempotency_key="k") for _ in range(30))
    )
    statuses = {answered.status for answered in answers}
    assert 200 in statuses
    assert statuses <= {200, 409}
    refused = [answered for answered in answers if answered.status == 409]
    assert {answered.problem for answered in refused} <= {"request-still-runs"}
    assert (await ann.balance()).available == 490


async def test_nobody_without_key_and_signature_is_heard(
    stage: Stage, shop: Shop, pair: tuple[Person, Person]
) -> None:
    _, ben = pair
    good = order(ben)
    for headers in (
        {"Authorization": ""},
        {"Authorization": f"Basic {shop.key}"},
        {"Authorization": "Bearer srk_" + "a" * 43},
        {"Authorization": f"Bearer {shop.secret}"},
        {"X-Sarafan-Signature": ""},
        {"X-Sarafan-Signature": "t=1,v1=" + "0" * 64},
        {"X-Sarafan-Signature": "v1=" + "0" * 64},
        {"X-Sarafan-Signature": f"t={10**30},v1=" + "0" * 64},
    ):
        refused = await shop.post(POSTS, good, headers=headers)
        expected = "key-refused" if "Authorization" in headers else "signature-refused"
        assert (refused.status, refused.problem) == (401, expected), headers
        assert refused.headers["WWW-Authenticate"] == "Bearer"
    for late in (301, -302):
        assert (await shop.post(POSTS, good, late_seconds=late)).status == 401
    assert await count(stage, Conversion) == 0
    assert (await shop.post(POSTS, good, late_seconds=298)).status == 201
    assert (await shop.get("/api/v1/participants/1", headers={"Authorization": ""})).status == 401
    async with stage.app.db.transaction() as session:
        await apikeys.revoke(session, "shop", now=stage.clock())
    assert (await shop.post(POSTS, good)).status == 401
    assert (await shop.get(f"/api/v1/participants/{ben.id}")).status == 401


async def test_an_order_of_another_shop_is_another_order(
    stage: Stage, shop: Shop, port: int, pair: tuple[Person, Person]
) -> None:
    ann, ben = pair
    await shop.report("A-1", ben.id, 5000)
    async with shop_of(stage, port, "other") as other:
        await other.report("A-1", ben.id, 1000)
        assert (await ann.balance()).available == 600
        await other.refund("A-1")
    assert (await ann.balance()).available == 500
    # A new key of the same shop knows its orders.
    async with stage.app.db.transaction() as session:
        await apikeys.revoke(session, "shop", now=stage.clock())
    async with shop_of(stage, port) as again:
        assert (await again.post(POSTS, order(ben))).status == 200
        await again.refund("A-1")
    assert (await ann.balance()).available == 0


async def test_a_shop_asks_about_people_and_codes(
    stage: Stage, shop: Shop, pair: tuple[Person, Person]
) -> None:
    ann, ben = pair
    code = (await ann.invite()).rpartition("=")[2]
    await shop.report("A-1", code, 100)
    await shop.report("A-2", ben.id, 5000)
    by_id = await shop.get(f"/api/v1/participants/{ann.id}")
    assert (await shop.get(f"/api/v1/participants/{code}")).body == by_id.body
    [sale] = by_id.body["campaigns"]
    assert (sale["campaign"], sale["available"], sale["friends"]) == (
        "sale",
        500,
        {"qualified": 1},
    )
    assert sale["referral"] is None
    assert "Ann" not in str(by_id.body)
    friend = await shop.get(f"/api/v1/participants/{ben.id}")
    assert friend.body["campaigns"][0]["referral"]["referrer"] == ann.id
    promo = await shop.get(f"/api/v1/promo/{code}")
    assert (promo.body["participant"], promo.body["campaign"]) == (ann.id, "sale")
    assert (promo.body["is_usable"], promo.body["reason"]) == (True, None)
    async with stage.app.db.transaction() as session:
        await campaigns.stop(session, "sale", now=stage.clock())
    promo = await shop.get(f"/api/v1/promo/{code}")
    assert (promo.body["is_usable"], promo.body["reason"]) == (False, "campaign-not-running")
    for path, problem in (
        ("/participants/99", "participant-unknown"),
        ("/participants/nobody-at-all", "participant-unknown"),
        ("/participants/" + "9" * 40, "participant-unknown"),
        ("/participants/%00%ff", "participant-unknown"),
        ("/promo/nothing", "code-unknown"),
        ("/nothing", "path-unknown"),
    ):
        found = await shop.get("/api/v1" + path)
        assert (found.status, found.problem) == (404, problem), path
    assert (await shop.get(POSTS)).problem == "method-refused"


async def test_a_shop_that_asks_too_often_is_told_when_to_come_again(
    sqlite_url: str, port: int
) -> None:
    limit = {"requests_per_minute": 5}
    async with (
        staged(sqlite_url, web={"port": port}, api=limit) as stage,
        shop_of(stage, port) as shop,
    ):
        for _ in range(5):
            assert (await shop.get("/api/v1/participants/1")).status == 404
        stopped = await shop.get("/api/v1/participants/1")
        assert (stopped.status, stopped.problem) == (429, "too-many-requests")
        assert 1 <= int(stopped.headers["Retry-After"]) <= 12
        async with shop_of(stage, port, "other") as other:
            assert (await other.get("/api/v1/participants/1")).status == 404


async def test_a_busy_database_is_told_with_when_to_come_again(
    sqlite_url: str, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with staged(sqlite_url, web={"port": port}) as stage, shop_of(stage, port) as shop:
        content = {"order_id": "A-1", "participant": 1, "amount": 1, "currency": "EUR"}
        with monkeypatch.context() as full:
            full.setattr(database, "WAITERS_MAX", 0)
            busy = await shop.post(POSTS, content, idempotency_key="k")
        assert (busy.status, busy.problem) == (503, "unavailable")
        assert busy.headers["Retry-After"] == "5"
        assert (await shop.post(POSTS, content, idempotency_key="k")).status == 404


async def test_two_hundred_posts_of_one_order_credit_once(
    stage: Stage, shop: Shop, pair: tuple[Person, Person]
) -> None:
    ann, ben = pair
    answers = await asyncio.gather(*(shop.post(POSTS, order(ben)) for _ in range(200)))
    assert sorted(answered.status for answered in answers) == [200] * 199 + [201]
    assert {answered.body["rewards"][0]["id"] for answered in answers} == {
        answers[0].body["rewards"][0]["id"]
    }
    assert (await ann.balance()).available == 500
    assert (await count(stage, Conversion), await count(stage, Reward)) == (1, 2)
    assert await stage.verify() == []
