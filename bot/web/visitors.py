"""Who asks for a page: in which language, from where, and not too often?"""

import re
import time
from collections import OrderedDict
from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from starlette.requests import Request

from bot.i18n import LANGUAGES

BURST = 60
PER_SECOND = 2.0
ADDRESSES_MAX = 10_000
QUALITY = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?", re.ASCII)


def language_of(request: Request, default: str) -> str:
    """What was chosen on the page, else what the browser prefers (RFC 9110, 12.5.4)."""
    chosen = request.query_params.get("lang", "")
    if chosen in LANGUAGES:
        return chosen
    wanted: list[tuple[float, int, str]] = []
    for place, entry in enumerate(request.headers.get("accept-language", "")[:500].split(",")):
        tag, *parameters = (part.strip() for part in entry.split(";"))
        language, quality = tag.partition("-")[0].lower(), _quality(parameters)
        # Nothing of 0 is wanted at all.
        if language in LANGUAGES and quality > 0:
            wanted.append((-quality, place, language))
    return min(wanted)[2] if wanted else default


def _quality(parameters: Iterable[str]) -> float:
    """RFC 9110, 12.4.2: blanks may stand around the semicolon; 1 where there is none."""
    for parameter in parameters:
        name, _equals, value = parameter.partition("=")
        if name.lower() == "q":
            return float(value) if QUALITY.fullmatch(value) else 0.0
    return 1.0


def address_of(request: Request) -> str:
    """Of whoever asks; behind a trusted proxy uvicorn puts the visitor's own there."""
    return request.client.host if request.client is not None else ""


class Turnstile:
    """A token bucket for each address, in this process: a page is cheap, a million are not.

    This machine and `proxies` have none: where they do not tell for whom they ask, all visitors
    come from their address.
    """

    def __init__(self, proxies: Iterable[str]) -> None:
        self._proxies = [ip_network(each) for each in proxies]
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def lets(self, address: str) -> bool:
        """Take one token; False if there is none."""
        if self._is_ours(address):
            return True
        now = time.monotonic()
        tokens, since = self._buckets.pop(address, (float(BURST), now))
        tokens = min(float(BURST), tokens + (now - since) * PER_SECOND)
        is_let = tokens >= 1
        self._buckets[address] = (tokens - is_let, now)
        while len(self._buckets) > ADDRESSES_MAX:
            self._buckets.popitem(last=False)
        return is_let

    def _is_ours(self, address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return found.is_loopback or any(found in network for network in self._proxies)
