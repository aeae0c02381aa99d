"""Which parts are looked at, in which order?"""

import time
from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime

import aiohttp
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.clock import Clock
from bot.commands import check_campaigns, check_database, check_telegram
from bot.commands.findings import Area, Finding
from bot.config import Settings, check_token
from bot.errors import OperatorError
from bot.telegram import Session

TELEGRAM_SECONDS = 20
CLOCK_DIFFERS_SECONDS_MAX = 10

SETTINGS = Area("settings")
CLOCK = Area("clock")


async def look(settings: Settings, clock: Clock) -> list[Finding]:
    """All findings, the settings' first."""
    return [finding async for finding in _look(settings, clock)]


async def _look(settings: Settings, clock: Clock) -> AsyncIterator[Finding]:
    for finding in _settings(settings):
        yield finding
    async for finding in check_database.check(settings, clock):
        yield finding
    found = await check_campaigns.running(settings, clock)
    for finding in check_campaigns.check(found, settings):
        yield finding
    try:
        check_token(settings)
    except OperatorError:
        yield SETTINGS.wrong(
            "there is no usable token", "take one from @BotFather into [telegram] token"
        )
        return
    server = TelegramAPIServer.from_base(settings.telegram.api_url)
    async with Bot(
        settings.telegram.token.get_secret_value(),
        session=Session(api=server, timeout=TELEGRAM_SECONDS),
    ) as bot:
        required = [chat for one in found for chat in one.document.subscriptions]
        posted_in = [chat for one in found for chat in one.document.posted_in]
        async for finding in check_telegram.check(bot, settings, required, posted_in, clock):
            yield finding
    if (finding_of_clock := await _clock(settings, clock)) is not None:
        yield finding_of_clock


def _settings(settings: Settings) -> list[Finding]:
    found = [SETTINGS.good(f"read; updates by {settings.telegram.mode}")]
    if settings.web.host not in ("127.0.0.1", "::1", "localhost"):
        found.append(
            SETTINGS.warning(
                f"pages and /metrics are open to whoever reaches {settings.web.host}",
                "put a web server in front, and let it keep /metrics for you",
            )
        )
    if settings.telegram.mode == "webhook" and settings.web.public_url is None:
        found.append(
            SETTINGS.warning(
                "[web] public_url is not set, though a webhook is",
                "set it, and invites lead to their own pages",
            )
        )
    return found


async def _clock(settings: Settings, clock: Clock) -> Finding | None:
    """Compare with the Date that the Bot API's server says; None when it says none."""
    timeout = aiohttp.ClientTimeout(total=TELEGRAM_SECONDS)
    began = time.monotonic()
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as http,
            http.get(settings.telegram.api_url, allow_redirects=False) as response,
        ):
            theirs = parsedate_to_datetime(response.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError):
        return None
    # A Date is cut to the second, and was written somewhere between our asking and now.
    differs = abs((clock() - theirs).total_seconds()) - (time.monotonic() - began) - 1
    if differs <= CLOCK_DIFFERS_SECONDS_MAX:
        return CLOCK.good("ours and Telegram's agree")
    return CLOCK.warning(
        f"ours and Telegram's differ by {differs:.0f} s",
        "turn on time synchronisation (NTP): holds and signatures depend on it",
    )
