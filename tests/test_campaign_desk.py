"""Do the admins run campaigns from the group: look, start, pause, make, change, copy, load?"""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.i18n import LANGUAGES, Texts
from bot.services import (
    campaign_drafts,
    campaign_numbers,
    campaigns,
    documents,
    presets,
    roles,
    toml_text,
)
from bot.services.documents import Document
from handlers import campaign_draft_screens
from models import AuditRecord, Campaign, CampaignStatus, Referral, Role
from tests.operators import document
from tests.people import Json, Stage, buttons, staged, text_of


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url) as stage:
        yield stage


async def run(stage: Stage, slug: str = "autumn") -> None:
    async with stage.app.db.transaction() as session:
        await campaigns.load(session, document(slug), now=stage.clock())
        await campaigns.start(session, slug, now=stage.clock())


async def campaign(stage: Stage, slug: str) -> Campaign:
    async with stage.app.db.read() as session:
        found = await campaigns.by_slug(session, slug)
    assert found is not None
    return found


async def rules(stage: Stage, slug: str) -> Document:
    async with stage.app.db.read() as session:
        found = await campaigns.by_slug(session, slug)
        assert found is not None
        return (await campaigns.find(session, found.id)).document


async def opened(stage: Stage, title: str = "Autumn") -> Json:
    """The card of a campaign, found through the list."""
    listed = await stage.admin.say_in_group("/campaigns")
    await stage.admin.press(title, listed)
    return last(stage)


def last(stage: Stage) -> Json:
    return stage.in_group()[-1]


async def press(stage: Stage, button: str) -> Json:
    await stage.admin.press(button, last(stage))
    return last(stage)


async def answer(stage: Stage, text: str) -> Json:
    return await stage.admin.say_in_group(text, reply_to=last(stage))


async def test_the_list_tells_how_each_campaign_stands(stage: Stage) -> None:
    await run(stage)
    listed = text_of(await stage.admin.say_in_group("/campaigns"))
    assert "🟢 Autumn — running" in listed
    assert "⏹ Invite your friends — stopped" in listed
    assert "👥 Friends: 0 count, 0 on their way, 0 lost" in listed


async def test_a_pause_takes_no_friends_and_loses_nothing(stage: Stage) -> None:
    await run(stage)
    ann, bob = stage.person("Ann"), stage.person("Bob")
    await ann.start()
    link = await ann.invite()
    await opened(stage)
    asked = await press(stage, "⏸ Pause")
    assert "No new friends until it goes on." in text_of(asked)
    assert (await campaign(stage, "autumn")).status == CampaignStatus.RUNNING
    assert "⏸ Autumn — paused" in text_of(await press(stage, "⏸ Pause"))
    await bob.follow(link)
    assert await referrals(stage) == 0
    await press(stage, "▶️ Go on")
    assert "🟢 Autumn — running" in text_of(await press(stage, "▶️ Go on"))
    await stage.person("Eve").follow(link)
    assert await referrals(stage) == 1
    async with stage.app.db.read() as session:
        told = await session.scalars(select(AuditRecord.action).order_by(AuditRecord.id))
        assert list(told)[-2:] == ["campaign-pause", "campaign-resume"]


async def referrals(stage: Stage) -> int:
    async with stage.app.db.read() as session:
        return len(list(await session.scalars(select(Referral.id))))


async def test_a_campaign_is_made_from_a_preset_without_a_file(stage: Stage) -> None:
    await stage.admin.say_in_group("/campaigns")
    await press(stage, "➕ New campaign")
    await press(stage, "Further ➡️")
    await press(stage, "Further ➡️")
    shown = await press(stage, "Bring friends to the channel")
    assert shown.get("photo")
    first = await press(stage, "✅ Take this one")
    assert "Question 1 of 6" in text_of(first)
    assert "Now: @your_channel" in text_of(first)
    asked = await press(stage, "✏️ Change")
    assert "Write its @name" in text_of(asked)
    assert "@news" in text_of(await answer(stage, "not a channel!"))
    second = await stage.admin.say_in_group("t.me/shop_news", reply_to=asked)
    assert text_of(second).startswith("✅ Understood: @shop_news — The channel or group")
    assert "Question 2 of 6" in text_of(second)
    await press(stage, "✏️ Change")
    third = await answer(stage, "250 points")
    assert "Question 3 of 6" in text_of(third)
    asked = await press(stage, "✏️ Change")
    assert "in weeks, days, hours or minutes" in text_of(await answer(stage, "1 month"))
    fourth = await stage.admin.say_in_group("2 weeks", reply_to=asked)
    assert text_of(fourth).startswith("✅ Understood: 14 days — How long a friend has to stay")
    draft = await press(stage, "⏩ Leave the rest so")
    assert "1. @shop_news" in text_of(draft)
    assert "2. 250 points" in text_of(draft)
    for language, word in (("Русский", "подписаться"), ("Български", "присъедини")):
        assert word in text_of(await press(stage, language))
        await press(stage, "⬅️ Back")
    await press(stage, "▶️ Start")
    done = await press(stage, "▶️ Start")
    assert "🟢 Bring friends to the channel — running" in text_of(done)
    made = await rules(stage, "bring-friends-to-the-channel")
    assert made.subscriptions == ("@shop_news",)
    assert made.rewards[0].amount == 250
    assert made.campaign.time_zone == "UTC"


