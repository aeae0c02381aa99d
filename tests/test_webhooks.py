"""Do shops' servers hear of what happened, signed, until they take it, and nobody inside of us?"""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.db import Database
from bot.sender.webhooks import Courier, is_public
from bot.services import payouts, webhook_events, webhooks
from bot.services.destinations import Method
from models import AuditRecord, Campaign, Payout, WebhookDelivery, WebhookEndpoint, WebhookState
from tests.clock import StillClock
from tests.market import ANN, BEN, CLEO, Market
from tests.people import staged
from tests.receivers import Receiver, receiver
from tests.shop import sign

LIVE_SECONDS = 60


@pytest.fixture
async def server() -> AsyncIterator[Receiver]:
    async with receiver() as found:
        yield found


@pytest.fixture
def market(db: Database, clock: StillClock) -> Market:
    return Market(db, clock)


@pytest.fixture
def courier(db: Database, clock: StillClock) -> Courier:
    return Courier(db, clock, may_be_local=True)


async def listen(db: Database, clock: StillClock, url: str, *events: str) -> str:
    """Have events sent there; returns the secret."""
    async with db.transaction() as session:
        endpoint = await webhooks.add(session, url, events=events, may_be_local=True, now=clock())
    return endpoint.secret


async def deliveries(db: Database) -> list[WebhookDelivery]:
    async with db.read() as session:
        return list(await session.scalars(select(WebhookDelivery).order_by(WebhookDelivery.id)))


async def pay_out(market: Market, amount: int) -> None:
    async with market.db.transaction() as session:
        campaign_id = await session.scalar(select(Campaign.id))
        assert campaign_id is not None
        payout: Payout = await payouts.request(
            session,
            await market.town.id_of(ANN),
            campaign_id=campaign_id,
            amount_minor=amount,
            method=Method.CARD,
            destination="4111111111111111",
            admin_chat_id=None,
            now=market.clock(),
        )
        await payouts.approve(session, payout.id, by=501, now=market.clock())
        await payouts.mark_paid(session, payout.id, by=501, now=market.clock())


async def test_all_that_happens_is_told_with_a_signature(
    market: Market, courier: Courier, server: Receiver, clock: StillClock
) -> None:
    secret = await listen(market.db, clock, server.url)
    await market.begin(
        {"on": "qualified", "to": "referrer", "amount": 100},
        {"on": "purchase", "to": "referrer", "percent": 10, "credit": "after 1d"},
    )
    await market.buy(5000)
    clock.advance(days=1)
    await market.town.catch_up()
    await pay_out(market, 500)
    await market.refund("A-1")
    assert await courier.deliver_once() == 5
    assert await courier.deliver_once() == 0
    for body, headers in server.got:
        moment = int(clock().timestamp())
        assert headers["x-sarafan-signature"] == sign(secret, body, moment)
        assert headers["content-type"] == "application/json"
    told = {event["id"]: event for event in server.events}
    assert len(told) == 5
    by_type: dict[str, list[dict[str, Any]]] = {}
    for event in sorted(told.values(), key=lambda one: one["created_at"]):
        by_type.setdefault(event["type"], []).append(event["data"])
    assert {name: len(found) for name, found in by_type.items()} == {
        "referral.qualified": 1,
        "reward.credited": 2,
        "payout.paid": 1,
        "reward.reversed": 1,
    }
    for name, found in by_type.items():
        assert all(data.keys() == webhook_events.EXAMPLES[name].keys() for data in found), name
    qualified = by_type["referral.qualified"][0]
    assert (qualified["referrer"], qualified["friend"]) == (ANN, BEN)
    amounts = [(one["amount_minor"], one["order_id"]) for one in by_type["reward.credited"]]
    assert amounts == [(100, None), (500, "A-1")]
    assert by_type["payout.paid"][0]["amount_minor"] == 500
    assert "4111111111111111" not in str(server.got), "destinations stay inside"
    assert by_type["reward.reversed"][0]["amount_minor"] == 500


async def test_what_did_not_happen_is_not_told(
    market: Market, courier: Courier, server: Receiver, clock: StillClock
) -> None:
    await listen(market.db, clock, server.url)
    await market.begin({"on": "purchase", "to": "referrer", "amount": 1})
    await courier.deliver_once()
    told = len(server.got)
    rewards = (await market.buy(10)).rewards

    async def fail() -> None:
        async with market.db.transaction() as session:
            await webhook_events.credited(session, rewards, now=clock())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    # One of the purchase itself, none of the block that failed.
    assert await courier.deliver_once() == 1
    assert len(server.got) == told + 1


