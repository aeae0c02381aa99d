"""Does Telegram know the bot, deliver to it, and let it work in its group and channels?"""

from collections.abc import AsyncIterator, Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    ChatFullInfo,
    ChatMemberAdministrator,
    ChatMemberOwner,
    ChatMemberRestricted,
    ResultChatMemberUnion,
    User,
    WebhookInfo,
)

from bot import membership
from bot.clock import Clock
from bot.commands.findings import Area, Finding
from bot.config import Settings

PENDING_MAX = 1_000
TROUBLE_IS_RECENT = timedelta(hours=1)
PUT_BACK = "add the bot to the group again, or set [telegram] admin_chat_id to its new number"

TELEGRAM = Area("telegram")
WEBHOOK = Area("webhook")
GROUP = Area("admin group")
CHATS = Area("required chats")
POSTS = Area("posts")


async def check(
    bot: Bot, settings: Settings, required: Iterable[str], posted_in: Iterable[str], clock: Clock
) -> AsyncIterator[Finding]:
    """Ask Telegram; sends no message and takes no update from a bot that runs beside.

    Chats, as "@name" or a number: those that running campaigns require, and those in which they
    post results or what was bought.
    """
    try:
        me = await bot.get_me()
    except TelegramAPIError as error:
        yield TELEGRAM.wrong(
            f"it does not know this bot ({reason_of(error)})",
            "check [telegram] token with @BotFather, and the connection to [telegram] api_url",
        )
        return
    yield TELEGRAM.good(f"this is @{me.username}")
    try:
        yield _webhook(await bot.get_webhook_info(), settings, clock())
    except TelegramAPIError as error:
        yield WEBHOOK.warning(f"its state is unknown ({reason_of(error)})", "try again")
    async for finding in _group(bot, me, settings.telegram.admin_chat_id):
        yield finding
    for chat in sorted(set(required)):
        yield await _required(bot, me, chat)
    for chat in sorted(set(posted_in)):
        yield await _posted_in(bot, chat)


def _webhook(state: WebhookInfo, settings: Settings, now: datetime) -> Finding:
    telegram = settings.telegram
    pending = state.pending_update_count
    if telegram.mode == "polling":
        if state.url:
            return WEBHOOK.warning(
                f"Telegram calls {urlsplit(state.url).hostname}, though mode is polling",
                "`run` ends that when it starts; if another program uses this token, give it a "
                "bot of its own",
            )
    elif state.url != telegram.webhook_url:
        return WEBHOOK.warning(
            f"Telegram calls {urlsplit(state.url).hostname or 'nobody'}, not webhook_url",
            "`run` sets it when it starts; if it runs, another program uses this token",
        )
    if state.last_error_date is not None and now - state.last_error_date < TROUBLE_IS_RECENT:
        return WEBHOOK.wrong(
            f"Telegram's last call failed: {state.last_error_message}",
            "check the address, its certificate, and the web server in front of [web] port",
        )
    if pending > PENDING_MAX:
        return WEBHOOK.warning(
            f"{pending} messages wait to be taken in", "is `python -m bot run` at work?"
        )
    how = "no webhook, as polling needs" if telegram.mode == "polling" else "set, without errors"
    return WEBHOOK.good(f"{how}; {pending} updates wait")


async def _group(bot: Bot, me: User, chat_id: int | None) -> AsyncIterator[Finding]:
    if chat_id is None:
        yield GROUP.warning(
            "there is none, so that nobody decides on payouts or hears of trouble",
            "add the bot to a group, send /start there, and set [telegram] admin_chat_id",
        )
        return
    try:
        chat = await bot.get_chat(chat_id)
    except TelegramMigrateToChat as error:
        yield GROUP.warning(
            "it became a supergroup and has a new number, which the bot follows",
            f"set [telegram] admin_chat_id = {error.migrate_to_chat_id}",
        )
        async for finding in _group(bot, me, error.migrate_to_chat_id):
            yield finding
        return
    except TelegramAPIError as error:
        yield GROUP.wrong(f"it cannot be seen ({reason_of(error)})", PUT_BACK)
        return
    if chat.type not in ("group", "supergroup"):
        yield GROUP.wrong(
            f"{chat_id} is a {chat.type}, no group", "set [telegram] admin_chat_id to a group"
        )
        return
    yield await _seat(bot, me, chat)
    if chat.username:
        yield GROUP.warning(
            "it is public: everybody can read payouts and names", "make the group private"
        )
    yield await _anonymous(bot, chat.id)


async def _seat(bot: Bot, me: User, chat: ChatFullInfo) -> Finding:
    try:
        member = await bot.get_chat_member(chat.id, me.id)
    except TelegramAPIError as error:
        return GROUP.wrong(f"the bot is not in it ({reason_of(error)})", PUT_BACK)
    if member.status in ("left", "kicked"):
        return GROUP.wrong("the bot is not in it", PUT_BACK)
    if not _may_write(member, chat):
        return GROUP.wrong(
            "the bot may not write there", "make it an administrator, or let members write"
        )
    return GROUP.good(f"the bot is in it and may write ({chat.type})")


def _may_write(member: ResultChatMemberUnion, chat: ChatFullInfo) -> bool:
    if isinstance(member, ChatMemberAdministrator | ChatMemberOwner):
        return True
    if isinstance(member, ChatMemberRestricted):
        return member.is_member and member.can_send_messages
    return chat.permissions is None or chat.permissions.can_send_messages is not False


async def _anonymous(bot: Bot, chat_id: int) -> Finding:
    try:
        admins = await bot.get_chat_administrators(chat_id)
    except TelegramAPIError as error:
        return GROUP.warning(f"its administrators are unknown ({reason_of(error)})", "try again")
    people = [admin for admin in admins if not admin.user.is_bot]
    hidden = [admin for admin in people if getattr(admin, "is_anonymous", False)]
    if hidden:
        return GROUP.warning(
            f"{len(hidden)} of {len(people)} administrators are anonymous",
            "nothing that they do is taken: turn off “Remain anonymous” in their rights",
        )
    return GROUP.good(f"{len(people)} administrators, none of them anonymous")


async def _required(bot: Bot, me: User, chat: str) -> Finding:
    advice = f"make the bot an administrator of {chat}: otherwise it cannot see who has joined"
    try:
        member = await bot.get_chat_member(chat if chat.startswith("@") else int(chat), me.id)
    except TelegramAPIError as error:
        return CHATS.wrong(f"{chat} cannot be seen ({reason_of(error)})", advice)
    if isinstance(member, ChatMemberAdministrator):
        return CHATS.good(f"the bot is an administrator of {chat}")
    return CHATS.wrong(f"the bot is no administrator of {chat}", advice)


async def _posted_in(bot: Bot, chat: str) -> Finding:
    try:
        may_post = await membership.postable(bot, chat) is not None
    except membership.TelegramAway:
        return POSTS.warning(f"whether the bot may post in {chat} is unknown", "try again")
    if may_post:
        return POSTS.good(f"the bot may post in {chat}")
    return POSTS.wrong(
        f"the bot may not post in {chat}",
        "add it there; in a channel make it an administrator who may post messages",
    )


def reason_of(error: BaseException) -> str:
    """An error in words that hold neither an address nor a token."""
    match error:
        case TelegramUnauthorizedError():
            return "the token is refused"
        # Its own words are the HTTP client's, and may hold what it called.
        case TelegramNetworkError():
            return f"no connection: {type(error.__cause__ or error).__name__}"
        case TelegramAPIError():
            return error.message
        case _:
            return type(error).__name__