async def test_a_channel_that_was_not_named_keeps_a_campaign_from_starting(stage: Stage) -> None:
    await stage.admin.say_in_group("/campaigns")
    for each in ("➕ New campaign", "Further ➡️", "Further ➡️", "Bring friends to the channel"):
        await press(stage, each)
    await press(stage, "✅ Take this one")
    assert "⚠️ Put your own channel" in text_of(await press(stage, "⏩ Leave the rest so"))
    await press(stage, "▶️ Start")
    toast = await stage.admin.press("▶️ Start", last(stage))
    assert toast is not None
    assert "First put your own channel in place of @your_channel." in toast


async def test_a_change_is_a_new_version_for_new_friends_only(stage: Stage) -> None:
    await run(stage)
    ann, bob, eve = (stage.person(name) for name in ("Ann", "Bob", "Eve"))
    await ann.start()
    link = await ann.invite()
    await bob.follow(link)
    before = (await ann.balance()).available
    await opened(stage)
    draft = await press(stage, "✏️ Change")
    assert "Nothing has changed." in text_of(draft)
    await press(stage, "1 · 100 points")
    assert "➕ For each friend who comes" in text_of(await answer(stage, "300"))
    asked = text_of(await press(stage, "📥 Load as a new version"))
    assert "1 friend came under older rules and keeps them." in asked
    assert "✅ Version 2 counts for new friends" in text_of(await press(stage, "📥 Keep"))
    await eve.follow(link)
    assert before == 100
    assert (await ann.balance()).available == 100 + 300
    versions = text_of(await press(stage, "🕓 Versions"))
    assert "Version 2" in versions
    assert "➖ For each friend who comes by your invitation you get 100 points" in versions
    assert await stage.verify() == []


async def test_a_draft_of_an_older_version_is_refused(stage: Stage) -> None:
    await run(stage)
    await opened(stage)
    await press(stage, "✏️ Change")
    await press(stage, "1 · 100 points")
    await answer(stage, "300")
    async with stage.app.db.transaction() as session:
        await campaigns.load(session, document("autumn"), now=stage.clock())
    await press(stage, "📥 Load as a new version")
    toast = await stage.admin.press("📥 Keep", last(stage))
    assert toast is not None
    assert "Somebody has changed this campaign in the meantime." in toast


async def test_a_draft_outlives_a_restart_and_is_everybodys(sqlite_url: str, unpaced: None) -> None:
    async with staged(sqlite_url) as stage:
        await run(stage)
        await opened(stage)
        await press(stage, "📑 Copy")
        kept = await press(stage, "⏩ Leave the rest so")
        rows = kept["reply_markup"]["inline_keyboard"]
    loading = next(one for row in rows for one in row if one["text"].startswith("📥"))
    token = loading["callback_data"].split(":")[1]
    async with staged(sqlite_url) as stage, stage.app.db.transaction() as session:
        await campaign_drafts.load(
            session,
            token,
            chat_id=kept["chat"]["id"],
            by=stage.person("Oscar").id,
            starts=False,
            now=stage.clock(),
        )
        copy = await campaigns.by_slug(session, "autumn-2")
    assert copy is not None
    assert copy.status == CampaignStatus.LOADED


