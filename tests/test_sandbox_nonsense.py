"""Does any nonsense that a bot may send break the server instead of being refused?"""

import json
import random
from collections.abc import AsyncIterator

import pytest

from bot.sandbox.api import Api, Reply
from bot.sandbox.methods import HANDLERS
from bot.sandbox.schema import Field, derived
from tests.playground import Json, Playground, playground

CALLS_PER_SEED = 1_500
WORDS = [
    "", "0", "1", "-1", "abc", "true", "@news", "@nobody", "9" * 30, "attach://photo", "HTML",
    "MarkdownV2", "Markdown", "<b>x</b>", "<b>x", "*x*", "photo", "typing", "1.5", "nan", "inf",
    "http://127.0.0.1:9/", "https://x.y/", "ru", "quiz", "🎲", "\ud800", "💥" * 10,
]  # fmt: skip
OBJECTS = [
    "{}", "[]", "[[]]", "null", "[null]", '{"type":null}', "[1,2,3]", '["a","b"]',
    '{"inline_keyboard":[[{"text":"x","callback_data":"y"}]]}', '{"inline_keyboard":[[{}]]}',
    '{"keyboard":[[{"text":"x"}]]}', '{"keyboard":[["x"]]}', '{"type":"default"}',
    '{"type":"chat","chat_id":"@news"}', '[{"type":"photo","media":"attach://q"}]',
    '[{"command":"a","description":"b"}]', '[{"text":"a"}]', '{"message_id":1}',
    '{"message_id":"x"}', '{"chat_id":5}', '{"can_send_messages":true}',
    '[{"type":"text_mention","offset":0,"length":1}]',
    '[{"type":"bold","offset":-9,"length":99}]', '{"type":"web_app","text":"x"}',
]  # fmt: skip


@pytest.fixture
async def play() -> AsyncIterator[Playground]:
    async with playground() as found:
        yield found


def value(chance: random.Random, field: Field, ids: list[int]) -> object:
    if field.name == "timeout":
        return 0
    if field.name in ("chat_id", "from_chat_id", "user_id") and chance.random() < 0.7:
        return chance.choice(ids)
    if field.name == "message_id" and chance.random() < 0.7:
        return chance.randint(1, 20)
    text = chance.choice(WORDS if chance.random() < 0.6 else OBJECTS)
    if chance.random() < 0.2 and text[:1] in ("{", "["):
        decoded: object = json.loads(text)
        return decoded
    return text


@pytest.mark.parametrize("seed", [1, 2])
async def test_nonsense_is_refused_and_never_breaks_anything(play: Playground, seed: int) -> None:
    chance, telegram = random.Random(seed), play.telegram
    user = play.person()
    group = telegram.add_group("Friends", owner=user)
    channel = telegram.add_channel("News", "news", owner=user)
    api, ids = Api(telegram), [user.id, group.id, channel.id]
    methods = sorted(set(HANDLERS) - {"leavechat", "setwebhook", "deletewebhook"})
    statuses: dict[int, int] = {}
    for _ in range(CALLS_PER_SEED):
        for chat in (group, channel):
            if not chat.administrators()[1:]:
                telegram.add_bot_to(chat, play.me, can_promote_members=True)
        shape = derived().methods[chance.choice(methods)]
        raw: Json = {
            field.name: value(chance, field, ids)
            for field in shape.fields.values()
            if chance.random() < (0.95 if field.required else 0.3)
        }
        reply = api.call(play.me, shape.name, raw, {})
        if not isinstance(reply, Reply):
            reply = await reply
        assert reply.status != 500, (shape.name, raw)
        json.loads(reply.body)
        statuses[reply.status] = statuses.get(reply.status, 0) + 1
    assert statuses[200] > CALLS_PER_SEED / 20
    assert statuses[400] > CALLS_PER_SEED / 5