async def test_only_the_events_that_were_asked_for_come(
    market: Market, courier: Courier, server: Receiver, clock: StillClock
) -> None:
    await listen(market.db, clock, server.url, "payout.paid", "referral.qualified")
    await market.begin({"on": "qualified", "to": "referrer", "amount": 100})
    await pay_out(market, 100)
    await courier.deliver_once()
    assert [event["type"] for event in server.events] == ["referral.qualified", "payout.paid"]
    async with market.db.transaction() as session:
        await webhooks.remove(session, server.url, now=clock())
    await market.come(CLEO, ANN)
    assert await courier.deliver_once() == 0
    async with market.db.read() as session:
        actions = list(await session.scalars(select(AuditRecord.action)))
    assert [one for one in actions if one.startswith("webhook")] == [
        "webhook-add",
        "webhook-remove",
    ]


async def test_a_server_that_fails_is_asked_again_at_growing_distances(
    market: Market, courier: Courier, server: Receiver, clock: StillClock
) -> None:
    await listen(market.db, clock, server.url)
    server.status = 500
    await market.begin({"on": "qualified", "to": "referrer", "amount": 100})
    [first, second] = await deliveries(market.db)
    assert await courier.deliver_once() == 2
    for attempts, longest in enumerate((10, 20, 40, 80), 1):
        waiting = [one for one in await deliveries(market.db) if one.attempts == attempts]
        pauses = [(one.not_before - clock()).total_seconds() for one in waiting]
        assert all(longest * 0.75 <= pause <= longest for pause in pauses), pauses
        clock.advance(seconds=longest * 0.75 - 1)
        assert await courier.deliver_once() == 0
        clock.advance(seconds=longest * 0.25 + 1)
        # One that fails is asked with one event at a time.
        assert [await courier.deliver_once() for _ in range(3)] == [1, 1, 0]
    server.status = 200
    clock.advance(hours=1)
    assert [await courier.deliver_once() for _ in range(3)] == [1, 1, 0]
    done = await deliveries(market.db)
    assert {(one.state, one.attempts, one.status) for one in done} == {("delivered", 6, 200)}
    assert len({event["id"] for event in server.events}) == 2
    assert {first.event_id, second.event_id} == {event["id"] for event in server.events}


async def test_after_a_day_an_event_is_given_up_and_the_group_can_be_told(
    market: Market, courier: Courier, clock: StillClock
) -> None:
    # Nobody listens there.
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}/"
    await listen(market.db, clock, url)
    await market.begin({"on": "purchase", "to": "referrer", "amount": 100})
    began = clock()
    for _ in range(60):
        await courier.deliver_once()
        clock.advance(minutes=30)
    [only] = await deliveries(market.db)
    assert (only.state, only.status) == (WebhookState.FAILED, None)
    assert only.error
    assert only.finished_at is not None
    assert timedelta(hours=22) < only.finished_at - began <= timedelta(hours=24)
    assert 20 < only.attempts < 40
    async with market.db.read() as session:
        failing = await webhooks.failing(session, since_before=clock() - timedelta(hours=1))
    assert failing == [(url, began)]


async def test_what_a_process_that_died_had_in_hand_is_sent_again(
    market: Market, server: Receiver, clock: StillClock
) -> None:
    await listen(market.db, clock, server.url)
    await market.begin({"on": "purchase", "to": "referrer", "amount": 100})
    async with market.db.transaction() as session:
        [endpoint] = await webhooks.ready(session, now=clock())
        assert len(await webhooks.take(session, endpoint.id, now=clock(), limit=10)) == 1
    assert await Courier(market.db, clock, may_be_local=True).deliver_once() == 0
    clock.advance(seconds=61)
    assert await Courier(market.db, clock, may_be_local=True).deliver_once() == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "shop.test"])
