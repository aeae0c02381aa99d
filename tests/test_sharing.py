"""Has every way to share a link of its own, and does each know what came of it?"""

import re
from collections.abc import AsyncIterator
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from bot.services import campaigns, documents
from models import Enrolment, Invite, Participant, Referral
from tests import presses
from tests.pages import open_site, run_campaign
from tests.people import CHANNEL, USERNAME, Json, Person, Stage, buttons, staged, text_of

TO_REFERRER = {"on": "qualified", "to": "referrer", "amount": 101}
SPLIT = [TO_REFERRER | {"split": ["me", "friend", "half"]}]
IMAGES = [
    {"url": "https://example.org/wide.png", "title": {"en": "Wide"}},
    {"url": "https://example.org/tall.png"},
]


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, starter_campaign={"hold": "0"}) as stage:
        yield stage


def opened(message: Json, button: str) -> str:
    """Where a button leads, or what it copies."""
    for row in message["reply_markup"]["inline_keyboard"]:
        for one in row:
            if one["text"] == button:
                return unquote(one.get("url") or one["copy_text"]["text"])
    raise AssertionError(buttons(message))


def codes(text: str) -> list[str]:
    return re.findall(r"start=([\w-]+)", text)


async def labels_of_friends(stage: Stage) -> dict[str, int]:
    async with stage.app.db.read() as session:
        found = await session.scalars(
            select(Invite.label).join(Referral, Referral.invite_id == Invite.id)
        )
        return {label: 1 for label in found}


async def test_each_button_shares_a_code_of_its_own_and_friends_are_counted_apart(
    stage: Stage,
) -> None:
    ann = stage.person("Ann")
    await ann.start()
    screen = await ann.say("/invite")
    shared = {
        "telegram": opened(screen, "✈️ Telegram"),
        "whatsapp": opened(screen, "💬 WhatsApp"),
        "copy": opened(screen, "📋 Copy link"),
    }
    assert shared["telegram"].startswith("https://t.me/share/url?url=")
    assert shared["whatsapp"].startswith("https://wa.me/?text=Join me in “Invite your friends”!")
    assert len({code for text in shared.values() for code in codes(text)}) == 3
    for number, text in enumerate(shared.values()):
        [code] = codes(text)
        await stage.person(f"Friend {number}").start(code)
    assert await labels_of_friends(stage) == {"telegram": 1, "whatsapp": 1, "copy": 1}
    friends = text_of(await ann.say("/friends"))
    assert "Opened → came → counted" in friends
    for place in ("Telegram: 0 → 1 → 1", "WhatsApp: 0 → 1 → 1", "copied link: 0 → 1 → 1"):
        assert place in friends


