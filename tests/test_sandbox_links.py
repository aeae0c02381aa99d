"""Do deep links, invite links and join requests work as in Telegram?"""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.chats import GroupChat
from bot.sandbox.errors import ActionRefused, Unknown
from tests.playground import Json, Playground, playground

DEEP = "https://t.me/sarafan_demo_bot?start="


@pytest.fixture
async def play() -> AsyncIterator[Playground]:
    async with playground() as found:
        found.me.updates.allow(["message", "chat_member", "chat_join_request", "my_chat_member"])
        yield found


def channel_with_bot(play: Playground, **rights: bool) -> GroupChat:
    channel = play.telegram.add_channel("News", owner=play.telegram.add_user("Owner"))
    play.telegram.add_bot_to(channel, play.me, **rights)
    play.me.updates.clear()
    return channel


async def texts(play: Playground) -> list[str]:
    return [update["message"]["text"] for update in await play.updates() if "message" in update]


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ("AbC-_09", "/start AbC-_09"),
        ("a" * 64, "/start " + "a" * 64),
        ("a" * 65, "/start"),
        ("a b", "/start"),
        ("приз", "/start"),
        ("a.b", "/start"),
        ("", "/start"),
    ],
)
async def test_a_payload_is_base64url_of_at_most_64_or_it_is_dropped(
    play: Playground, payload: str, text: str
) -> None:
    play.telegram.follow(play.telegram.add_user("Alice"), DEEP + payload.replace(" ", "%20"))
    assert await texts(play) == [text]


async def test_following_again_starts_again_with_the_same_payload(play: Playground) -> None:
    user = play.telegram.add_user("Alice")
    for _ in range(2):
        play.telegram.follow(user, DEEP + "code")
    assert await texts(play) == ["/start code", "/start code"]


async def test_a_plain_link_starts_only_the_first_time(play: Playground) -> None:
    user = play.telegram.add_user("Alice")
    assert play.telegram.follow(user, "https://t.me/sarafan_demo_bot") is not None
    assert play.telegram.follow(user, "https://t.me/sarafan_demo_bot") is None
    assert await texts(play) == ["/start"]


@pytest.mark.parametrize(
    "link",
    [
        "t.me/Sarafan_Demo_Bot?start=code",
        "http://telegram.me/sarafan_demo_bot?start=code",
        "tg://resolve?domain=sarafan_demo_bot&start=code",
        "code",
    ],
)
async def test_a_deep_link_has_many_forms(play: Playground, link: str) -> None:
    play.telegram.follow(play.telegram.add_user("Alice"), link)
    assert await texts(play) == ["/start code"]


async def test_starting_a_blocked_bot_unblocks_it_first(play: Playground) -> None:
    user = play.person()
    play.telegram.block(user)
    play.telegram.follow(user, DEEP + "code")
    kinds = [sorted(update)[0] for update in await play.updates()]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]


async def test_a_startgroup_link_adds_the_bot_and_starts_it_there(play: Playground) -> None:
    user = play.telegram.add_user("Alice")
    group = play.telegram.add_group("Friends", owner=user)
    play.telegram.follow(user, "https://t.me/sarafan_demo_bot?startgroup=code", group)
    assert play.me.id in group.members
    assert "/start@sarafan_demo_bot code" in [
        update["message"].get("text") for update in await play.updates() if "message" in update
    ]


def test_a_link_to_nobody_is_unknown(play: Playground) -> None:
    user = play.telegram.add_user("Alice")
    for link in ("https://t.me/nobody_bot?start=x", "https://t.me/+nothing", "https://x.org/y"):
        with pytest.raises(Unknown):
            play.telegram.follow(user, link)


async def test_a_join_by_link_names_the_link(play: Playground) -> None:
    channel = channel_with_bot(play)
    link = await play.result("createChatInviteLink", chat_id=channel.id, name="alice")
    user = play.telegram.add_user("Bob")
    play.telegram.follow(user, link["invite_link"])
    play.telegram.leave(user, channel)
    play.telegram.follow(user, link["invite_link"])
    changes = [update["chat_member"] for update in await play.updates()]
    assert [each.get("invite_link", {}).get("name") for each in changes] == [
        "alice",
        None,
        "alice",
    ]
    assert changes[0]["invite_link"]["invite_link"] == link["invite_link"]
    assert "via_join_request" not in changes[0]


async def test_a_link_of_another_administrator_is_masked(play: Playground) -> None:
    channel = channel_with_bot(play)
    other = play.telegram.add_bot("1000002:OTHER", "other_bot", "Other")
    other.updates.allow(["chat_member"])
    play.telegram.add_bot_to(channel, other)
    link = await play.result("createChatInviteLink", chat_id=channel.id)
    other.updates.clear()
    play.telegram.join(play.telegram.add_user("Bob"), link["invite_link"])
    answer = await play.post("/bot1000002:OTHER/getUpdates")
    shown = answer["result"][0]["chat_member"]["invite_link"]["invite_link"]
    assert shown.endswith("…")
    assert link["invite_link"].startswith(shown[:-1])