async def test_nothing_leaves_for_an_inner_address(
    sqlite_db: Database,
    server: Receiver,
    clock: StillClock,
    host: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Goal: whatever the name of an address is, what counts is where the socket would connect."""
    real = socket.getaddrinfo

    def resolve(name: Any, *rest: Any, **options: Any) -> Any:
        # A name that led outside when the operator looked, and leads inside now.
        return real("127.0.0.1" if name == "shop.test" else name, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    market = Market(sqlite_db, clock)
    port = server.url.rpartition(":")[2]
    await listen(sqlite_db, clock, f"http://{host}:{port}")
    await market.begin({"on": "purchase", "to": "referrer", "amount": 100})
    assert await Courier(sqlite_db, clock).deliver_once() == 1
    assert server.got == []
    [refused] = await deliveries(sqlite_db)
    assert (refused.state, refused.status) == (WebhookState.QUEUED, None)
    clock.advance(hours=1)
    if host not in ("[::1]", "2130706433"):
        # The same address, where the operator allows it.
        assert await Courier(sqlite_db, clock, may_be_local=True).deliver_once() == 1
        await server.has(1)


async def test_a_redirect_is_not_followed(
    sqlite_db: Database, server: Receiver, clock: StillClock
) -> None:
    async with receiver() as other:
        server.status, server.headers = 307, {"Location": other.url}
        await listen(sqlite_db, clock, server.url)
        await Market(sqlite_db, clock).begin({"on": "purchase", "to": "referrer", "amount": 1})
        assert await Courier(sqlite_db, clock, may_be_local=True).deliver_once() == 1
        assert (len(server.got), other.got) == (1, [])
    [refused] = await deliveries(sqlite_db)
    assert (refused.state, refused.status) == (WebhookState.QUEUED, 307)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        *[
            (inner, False)
            for inner in (
                "127.0.0.1",
                "0.0.0.0",
                ".".join(("10", "1", "2", "3")),
                ".".join(("172", "16", "0", "1")),
                ".".join(("192", "168", "1", "1")),
                "169.254.169.254",
                "100.64.0.1",
                "192.0.2.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "fe80::1%eth0",
                "fc00::1",
                "ff02::1",
                "2002:7f00:1::",
                "64:ff9b::7f00:1",
                "64:ff9b:1::7f00:1",
                "64:ff9b:1::808:808",
                "::7f00:1",
                "fec0::1",
                "5f00::1",
                "3fff::1",
                "not an address",
            )
        ],
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::808:808", True),
    ],
)
def test_an_inner_address_is_known_in_every_writing(address: str, expected: bool) -> None:
    assert is_public(address) is expected


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example.org/",
        "ftp://shop.example.org/",
        "https://",
        "https://user:password@shop.example.org/",
        "https://shop.example.org/#part",
        "https://shop.example.org:99999/",
        "https://shop.example.org:0/",
        "https://shop.example.org/a b",
        "https://магазин.example.org/",
        "https://shop.example.org/" + "a" * 500,
        "shop.example.org",
        "https://[::1/",
    ],
)
async def test_an_address_that_cannot_be_one_is_refused(
    sqlite_db: Database, clock: StillClock, url: str
) -> None:
    with pytest.raises(webhooks.WebhookUrlRefused):
        async with sqlite_db.transaction() as session:
            await webhooks.add(session, url, now=clock())


async def test_addresses_are_named_once_and_events_are_known(
    sqlite_db: Database, clock: StillClock
) -> None:
    url = "https://shop.example.org/events"
    async with sqlite_db.transaction() as session:
        endpoint = await webhooks.add(session, url, now=clock())
    assert endpoint.events == list(webhook_events.EVENTS)
    with pytest.raises(webhooks.WebhookTaken):
        async with sqlite_db.transaction() as session:
            await webhooks.add(session, url, now=clock())
    with pytest.raises(webhooks.WebhookEventUnknown):
        async with sqlite_db.transaction() as session:
            await webhooks.add(session, f"{url}/2", events=["reward.made"], now=clock())
    with pytest.raises(webhooks.WebhookUnknown):
        async with sqlite_db.transaction() as session:
            await webhooks.remove(session, f"{url}/2", now=clock())


async def test_a_server_that_hangs_keeps_no_other_one_waiting(
    sqlite_url: str, server: Receiver, unpaced: None
) -> None:
    async with (
        receiver() as slow,
        staged(
            sqlite_url, webhooks={"allow_private": True}, starter_campaign={"hold": "0"}
        ) as stage,
    ):
        slow.hangs = True
        async with stage.app.db.transaction() as session:
            for url in (slow.url, server.url):
                await webhooks.add(session, url, may_be_local=True, now=stage.clock())
        ann, ben, cleo = (stage.person(name) for name in ("Ann", "Ben", "Cleo"))
        await ann.start()
        link = await ann.invite()
        for friend, told in ((ben, 2), (cleo, 4)):
            await friend.follow(link)
            async with asyncio.timeout(LIVE_SECONDS):
                while len(server.got) < told:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
        assert {event["type"] for event in server.events} == {
            "referral.qualified",
            "reward.credited",
        }
        async with stage.app.db.transaction() as session:
            await session.execute(update(WebhookEndpoint).values(removed_at=stage.clock()))
