"""What follows when somebody joins or leaves a chat, or blocks the bot?

The event says only that something happened: who is where is asked of Telegram.
"""

from aiogram import Bot, Router
from aiogram.types import ChatMemberUpdated

from bot import membership
from bot.clock import Clock
from bot.db import Database
from bot.membership import Admins
from bot.services import participants, referrals
from models import Participant

router = Router(name=__name__)


@router.chat_member()
async def settle_referrals(
    event: ChatMemberUpdated, bot: Bot, db: Database, clock: Clock, admins: Admins
) -> None:
    if event.chat.id == admins.chat_id:
        admins.forget()
    person = event.new_chat_member.user
    names = {str(event.chat.id)}
    if event.chat.username:
        names.add(f"@{event.chat.username.lower()}")
    async with db.read() as session:
        concerned = await referrals.concerned_by(session, person.id, names)
    if not concerned:
        return
    asked = await membership.ask(
        bot, {chat for one in concerned for chat in one.chats if chat.lower() in names}, person.id
    )
    async with db.transaction() as session:
        for one in concerned:
            await referrals.record_memberships(
                session, one.referral, one.document, asked, now=clock()
            )


@router.my_chat_member()
async def note_whether_we_may_write(
    event: ChatMemberUpdated,
    db: Database,
    clock: Clock,
    admins: Admins,
    participant: Participant | None,
) -> None:
    if event.chat.id == admins.chat_id:
        admins.forget()
    if event.chat.type != "private" or participant is None:
        return
    async with db.transaction() as session:
        if event.new_chat_member.status == "kicked":
            await participants.mark_blocked(session, participant.telegram_id, now=clock())
        else:
            await participants.mark_unblocked(session, participant.telegram_id)
