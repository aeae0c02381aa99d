"""What does a friend see who opens an invite in a browser, and who is counted?"""

import base64
import hashlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from aiogram import Bot
from fastapi import APIRouter, Depends, HTTPException, Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.background import BackgroundTask
from starlette.responses import HTMLResponse, PlainTextResponse

from bot.clock import Clock
from bot.config import Settings
from bot.db import Database, is_unavailable
from bot.i18n import LANGUAGE_NAMES, LANGUAGES, Texts, Translate
from bot.logo import Logo
from bot.pictures import (
    Card,
    DrawingFailed,
    InvitationCard,
    Pictures,
    PlainQrCard,
    TooManyPictures,
    cards,
)
from bot.services import campaigns, clicks, invite_pages, invites, shares, wording
from bot.services.documents import Document
from bot.services.invite_pages import Closed, Invitation
from bot.services.invites import Links
from bot.web import visitors
from bot.web.visitors import Turnstile

TEMPLATES = Path(__file__).parent / "templates"
STYLE = (TEMPLATES / "style.css").read_text(encoding="utf-8").strip()
DESCRIPTION_MAX = 200
PICTURE_SECONDS = 3_600
RETRY_SECONDS = 30
STATUS = {Closed.UNKNOWN: 404, Closed.OVER: 410, Closed.GONE: 410}
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    # Nothing but our own style and pictures: no script, no frame, no form, nobody else's host.
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-cache",
    "Vary": "Accept-Language",
}
METHODS = ["GET", "HEAD"]
WAYS = ("mail", "sms")

_templates = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Front:
    """What the pages are made with."""

    db: Database
    bot: Bot
    clock: Clock
    texts: Texts
    pictures: Pictures
    settings: Settings
    logo: Logo

    async def links(self) -> Links:
        return Links((await self.bot.me()).username or "", self.settings.web.public_url)


CardOf = Callable[[Front, Translate, Invitation], Awaitable[Card]]


def build(front: Front) -> APIRouter:
    turnstile = Turnstile(front.settings.web.trusted_proxies)

    def let_in(request: Request) -> None:
        if not turnstile.lets(visitors.address_of(request)):
            raise HTTPException(429, "Too many requests", {"Retry-After": str(RETRY_SECONDS)})

    router = APIRouter(include_in_schema=False, dependencies=[Depends(let_in)])

    @router.api_route("/favicon.ico", methods=METHODS)
    async def icon() -> Response:
        """Browsers ask by themselves; there is none."""
        return Response(status_code=204, headers={"Cache-Control": "public, max-age=86400"})

    @router.api_route("/i/{code}.png", methods=METHODS)
    async def preview(request: Request, code: str) -> Response:
        """What a messenger shows of the page."""
        return await _picture(front, request, code, _preview_card)

    @router.api_route("/i/{code}/qr.png", methods=METHODS)
    async def qr(request: Request, code: str) -> Response:
        return await _picture(front, request, code, _qr_card)

    @router.api_route("/i/{code}/{way}", methods=METHODS)
    async def write(request: Request, code: str, way: str) -> Response:
        """For whoever invites: opens their letters or messages with the words in them."""
        if way not in WAYS:
            return _closed(_t(front, request), Closed.UNKNOWN, await front.links())
        return await _write(front, request, code, way)

    @router.api_route("/i/{code}", methods=METHODS)
    async def page(request: Request, code: str) -> Response:
        return await _page(front, request, code)

    return router


def _t(front: Front, request: Request) -> Translate:
    return front.texts.of(visitors.language_of(request, front.settings.texts.language))


async def _look(front: Front, code: str) -> Invitation | Closed | Response:
    try:
        async with front.db.read() as session:
            return await invite_pages.look(session, code, now=front.clock())
    except Exception as error:
        if not is_unavailable(error):
            raise
        return _away()


async def _page(front: Front, request: Request, code: str) -> Response:
    found = await _look(front, code)
    if isinstance(found, Response):
        return found
    t, links = _t(front, request), await front.links()
    if isinstance(found, Closed):
        return _closed(t, found, links)
    response = _html("invite.html", t, _content(t, request, links, found))
    if _is_person(request):
        response.background = BackgroundTask(_count, front, request, found.invite_id)
    return response


