"""Are messages sent, edited, deleted, copied and refused as Telegram does?"""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.errors import ActionRefused
from tests.playground import Json, Playground, playground

GO: Json = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def play() -> AsyncIterator[Playground]:
    async with playground() as found:
        yield found


async def test_an_unchanged_edit_is_refused(play: Playground) -> None:
    user = play.person()
    sent = await play.result("sendMessage", chat_id=user.id, text="<b>x</b>", parse_mode="HTML")
    place = {"chat_id": user.id, "message_id": sent["message_id"]}
    same = await play.refusal("editMessageText", **place, text="<b>x</b>", parse_mode="HTML")
    assert same == NOT_MODIFIED
    changed = await play.result("editMessageText", **place, text="x")
    assert "entities" not in changed
    assert changed["edit_date"] >= changed["date"]


async def test_an_edit_without_a_keyboard_removes_it(play: Playground) -> None:
    user = play.person()
    sent = await play.result("sendMessage", chat_id=user.id, text="x", reply_markup=GO)
    place = {"chat_id": user.id, "message_id": sent["message_id"]}
    edited = await play.result("editMessageText", **place, text="x")
    assert "reply_markup" not in edited
    assert await play.refusal("editMessageReplyMarkup", **place) == NOT_MODIFIED
    edited = await play.result("editMessageReplyMarkup", **place, reply_markup=GO)
    assert edited["reply_markup"] == GO


async def test_messages_that_are_not_there_are_named(play: Playground) -> None:
    user = play.person()
    place = {"chat_id": user.id, "message_id": 999}
    refused = "Bad Request: message to "
    assert await play.refusal("editMessageText", **place, text="x") == refused + "edit not found"
    assert await play.refusal("deleteMessage", **place) == refused + "delete not found"
    assert (
        await play.refusal("forwardMessage", **place, from_chat_id=user.id)
        == refused + "forward not found"
    )
    assert (
        await play.refusal("copyMessage", **place, from_chat_id=user.id)
        == refused + "copy not found"
    )
    assert (
        await play.refusal(
            "sendMessage", chat_id=user.id, text="x", reply_parameters={"message_id": 999}
        )
        == refused + "be replied not found"
    )


async def test_somebody_elses_message_cant_be_edited(play: Playground) -> None:
    user = play.person()
    theirs = play.telegram.send(user, "mine")
    refused = await play.refusal(
        "editMessageText", chat_id=user.id, message_id=theirs["message_id"], text="x"
    )
    assert refused == "Bad Request: message can't be edited"


async def test_a_reply_shows_what_it_answers(play: Playground) -> None:
    user = play.person()
    theirs = play.telegram.send(user, "question")
    sent = await play.result(
        "sendMessage",
        chat_id=user.id,
        text="answer",
        reply_parameters={"message_id": theirs["message_id"]},
    )
    assert sent["reply_to_message"]["text"] == "question"
    lost = await play.result(
        "sendMessage",
        chat_id=user.id,
        text="answer",
        reply_parameters={"message_id": 999, "allow_sending_without_reply": True},
    )
    assert "reply_to_message" not in lost


async def test_old_private_messages_cant_be_deleted(play: Playground) -> None:
    user = play.person()
    sent = await play.result("sendMessage", chat_id=user.id, text="x")
    play.clock.advance(hours=49)
    refused = await play.refusal("deleteMessage", chat_id=user.id, message_id=sent["message_id"])
    assert refused == "Bad Request: message can't be deleted"


async def test_several_messages_are_deleted_and_missing_ones_skipped(play: Playground) -> None:
    user = play.person()
    sent = [await play.result("sendMessage", chat_id=user.id, text=f"{n}") for n in range(3)]
    numbers = [message["message_id"] for message in sent]
    assert await play.result("deleteMessages", chat_id=user.id, message_ids=[*numbers[:2], 999])
    left = [message["message_id"] for message in play.telegram.history(viewer=user)]
    assert numbers[2] in left
    assert not set(numbers[:2]) & set(left)
    refused = await play.refusal("deleteMessages", chat_id=user.id, message_ids=list(range(1, 102)))
    assert refused == "Bad Request: too many message identifiers specified"


