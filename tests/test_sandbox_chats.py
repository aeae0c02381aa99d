"""Do people and bots come, go and write in chats by Telegram's rules?"""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.chats import GroupChat
from bot.sandbox.errors import ActionRefused
from tests.playground import Json, Playground, playground

BOTH = ["message", "my_chat_member", "chat_member", "chat_join_request", "channel_post"]


@pytest.fixture
async def play() -> AsyncIterator[Playground]:
    async with playground() as found:
        found.me.updates.allow(BOTH)
        yield found


def group_with_bot(
    play: Playground, *, administrator: bool = True, **rights: bool
) -> tuple[GroupChat, int]:
    """Make a supergroup with the bot in it; returns it and its owner's id."""
    owner = play.person("Owner")
    group = play.telegram.add_group("Friends", owner=owner)
    play.telegram.add_bot_to(group, play.me, administrator=administrator, **rights)
    play.me.updates.clear()
    return group, owner.id


async def test_unknown_people_and_strangers_cant_be_written_to(play: Playground) -> None:
    stranger = play.telegram.add_user("Stranger")
    for chat_id in (stranger.id, 123, -100123, "@nobody"):
        refused = await play.refusal("sendMessage", chat_id=chat_id, text="x")
        assert refused == "Bad Request: chat not found"


async def test_somebody_met_in_a_group_has_to_start_first(play: Playground) -> None:
    group, _owner = group_with_bot(play)
    member = play.telegram.add_user("Member")
    play.telegram.join(member, group)
    refused = await play.refusal("sendMessage", chat_id=member.id, text="x")
    assert refused == "Forbidden: bot can't initiate conversation with a user"


async def test_bots_do_not_write_to_bots(play: Playground) -> None:
    other = play.telegram.add_bot("1000002:OTHER", "other_bot", "Other")
    refused = await play.refusal("sendMessage", chat_id=other.id, text="x")
    assert refused == "Forbidden: bot can't send messages to bots"


async def test_a_block_is_told_and_ends_the_conversation(play: Playground) -> None:
    user = play.person()
    play.telegram.block(user)
    refused = await play.refusal("sendMessage", chat_id=user.id, text="x")
    assert refused == "Forbidden: bot was blocked by the user"
    with pytest.raises(ActionRefused):
        play.telegram.send(user, "hello")
    play.telegram.unblock(user)
    await play.result("sendMessage", chat_id=user.id, text="x")
    changes = [update["my_chat_member"] for update in await play.updates()]
    assert [
        (each["old_chat_member"]["status"], each["new_chat_member"]["status"]) for each in changes
    ] == [("member", "kicked"), ("kicked", "member")]
    assert changes[0]["chat"]["type"] == "private"


async def test_a_deleted_account_is_reported(play: Playground) -> None:
    user = play.person()
    user.deactivated = True
    refused = await play.refusal("sendMessage", chat_id=user.id, text="x")
    assert refused == "Forbidden: user is deactivated"


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_a_bot_that_was_removed_is_told_so(play: Playground, kind: str) -> None:
    owner = play.person("Owner")
    chat = play.telegram.add_group("Room", owner, kind=kind)
    asked = {"chat_id": chat.id, "text": "x"}
    assert await play.refusal("sendMessage", **asked) == "Bad Request: chat not found"
    play.telegram.add_bot_to(chat, play.me)
    await play.result("sendMessage", **asked)
    play.telegram.kick(play.me, chat)
    assert (
        await play.refusal("sendMessage", **asked)
        == f"Forbidden: bot was kicked from the {kind} chat"
    )
    play.telegram.unban(play.me, chat)
    assert (
        await play.refusal("sendMessage", **asked)
        == f"Forbidden: bot is not a member of the {kind} chat"
    )


async def test_a_channel_needs_an_administrator_who_may_post(play: Playground) -> None:
    owner = play.person("Owner")
    channel = play.telegram.add_channel("News", "news", owner=owner)
    asked = {"chat_id": "@News", "text": "x"}
    assert (
        await play.refusal("sendMessage", **asked)
        == "Forbidden: bot is not a member of the channel chat"
    )
    play.telegram.add_bot_to(channel, play.me, administrator=False)
    assert (
        await play.refusal("sendMessage", **asked)
        == "Bad Request: need administrator rights in the channel chat"
    )
    play.telegram.promote(channel, play.me, can_post_messages=False)
    assert (
        await play.refusal("sendMessage", **asked)
        == "Bad Request: not enough rights to post messages in the channel chat"
    )
    play.telegram.promote(channel, play.me)
    post = await play.result("sendMessage", **asked)
    assert "from" not in post
    assert post["sender_chat"]["id"] == channel.id


async def test_a_group_that_became_a_supergroup_tells_its_new_id(play: Playground) -> None:
    owner = play.person("Owner")
    group = play.telegram.add_group("Room", owner, kind="group")
    play.telegram.add_bot_to(group, play.me)
    play.me.updates.clear()
    new = play.telegram.migrate(group)
    answer = await play.call("sendMessage", chat_id=group.id, text="x")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    await play.result("sendMessage", chat_id=new.id, text="x")
    told = [update["message"] for update in await play.updates()]
    assert told[0]["migrate_to_chat_id"] == new.id
    assert told[1]["migrate_from_chat_id"] == group.id