def _content(t: Translate, request: Request, links: Links, found: Invitation) -> dict[str, object]:
    document = found.campaign.document
    base = (links.public_url or str(request.base_url)).rstrip("/")
    words = shares.words(t, document, found.participant_id)
    gains = invite_pages.gains(t, found)
    return {
        "title": campaigns.title(document, t.language),
        "sender": invite_pages.sender(t, found),
        "words": words,
        "description": " ".join([*gains, words])[:DESCRIPTION_MAX],
        "gains": gains,
        "steps": invite_pages.steps(t, document),
        "rules": wording.rules_in_words(t, document),
        "period": wording.period(t, document) if _has_period(document) else "",
        "terms": wording.terms(t, document),
        "code": found.code,
        "telegram": invites.link(links.bot_username, found.code),
        "address": f"{base}/i/{found.code}",
        "picture": f"{base}/i/{found.code}.png?lang={t.language}",
        "qr": f"/i/{found.code}/qr.png",
    }


def _has_period(document: Document) -> bool:
    return document.campaign.starts_at is not None or document.campaign.ends_at is not None


def _is_person(request: Request) -> bool:
    """Whether somebody looks at the page, rather than a program that shows what it will be like."""
    headers = request.headers
    is_early = "prefetch" in headers.get("sec-purpose", headers.get("purpose", ""))
    return request.method == "GET" and not is_early and not clicks.is_robot(_agent(request))


def _agent(request: Request) -> str:
    return request.headers.get("user-agent", "")[:500]


async def _count(front: Front, request: Request, invite_id: int) -> None:
    """After the answer has left: whoever reads must not wait for the disk."""
    address, agent = visitors.address_of(request), _agent(request)
    try:
        async with front.db.transaction() as session:
            await clicks.count(session, invite_id, address=address, agent=agent, now=front.clock())
    except Exception as error:
        if not is_unavailable(error):
            raise
        logger.warning("a click was not counted: %r", error)


async def _write(front: Front, request: Request, code: str, way: str) -> Response:
    found = await _look(front, code)
    if isinstance(found, Response):
        return found
    t, links = _t(front, request), await front.links()
    if isinstance(found, Closed):
        return _closed(t, found, links)
    document = found.campaign.document
    words = f"{shares.words(t, document, found.participant_id)}\n{links.of(found.code)}"
    title = campaigns.title(document, t.language)
    # RFC 6068; for SMS what both iOS and Android take.
    target = {
        "mail": f"mailto:?subject={quote(title)}&body={quote(words)}",
        "sms": f"sms:?&body={quote(words)}",
    }[way]
    content = {
        "heading": t.plain(f"page-write-{way}"),
        "button": t.plain(f"page-write-{way}-button"),
        "target": target,
        "words": words,
    }
    return _html("write.html", t, content)


async def _preview_card(front: Front, t: Translate, found: Invitation) -> Card:
    document = found.campaign.document
    gains = invite_pages.gains(t, found)
    return InvitationCard(
        shape="wide",
        title=campaigns.title(document, t.language),
        sender=invite_pages.sender(t, found),
        call=shares.call(t, document),
        gain=gains[0] if gains else "",
        address=f"t.me/{(await front.links()).bot_username}",
        logo=await front.logo.base64(),
    )


async def _qr_card(front: Front, _t: Translate, found: Invitation) -> Card:
    return PlainQrCard(invites.link((await front.links()).bot_username, found.code))


async def _picture(front: Front, request: Request, code: str, card_of: CardOf) -> Response:
    found = await _look(front, code)
    if isinstance(found, Response):
        return found
    if isinstance(found, Closed):
        return Response(status_code=STATUS[found])
    card = await card_of(front, _t(front, request), found)
    tag = f'"{cards.digest(card)}"'
    headers = {
        "ETag": tag,
        "Cache-Control": f"public, max-age={PICTURE_SECONDS}",
        "Vary": "Accept-Language",
        "X-Content-Type-Options": "nosniff",
    }
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    try:
        content = await front.pictures.draw(card)
    except (TooManyPictures, DrawingFailed):
        return _away()
    return Response(content, media_type="image/png", headers=headers)


def _closed(t: Translate, why: Closed, links: Links) -> Response:
    """Kind words that name nobody."""
    content = {
        "heading": t.plain(f"page-closed-{why}-title"),
        "words": t.plain(f"page-closed-{why}"),
        "telegram": f"https://t.me/{links.bot_username}",
    }
    return _html("closed.html", t, content, STATUS[why])


def _html(name: str, t: Translate, content: Mapping[str, object], status: int = 200) -> Response:
    languages = [(language, LANGUAGE_NAMES[language]) for language in LANGUAGES]
    html = _templates.get_template(name).render(content, t=t, style=STYLE, languages=languages)
    headers: Mapping[str, str] = HEADERS | {"Content-Language": t.language}
    return HTMLResponse(html, status, headers)


def _away() -> Response:
    return PlainTextResponse(
        "Please try again in a moment.", 503, {"Retry-After": str(RETRY_SECONDS)}
    )