async def test_forwards_carry_their_origin_and_copies_do_not(play: Playground) -> None:
    user, other = play.person(), play.person("Bob")
    theirs = play.telegram.send(user, "hello")
    where = {"chat_id": other.id, "from_chat_id": user.id, "message_id": theirs["message_id"]}
    forwarded = await play.result("forwardMessage", **where)
    assert forwarded["forward_origin"]["sender_user"]["id"] == user.id
    copied = await play.result("copyMessage", **where)
    copy = play.telegram.last(other)
    assert copy["message_id"] == copied["message_id"]
    assert copy["text"] == "hello"
    assert "forward_origin" not in copy


async def test_protected_and_service_messages_do_not_leave(play: Playground) -> None:
    user = play.person()
    group = play.telegram.add_group("Friends", owner=user)
    play.telegram.add_bot_to(group, play.me)
    service = play.telegram.history(group)[-1]
    sent = await play.result("sendMessage", chat_id=user.id, text="x", protect_content=True)
    for source, message in ((group.id, service), (user.id, sent)):
        where = {
            "chat_id": user.id,
            "from_chat_id": source,
            "message_id": message["message_id"],
        }
        assert await play.refusal("copyMessage", **where) == "Bad Request: message can't be copied"
        assert (
            await play.refusal("forwardMessage", **where)
            == "Bad Request: message can't be forwarded"
        )


async def test_many_messages_are_copied_in_order(play: Playground) -> None:
    user, other = play.person(), play.person("Bob")
    numbers = [play.telegram.send(user, f"{n}")["message_id"] for n in range(3)]
    where = {"chat_id": other.id, "from_chat_id": user.id}
    copied = await play.result("copyMessages", **where, message_ids=numbers)
    texts = [
        play.telegram.private_chat(other, play.me).messages[each["message_id"]]["text"]
        for each in copied
    ]
    assert texts == ["0", "1", "2"]
    refused = await play.refusal("forwardMessages", **where, message_ids=numbers[::-1])
    assert refused.endswith("message identifiers must be in a strictly increasing order")


@pytest.mark.parametrize(
    ("button", "problem"),
    [
        ({"text": "x", "callback_data": "я" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"callback_data": "x"}, "can't parse reply markup: Can't find field \"text\""),
        (
            {"text": "x", "url": "no url"},
            "inline keyboard button URL 'no url' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "url": "javascript://x"},
            "inline keyboard button URL 'javascript://x' is invalid: Unsupported URL protocol",
        ),
    ],
)
async def test_wrong_buttons_are_refused(play: Playground, button: Json, problem: str) -> None:
    user = play.person()
    refused = await play.refusal(
        "sendMessage", chat_id=user.id, text="x", reply_markup={"inline_keyboard": [[button]]}
    )
    assert refused == f"Bad Request: {problem}"


async def test_callback_data_of_64_bytes_is_accepted(play: Playground) -> None:
    user = play.person()
    keyboard = {"inline_keyboard": [[{"text": "x", "callback_data": "я" * 32}]]}
    await play.result("sendMessage", chat_id=user.id, text="x", reply_markup=keyboard)


