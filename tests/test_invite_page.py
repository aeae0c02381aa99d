"""What does somebody see who opens an invite in a browser, and is the visit counted rightly?"""

import asyncio
import io
import re
from collections.abc import AsyncIterator

import pytest
from PIL import Image
from pyzbar import pyzbar
from sqlalchemy import func, select, update

from bot.i18n import LANGUAGES
from bot.services import campaigns, participants, shares
from bot.web import visitors
from models import Click, Invite, NameDisplay, Participant
from tests.pages import Site, open_site, run_campaign
from tests.people import USERNAME, Person

TITLE = {"ru": "Приведи друга", "en": "Bring a friend", "bg": "Доведи приятел"}
CAMPAIGN = {"slug": "autumn", "title": TITLE}
REWARDS = [
    {"on": "qualified", "to": "referrer", "amount": 100},
    {"on": "qualified", "to": "friend", "amount": 50},
]
WORDS = {
    "en": ("Ann⁩ invites you", "For you: 50 points", "Open in Telegram", "press Start"),
    "ru": ("Ann⁩ приглашает вас", "Вам: 50 баллов", "Открыть в Telegram", "«Старт»"),
    "bg": ("Ann⁩ ви кани", "За вас: 50 точки", "Отвори в Telegram", "„Старт“"),
}
ROBOTS = (
    "TelegramBot (like TwitterBot)",
    "WhatsApp/2.24.1 A",
    "facebookexternalhit/1.1",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (Macintosh) AppleWebKit Chrome/132.0 SkypeUriPreview Preview/0.5",
    "Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
)
SCRIPTS = (
    "python-httpx/0.28.1",
    "Python/3.13 aiohttp/3.13.2",
    "curl/8.5.0",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/142.0.0.0 Safari/537.36",
    "",
)
NO_CODES = ("/i/x", "/i/" + "a" * 500, "/i/a%00bc", "/i/..%2f..%2fetc", "/i/абвг")
OTHER_PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/605.1.15"


@pytest.fixture
async def site(sqlite_url: str) -> AsyncIterator[Site]:
    async with open_site(sqlite_url) as site:
        await run_campaign(site.stage, "autumn", campaign=CAMPAIGN, reward=REWARDS)
        yield site


async def code_of(person: Person, label: str = "default") -> str:
    await person.start()
    await person.say("/invite")
    async with person.stage.app.db.read() as session:
        code: str | None = await session.scalar(
            select(Invite.code)
            .join(Participant, Participant.id == Invite.participant_id)
            .where(Participant.telegram_id == person.id, Invite.label == label)
        )
    assert code is not None
    return code


async def visits(site: Site, code: str, *, expected: int) -> int:
    """How often a page was counted; that is written after the answer has left."""
    for _ in range(40):
        if await counted(site, code) >= expected:
            break
        await asyncio.sleep(0.05)
    # Were one too many counted, it would be by now.
    await asyncio.sleep(0.2)
    return await counted(site, code)


async def counted(site: Site, code: str) -> int:
    async with site.stage.app.db.read() as session:
        found = await session.scalar(
            select(func.sum(Click.visitors))
            .join(Invite, Invite.id == Click.invite_id)
            .where(Invite.code == code)
        )
    return found or 0


async def test_the_page_says_in_the_browsers_language_who_invites_to_what(site: Site) -> None:
    code = await code_of(site.stage.person("Ann"))
    for language, words in WORDS.items():
        page = await site.get(f"/i/{code}", language=f"{language}-XX,{language};q=0.9,de;q=0.1")
        assert page.status == 200
        assert page.headers["content-language"] == language
        assert f'<html lang="{language}">' in page.text
        for part in (*words, TITLE[language]):
            assert part in page.text
        assert f'href="https://t.me/{USERNAME}?start={code}"' in page.text
        assert f"<code>{code}</code>" in page.text


async def test_a_language_is_chosen_by_weight_and_by_hand(site: Site) -> None:
    code = await code_of(site.stage.person("Ann"))
    weighed = await site.get(f"/i/{code}", language="en;q=0.4, bg;q=0.8, ru;q=0.5")
    assert 'lang="bg"' in weighed.text
    by_hand = await site.get(f"/i/{code}?lang=ru", language="bg")
    assert '<html lang="ru">' in by_hand.text
    unknown = await site.get(f"/i/{code}", language="de, fr;q=0.3, x;q=nonsense")
    assert '<html lang="en">' in unknown.text


