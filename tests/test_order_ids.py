"""Does an order keep the number that its shop gives it, whatever stands in it?"""

from collections.abc import AsyncIterator
from urllib.parse import quote

import pytest

from tests.people import Person, Stage, staged, text_of
from tests.processes import free_port
from tests.shop import Json, Shop, shop_of
from tests.stepped import running

POSTS = "/api/v1/conversions"
STRANGE = '<b>&"#1001'
CAMPAIGN = """
[campaign]
slug = "sale"

[[reward]]
on = "purchase"
to = "referrer"
percent = 10
"""


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
async def stage(sqlite_url: str, port: int, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, web={"port": port}) as found:
        await running(found, CAMPAIGN)
        yield found


@pytest.fixture
async def shop(stage: Stage, port: int) -> AsyncIterator[Shop]:
    async with shop_of(stage, port) as found:
        yield found


@pytest.fixture
async def buyer(stage: Stage) -> Person:
    ann, ben = stage.person("Ann"), stage.person("Ben")
    await ann.start()
    await ben.follow(await ann.invite())
    return ben


def order(order_id: str, buyer: Person) -> Json:
    return {"order_id": order_id, "participant": buyer.id, "amount": 1000, "currency": "EUR"}


def refund_of(order_id: str) -> str:
    return f"{POSTS}/{quote(order_id, safe='')}/refund"


@pytest.mark.parametrize(
    "order_id",
    [STRANGE, "#1001", "Заказ № 7", "a/b", "x/refund", "100%", "?a=b&c", "=1+1", "-7", "日" * 64],
)
async def test_an_order_is_known_and_refunded_by_any_number(
    shop: Shop, buyer: Person, order_id: str
) -> None:
    first = await shop.post(POSTS, order(order_id, buyer))
    assert (first.status, first.body["order_id"]) == (201, order_id)
    assert (await shop.post(POSTS, order(order_id, buyer))).status == 200
    unknown = await shop.post(refund_of(order_id[:60] + "?"), {})
    assert (unknown.status, unknown.problem) == (404, "order-unknown")
    part = await shop.post(refund_of(order_id), {"amount": 400})
    assert (part.status, part.body["order_id"], part.body["refunded"]) == (200, order_id, 400)
    again = await shop.post(refund_of(order_id), {"amount": 601})
    assert (again.status, again.problem) == (422, "refund-too-large")
    assert order_id in again.body["detail"]


async def test_a_key_belongs_to_the_whole_number(shop: Shop, buyer: Person) -> None:
    """What stands behind "#" or "?" makes another order."""
    for order_id in ("#1", "#2", "A?1", "A?2"):
        await shop.report(order_id, buyer.id, 1000)
    for one, other in (("#1", "#2"), ("A?1", "A?2")):
        done = await shop.post(refund_of(one), {}, idempotency_key=one)
        assert (done.status, done.body["order_id"]) == (200, one)
        refused = await shop.post(refund_of(other), {}, idempotency_key=one)
        assert (refused.status, refused.problem) == (409, "request-differs")


async def test_the_group_reads_a_number_as_it_is(stage: Stage, shop: Shop, buyer: Person) -> None:
    await shop.report(STRANGE, buyer.id, 1000)
    async with stage.app.db.connection() as connection:
        await connection.exec_driver_sql("UPDATE conversions SET refunded_minor = 1001")
    await stage.app.watch.verify()
    await stage.settle()
    assert f"({STRANGE})" in text_of(stage.in_group()[-1])