async def test_letters_and_sms_are_words_to_copy_where_there_is_no_page(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    await ann.say("/invite")
    await ann.press("✉️ Email")
    mail = ann.heard[-1]
    assert "Invite your friends: email" in text_of(mail)
    assert "Join me in “Invite your friends”!" in text_of(mail)
    await ann.press("‹ Back", mail)
    await ann.press("📱 SMS")
    assert codes(text_of(ann.heard[-1])) != codes(text_of(mail))


async def test_with_an_address_of_ones_own_links_lead_to_the_invite_page(sqlite_url: str) -> None:
    async with open_site(sqlite_url) as site:
        ann = site.stage.person("Ann")
        start = text_of(await ann.start())
        assert f"{site.url}/i/" in start
        screen = await ann.say("/invite")
        assert opened(screen, "📋 Copy link").startswith(f"{site.url}/i/")
        assert f"{site.url}/i/" in opened(screen, "💬 WhatsApp")
        letter = await site.get(opened(screen, "✉️ Email"))
        assert letter.status == 200
        assert "mailto:" in letter.text


async def test_places_tell_what_was_shown_came_and_counts(stage: Stage) -> None:
    await run_campaign(
        stage, "news", qualify={"steps": [f"subscribe:{CHANNEL}"]}, reward=[TO_REFERRER]
    )
    ann = stage.person("Ann")
    await ann.start()
    [code, *_] = codes(text_of(await ann.say("/invite Instagram")))
    ben = stage.person("Ben")
    await ben.start(code)
    await stage.person("Cora").start(code)
    await ben.join()
    await ann.say("/invite")
    await ann.press("📊 What works")
    told = text_of(ann.heard[-1])
    assert "instagram\nshown 1 · opened 0 · came 2 · counted 1" in told
    assert "Nobody yet by: main link, Telegram, WhatsApp, email, SMS, copied link" in told
    await ann.press("🔗 instagram")
    assert codes(text_of(ann.heard[-1]))[0] == code


async def test_another_link_is_asked_for_with_one_word(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    await ann.say("/invite")
    await ann.press("➕ Another link")
    assert "one word" in text_of(ann.heard[-1])
    assert "A name for a place" in text_of(await ann.say("what?!"))
    assert "Invite your friends: my-blog" in text_of(await ann.say("My blog"))


async def choose(person: Person, choice: str) -> Json:
    await person.say("/invite")
    await person.press(choice)
    return person.heard[-1]


async def test_where_rewards_are_split_the_sharer_chooses_first(stage: Stage) -> None:
    """101 points: half each is 50 for the friend and 51, the odd one, for who invites."""
    await run_campaign(stage, "split", reward=SPLIT)
    ann = stage.person("Ann")
    home = await ann.start()
    assert "choose who gets the bonus" in text_of(home)
    assert buttons(home)[0] == "🎚 Choose who gets the bonus"
    assert USERNAME not in text_of(home)
    asked = await ann.say("/invite")
    assert not codes(text_of(asked))
    for line in (
        "🙋 Me\nYou get 101 points, your friend 0 points.",
        "🎁 My friend\nYou get 0 points, your friend 101 points.",
        "🤝 Half each\nYou get 51 points, your friend 50 points.",
    ):
        assert line in text_of(asked)

    ben, cora, dan = (stage.person(name) for name in ("Ben", "Cora", "Dan"))
    for friend, choice in ((ben, "🙋 Me"), (cora, "🎁 My friend"), (dan, "🤝 Half each")):
        screen = await choose(ann, choice) if friend is ben else await change(ann, choice)
        [code] = codes(opened(screen, "📋 Copy link"))
        await friend.start(code)
    assert (await ann.balance()).available == 101 + 0 + 51
    assert [(await friend.balance()).available for friend in (ben, cora, dan)] == [0, 101, 50]
    assert await stage.verify() == []
    # From now on the home screen has the link of the last choice.
    [code] = codes(text_of(await ann.start()))
    eve = stage.person("Eve")
    await eve.start(code)
    assert (await eve.balance()).available == 50


async def change(person: Person, choice: str) -> Json:
    await person.say("/invite")
    await person.press("🎚 Who gets the bonus")
    await person.press(choice)
    return person.heard[-1]


async def test_a_choice_that_the_campaign_does_not_offer_is_refused(stage: Stage) -> None:
    await run_campaign(stage, "split", reward=[TO_REFERRER | {"split": ["me", "half"]}])
    ann = stage.person("Ann")
    await ann.start()
    asked = await ann.say("/invite")
    assert "🎁 My friend" not in buttons(asked)
    await run_campaign_again(stage, "split")
    assert "does not offer that choice" in str(await ann.press("🤝 Half each", asked))


async def run_campaign_again(stage: Stage, slug: str) -> None:
    """A new version, whose rewards are not split."""
    document = documents.from_json({"campaign": {"slug": slug}, "reward": [TO_REFERRER]})
    async with stage.app.db.transaction() as session:
        await campaigns.load(session, document, now=stage.clock())


async def test_products_have_links_of_their_own(stage: Stage) -> None:
    products = [
        {"name": "black-card", "title": {"en": "Black card", "ru": "Чёрная карта"}},
        {"name": "deposit", "title": {"en": "Deposit"}},
    ]
    await run_campaign(stage, "bank", reward=[TO_REFERRER], share={"products": products})
    ann = stage.person("Ann", "ru")
    await ann.start()
    await ann.say("/invite")
    await ann.press("🏷 Ссылка на один товар")
    text = text_of(ann.heard[-1])
    assert re.search(r"Чёрная карта\nhttps://t\.me/\S+\n\nDeposit\nhttps://t\.me/\S+", text)
    assert len(set(codes(text))) == 2
    await ann.press("Чёрная карта")
    await stage.person("Ben").start(codes(text_of(ann.heard[-1]))[0])
    assert await labels_of_friends(stage) == {"black-card": 1}


async def test_a_page_gets_lines_of_html_and_markdown_with_a_link_of_its_own(
    stage: Stage,
) -> None:
    await run_campaign(stage, "kit", reward=[TO_REFERRER], share={"images": IMAGES})
    ann = stage.person("Ann")
    await ann.start()
    await ann.say("/invite")
    await ann.press("🖼 For your page")
    first = text_of(ann.heard[-1])
    assert re.search(
        r'<a href="(https://t\.me/\S+)"><img src="https://example\.org/wide\.png" alt="Kit"', first
    )
    assert "[![Kit](https://example.org/wide.png)](https://t.me/" in first
    await ann.press("Next picture (2 of 2) ›")
    assert "https://example.org/tall.png" in text_of(ann.heard[-1])
    [code] = set(codes(first))
    await stage.person("Ben").start(code)
    assert await labels_of_friends(stage) == {"site": 1}


async def test_several_campaigns_each_have_their_links(stage: Stage) -> None:
    await run_campaign(stage, "autumn")
    await stage.advance(minutes=1)
    await run_campaign(stage, "winter")
    ann = stage.person("Ann")
    await ann.start()
    winter = await ann.say("/invite")
    assert "Winter" in text_of(winter)
    await ann.press("🎁 Autumn")
    autumn = ann.heard[-1]
    assert "Autumn" in text_of(autumn)
    assert codes(text_of(autumn)) != codes(text_of(winter))


async def test_somebody_elses_place_is_shown_to_nobody(stage: Stage) -> None:
    ann, ben = stage.person("Ann"), stage.person("Ben")
    await ann.start()
    await ben.start()
    await ann.say("/invite blog")
    screen = await ben.say("/invite")
    async with stage.app.db.read() as session:
        foreign = await session.scalar(select(Invite.id).where(Invite.label == "blog"))
    presses.press(ben, f"place:{foreign}", screen)
    await stage.settle()
    assert all("blog" not in text for text in ben.texts)


async def refback_of(person: Person) -> int:
    async with person.stage.app.db.read() as session:
        return (
            await session.scalar(
                select(Enrolment.refback_percent)
                .join(Participant, Participant.id == Enrolment.participant_id)
                .where(Participant.telegram_id == person.id)
            )
            or 0
        )


async def test_a_refback_shows_both_parts_and_is_what_both_get(stage: Stage) -> None:
    """15 % of 101 are 15.15: 15 for the friend, 86 for who invites."""
    await run_campaign(stage, "back", reward=[TO_REFERRER | {"refback_percent_max": 30}])
    ann = stage.person("Ann")
    await ann.start()
    shown = text_of(await ann.say("/refback"))
    assert "You give your friends 0%" in shown
    assert "up to 30%" in shown
    saved = text_of(await ann.say("/refback 15"))
    assert "You give your friends 15%" in saved
    assert "You get 86 points, your friend 15 points." in saved
    ben = stage.person("Ben")
    await ben.follow(await ann.invite())
    assert (await ann.balance()).available == 86
    assert (await ben.balance()).available == 15

    assert "at most" in text_of(await ann.say("/refback 31"))
    assert "whole number" in text_of(await ann.say("/refback -5"))
    assert "whole number" in text_of(await ann.say("/refback half"))
    assert await refback_of(ann) == 15
    await ann.say("/refback")
    await ann.press("30%")
    assert await refback_of(ann) == 30
    assert "✅ 30%" in buttons(ann.heard[-1])


async def test_without_a_refback_in_the_rules_it_is_refused(stage: Stage) -> None:
    ann = stage.person("Ann")
    await ann.start()
    assert "lets you give a part" in text_of(await ann.say("/refback 10"))


async def test_of_several_campaigns_with_a_refback_one_is_chosen(stage: Stage) -> None:
    for slug in ("autumn", "winter"):
        await run_campaign(stage, slug, reward=[TO_REFERRER | {"refback_percent_max": 50}])
        await stage.advance(minutes=1)
    ann = stage.person("Ann")
    await ann.start()
    asked = await ann.say("/refback 20")
    assert buttons(asked) == ["Winter", "Autumn"]
    await ann.press("Autumn")
    assert "Autumn" in text_of(ann.heard[-1])
    assert "give your friends 20%" in text_of(ann.heard[-1])


async def test_links_for_products_leave_room_for_places_of_ones_own(stage: Stage) -> None:
    products = [{"name": f"item-{n}", "title": {"en": f"Item {n}"}} for n in range(20)]
    await run_campaign(stage, "shop", reward=[TO_REFERRER], share={"products": products})
    ann = stage.person("Ann")
    await ann.start()
    await ann.say("/invite")
    await ann.press("🏷 A link for one product")
    assert "Shop: blog" in text_of(await ann.say("/invite blog"))


async def test_a_choice_asked_for_after_it_is_gone_is_refused(stage: Stage) -> None:
    await run_campaign(stage, "split", reward=SPLIT)
    ann = stage.person("Ann")
    await ann.start()
    await choose(ann, "🙋 Me")
    await run_campaign_again(stage, "split")
    assert "does not offer that choice" in str(await ann.press("🎚 Who gets the bonus"))
