"""How does a test open invite pages: a bot whose pages are reached, and a browser of words?"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.services import campaigns, documents
from tests.people import Stage, staged
from tests.processes import free_port

PHONE = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0 Mobile Safari/537.36"
)


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    """By lower-case name."""
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


@dataclass
class Site:
    """The pages of a bot at work."""

    stage: Stage
    url: str
    http: aiohttp.ClientSession

    async def get(
        self,
        path: str,
        *,
        method: str = "GET",
        agent: str = PHONE,
        language: str = "en",
        **headers: str,
    ) -> Answer:
        """Ask for a path, or for an address that the bot has given."""
        url = path if path.startswith("http") else self.url + path
        sent = {"User-Agent": agent, "Accept-Language": language, **headers}
        async with self.http.request(method, url, headers=sent) as response:
            found = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status, found, await response.read())


@asynccontextmanager
async def open_site(
    database_url: str,
    *,
    logo: Path | None = None,
    proxies: Sequence[str] = ("127.0.0.1",),
) -> AsyncIterator[Site]:
    """The bot at work, with pages."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    web = {"port": port, "public_url": url, "trusted_proxies": tuple(proxies)}
    texts = {"logo": logo}
    async with (
        staged(database_url, web=web, texts=texts) as stage,
        aiohttp.ClientSession() as http,
    ):
        yield Site(stage, url, http)


async def run_campaign(stage: Stage, slug: str, **sections: Any) -> None:
    """Load a campaign and start it."""
    reward = [{"on": "qualified", "to": "referrer", "amount": 100}]
    document = documents.from_json(
        {"campaign": {"slug": slug}, "reward": reward, **sections}
        if "campaign" not in sections
        else {"reward": reward, **sections}
    )
    async with stage.app.db.transaction() as session:
        await campaigns.load(session, document, now=stage.clock())
        await campaigns.start(session, slug, now=stage.clock())
