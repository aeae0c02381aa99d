"""Can people ask for a payout, pressing and writing as people do?"""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from models import OutboxMessage
from tests.payout_stage import PNG, ask, card_now, give, run_campaign, stored, with_points
from tests.people import Json, Person, Stage, buttons, staged, text_of

CARD = "4111 1111 1111 1111"


@pytest.fixture
async def stage(sqlite_url: str, unpaced: None) -> AsyncIterator[Stage]:
    async with staged(sqlite_url, starter_campaign={"payout_minimum": 100}) as stage:
        yield stage


@pytest.fixture
async def ann(stage: Stage) -> Person:
    """Somebody with 1,000 points."""
    return await with_points(stage, 1_000)


async def preview(person: Person, amount: str = "500") -> Json:
    """Go as far as the last question."""
    await person.say("/payout")
    await person.say(amount)
    await person.press("Card")
    return await person.say(CARD)


async def test_from_the_question_to_the_money(stage: Stage, ann: Person) -> None:
    asked = await ann.say("/payout")
    assert "Available: 1,000 points" in text_of(asked)
    assert "from 100 points" in text_of(asked)
    assert buttons(asked)[:2] == ["The most: 1,000 points", "The least: 100 points"]
    assert "How do you want to receive it?" in text_of(await ann.say("500"))
    await ann.press("Card")
    assert "Write the card number" in ann.texts[-1]
    checked = text_of(await ann.say(CARD))
    assert "You get: 500 points" in checked
    assert "To the card: •••• 1111" in checked
    assert "Left after that: 500 points" in checked
    assert CARD.replace(" ", "") not in checked
    await ann.press("Send the request")
    assert "Request #1: waiting for a decision" in ann.texts[-1]
    assert (await ann.balance()).requested == 500
    card = stage.in_group()[-1]
    assert "Who: ⁨Ann⁩ · /user" in text_of(card)
    assert "Amount: 500 points" in text_of(card)
    assert "•••• 1111" in text_of(card)
    assert buttons(card) == ["✅ Approve", "❌ Reject", "Show destination"]

    assert await stage.admin.press("✅ Approve", card) == "Approved. The person has been told."
    assert "Your payout #1 of 500 points is approved" in ann.texts[-1]
    assert "Approved: ⁨Olga⁩" in text_of(card_now(stage, card))
    assert buttons(card_now(stage, card))[:2] == ["💸 Mark paid", "❌ Reject"]
    await stage.admin.press("💸 Mark paid", card_now(stage, card))
    assert "has been sent to •••• 1111" in ann.texts[-1]
    assert "Payout #1: paid" in text_of(card_now(stage, card))
    assert buttons(card_now(stage, card)) == []
    assert ((await ann.balance()).available, (await ann.balance()).requested) == (500, 0)
    assert await stage.verify() == []


@pytest.mark.parametrize(
    ("language", "least", "method", "number", "send", "mine", "waiting"),
    [
        ("ru", "Минимум: 100 баллов", "По номеру телефона", "+7 912 345-67-89",
         "Отправить заявку", "Мои выплаты", "ждёт решения"),
        ("bg", "Най-малко: 100 точки", "В портфейл", "wallet-of-mine",
         "Изпращане на заявката", "Моите изплащания", "чака решение"),
    ],
)  # fmt: skip
async def test_people_are_asked_in_their_language(
    stage: Stage, language: str, least: str, method: str, number: str, send: str, mine: str,
    waiting: str,
) -> None:  # fmt: skip
    vera = stage.person("Vera", language)
    await vera.start()
    await give(vera, 1_000)
    await vera.say("/payout")
    await vera.press(least)
    await vera.press(method)
    await vera.say(number)
    await vera.press(send)
    assert waiting in vera.texts[-1]
    await vera.press(mine)
    assert waiting in vera.texts[-1]
    assert "waiting for a decision" in text_of(stage.in_group()[-1])


async def test_a_wrong_amount_is_explained_and_asked_again(ann: Person) -> None:
    await ann.say("/payout")
    for text, answer in (
        ("сто <b>500</b>", "could not read that as a number"),
        ("-5", "must be more than zero"),
        ("99", "The smallest payout is 100 points"),
        ("1001", "1,000 points available"),
        ("5" * 4_096, "could not read that as a number"),
    ):
        assert answer in text_of(await ann.say(text))
    assert "How do you want to receive it?" in text_of(await ann.say("1 000"))


