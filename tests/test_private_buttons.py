"""Does a participant's button do anything for somebody else, elsewhere, or a second time?

The admins' buttons are in test_button_rights.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiogram.filters.callback_data import CallbackData

import handlers
from bot.i18n import Points, Texts, Unit
from bot.sandbox.chats import Chat
from bot.services import campaigns, offers, participants
from bot.services.destinations import Method
from handlers.contests import ShowProof
from handlers.history import ShowHistory
from handlers.invites import (
    AddPlace,
    AskSplit,
    ChooseSplit,
    ChooseVanity,
    ShowPlace,
    ShowPlaces,
    ShowProducts,
)
from handlers.kits import ShowKit
from handlers.my_rewards import ShowBought, ShowMyRewards, ShowRewards
from handlers.payout_lists import AskToWithdraw, ShowMine, Withdraw
from handlers.payouts import (
    CancelPayout,
    ChooseAmount,
    ChooseCampaign,
    ChooseMethod,
    ConfirmPayout,
    OpenPayout,
)
from handlers.posters import ShowPoster
from handlers.refbacks import ChooseRefback, ShowRefback
from handlers.rewards import AskToBuy, Buy, ShowOffer
from handlers.screens import (
    ShowBalance,
    ShowFriends,
    ShowHome,
    ShowInvite,
    ShowQr,
    ShowTop,
    ShowWhy,
)
from handlers.settings import (
    ChooseLanguage,
    ChooseNameDisplay,
    ChooseNotices,
    ShowSettings,
)
from handlers.start import CheckSteps
from handlers.step_screens import ShareContact, SolveCaptcha
from handlers.steps import AskOrganisers, PressCell, StartOver
from handlers.support import CancelSupport, OpenSupport
from handlers.surveys import AnswerSurvey
from handlers.terms import ShowTerms
from models import NameDisplay, NoticePace, OfferKind
from tests.payout_stage import ask, give, stored
from tests.people import CHANNEL, Person, Stage, staged, text_of
from tests.presses import Rows, answer_to, kept_by, post, press, rows, said, too_old

BUTTONS: tuple[CallbackData, ...] = (
    OpenPayout(),
    ChooseCampaign(campaign_id=1),
    ChooseAmount(campaign_id=1, amount_minor=500),
    ChooseMethod(method=Method.CARD),
    ConfirmPayout(token=""),
    CancelPayout(),
    ShowRewards(),
    ShowOffer(offer_id=1),
    AskToBuy(offer_id=1),
    Buy(token=""),
    ShowMyRewards(),
    ShowBought(redemption_id=1),
    ShowMine(page=0),
    AskToWithdraw(payout_id=1),
    Withdraw(token=""),
    ShowHome(),
    ShowFriends(),
    ShowWhy(),
    ShowTop(),
    ShowProof(contest_id=1),
    ShowBalance(),
    ShowHistory(),
    ShowQr(campaign_id=1),
    ShowInvite(campaign_id=1),
    ChooseVanity(campaign_id=1),
    ShowPlace(invite_id=2),
    ShowPlaces(campaign_id=1),
    AddPlace(campaign_id=1),
    ShowProducts(campaign_id=1),
    ShowKit(campaign_id=1),
    ShowPoster(campaign_id=1, form="png"),
    AskSplit(campaign_id=1),
    ChooseSplit(campaign_id=1, split="half"),
    ShowRefback(campaign_id=1),
    ChooseRefback(campaign_id=1, percent=10),
    CheckSteps(),
    SolveCaptcha(),
    PressCell(token="x" * 12),
    StartOver(token="x" * 12),
    AskOrganisers(),
    ShareContact(),
    AnswerSurvey(survey_id=1, score=5),
    ShowTerms(page=1),
    ShowSettings(),
    ChooseNameDisplay(display=NameDisplay.HIDDEN),
    ChooseLanguage(language="bg"),
    ChooseNotices(pace=NoticePace.DAILY),
    OpenSupport(),
    CancelSupport(),
)
"""As Ann has them; the token of the payout that she is about to confirm comes later."""
NAMES = [button.__prefix__ for button in BUTTONS]
NOBODYS = ("processed_updates", "pictures")
"""Tables whose rows belong to no person."""


def test_every_button_of_a_participant_is_in_the_table() -> None:
    theirs = kept_by(*handlers.ROUTERS) - kept_by(handlers.admin)
    assert {type(button) for button in BUTTONS} == theirs


@dataclass(frozen=True)
class Scene:
    """Ann, who came by Zoe's link and lacks a step, with a friend, points and payouts."""

    stage: Stage
    ann: Person
    callbacks: dict[str, str]
    secrets: re.Pattern[str]
    """What nobody but Ann is to read."""


