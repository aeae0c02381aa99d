"""What happens when somebody votes in a poll of a bot?"""

from bot.sandbox import messages
from bot.sandbox.chats import GroupChat, PrivateChat
from bot.sandbox.entities import Json
from bot.sandbox.errors import ActionRefused
from bot.sandbox.people import User
from bot.sandbox.state import World


def vote(
    world: World,
    user: User,
    chat: PrivateChat | GroupChat,
    message: Json,
    options: list[int],
) -> Json:
    """Count a vote and tell the bot; an empty list takes the vote back. Returns the new Poll."""
    poll = message.get("poll")
    if poll is None:
        raise ActionRefused("the message has no poll")
    if poll["is_closed"]:
        raise ActionRefused("the poll is closed")
    votes = world.votes.setdefault(poll["id"], {})
    if user.id in votes and (poll["type"] == "quiz" or not poll["allows_revoting"]):
        raise ActionRefused("this vote can't be changed")
    if len(options) > 1 and not poll["allows_multiple_answers"]:
        raise ActionRefused("the poll takes one answer")
    if not set(options) <= set(range(len(poll["options"]))):
        raise ActionRefused(f"the poll has {len(poll['options'])} options")
    if options:
        votes[user.id] = sorted(set(options))
    else:
        votes.pop(user.id, None)
    counted = _counted(poll, votes)
    messages.edit(world, chat, message, {"poll": counted})
    _tell(world, user, chat, message, counted, votes.get(user.id, []))
    return counted


def _counted(poll: Json, votes: dict[int, list[int]]) -> Json:
    chosen = [number for numbers in votes.values() for number in numbers]
    options = [
        {**option, "voter_count": chosen.count(number)}
        for number, option in enumerate(poll["options"])
    ]
    return {**poll, "options": options, "total_voter_count": len(votes)}


def _tell(
    world: World,
    user: User,
    chat: PrivateChat | GroupChat,
    message: Json,
    poll: Json,
    options: list[int],
) -> None:
    bot = world.bots.get(messages.author_id(chat, message))
    if bot is None:
        return
    bot.updates.push("poll", poll, f"poll {poll['id']}")
    if not poll["is_anonymous"]:
        answer: Json = {
            "poll_id": poll["id"],
            "user": user.json,
            "option_ids": options,
            "option_persistent_ids": [poll["options"][each]["persistent_id"] for each in options],
        }
        bot.updates.push("poll_answer", answer, f"poll {poll['id']}")