async def test_a_press_is_answered_once(play: Playground) -> None:
    user = play.person()
    message = await play.result("sendMessage", chat_id=user.id, text="x", reply_markup=GO)
    query_id = play.telegram.press(user, message, "Go")
    (update,) = await play.updates()
    query = update["callback_query"]
    assert query["id"] == query_id
    assert query["data"] == "go"
    assert query["from"]["id"] == user.id
    assert query["message"]["message_id"] == message["message_id"]
    assert play.telegram.answer_of(query_id) is None
    await play.result(
        "answerCallbackQuery", callback_query_id=query_id, text="Done", show_alert=True
    )
    assert play.telegram.answer_of(query_id) == {"text": "Done", "show_alert": True}
    assert await play.refusal("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD


async def test_a_late_or_invented_answer_is_refused(play: Playground) -> None:
    user = play.person()
    message = await play.result("sendMessage", chat_id=user.id, text="x", reply_markup=GO)
    query_id = play.telegram.press(user, message, 0)
    play.clock.advance(seconds=play.telegram.answer_window_seconds + 1)
    assert await play.refusal("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD
    assert await play.refusal("answerCallbackQuery", callback_query_id="1") == TOO_OLD


async def test_an_answer_has_at_most_200_characters(play: Playground) -> None:
    user = play.person()
    message = await play.result("sendMessage", chat_id=user.id, text="x", reply_markup=GO)
    query_id = play.telegram.press(user, message, "go")
    asked = {"callback_query_id": query_id}
    refused = await play.refusal("answerCallbackQuery", **asked, text="я" * 201)
    assert refused == "Bad Request: MESSAGE_TOO_LONG"
    await play.result("answerCallbackQuery", **asked, text="я" * 200)


async def test_a_custom_keyboard_is_shown_until_it_is_removed(play: Playground) -> None:
    user = play.person()
    keyboard = {"keyboard": [[{"text": "Share phone", "request_contact": True}]]}
    sent = await play.result("sendMessage", chat_id=user.id, text="x", reply_markup=keyboard)
    assert "reply_markup" not in sent
    assert play.telegram.reply_keyboard(user) == keyboard
    play.telegram.send_contact(user, phone_number="+359880000000")
    (update,) = await play.updates()
    assert update["message"]["contact"]["user_id"] == user.id
    await play.result(
        "sendMessage", chat_id=user.id, text="x", reply_markup={"remove_keyboard": True}
    )
    assert play.telegram.reply_keyboard(user) is None


async def test_an_edited_message_of_a_person_reaches_the_bot(play: Playground) -> None:
    user = play.person()
    message = play.telegram.send(user, "helo")
    play.telegram.edit(user, message, "hello")
    updates = await play.updates()
    assert updates[1]["edited_message"]["text"] == "hello"


@pytest.mark.parametrize(
    ("method", "parameters", "problem"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": "USER"}, "message text is empty"),
        ("sendPhoto", {"chat_id": "USER"}, "there is no photo in the request"),
        ("sendDocument", {"chat_id": "USER"}, "there is no document in the request"),
        (
            "editMessageText",
            {"chat_id": "USER", "text": "x"},
            "message identifier is not specified",
        ),
        ("deleteMessage", {"chat_id": "USER"}, "message to delete not found"),
        ("getChatMember", {"chat_id": "USER"}, "invalid user_id specified"),
        ("answerCallbackQuery", {}, TOO_OLD.removeprefix("Bad Request: ")),
        ("setMyCommands", {}, 'parameter "commands" is required'),
    ],
)
async def test_missing_parameters_are_named(
    play: Playground, method: str, parameters: dict[str, str], problem: str
) -> None:
    user = play.person()
    given = {name: user.id if value == "USER" else value for name, value in parameters.items()}
    assert await play.refusal(method, **given) == f"Bad Request: {problem}"


async def test_votes_are_counted_and_told(play: Playground) -> None:
    alice, bob = play.person(), play.person("Bob")
    group = play.telegram.add_group("Room", owner=alice)
    play.telegram.add_bot_to(group, play.me)
    play.telegram.join(bob, group)
    play.me.updates.clear()
    sent = await play.result(
        "sendPoll", chat_id=group.id, question="Which?", options=["a", "b"], is_anonymous=False
    )
    play.telegram.vote(alice, sent, [0])
    play.telegram.vote(bob, sent, [0])
    poll = play.telegram.vote(bob, sent, [1])
    assert [option["voter_count"] for option in poll["options"]] == [1, 1]
    answers = [update["poll_answer"] for update in await play.updates() if "poll_answer" in update]
    assert [(each["user"]["id"], each["option_ids"]) for each in answers] == [
        (alice.id, [0]),
        (bob.id, [0]),
        (bob.id, [1]),
    ]
    stopped = await play.result("stopPoll", chat_id=group.id, message_id=sent["message_id"])
    assert (stopped["is_closed"], stopped["total_voter_count"]) == (True, 2)
    with pytest.raises(ActionRefused):
        play.telegram.vote(alice, sent, [1])


async def test_the_store_is_bounded_per_chat_and_in_all(play: Playground) -> None:
    play.telegram.messages_per_chat, play.telegram.messages_in_all = 5, 8
    alice, bob = play.person(), play.person("Bob")
    for number in range(7):
        play.telegram.send(alice, f"{number}")
    assert [message["text"] for message in play.telegram.history(viewer=alice)] == list("23456")
    for number in range(5):
        play.telegram.send(bob, f"{number}")
    kept = len(play.telegram.history(viewer=alice)) + len(play.telegram.history(viewer=bob))
    assert kept <= 8