async def test_messengers_are_told_title_words_and_a_picture_by_its_full_address(
    site: Site,
) -> None:
    code = await code_of(site.stage.person("Ann"))
    page = await site.get(f"/i/{code}")
    found = dict(re.findall(r'<meta property="og:(\S+)" content="([^"]*)">', page.text))
    assert found["title"].endswith("invites you: Bring a friend")
    assert "For you: 50 points" in found["description"]
    assert found["url"] == f"{site.url}/i/{code}"
    assert found["image"].startswith(f"{site.url}/i/{code}.png")
    picture = await site.get(found["image"])
    assert picture.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(picture.content)).size == (1200, 630)
    again = await site.get(found["image"], **{"If-None-Match": picture.headers["etag"]})
    assert (again.status, again.content) == (304, b"")


async def test_the_qr_code_of_the_page_opens_the_bot(site: Site) -> None:
    code = await code_of(site.stage.person("Ann"))
    picture = await site.get(f"/i/{code}/qr.png")
    [found] = pyzbar.decode(Image.open(io.BytesIO(picture.content)).convert("L"))
    assert found.data.decode() == f"https://t.me/{USERNAME}?start={code}"


async def test_nothing_runs_on_the_page_and_nothing_is_loaded_from_others(site: Site) -> None:
    code = await code_of(site.stage.person("Ann"))
    page = await site.get(f"/i/{code}")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "<script" not in page.text
    assert "set-cookie" not in page.headers
    assert page.headers["referrer-policy"] == "no-referrer"
    loaded = re.findall(r'(?:src|href)="(https?://[^"]+)"', page.text)
    assert {address.split("/")[2] for address in loaded} == {"t.me"}


async def test_behind_a_proxy_the_visitors_own_address_counts(site: Site) -> None:
    code = await code_of(site.stage.person("Ann"))
    for address in ("192.0.2.1", "192.0.2.2", "192.0.2.1"):
        await site.get(f"/i/{code}", **{"X-Forwarded-For": address})
    assert await visits(site, code, expected=2) == 2


@pytest.mark.parametrize(("proxies", "expected"), [(["127.0.0.0/8"], 2), (["192.0.2.0/24"], 1)])
async def test_only_a_trusted_proxy_is_believed(
    sqlite_url: str, proxies: list[str], expected: int
) -> None:
    async with open_site(sqlite_url, proxies=proxies) as site:
        await run_campaign(site.stage, "autumn", campaign=CAMPAIGN, reward=REWARDS)
        code = await code_of(site.stage.person("Ann"))
        for address in ("192.0.2.1", "192.0.2.2"):
            await site.get(f"/i/{code}", **{"X-Forwarded-For": address})
        assert await visits(site, code, expected=expected) == expected


@pytest.mark.parametrize(
    ("display", "shown", "hidden"),
    [
        (NameDisplay.INITIALS, "A. B.⁩ invites you", "Brook"),
        (NameDisplay.HIDDEN, "A friend invites you", "Ann"),
    ],
)
async def test_the_inviter_is_named_as_they_allow(
    site: Site, display: NameDisplay, shown: str, hidden: str
) -> None:
    ann = site.stage.person("Ann", last_name="Brook")
    code = await code_of(ann)
    async with site.stage.app.db.transaction() as session:
        participant = await participants.find(session, ann.id)
        assert participant is not None
        await participants.choose_name_display(session, participant.id, display)
    page = await site.get(f"/i/{code}")
    assert shown in page.text
    assert hidden not in page.text


async def test_names_and_titles_are_text_on_the_page(site: Site) -> None:
    sly = "<script>alert(1)</script>"
    await run_campaign(
        site.stage,
        "sly",
        campaign={"slug": "sly", "title": {"en": sly}},
        share={"text": {"en": sly}},
    )
    code = await code_of(site.stage.person('"><img src=x onerror=1>'))
    page = await site.get(f"/i/{code}")
    assert "<script" not in page.text
    assert "<img src=x" not in page.text
    assert "&lt;script&gt;" in page.text


