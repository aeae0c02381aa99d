"""How do events reach the servers of shops, and only servers that are out on the internet?

Whoever names an address must not reach our own network by it: the address that a socket is about to
connect to is checked, after the name was resolved, so that neither a name that leads inside nor one
that changes its mind gets through. Redirects are not followed.
"""

import asyncio
import ipaddress
import json
import logging
import random
import socket
import time
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address

import aiohttp
from aiohappyeyeballs import AddrInfoType

from bot.clock import Clock
from bot.db import Database, is_conflict, is_unavailable
from bot.services import signatures, webhooks
from bot.services.webhooks import Endpoint, Outcome, Parcel

LOOK_SECONDS = 1.0
RECOVER_SECONDS = 30.0
ANSWER_SECONDS_MAX = 10
AT_ONCE = 8
"""To one endpoint; to one that fails, one at a time."""
PAUSES_SECONDS = (1, 2, 4, 8, 15, 30)
EVENT_HEADER = "X-Sarafan-Event"
NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Of everybody (RFC 6052); 64:ff9b:1::/48 is each network's own, and inside of it (RFC 8215)."""
UNICAST = ipaddress.ip_network("2000::/3")
"""All that the internet uses of IPv6; `is_global` says yes to what was never given to anybody."""
EXAMPLES = ipaddress.ip_network("3fff::/20")
"""For documents (RFC 9637); newer than what `ipaddress` knows."""

logger = logging.getLogger(__name__)


class AddressRefused(OSError):
    """It is not out on the internet."""


def is_public(address: str) -> bool:
    """Whether an address belongs to the internet, and to nothing inside of it."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_global(one) for one in _meant(found))


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and (address not in UNICAST or address in EXAMPLES):
        return False
    return address.is_global and not address.is_multicast


def _meant(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address, and the IPv4 address that a gateway makes of it."""
    if isinstance(address, IPv4Address):
        return [address]
    inner: list[IPv4Address | IPv6Address] = []
    if address.ipv4_mapped is not None:
        # is_global says of it what it says of the range of all mapped addresses.
        return [address.ipv4_mapped]
    if address.sixtofour is not None:
        inner.append(address.sixtofour)
    if address.teredo is not None:
        inner += address.teredo
    if address in NAT64:
        return [IPv4Address(int(address) & 0xFFFF_FFFF)]
    return [address, *inner]


def _public_socket(place: AddrInfoType) -> socket.socket:
    family, kind, protocol, _name, sockaddr = place
    if not is_public(str(sockaddr[0])):
        raise AddressRefused("the address is not public")
    return socket.socket(family, kind, protocol)


class Courier:
    """Delivers events until it is cancelled; what it had in hand then is sent again."""

    def __init__(self, db: Database, clock: Clock, *, may_be_local: bool = False) -> None:
        self._db = db
        self._clock = clock
        self._may_be_local = may_be_local
        self._busy: set[int] = set()
        self._recovered_at: float | None = None
        self._failures = 0

    async def run(self) -> None:
        async with self._client() as http, asyncio.TaskGroup() as group:
            while True:
                try:
                    for endpoint in await self._ready():
                        self._busy.add(endpoint.id)
                        group.create_task(self._serve(http, endpoint))
                    self._failures = 0
                except Exception as error:
                    await self._pause_after(error)
                await asyncio.sleep(LOOK_SECONDS)

    async def deliver_once(self) -> int:
        """Send what is due now, without `run`; returns how much was sent."""
        sent = 0
        async with self._client() as http:
            for endpoint in await self._ready():
                sent += await self._batch(http, endpoint)
        return sent

    def _client(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=100,
            use_dns_cache=False,
            socket_factory=None if self._may_be_local else _public_socket,
        )
        return aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS_MAX),
            # Neither a proxy of the environment nor a .netrc nor cookies.
            trust_env=False,
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    async def _ready(self) -> list[Endpoint]:
        moment = time.monotonic()
        if self._recovered_at is None or moment - self._recovered_at > RECOVER_SECONDS:
            async with self._db.transaction() as session:
                await webhooks.recover(session, now=self._clock())
            self._recovered_at = moment
        async with self._db.read() as session:
            ready = await webhooks.ready(session, now=self._clock())
        return [endpoint for endpoint in ready if endpoint.id not in self._busy]

    async def _serve(self, http: aiohttp.ClientSession, endpoint: Endpoint) -> None:
        """One batch to one endpoint; a slow one keeps nobody else waiting."""
        try:
            await self._batch(http, endpoint)
        except Exception as error:
            await self._pause_after(error)
        finally:
            self._busy.discard(endpoint.id)

    async def _batch(self, http: aiohttp.ClientSession, endpoint: Endpoint) -> int:
        limit = AT_ONCE if endpoint.failing_since is None else 1
        async with self._db.transaction() as session:
            parcels = await webhooks.take(session, endpoint.id, now=self._clock(), limit=limit)
        if not parcels:
            return 0
        outcomes = await asyncio.gather(*(self._send(http, endpoint, one) for one in parcels))
        await self._settle(endpoint, outcomes)
        return len(outcomes)

    async def _settle(self, endpoint: Endpoint, outcomes: Sequence[Outcome]) -> None:
        for outcome in outcomes:
            if not outcome.is_taken:
                logger.warning(
                    "webhook %d: %s not taken (%s)",
                    endpoint.id,
                    outcome.parcel.event_id,
                    outcome.status or outcome.error,
                )
        async with self._db.transaction() as session:
            await webhooks.settle(
                session, endpoint.id, outcomes, chance=random.random(), now=self._clock()
            )

    async def _send(
        self, http: aiohttp.ClientSession, endpoint: Endpoint, parcel: Parcel
    ) -> Outcome:
        body = json.dumps(parcel.body, separators=(",", ":")).encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Sarafan",
            EVENT_HEADER: parcel.event,
            # Signed anew for every attempt: the receiver refuses old signatures.
            signatures.HEADER: signatures.sign(endpoint.secret, body, now=self._clock()),
        }
        try:
            async with http.post(
                endpoint.url, data=body, headers=headers, allow_redirects=False
            ) as answer:
                is_taken = 200 <= answer.status < 300
                return Outcome(parcel, is_taken, answer.status, None if is_taken else answer.reason)
        except TimeoutError:
            return Outcome(parcel, False, error=f"no answer within {ANSWER_SECONDS_MAX} s")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Outcome(parcel, False, error=_told(error))

    async def _pause_after(self, error: Exception) -> None:
        if is_conflict(error):
            return
        if is_unavailable(error):
            logger.warning("webhooks wait for the database: %s", type(error).__name__)
        else:
            logger.error("webhooks are interrupted", exc_info=error)
        seconds = PAUSES_SECONDS[min(self._failures, len(PAUSES_SECONDS) - 1)]
        self._failures += 1
        await asyncio.sleep(seconds)


def _told(error: BaseException) -> str:
    """Why nothing could be sent, in a few words for the journal."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return error.os_error.strerror or str(error.os_error)
    return type(error).__name__
