"""Is every body that is not exactly right refused by its field, and none ever by a bug of ours?"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.services import campaigns
from bot.web.api import problems
from tests.people import Person, Stage, staged
from tests.processes import free_port
from tests.shop import Answered, Json, Shop, shop_of
from tests.town import campaign_document

POSTS = "/api/v1/conversions"
EXAMPLES = 60
FIELDS = ("order_id", "participant", "amount", "currency", "commission", "product", "occurred_at")


@asynccontextmanager
async def market(database_url: str) -> AsyncIterator[tuple[Stage, Shop, Person]]:
    """A shop, and a buyer whom somebody brought."""
    port = free_port()
    async with staged(database_url, web={"port": port}) as stage, shop_of(stage, port) as shop:
        document = campaign_document(
            "sale",
            reward=[{"on": "purchase", "to": "referrer", "percent": 10, "products": ["tea"]}],
            purchases={"currency": "EUR"},
        )
        async with stage.app.db.transaction() as session:
            await campaigns.load(session, document, now=stage.clock())
            await campaigns.start(session, "sale", now=stage.clock())
        ann, ben = stage.person("Ann"), stage.person("Ben")
        await ann.start()
        await ben.follow(await ann.invite())
        yield stage, shop, ben


def good(buyer: Person) -> Json:
    return {"order_id": "A-1", "participant": buyer.id, "amount": 100, "currency": "EUR"}


def is_refused(answered: Answered, status: int, problem: str, *pointers: str) -> bool:
    assert (answered.status, answered.problem) == (status, problem), answered
    assert answered.pointers == list(pointers), answered
    assert "Traceback" not in str(answered.body)
    return True


async def test_a_wrong_field_is_named(database_url: str, unpaced: None) -> None:
    async with market(database_url) as (stage, shop, ben):
        now = stage.clock()
        moments = {
            "future": now + timedelta(minutes=6),
            "old": now - timedelta(days=366),
        }
        wrong: list[tuple[str, list[Any]]] = [
            ("amount", [0, -1, 10**18, 10**12 + 1, 1e18, 10.0, 10.5, True, "10", None, [], {}]),
            ("commission", [-1, 101, 1.0, False, "1"]),
            (
                "currency",
                ["eur", "EURO", "XXX", "ZZZ", "", "E R", 978, None, "EUR\n", "\ud800UR"],
            ),
            (
                "order_id",
                ["", " ", " A", "A ", "A" * 65, "A\n", "A\x00", "A\u202e1", "\ud800", 1, None],
            ),
            (
                "participant",
                [0, -5, 10**16, 1.0, True, "", "no spaces", "a" * 65, None, [], "\x00"],
            ),
            ("product", ["", " ", "a" * 65, "a\x00b", "a\nb", "\ud800", 5]),
            (
                "occurred_at",
                [
                    *(at.isoformat() for at in moments.values()),
                    "1999-12-31T23:59:59Z",
                    "0001-01-01T00:00:00+14:00",
                    "9999-12-31T23:59:59-12:00",
                    "2026-11-22",
                    "2026-11-22T10:00:00",
                    "2026-13-22T10:00:00Z",
                    "2026-11-22T10:00:00Z\n",
                    "2026-11-22T10:00:00123Z",
                    "2026-11-22T10:00:00.Z",
                    "20261122T100000Z",
                    "yesterday",
                    1_795_000_000,
                ],
            ),
            ("surprise", [1, None]),
        ]
        for field, values in wrong:
            for value in values:
                answered = await shop.post(POSTS, good(ben) | {field: value})
                assert is_refused(answered, 422, "invalid", f"/{field}"), (field, value)
        for field in ("order_id", "participant", "amount", "currency"):
            content = good(ben)
            del content[field]
            assert is_refused(await shop.post(POSTS, content), 422, "invalid", f"/{field}")
        for field, value, status, problem in (
            ("participant", 404404, 404, "participant-unknown"),
            ("participant", "nobody-at-all", 404, "participant-unknown"),
            ("product", "coffee", 422, "product-unknown"),
            ("currency", "USD", 422, "currency-not-taken"),
        ):
            answered = await shop.post(POSTS, good(ben) | {field: value})
            assert is_refused(answered, status, problem, f"/{field}"), (field, value)
        several = good(ben) | {"amount": 0, "currency": "?", "a/b~c": 1}
        answered = await shop.post(POSTS, several)
        assert answered.pointers == ["/amount", "/currency", "/a~1b~0c"]
        # All the rest is in order.
        assert (await shop.post(POSTS, good(ben))).status == 201


async def test_a_moment_has_as_many_decimals_as_the_shops_language_gives(
    sqlite_url: str, unpaced: None
) -> None:
    async with market(sqlite_url) as (stage, shop, ben):
        at = f"{stage.clock():%Y-%m-%dT%H:%M:%S}"
        moments = [
            f"{at}.123456{more}" for more in ("Z", "7Z", "789Z", "789+00:00", "0" * 99 + "z")
        ]
        answers = [await shop.post(POSTS, good(ben) | {"occurred_at": each}) for each in moments]
        assert [each.status for each in answers] == [201, 200, 200, 200, 200]
        assert ".123456" in answers[-1].body["occurred_at"]


async def test_a_body_that_is_no_object_is_refused(sqlite_url: str, unpaced: None) -> None:
    async with market(sqlite_url) as (_stage, shop, ben):
        for body in (
            b"",
            b"{",
            b"order_id=A-1",
            b'{"amount": NaN}',
            b'{"amount": Infinity}',
            b'{"amount": 1, "amount": 2}',
            b"\xff\xfe{}",
            b'{"a": "\xff"}',
            b'{"\\ud800": 1}',
            b'{"\\ud800": 1, "\\ud800": 2}',
            b'{"amount": {"\\udc00": []}}',
            b"[" * 30_000,
            b"9" * 10_000,
        ):
            assert is_refused(await shop.post(POSTS, body), 400, "not-json"), body[:30]
        for content in ([], [good(ben)], "text", 5, None, True):
            assert is_refused(await shop.post(POSTS, content), 422, "invalid", "")
        huge = good(ben) | {"product": "a" * 70_000}
        assert is_refused(await shop.post(POSTS, huge), 413, "body-too-large")
        await shop.report("A-1", ben.id, 100)
        amounts: list[object] = [0, -1, 1.0, True, "1", 10**18, []]
        for amount in amounts:
            path = f"{POSTS}/A-1/refund"
            assert is_refused(await shop.post(path, {"amount": amount}), 422, "invalid", "/amount")
        for path in (f"{POSTS}/%00/refund", f"{POSTS}/%ff/refund", f"{POSTS}/{'a' * 3000}/refund"):
            assert is_refused(await shop.post(path, {}), 404, "order-unknown"), path


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=80)
    | st.sampled_from(["EUR", "tea", "A-1", "2026-11-22T10:00:00Z"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=5,
)


async def test_whatever_is_sent_is_answered_with_an_order_or_a_problem(
    sqlite_url: str, unpaced: None
) -> None:
    """Goal: no input is answered with a bug. Method: bodies of random values in every field."""
    bodies: list[Json] = []

    @settings(
        max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(
        st.dictionaries(st.sampled_from(FIELDS), anything, max_size=7)
        | st.dictionaries(st.text(max_size=20), anything, max_size=3)
    )
    def gather(body: Json) -> None:
        bodies.append(body)

    gather()
    async with market(sqlite_url) as (stage, shop, ben):
        for body in bodies:
            for content in (body, good(ben) | body):
                for path in (POSTS, f"{POSTS}/A-1/refund"):
                    answered = await shop.post(path, json.dumps(content).encode())
                    if answered.status >= 300:
                        assert answered.problem in problems.KINDS, content
                        assert answered.problem != "bug", content
                    else:
                        assert answered.body["order_id"], content
        assert await stage.verify() == []


@pytest.mark.parametrize("page", ["/api/openapi.json", "/api/docs"])
async def test_the_description_is_there_for_everybody(sqlite_url: str, page: str) -> None:
    async with market(sqlite_url) as (_stage, shop, _ben):
        async with shop.http.get(shop.url + page) as response:
            assert response.status == 200
            said = await response.text()
        assert "X-Sarafan-Signature" in said
        if page == "/api/docs":
            assert response.headers["Content-Type"].startswith("text/html")
            assert "http://" not in said.replace("http://127", "")
            assert "<script" not in said
            for kind in problems.KINDS:
                assert f'id="problem-{kind}"' in said
            return
        document = json.loads(said)
        assert document["openapi"].startswith("3.")
        described = {
            (method, path) for path, methods in document["paths"].items() for method in methods
        }
        assert described == {
            ("post", "/api/v1/conversions"),
            ("post", "/api/v1/conversions/{order_id}/refund"),
            ("get", "/api/v1/participants/{participant}"),
            ("get", "/api/v1/promo/{code}"),
        }
        known = set(document["components"]["schemas"])
        referred = {name.partition('"')[0] for name in said.split("#/components/schemas/")[1:]}
        assert referred <= known
        assert "HTTPValidationError" not in said


async def test_the_examples_of_the_description_are_taken(sqlite_url: str, unpaced: None) -> None:
    async with market(sqlite_url) as (_stage, shop, ben):
        async with shop.http.get(f"{shop.url}/api/openapi.json") as response:
            document = await response.json()
        operation = document["paths"][POSTS]["post"]
        for example in operation["requestBody"]["content"]["application/json"]["examples"].values():
            content = example["value"] | {"participant": ben.id, "product": "tea"}
            content.pop("occurred_at", None)
            answered = await shop.post(POSTS, content)
            assert answered.status == 201, answered
            shape = document["components"]["schemas"]["ConversionShown"]
            assert set(answered.body) == set(shape["properties"])