async def test_a_visitor_is_counted_once_a_day_for_each_place(site: Site) -> None:
    ann = site.stage.person("Ann")
    main, whatsapp = await code_of(ann), await code_of(ann, "whatsapp")
    for _ in range(3):
        await site.get(f"/i/{main}")
    assert await visits(site, main, expected=1) == 1
    await site.get(f"/i/{main}", agent=OTHER_PHONE)
    assert await visits(site, main, expected=2) == 2
    await site.get(f"/i/{whatsapp}")
    assert await visits(site, whatsapp, expected=1) == 1
    site.stage.clock.advance(days=1)
    await site.get(f"/i/{main}")
    assert await visits(site, main, expected=3) == 3
    async with site.stage.app.db.read() as session:
        participant = await participants.find(session, ann.id)
        assert participant is not None
        found = await shares.counts(session, participant.id)
    assert {each.label: each.clicks for each in found if each.clicks} == {
        "default": 3,
        "whatsapp": 1,
    }


async def test_programs_that_only_look_are_answered_and_not_counted(site: Site) -> None:
    code = await code_of(site.stage.person("Ann"))
    for agent in ROBOTS:
        assert (await site.get(f"/i/{code}", agent=agent)).status == 200
    assert await visits(site, code, expected=0) == 0


async def test_whoever_does_not_say_that_it_is_a_robot_is_counted(site: Site) -> None:
    code = await code_of(site.stage.person("Ann"))
    for number, agent in enumerate(SCRIPTS, start=1):
        await site.get(f"/i/{code}", agent=agent)
        assert await visits(site, code, expected=number) == number, agent


async def test_head_pictures_and_pages_opened_beforehand_are_not_counted(site: Site) -> None:
    code = await code_of(site.stage.person("Ann"))
    head = await site.get(f"/i/{code}", method="HEAD")
    assert (head.status, head.content) == (200, b"")
    await site.get(f"/i/{code}/qr.png")
    await site.get(f"/i/{code}", **{"Sec-Purpose": "prefetch;prerender"})
    assert await visits(site, code, expected=0) == 0
    await site.get(f"/i/{code}")
    assert await visits(site, code, expected=1) == 1


async def test_a_code_that_leads_nowhere_gets_kind_words_without_a_name(site: Site) -> None:
    stage = site.stage
    code = await code_of(stage.person("Annabel"))
    await _is_kind(site, "nosuchcode", 404)
    async with stage.app.db.transaction() as session:
        await session.execute(update(Invite).values(expires_at=stage.clock()))
    await _is_kind(site, code, 410)
    async with stage.app.db.transaction() as session:
        await session.execute(update(Invite).values(expires_at=None))
        await session.execute(update(Participant).values(banned_at=stage.clock()))
    await _is_kind(site, code, 410)
    async with stage.app.db.transaction() as session:
        await session.execute(update(Participant).values(banned_at=None))
    assert (await site.get(f"/i/{code}")).status == 200
    async with stage.app.db.transaction() as session:
        await campaigns.stop(session, "autumn", now=stage.clock())
    await _is_kind(site, code, 410)
    assert (await site.get(f"/i/{code}.png")).status == 410
    assert await visits(site, code, expected=1) == 1


async def _is_kind(site: Site, code: str, status: int) -> None:
    for language in LANGUAGES:
        answer = await site.get(f"/i/{code}", language=language)
        assert answer.status == status
        assert "Annabel" not in answer.text
        assert code not in answer.text
        assert f'href="https://t.me/{USERNAME}"' in answer.text
        assert f'<html lang="{language}">' in answer.text


async def test_what_is_no_code_is_not_found(site: Site) -> None:
    assert [(await site.get(path)).status for path in NO_CODES] == [404] * len(NO_CODES)


async def test_letters_and_messages_begin_with_the_words_and_the_link(site: Site) -> None:
    ann = site.stage.person("Ann")
    for way, begins in (("mail", "mailto:?subject="), ("sms", "sms:?&amp;body=")):
        code = await code_of(ann, way)
        page = await site.get(f"/i/{code}/{way}")
        assert page.status == 200
        assert f'href="{begins}' in page.text
        assert f"/i/{code}" in page.text
        assert await visits(site, code, expected=0) == 0
    assert (await site.get(f"/i/{code}/fax")).status == 404


async def test_whoever_asks_without_end_is_asked_to_wait(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = await code_of(site.stage.person("Ann"))
    monkeypatch.setattr(visitors, "PER_SECOND", 0.0)
    visitor = {"X-Forwarded-For": "192.0.2.1"}
    statuses = [(await site.get(f"/i/{code}", **visitor)).status for _ in range(visitors.BURST + 2)]
    assert statuses[: visitors.BURST] == [200] * visitors.BURST
    assert statuses[visitors.BURST :] == [429, 429]
    # A proxy of ours that does not tell for whom it asks, asks for everybody.
    assert (await site.get(f"/i/{code}")).status == 200