async def test_a_file_is_checked_shown_and_loaded_after_a_confirmation(stage: Stage) -> None:
    await run(stage)
    await upload(stage, "[campaign]\nslug = 'a'\nslugg = 1\n")
    assert "[campaign] slugg: there is no such key; did you mean slug?" in text_of(last(stage))
    changed = (await rules(stage, "autumn")).model_copy(
        update={"rewards": document(amount=7).rewards}
    )
    draft = await upload(stage, toml_text.written(changed))
    assert "➕ For each friend who comes by your invitation you get 7 points" in text_of(draft)
    await press(stage, "📥 Load as a new version")
    await press(stage, "📥 Keep")
    assert (await rules(stage, "autumn")).rewards[0].amount == 7


async def upload(stage: Stage, content: str) -> Json:
    stage.telegram.send_document(
        stage.owner, stage.group_id, content.encode(), "changed.toml", None
    )
    await stage.settle()
    return last(stage)


async def test_a_forwarded_file_is_told_to_be_sent_in_person(stage: Stage) -> None:
    elsewhere = stage.telegram.add_group("Elsewhere", owner=stage.owner)
    channel = stage.telegram.group(stage.channel_id)
    for chat in (elsewhere, channel):
        content = toml_text.written(document("winter")).encode()
        sent = stage.telegram.send_document(stage.owner, chat, content, "winter.toml")
        stage.telegram.forward(stage.owner, sent, stage.group_id)
        await stage.settle()
        assert "Download it and send it yourself" in text_of(stage.in_group().pop())
        await stage.admin.say_in_group("/help")


async def test_the_rules_leave_as_a_file_that_loads_to_the_same(stage: Stage) -> None:
    await run(stage)
    await opened(stage)
    sent = await press(stage, "📄 TOML file")
    assert sent["document"]["file_name"] == "autumn-1.toml"
    stored = stage.telegram.files.get(sent["document"]["file_id"])
    assert stored is not None
    loaded = documents.parse_toml(stored.content.decode())
    assert loaded == await rules(stage, "autumn")


async def test_a_forecast_goes_by_the_numbers_of_the_shop(stage: Stage) -> None:
    await run(stage)
    await opened(stage)
    assert "200 orders a month" in text_of(await press(stage, "🔮 Forecast"))
    await press(stage, "📦 200 orders a month")
    told = await answer(stage, "50")
    assert "⚠️ 50 orders a month are few" in text_of(told)
    await press(stage, "🧾 Order: a guess")
    assert "Average order: 2,500." in text_of(await answer(stage, "2 500"))
    drawn = await press(stage, "📈 As a picture")
    assert drawn.get("photo")
    await press(stage, "⬅️ Back")
    await press(stage, "⬅️ Back")
    assert "🟢 Autumn — running" in text_of(last(stage))


async def test_a_fraction_is_no_number_of_a_forecast_and_may_be_mended(stage: Stage) -> None:
    await run(stage)
    await opened(stage)
    await press(stage, "🔮 Forecast")
    asked = await press(stage, "👥 Friends each: 3")
    refused = await answer(stage, "1.5")
    assert "a whole number from 1 to 999, without a fraction" in text_of(refused)
    told = await stage.admin.say_in_group("2", reply_to=asked)
    assert "👥 Friends each: 2" in buttons(told)
    asked = await press(stage, "🧾 Order: a guess")
    refused = await answer(stage, "0" * 12 + "9" * 40)
    assert "a whole number from 0 to 999,999,999" in text_of(refused)
    told = await stage.admin.say_in_group("1 250", reply_to=asked)
    assert "🧾 Order: 1,250" in buttons(told)


async def test_who_only_looks_has_no_button_that_changes(stage: Stage) -> None:
    await run(stage)
    vera = stage.person("Vera")
    await vera.join(stage.group_id)
    async with stage.app.db.transaction() as session:
        await roles.give(
            session,
            vera.id,
            Role.VIEWER,
            by=stage.owner.id,
            participant_id=None,
            now=stage.clock(),
        )
    listed = await vera.say_in_group("/campaigns")
    assert "➕ New campaign" not in buttons(listed)
    await vera.press("Autumn", listed)
    assert set(buttons(last(stage))) == {
        "Русский", "English", "Български", "🕓 Versions", "📄 TOML file", "🔮 Forecast",
        "🎯 All campaigns",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", presets.NAMES)
def test_every_number_of_every_preset_is_asked_in_words(name: str, language: str) -> None:
    t, rules_of = Texts().of(language), presets.read(name)
    assert campaign_draft_screens.about(t, name)
    for index, _number in enumerate(campaign_numbers.of(rules_of)):
        said = campaign_draft_screens.question(t, rules_of, index)
        assert "None" not in said
        assert len(said) < 1_500