async def test_a_picture_is_no_amount_and_no_card(stage: Stage, ann: Person) -> None:
    await ann.say("/payout")
    stage.telegram.send_photo(ann.user, None, PNG, caption="500")
    await stage.settle()
    assert "could not read that as a number" in ann.texts[-1]
    await ann.say("500")
    assert "press one of the buttons" in text_of(await ann.say("card"))
    await ann.press("Card")
    stage.telegram.send_photo(ann.user, None, PNG)
    await stage.settle()
    assert "not a card number" in ann.texts[-1]
    assert "not a card number" in text_of(await ann.say("4111 1111 1111 1112"))
    assert "Please check" in text_of(await ann.say(CARD))
    assert "press one of the buttons" in text_of(await ann.say("yes"))


async def test_a_command_is_never_taken_for_an_answer(ann: Person) -> None:
    await ann.say("/payout")
    assert "could not read" not in text_of(await ann.say("/terms"))
    await ann.say("/payout")
    await ann.say("500")
    await ann.press("Phone number")
    assert "phone number" not in text_of(await ann.say("/terms"))


async def test_cancel_leaves_everything_as_it_was(stage: Stage, ann: Person) -> None:
    checked = await preview(ann)
    await ann.press("Cancel")
    assert "Cancelled" in ann.texts[-1]
    assert buttons(ann.heard[-1]) == []
    assert "500" not in text_of(await ann.say("500"))
    assert await stored(stage) == []
    assert checked["message_id"] == ann.heard[-2]["message_id"]


async def test_two_presses_at_once_make_one_request(stage: Stage, ann: Person) -> None:
    checked = await preview(ann)
    queries = [stage.telegram.press(ann.user, checked, "Send the request") for _ in range(5)]
    await stage.settle()
    answers = [stage.telegram.answer_of(query) or {} for query in queries]
    assert sum("already been pressed" in answer.get("text", "") for answer in answers) == 4
    assert len(await stored(stage)) == 1
    assert (await ann.balance()).requested == 500


async def test_points_spent_meanwhile_are_not_requested(stage: Stage, ann: Person) -> None:
    first = await preview(ann, "600")
    second = await preview(ann, "600")
    await ann.press("Send the request", second)
    alert = await ann.press("Send the request", first)
    assert alert == "That is more than you have: 400 points available."
    assert len(await stored(stage)) == 1


async def test_an_hour_later_the_question_must_be_asked_anew(stage: Stage, ann: Person) -> None:
    checked = await preview(ann)
    await stage.advance(hours=1)
    assert "out of date" in (await ann.press("Send the request", checked) or "")
    assert await stored(stage) == []


async def test_too_few_points_are_told_before_anything_is_asked(stage: Stage) -> None:
    boris = stage.person("Boris")
    await boris.start()
    assert "nothing to pay out yet" in text_of(await boris.say("/payout"))
    await give(boris, 70)
    answer = text_of(await boris.say("/payout"))
    assert "Still missing: 30 points" in answer
    await boris.press("My payouts")
    assert "You have not asked for a payout yet." in boris.texts[-1]


async def test_my_payouts_turn_their_pages(stage: Stage, ann: Person) -> None:
    for _ in range(6):
        await ask(ann, 100)
    await ann.say("/payout")
    await ann.press("My payouts")
    assert "Page 1 of 2" in ann.texts[-1]
    assert ann.texts[-1].index("#6 ·") < ann.texts[-1].index("#2 ·")
    await ann.press("More »")
    assert "#1 ·" in ann.texts[-1]
    assert "Page 2 of 2" in ann.texts[-1]
    await ann.press("« Back")
    assert "Page 1 of 2" in ann.texts[-1]


async def test_with_points_in_two_campaigns_one_is_chosen_first(stage: Stage, ann: Person) -> None:
    await run_campaign(
        stage,
        "winter",
        payout={"methods": ["wallet"], "maximum": 40},
    )
    await give(ann, 50, slug="winter")
    chosen = await ann.say("/payout")
    assert buttons(chosen)[:2] == ["Winter: 50 points", "Invite your friends: 1,000 points"]
    await ann.press("Winter: 50 points")
    assert "from 1 point to 40 points" in ann.texts[-1]
    await ann.press("The most: 40 points")
    # One method: nothing to choose.
    assert "Write its address" in ann.texts[-1]
    await ann.say("wallet-of-mine")
    await ann.press("Send the request")
    assert [payout.amount_minor for payout in await stored(stage)] == [40]
    assert "Campaign: Winter" in text_of(stage.in_group()[-1])


async def test_without_an_admin_group_the_person_hears_the_same(sqlite_url: str) -> None:
    async with staged(sqlite_url, telegram={"admin_chat_id": None}) as stage:
        ann = stage.person("Ann")
        await ann.start()
        await give(ann, 1_000)
        await preview(ann)
        await ann.press("Send the request")
        assert "Request #1: waiting for a decision" in ann.texts[-1]
        assert stage.in_group() == []
        async with stage.app.db.read() as session:
            assert (await session.scalars(select(OutboxMessage))).all() == []
