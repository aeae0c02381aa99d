"""What hears a person whom no other handler understood?"""

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.i18n import Translate
from bot.membership import Admins, Seat
from bot.services.roles import ALL_RIGHTS, Right, who_may
from handlers.commands import ADMIN_COMMANDS, ONLY_ADMIN_COMMANDS, PARTICIPANT_COMMANDS
from handlers.filters import InAdminGroup, InGroup, asked_by_name, is_command, is_second_hand

cancel_router = Router(name=f"{__name__}.cancel")
admin_cancel_router = Router(name=f"{__name__}.admin_cancel")
private_router = Router(name=f"{__name__}.private")
rightless_router = Router(name=f"{__name__}.rightless")
group_router = Router(name=f"{__name__}.group")


class SecondHand(Filter):
    async def __call__(self, message: Message) -> bool:
        return is_second_hand(message)


class AnonymousAnswer(Filter):
    """To a question of the bot's, from somebody whom Telegram does not name."""

    async def __call__(self, message: Message, bot: Bot) -> bool:
        return message.sender_chat is not None and bool(asked_by_name(message, bot))


class IsCommand(Filter):
    async def __call__(self, message: Message) -> bool:
        return is_command(message)


class InPrivateChat(Filter):
    async def __call__(self, message: Message) -> bool:
        return message.chat.type == "private"


class HasSomeRole(Filter):
    """Below `FromAdmin`: in the group for a part of the work, not as an owner."""

    async def __call__(self, _event: Message | CallbackQuery, rights: frozenset[Right]) -> bool:
        return rights != ALL_RIGHTS


class NoAdminGroupYet(Filter):
    async def __call__(self, message: Message, admins: Admins) -> bool:
        return admins.chat_id is None


@cancel_router.message(Command("cancel"))
@admin_cancel_router.message(Command("cancel"))
async def cancel(message: Message, t: Translate, state: FSMContext, raw_state: str | None) -> None:
    if raw_state is None:
        await message.answer(t("errors-nothing-to-cancel"))
        return
    await state.clear()
    await message.answer(t("errors-cancelled"))


@rightless_router.message(HasSomeRole(), Command(*ADMIN_COMMANDS))
async def name_the_role_for_it(message: Message, command: CommandObject, t: Translate) -> None:
    who = [t.plain("roles-role", role=role) for role in who_may(ADMIN_COMMANDS[command.command])]
    text_key = "errors-role-missing" if who else "errors-only-owners"
    await message.reply(t(text_key, command=f"/{command.command}", roles=", ".join(who)))


@rightless_router.callback_query(HasSomeRole())
async def explain_a_button_of_others(query: CallbackQuery, t: Translate) -> None:
    await query.answer(t.plain("errors-role-missing-button"), show_alert=True)


@private_router.message(InPrivateChat(), SecondHand(), IsCommand())
async def refuse_a_forwarded_command(message: Message, t: Translate) -> None:
    await message.answer(t("errors-forwarded"))


@private_router.message(InPrivateChat(), Command(*ONLY_ADMIN_COMMANDS))
async def point_to_the_admin_group(message: Message, command: CommandObject, t: Translate) -> None:
    await message.answer(t("errors-only-admin-group", command=f"/{command.command}"))


@private_router.message(InPrivateChat())
async def say_what_is_possible(message: Message, t: Translate) -> None:
    await message.answer(t("errors-not-understood"))


@group_router.message(InAdminGroup(), SecondHand(), IsCommand())
async def refuse_a_forwarded_admin_command(message: Message, t: Translate) -> None:
    await message.reply(t("errors-forwarded"))


@group_router.message(InAdminGroup(), AnonymousAnswer())
@group_router.message(InAdminGroup(), Command(*ADMIN_COMMANDS))
async def refuse_an_outsider(message: Message, t: Translate) -> None:
    await message.reply(t("errors-not-admin"))


@group_router.message(InGroup(), Command("start"), NoAdminGroupYet())
async def tell_the_number_of_the_group(message: Message, t: Translate) -> None:
    await message.reply(t("errors-group-number", number=str(message.chat.id)))


@group_router.message(InGroup(), Command(*PARTICIPANT_COMMANDS))
async def point_to_the_private_chat(
    message: Message, command: CommandObject, bot: Bot, t: Translate
) -> None:
    username = (await bot.me()).username or ""
    await message.reply(t("errors-only-private", bot=username, command=f"/{command.command}"))


@group_router.message(InGroup(), Command(*ONLY_ADMIN_COMMANDS))
async def point_out_of_a_foreign_group(
    message: Message, command: CommandObject, t: Translate
) -> None:
    await message.reply(t("errors-only-admin-group", command=f"/{command.command}"))


@group_router.callback_query(InGroup())
async def explain_a_button_of_the_group(
    query: CallbackQuery, bot: Bot, t: Translate, admins: Admins
) -> None:
    """A press that only administrators have, or on a button from long ago."""
    is_admin = (
        query.message is not None
        and query.message.chat.id == admins.chat_id
        and await admins.seat(bot, query.from_user.id) == Seat.OWNER
    )
    key = "errors-group-button-expired" if is_admin else "errors-not-admin-button"
    await query.answer(t.plain(key), show_alert=True)


@group_router.callback_query()
async def explain_a_dead_button(query: CallbackQuery, t: Translate) -> None:
    await query.answer(t.plain("errors-button-expired"), show_alert=True)