async def test_limits_of_a_link_are_kept(play: Playground) -> None:
    channel = channel_with_bot(play)
    soon = play.clock.unix() + 60
    once = await play.result("createChatInviteLink", chat_id=channel.id, member_limit=1)
    brief = await play.result("createChatInviteLink", chat_id=channel.id, expire_date=soon)
    gone = await play.result("createChatInviteLink", chat_id=channel.id)
    await play.result("revokeChatInviteLink", chat_id=channel.id, invite_link=gone["invite_link"])
    alice, bob = play.telegram.add_user("Alice"), play.telegram.add_user("Bob")
    play.telegram.follow(alice, once["invite_link"])
    play.clock.advance(minutes=2)
    for link in (once, brief, gone):
        with pytest.raises(ActionRefused):
            play.telegram.follow(bob, link["invite_link"])
    assert bob.id not in channel.members


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({"name": "я" * 33}, "INVITE_LINK_NAME_TOO_LONG"),
        ({"member_limit": 100_000}, "USAGE_LIMIT_INVALID"),
        (
            {"member_limit": 5, "creates_join_request": True},
            "member limit can't be specified for links requiring administrator approval",
        ),
        ({"expire_date": 1}, "EXPIRE_DATE_INVALID"),
    ],
)
async def test_wrong_links_are_refused(play: Playground, parameters: Json, problem: str) -> None:
    channel = channel_with_bot(play)
    refused = await play.refusal("createChatInviteLink", chat_id=channel.id, **parameters)
    assert refused == f"Bad Request: {problem}"


async def test_links_need_the_right_and_a_group(play: Playground) -> None:
    channel = channel_with_bot(play, can_invite_users=False)
    refused = await play.refusal("createChatInviteLink", chat_id=channel.id)
    assert refused == "Bad Request: not enough rights to manage chat invite link"
    user = play.person()
    refused = await play.refusal("createChatInviteLink", chat_id=user.id)
    assert refused == "Bad Request: can't invite members to a private chat"


async def test_the_primary_link_is_replaced_by_exporting(play: Playground) -> None:
    channel = channel_with_bot(play)
    first = await play.result("exportChatInviteLink", chat_id=channel.id)
    second = await play.result("exportChatInviteLink", chat_id=channel.id)
    assert first != second
    with pytest.raises(ActionRefused):
        play.telegram.follow(play.telegram.add_user("Bob"), first)
    assert (await play.result("getChat", chat_id=channel.id))["invite_link"] == second


async def test_a_link_can_be_edited_by_its_maker(play: Playground) -> None:
    channel = channel_with_bot(play)
    link = await play.result("createChatInviteLink", chat_id=channel.id, name="a", member_limit=5)
    edited = await play.result(
        "editChatInviteLink", chat_id=channel.id, invite_link=link["invite_link"], name="b"
    )
    assert edited["name"] == "b"
    assert "member_limit" not in edited
    refused = await play.refusal(
        "editChatInviteLink", chat_id=channel.id, invite_link="https://t.me/+no", name="b"
    )
    assert refused == "Bad Request: INVITE_HASH_EXPIRED"


async def asked_to_join(play: Playground) -> tuple[GroupChat, int]:
    channel = channel_with_bot(play)
    link = await play.result("createChatInviteLink", chat_id=channel.id, creates_join_request=True)
    user = play.telegram.add_user("Bob")
    assert not play.telegram.join(user, link["invite_link"])
    return channel, user.id


async def test_a_join_request_is_approved_once(play: Playground) -> None:
    channel, user_id = await asked_to_join(play)
    (update,) = await play.updates()
    asked = update["chat_join_request"]
    assert (asked["from"]["id"], asked["user_chat_id"]) == (user_id, user_id)
    assert asked["invite_link"]["creates_join_request"]
    who: Json = {"chat_id": channel.id, "user_id": user_id}
    assert await play.result("approveChatJoinRequest", **who)
    joined = (await play.updates(offset=update["update_id"] + 1))[0]["chat_member"]
    assert joined["from"]["id"] == play.me.id
    assert joined["invite_link"]["creates_join_request"]
    assert "via_join_request" not in joined
    refused = await play.refusal("approveChatJoinRequest", **who)
    assert refused == "Bad Request: USER_ALREADY_PARTICIPANT"


async def test_a_request_without_a_link_says_so_when_it_is_approved(play: Playground) -> None:
    owner, bob = play.telegram.add_user("Owner"), play.telegram.add_user("Bob")
    group = play.telegram.add_group("Room", owner, username="room", join_by_request=True)
    play.telegram.add_bot_to(group, play.me)
    play.me.updates.clear()
    play.telegram.follow(bob, "https://t.me/room")
    await play.result("approveChatJoinRequest", chat_id=group.id, user_id=bob.id)
    (joined,) = [each["chat_member"] for each in await play.updates() if "chat_member" in each]
    assert joined["via_join_request"]
    assert "invite_link" not in joined


async def test_a_declined_request_is_gone(play: Playground) -> None:
    channel, user_id = await asked_to_join(play)
    who: Json = {"chat_id": channel.id, "user_id": user_id}
    assert await play.result("declineChatJoinRequest", **who)
    refused = await play.refusal("approveChatJoinRequest", **who)
    assert refused == "Bad Request: HIDE_REQUESTER_MISSING"


async def test_who_asked_to_join_can_be_written_to_for_five_minutes(play: Playground) -> None:
    _channel, user_id = await asked_to_join(play)
    await play.result("sendMessage", chat_id=user_id, text="welcome")
    play.clock.advance(minutes=5, seconds=1)
    refused = await play.refusal("sendMessage", chat_id=user_id, text="welcome")
    assert refused == "Bad Request: chat not found"


async def test_the_banned_cant_come_back(play: Playground) -> None:
    channel = channel_with_bot(play)
    link = await play.result("createChatInviteLink", chat_id=channel.id)
    user = play.telegram.add_user("Bob")
    play.telegram.join(user, channel)
    play.telegram.kick(user, channel)
    with pytest.raises(ActionRefused):
        play.telegram.follow(user, link["invite_link"])
