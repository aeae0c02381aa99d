"""What falls due without anybody pressing anything?

Due work is rows with a due time; the tick only wakes us up. After a pause one tick catches up,
and what was due at ten is dated ten.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot import membership
from bot.clock import Clock
from bot.db import Database, is_conflict, is_unavailable
from bot.membership import MembershipUnknown
from bot.services import (
    confirmations,
    drafts,
    limits,
    outbox,
    processed,
    referrals,
    rewards,
    seals,
)
from bot.services.documents import Document
from models import Referral, RevokeReason

logger = logging.getLogger(__name__)

BATCH = 100
BATCHES_MAX = 1_000
"""Of one job in one tick; the next tick goes on."""

KEEP_PROCESSED = timedelta(hours=48)
KEEP_FAILED = timedelta(days=30)
KEEP_DRAFTS = timedelta(days=7)
KEEP_OUTBOX = timedelta(days=7)
KEEP_LIMITS = timedelta(days=14)


@dataclass(frozen=True)
class Jobs:
    """The jobs, and what they need."""

    bot: Bot
    db: Database
    clock: Clock
    done: Callable[[], None]
    """Called when a tick has done something: there may be messages to send."""

    async def release_holds(self) -> int:
        """Check those whose hold is over once more; returns how many were settled."""
        async with self.db.read() as session:
            due = await referrals.holding(session, now=self.clock(), limit=BATCH)
            documents = [await referrals.document_of(session, one) for one in due]
        return await self._with_memberships(due, documents, referrals.release)

    async def recheck_memberships(self) -> int:
        """Look whether those who were paid for are still there."""
        async with self.db.read() as session:
            due = await referrals.to_recheck(session, now=self.clock(), limit=BATCH)
            documents = [await referrals.document_of(session, one) for one in due]
        return await self._with_memberships(due, documents, referrals.recheck)

    async def _with_memberships(
        self,
        due: list[Referral],
        documents: list[Document],
        settle: Callable[..., Awaitable[None]],
    ) -> int:
        settled = 0
        facts = []
        for referral, document in zip(due, documents, strict=True):
            memberships = await self._ask(referral, document)
            if memberships is not None:
                facts.append((referral, document, memberships))
        if not facts:
            return 0
        async with self.db.transaction() as session:
            for referral, document, memberships in facts:
                now = self.clock()
                fresh = await referrals.reload(session, referral.id)
                if fresh.state == referral.state:
                    await settle(session, fresh, document, memberships, now=now)
                    settled += 1
        return settled

    async def _ask(self, referral: Referral, document: Document) -> dict[str, bool] | None:
        chats = referrals.chats(document.qualify.steps)
        if not chats:
            return {}
        async with self.db.read() as session:
            telegram_id = await referrals.referee_telegram_id(session, referral)
        try:
            return await membership.ask(self.bot, chats, telegram_id)
        except (MembershipUnknown, TelegramAPIError) as error:
            # Nothing is credited on a guess: the next tick asks again.
            logger.error("a membership could not be checked: %s", error)
            return None

    async def credit_rewards(self) -> int:
        """Credit what is due."""
        async with self.db.transaction() as session:
            now = self.clock()
            due = await rewards.due(session, now=now, limit=BATCH)
            for reward in due:
                await rewards.credit(session, reward, now=now)
            return len(due)

    async def expire_referrals(self) -> int:
        """End referrals whose steps were not done in time."""
        async with self.db.transaction() as session:
            now = self.clock()
            late = await referrals.expired(session, now=now, limit=BATCH)
            for referral in late:
                await referrals.revoke(session, referral, RevokeReason.WINDOW_PASSED, now=now)
            return len(late)

    async def seal_ledger(self) -> int:
        """Chain new transactions to the sealed ones."""
        async with self.db.transaction() as session:
            return await seals.seal(session, limit=BATCH)

    async def forget(self) -> int:
        """Drop what is past its time."""
        now = self.clock()
        async with self.db.transaction() as session:
            await processed.forget(
                session,
                processed_before=now - KEEP_PROCESSED,
                failed_before=now - KEEP_FAILED,
            )
            await drafts.forget(session, before=now - KEEP_DRAFTS)
            await limits.forget(session, before=now - KEEP_LIMITS)
            await confirmations.forget(session, before=now)
            await outbox.forget(session, finished_before=now - KEEP_OUTBOX, limit=BATCH)
        return 0

    async def tick(self) -> int:
        """Do all that is due now; returns how many pieces of work were done.

        A job that fails is logged and does not keep the others from their turn.
        """
        done = 0
        for job in (
            self.expire_referrals,
            self.release_holds,
            self.credit_rewards,
            self.recheck_memberships,
            self.seal_ledger,
        ):
            done += await self.exhaust(job)
        if done:
            self.done()
        return done

    async def exhaust(self, job: Callable[[], Awaitable[int]]) -> int:
        """Run a job until nothing is left for it."""
        total = 0
        for _ in range(BATCHES_MAX):
            try:
                done = await job()
            except Exception as error:
                if is_conflict(error):
                    continue
                if is_unavailable(error):
                    logger.warning("%s waits for the database", job.__name__)
                else:
                    logger.exception("the job %s failed", job.__name__)
                return total
            total += done
            if done < BATCH:
                return total
        return total