async def test_joining_and_leaving_are_told_to_administrators(play: Playground) -> None:
    group, _owner = group_with_bot(play)
    user = play.telegram.add_user("Bob")
    play.telegram.join(user, group)
    play.telegram.leave(user, group)
    updates = await play.updates()
    changes = [update["chat_member"] for update in updates if "chat_member" in update]
    assert [each["new_chat_member"]["status"] for each in changes] == ["member", "left"]
    assert all(each["from"]["id"] == user.id for each in changes)
    assert "invite_link" not in changes[0]
    services = [update["message"] for update in updates if "message" in update]
    assert services[0]["new_chat_members"][0]["id"] == user.id
    assert services[1]["left_chat_member"]["id"] == user.id


async def test_a_plain_member_hears_of_no_one(play: Playground) -> None:
    group, _owner = group_with_bot(play, administrator=False)
    play.telegram.join(play.telegram.add_user("Bob"), group)
    assert not any("chat_member" in update for update in await play.updates())


async def test_rank_changes_of_the_bot_are_my_chat_member(play: Playground) -> None:
    group, owner_id = group_with_bot(play)
    play.telegram.demote(group, play.me)
    play.telegram.kick(play.me, group)
    changes = [
        update["my_chat_member"] for update in await play.updates() if "my_chat_member" in update
    ]
    assert [each["new_chat_member"]["status"] for each in changes] == ["member", "kicked"]
    assert changes[0]["from"]["id"] == owner_id


async def test_members_are_described_by_status(play: Playground) -> None:
    group, owner_id = group_with_bot(play)
    member, gone, banned = (play.telegram.add_user(name) for name in ("In", "Gone", "Banned"))
    for user in (member, gone, banned):
        play.telegram.join(user, group)
    play.telegram.leave(gone, group)
    play.telegram.kick(banned, group)
    never = play.telegram.add_user("Never")

    async def status(user_id: int) -> str:
        found = await play.result("getChatMember", chat_id=group.id, user_id=user_id)
        return str(found["status"])

    assert await status(owner_id) == "creator"
    assert await status(play.me.id) == "administrator"
    assert await status(member.id) == "member"
    assert await status(gone.id) == "left"
    assert await status(banned.id) == "kicked"
    assert await status(never.id) == "left"
    refused = await play.refusal("getChatMember", chat_id=group.id, user_id=1)
    assert refused == "Bad Request: PARTICIPANT_ID_INVALID"
    assert await play.result("getChatMemberCount", chat_id=group.id) == 3


async def test_a_channels_members_are_hidden_from_who_does_not_run_it(play: Playground) -> None:
    owner = play.person("Owner")
    play.telegram.add_channel("News", "news", owner=owner)
    refused = await play.refusal("getChatMember", chat_id="@news", user_id=owner.id)
    assert refused == "Bad Request: member list is inaccessible"


async def test_administrators_are_listed_without_other_bots(play: Playground) -> None:
    group, owner_id = group_with_bot(play)
    other = play.telegram.add_bot("1000002:OTHER", "other_bot", "Other")
    play.telegram.add_bot_to(group, other)
    listed = await play.result("getChatAdministrators", chat_id=group.id)
    assert {each["user"]["id"] for each in listed} == {owner_id, play.me.id}


async def test_privacy_mode_hides_what_is_not_for_the_bot(play: Playground) -> None:
    group, owner_id = group_with_bot(play, administrator=False)
    play.telegram.add_bot_to(
        group, play.telegram.add_bot("1000002:OTHER", "other_bot", "Other"), administrator=False
    )
    play.me.updates.clear()
    sent = await play.result("sendMessage", chat_id=group.id, text="hello")
    for text in ("chatter", "/help", "/help@other_bot", "/help@sarafan_demo_bot"):
        play.telegram.send(owner_id, group, text)
    play.telegram.send(owner_id, group, "a reply", reply_to=sent)
    seen = [update["message"]["text"] for update in await play.updates()]
    assert seen == ["/help", "/help@sarafan_demo_bot", "a reply"]


async def test_an_administrator_sees_everything(play: Playground) -> None:
    group, owner_id = group_with_bot(play)
    play.telegram.send(owner_id, group, "chatter")
    assert [update["message"]["text"] for update in await play.updates()] == ["chatter"]


async def test_anonymous_administrators_and_channels_hide_the_person(play: Playground) -> None:
    group, owner_id = group_with_bot(play)
    channel = play.telegram.add_channel("News", owner=owner_id)
    play.telegram.send(owner_id, group, "from the group", anonymous=True)
    play.telegram.send(owner_id, group, "from the channel", as_channel=channel)
    group_post, channel_post = (update["message"] for update in await play.updates())
    assert group_post["from"]["username"] == "GroupAnonymousBot"
    assert group_post["sender_chat"]["id"] == group.id
    assert channel_post["from"]["username"] == "Channel_Bot"
    assert channel_post["sender_chat"]["id"] == channel.id