@pytest.fixture
async def scene(sqlite_url: str, unpaced: None) -> AsyncIterator[Scene]:
    starter = {"payout_minimum": 100, "required_chats": (CHANNEL,)}
    async with staged(sqlite_url, starter_campaign=starter) as stage:
        yield await begun(stage)


async def begun(stage: Stage) -> Scene:
    zoe, ann, ben = (stage.person(name) for name in ("Zoe", "Ann", "Benedict"))
    await zoe.start()
    await ann.follow(await zoe.invite())
    link = await ann.invite()
    await ben.follow(link)
    buy = await _has_a_reward(stage, ann)
    await give(ann, 7_777)
    await ask(ann, 600)
    await ann.say("/payout")
    await ann.say("500")
    await ann.press("Card")
    preview = await ann.say("5555555555554444")
    callbacks = {button.__prefix__: button.pack() for button in BUTTONS}
    callbacks["payout-confirm"] = preview["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    callbacks["buy-yes"] = buy
    code = re.escape(link.rsplit("=")[-1])
    secrets = re.compile(rf"Sesame|Benedict|Zoe|1111|4444|{code}|7\D?[17]77|6\D?[67]77")
    assert any(secrets.search(text) for text in ann.texts)
    return Scene(stage, ann, callbacks, secrets)


async def _has_a_reward(stage: Stage, ann: Person) -> str:
    """Let Ann have one, and be asked whether she takes another; what that button carries."""
    await give(ann, 20)
    async with stage.app.db.transaction() as session:
        campaign = await campaigns.by_slug(session, "starter")
        assert campaign is not None
        await offers.add(
            session,
            campaign.id,
            kind=OfferKind.ACCESS,
            title="Door",
            language="en",
            price_minor=10,
            stock=None,
            gives="Sesame",
            by=stage.owner.id,
            now=stage.clock(),
        )
    for takes in (True, False):
        await ann.say("/rewards")
        await ann.press("✅ Door")
        await ann.press("Take it for 10 points")
        question = ann.heard[-1]
        if takes:
            await ann.press("✅ Yes, take it")
    return str(question["reply_markup"]["inline_keyboard"][0][0]["callback_data"])


async def presses(scene: Scene, person: Person, chat: Chat) -> dict[str, tuple[str, bool] | None]:
    """What somebody hears who presses each of Ann's buttons in this chat."""
    queries = {
        name: press(person, callback, post(scene.stage, chat, callback))
        for name, callback in scene.callbacks.items()
    }
    await scene.stage.settle()
    return {name: answer_to(scene.stage, query) for name, query in queries.items()}


async def rows_of_others(stage: Stage, person: Person) -> Rows:
    """What is written down of everybody else."""
    async with stage.app.db.read() as session:
        participant = await participants.find(session, person.id)
    assert participant is not None
    mine = {
        "telegram_id": person.id,
        "chat_id": person.id,
        "participant_id": participant.id,
        "owner_id": participant.id,
    }
    return {
        table: [row for row in found if all(row.get(name) != mine[name] for name in mine)]
        for table, found in (await rows(stage)).items()
        if table not in NOBODYS
    }


async def test_somebody_else_gets_and_changes_nothing_of_hers(scene: Scene) -> None:
    stage, mallory = scene.stage, scene.stage.person("Mallory", "ru")
    await mallory.start()
    before, said_before = await rows_of_others(stage, mallory), said(stage, besides=mallory.id)
    chat = stage.telegram.private_chat(mallory.user, stage.me)
    answers = await presses(scene, mallory, chat)
    assert await rows_of_others(stage, mallory) == before
    assert said(stage, besides=mallory.id) == said_before
    t = Texts().of("ru")
    unit = Unit(0, {"ru": {"many": "баллов", "other": "балла"}})
    points, ten = Points(0, unit), Points(10, unit)
    assert answers == dict.fromkeys(NAMES, ("", False)) | {
        "payout-amount": (t.plain("error-not-enough-points", available=points), True),
        "payout-method": (t.plain("error-button-expired"), True),
        "payout-confirm": (t.plain("error-button-not-yours"), True),
        "payout-cancel": (t.plain("errors-nothing-to-cancel"), True),
        "buy": (t.plain("error-price-beyond-balance", missing=ten, price=ten), True),
        "buy-yes": (t.plain("error-button-not-yours"), True),
        "bought": (t.plain("error-redemption-unknown"), True),
        "payout-back": (t.plain("error-payout-unknown"), True),
        "payout-withdraw": (t.plain("error-button-expired"), True),
        "check-steps": (t.plain("error-nothing-to-check"), True),
        "captcha": (t.plain("error-captcha-not-asked"), True),
        "captcha-help": (t.plain("error-captcha-not-asked"), True),
        "cell": (t.plain("error-captcha-over"), True),
        "cell-clear": (t.plain("error-captcha-over"), True),
        "contact": (t.plain("error-phone-not-asked"), True),
        "survey": (t.plain("error-survey-over"), True),
        "place": (t.plain("error-invite-closed"), True),
        "split": (t.plain("error-split-unknown"), True),
        "ask-split": (t.plain("error-split-unknown"), True),
        "refback": (t.plain("error-refback-not-offered"), True),
        "refback-to": (t.plain("error-refback-not-offered"), True),
        "draw-proof": (t.plain("error-contest-unknown"), True),
    }
    assert [text for text in mallory.texts if scene.secrets.search(text)] == []
    assert (await rows(stage))["failed_updates"] == []
    assert await stage.verify() == []
    await scene.ann.press("Send the request")
    assert [payout.amount_minor for payout in await stored(stage)] == [600, 500]


async def test_in_a_group_or_of_whom_the_bot_does_not_know_nothing_happens(scene: Scene) -> None:
    stage, ann, sam = scene.stage, scene.ann, scene.stage.person("Sam", "bg")
    group = stage.telegram.group(stage.group_id)
    other = stage.telegram.add_group("Friends", owner=ann.user)
    stage.telegram.add_bot_to(other, stage.me)
    private = stage.telegram.private_chat(sam.user, stage.me)
    await stage.settle()
    before = await rows(stage)
    for person, chat, key, language in (
        (ann, other, "errors-not-admin-button", "en"),
        (ann, group, "errors-not-admin-button", "en"),
        (stage.admin, group, "errors-group-button-expired", "en"),
        (sam, private, "errors-button-expired", "bg"),
    ):
        answers = await presses(scene, person, chat)
        refusal = Texts().of(language).plain(key)
        assert answers == dict.fromkeys(NAMES, (refusal, True)), person
        assert await rows(stage) == before


def effects(found: Rows) -> Rows:
    """What is written down, without the moment at which a draft was touched last.

    Nor with the rights to press that were given out: a question asked again has a new one; nor with
    how often a link was shown.
    """
    drafts = [{**row, "updated_at": None} for row in found["drafts"]]
    invites = [{**row, "shown": None} for row in found["invites"]]
    left_out = (*NOBODYS, "confirmations")
    kept = {name: each for name, each in found.items() if name not in left_out}
    return kept | {"drafts": drafts, "invites": invites}


async def test_a_second_press_of_hers_has_no_effect_whenever_it_comes(scene: Scene) -> None:
    stage, ann = scene.stage, scene.ann
    chat = stage.telegram.private_chat(ann.user, stage.me)
    for name, callback in scene.callbacks.items():
        message = post(stage, chat, callback)
        press(ann, callback, message)
        await stage.settle()
        before = effects(await rows(stage))
        queries = [press(ann, callback, each) for each in (message, too_old(message))]
        await stage.settle()
        assert effects(await rows(stage)) == before, name
        assert None not in [answer_to(stage, query) for query in queries], name
    assert [payout.amount_minor for payout in await stored(stage)] == [600, 500]
    assert (await rows(stage))["failed_updates"] == []
    assert await stage.verify() == []


async def test_cancel_of_an_earlier_question_does_not_claim_to_undo_the_request(
    scene: Scene,
) -> None:
    stage, ann = scene.stage, scene.ann
    question = next(one for one in ann.heard if "Write the card number" in text_of(one))
    await ann.press("Send the request")
    assert "nothing to cancel" in (await ann.press("Cancel", question) or "")
    assert not any("Cancelled" in text for text in ann.texts)
    assert [payout.amount_minor for payout in await stored(stage)] == [600, 500]
