"""How do the words of a thread come to the other side?"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import LANGUAGE_NAMES, Argument, Points
from bot.services import campaigns, ledger, names, outbox, support_posts
from bot.services.outbox import Copied, Keyboard
from bot.services.support import Kept
from models import Participant, SupportMessage, SupportThread, ThreadState

CAPTION_WORDS_MAX = 900
"""Of the 1,024 characters of a caption; the rest says from whom it is."""
ANSWER_KEYBOARD: Keyboard = [[{"text_key": "support-answer-button", "callback": "support"}]]
QUOTED_MAX = 600
"""Of one message, where several are shown."""


async def announce(session: AsyncSession, kept: Kept, *, chat_id: int, now: datetime) -> None:
    """Show the group what a participant wrote."""
    message, subject = kept.message, support_posts.subject(kept.thread.id, kept.message.id)
    person = await session.get_one(Participant, kept.thread.participant_id)
    if not kept.is_more_of_album or message.words:
        kind = "new" if kept.is_new else "reopened" if kept.was_reopened else "more"
        await outbox.post(
            session,
            chat_id=chat_id,
            text_key="support-card",
            args={
                **await _about(session, kept.thread, person),
                "kind": kind,
                "worded": "yes" if message.words else "no",
                "words": message.words or "",
                "attachment": message.attachment or "no",
            },
            keyboard=keyboard(kept.thread),
            subject=subject,
            now=now,
        )
    if message.attachment is not None:
        await outbox.post(
            session,
            chat_id=chat_id,
            text_key="support-attachment",
            args={"number": str(kept.thread.id), "name": names.later(person.name)},
            subject=subject,
            copied=Copied(message.source_chat_id, message.source_message_id),
            now=now,
        )


async def repost(
    session: AsyncSession,
    thread: SupportThread,
    messages: Sequence[SupportMessage],
    *,
    chat_id: int,
    now: datetime,
) -> None:
    """Show the group a thread anew, with what was said last; a reply to it is an answer."""
    person = await session.get_one(Participant, thread.participant_id)
    about = await _about(session, thread, person)
    await outbox.post(
        session,
        chat_id=chat_id,
        text_key="support-thread",
        args={**about, "state": thread.state, "written_at": thread.written_at},
        keyboard=keyboard(thread),
        subject=support_posts.subject(thread.id, 0),
        now=now,
    )
    for message in messages:
        await outbox.post(
            session,
            chat_id=chat_id,
            text_key="support-line",
            args={
                "from": "team" if message.is_from_team else "person",
                "name": names.later(person.name),
                "at": message.at,
                "words": _cut(message),
                "attachment": message.attachment or "no",
            },
            subject=support_posts.subject(thread.id, message.id),
            now=now,
        )


async def deliver(session: AsyncSession, kept: Kept, *, now: datetime) -> None:
    """Send the team's words to the participant."""
    message = kept.message
    person = await session.get_one(Participant, kept.thread.participant_id)
    copied = None
    if message.attachment is not None:
        copied = Copied(message.source_chat_id, message.source_message_id)
    await outbox.post(
        session,
        chat_id=person.telegram_id,
        text_key="support-answer" if message.words else "support-answer-file",
        args={"number": str(kept.thread.id), "words": message.words or ""},
        keyboard=ANSWER_KEYBOARD,
        subject=support_posts.subject(kept.thread.id, message.id),
        copied=copied,
        reply_to_message_id=await _last_of_person(session, kept.thread.id),
        now=now,
    )


async def tell_closed(session: AsyncSession, thread: SupportThread, *, now: datetime) -> None:
    """Tell the participant that their question is closed, and how to go on."""
    person = await session.get_one(Participant, thread.participant_id)
    await outbox.post(
        session,
        chat_id=person.telegram_id,
        text_key="support-closed-notice",
        args={"number": str(thread.id)},
        keyboard=[[{"text_key": "support-more-button", "callback": "support"}]],
        now=now,
    )


async def tell_edited(
    session: AsyncSession,
    thread: SupportThread,
    message: SupportMessage,
    *,
    chat_id: int,
    now: datetime,
) -> None:
    """Show the group the new words of a participant's message."""
    person = await session.get_one(Participant, thread.participant_id)
    await outbox.post(
        session,
        chat_id=chat_id,
        text_key="support-edited",
        args={
            "number": str(thread.id),
            "name": names.later(person.name),
            "words": message.words or "—",
        },
        subject=support_posts.subject(thread.id, message.id),
        # Whoever goes on changing it says the last of it, not all of it.
        collapse_key=f"support-edit:{message.id}",
        now=now,
    )


def keyboard(thread: SupportThread) -> Keyboard:
    """What can be done with a thread, for messages and for their edits."""
    is_open = thread.state == ThreadState.OPEN
    action = "close" if is_open else "reopen"
    return [
        [
            {
                "text_key": f"support-{action}-button",
                "callback": f"thread-{action}:{thread.id}",
            },
            {"text_key": "people-open-button", "callback": f"person:{thread.participant_id}"},
        ]
    ]


async def _about(
    session: AsyncSession, thread: SupportThread, person: Participant
) -> dict[str, Argument]:
    language = person.language or (person.telegram_language or "").partition("-")[0]
    balance = await _balance(session, person.id)
    return {
        "number": str(thread.id),
        "name": names.later(person.name),
        "telegram_id": str(person.telegram_id),
        "language": LANGUAGE_NAMES.get(language, language or "—"),
        "funded": "no" if balance is None else "yes",
        "available": balance or "",
        "banned": "no" if person.banned_at is None else "yes",
    }


async def _balance(session: AsyncSession, participant_id: int) -> Points | None:
    """What is available in the newest campaign where there is something."""
    for balance in reversed(await ledger.balances(session, participant_id)):
        if balance.available:
            campaign = await campaigns.find(session, balance.campaign_id)
            return Points(balance.available, campaigns.unit(campaign.document))
    return None


async def _last_of_person(session: AsyncSession, thread_id: int) -> int | None:
    found: int | None = await session.scalar(
        select(SupportMessage.source_message_id)
        .where(SupportMessage.thread_id == thread_id, ~SupportMessage.is_from_team)
        .order_by(SupportMessage.id.desc())
        .limit(1)
    )
    return found


def _cut(message: SupportMessage) -> str:
    words = message.words or ""
    return words if len(words) <= QUOTED_MAX else f"{words[: QUOTED_MAX - 1]}…"