async def test_an_administrator_who_is_anonymous_always_writes_so(play: Playground) -> None:
    group, _owner_id = group_with_bot(play)
    admin = play.telegram.add_user("Admin")
    play.telegram.join(admin, group)
    play.telegram.promote(group, admin, anonymous=True)
    message = play.telegram.send(admin, group, "hello")
    assert message["from"]["username"] == "GroupAnonymousBot"


async def test_outsiders_and_silenced_people_cant_write(play: Playground) -> None:
    group, _owner_id = group_with_bot(play)
    outsider = play.telegram.add_user("Out")
    with pytest.raises(ActionRefused):
        play.telegram.send(outsider, group, "hello")
    play.telegram.join(outsider, group)
    play.telegram.send(outsider, group, "hello")
    await play.result("restrictChatMember", chat_id=group.id, user_id=outsider.id, permissions={})
    with pytest.raises(ActionRefused):
        play.telegram.send(outsider, group, "hello")


async def test_channel_posts_of_people_reach_the_bot(play: Playground) -> None:
    owner = play.person("Owner")
    channel = play.telegram.add_channel("News", owner=owner)
    play.telegram.add_bot_to(channel, play.me)
    play.me.updates.clear()
    play.telegram.send(owner, channel, "news")
    (update,) = await play.updates()
    assert update["channel_post"]["text"] == "news"


async def test_bans_restrictions_and_ranks_of_the_bot_are_carried_out(play: Playground) -> None:
    group, owner_id = group_with_bot(play, can_promote_members=True)
    user = play.telegram.add_user("Bob")
    play.telegram.join(user, group)
    who: Json = {"chat_id": group.id, "user_id": user.id}
    rights = {"can_invite_users": True, "can_delete_messages": True}
    assert await play.result("promoteChatMember", **who, **rights)
    assert (await play.result("getChatMember", **who))["can_invite_users"]
    assert await play.result("setChatAdministratorCustomTitle", **who, custom_title="Helper")
    assert (await play.result("getChatMember", **who))["custom_title"] == "Helper"
    assert await play.result("promoteChatMember", **who)
    until = play.clock.unix() + 3600
    assert await play.result("banChatMember", **who, until_date=until)
    assert (await play.result("getChatMember", **who))["until_date"] == until
    play.clock.advance(hours=2)
    assert (await play.result("getChatMember", **who))["status"] == "left"
    assert await play.result("unbanChatMember", **who)
    play.telegram.join(user, group)
    assert (await play.result("getChatMember", **who))["status"] == "member"
    who["user_id"] = owner_id
    assert await play.refusal("banChatMember", **who) == "Bad Request: can't remove chat owner"


async def test_a_bot_without_the_right_is_refused(play: Playground) -> None:
    group, _owner = group_with_bot(play, can_restrict_members=False, can_pin_messages=False)
    user = play.telegram.add_user("Bob")
    play.telegram.join(user, group)
    refused = await play.refusal("banChatMember", chat_id=group.id, user_id=user.id)
    assert refused == "Bad Request: not enough rights to restrict/unrestrict chat member"
    message = await play.result("sendMessage", chat_id=group.id, text="x")
    refused = await play.refusal(
        "pinChatMessage", chat_id=group.id, message_id=message["message_id"]
    )
    assert refused == "Bad Request: not enough rights to manage pinned messages in the chat"


async def test_pinning_shows_in_the_chat(play: Playground) -> None:
    group, _owner = group_with_bot(play)
    message = await play.result("sendMessage", chat_id=group.id, text="x")
    asked = {"chat_id": group.id, "message_id": message["message_id"]}
    assert await play.result("pinChatMessage", **asked)
    chat = await play.result("getChat", chat_id=group.id)
    assert chat["pinned_message"]["text"] == "x"
    assert await play.result("unpinChatMessage", **asked)
    assert "pinned_message" not in await play.result("getChat", chat_id=group.id)


async def test_title_and_description_can_be_changed(play: Playground) -> None:
    group, _owner = group_with_bot(play)
    assert await play.result("setChatTitle", chat_id=group.id, title="Family")
    assert await play.result("setChatDescription", chat_id=group.id, description="Us")
    chat = await play.result("getChat", chat_id=group.id)
    assert (chat["title"], chat["description"]) == ("Family", "Us")
    assert play.telegram.history(group)[-1]["new_chat_title"] == "Family"
    refused = await play.refusal("setChatDescription", chat_id=group.id, description="Us")
    assert refused == "Bad Request: chat description is not modified"


async def test_a_bot_can_leave(play: Playground) -> None:
    group, _owner = group_with_bot(play)
    assert await play.result("leaveChat", chat_id=group.id)
    refused = await play.refusal("sendMessage", chat_id=group.id, text="x")
    assert refused == "Forbidden: bot is not a member of the supergroup chat"
