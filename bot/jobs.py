"""What falls due without anybody pressing anything?

Due work is rows with a due time; the tick only wakes us up. After a pause one tick catches up,
and what was due at ten is dated ten.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from aiogram import Bot
from aiogram.exceptions import AiogramError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import membership
from bot.clock import Clock
from bot.contests import Contests
from bot.db import Database, is_conflict, is_unavailable
from bot.membership import Admins, MembershipUnknown, TelegramAway
from bot.meters import Meters
from bot.services import (
    answers,
    approval_cards,
    bonuses,
    budgets,
    captchas,
    checks,
    clicks,
    confirmations,
    crediting,
    drafts,
    dues,
    expiries,
    figures,
    job_runs,
    ladders,
    limits,
    outbox,
    phones,
    processed,
    redemption_cards,
    referrals,
    seals,
    standings,
    support_lists,
    surveys,
    webhooks,
)
from bot.services.documents import Document
from models import Referral, RevokeReason

logger = logging.getLogger(__name__)

BATCH = 100
"""Rows of one transaction: on SQLite people wait while it writes."""
CREDIT_BATCH = 500
"""Rewards of one transaction: they are credited with a dozen statements, whatever their number."""
SEAL_BATCH = 500
FORGET_BATCH = 1_000
QUARTERS_BATCH = 16
"""Quarters of an hour that are counted in one transaction."""
ROUNDS_MAX = 1_000
"""Of all jobs in one tick; the next tick goes on."""
ASKED_AT_ONCE = 8
TICK = "tick"
"""The mark of when jobs were at work last, in monotonic seconds."""

KEEP_PROCESSED = timedelta(hours=48)
KEEP_FAILED = timedelta(days=30)
KEEP_DRAFTS = timedelta(days=7)
KEEP_OUTBOX = timedelta(days=7)
KEEP_LIMITS = timedelta(days=14)
KEEP_JOB_RUNS = timedelta(days=14)
KEEP_CAPTCHAS = timedelta(days=7)
KEEP_PHONES = timedelta(days=90)
"""The fingerprints of numbers, from the stop of their campaign."""
KEEP_ANSWERS = timedelta(days=30)
"""What requests with an Idempotency-Key were told."""
KEEP_WEBHOOKS = timedelta(days=30)
KEEP_SUPPORT = timedelta(days=180)
"""What people and the team wrote to each other, from the closing of the thread."""


class Find(Protocol):
    async def __call__(
        self, session: AsyncSession, /, *, now: datetime, limit: int
    ) -> list[Referral]: ...


class Settle(Protocol):
    async def __call__(
        self,
        session: AsyncSession,
        referral: Referral,
        document: Document,
        membership: dict[str, bool],
        /,
        *,
        now: datetime,
    ) -> None: ...


@dataclass(frozen=True)
class Jobs:
    """The jobs, and what they need."""

    bot: Bot
    db: Database
    clock: Clock
    done: Callable[[], None]
    """Called when something was done: there may be messages to send."""
    meters: Meters = field(default_factory=Meters)
    admins: Admins = field(default_factory=lambda: Admins(None))
    contests: Contests | None = None

    async def release_holds(self) -> int:
        """Check those whose hold is over once more."""
        return await self._check(checks.holding, referrals.release)

    async def recheck_memberships(self) -> int:
        """Look whether those who were paid for are still there."""
        return await self._check(checks.to_recheck, referrals.recheck)

    async def _check(self, find: Find, settle: Settle) -> int:
        """Ask where those are whose time has come; returns how many were dealt with.

        Nothing is settled on a guess: who cannot be asked about comes again later.
        """
        async with self.db.read() as session:
            waiting = {each.id: each for each in await find(session, now=self.clock(), limit=BATCH)}
            documents = {
                each.id: await referrals.document_of(session, each) for each in waiting.values()
            }
            people = await checks.telegram_ids(session, waiting.values())
        if not waiting:
            return 0
        known, unknown = await self._ask(
            (each.id, referrals.chats(documents[each.id].qualify.steps), people[each.referee_id])
            for each in waiting.values()
        )
        async with self.db.transaction() as session:
            for fresh in await referrals.reload(session, known):
                if fresh.state == waiting[fresh.id].state:
                    await settle(
                        session, fresh, documents[fresh.id], known[fresh.id], now=self.clock()
                    )
            if unknown:
                await checks.ask_again(session, unknown, now=self.clock())
        return len(known) + len(unknown)

    async def _ask(
        self, questions: Iterable[tuple[int, list[str], int]]
    ) -> tuple[dict[int, dict[str, bool]], set[int]]:
        """Memberships by referral, and the referrals about which Telegram would not tell.

        What is in neither is asked about with the next tick; `TelegramAway` when that is all.
        """
        known: dict[int, dict[str, bool]] = {}
        unknown: set[int] = set()
        troubles: set[str] = set()
        gate = asyncio.Semaphore(ASKED_AT_ONCE)
        away: TelegramAway | None = None

        async def ask(referral_id: int, chats: list[str], telegram_id: int) -> None:
            nonlocal away
            async with gate:
                if away is not None:
                    return
                try:
                    known[referral_id] = await membership.ask(self.bot, chats, telegram_id)
                except TelegramAway as error:
                    # Not this person's or chat's trouble: the next one would fare no better.
                    away = error
                except (MembershipUnknown, AiogramError) as error:
                    unknown.add(referral_id)
                    troubles.add(str(error))

        await asyncio.gather(*(ask(*question) for question in questions))
        for trouble in sorted(troubles):
            logger.error("a membership could not be checked: %s", trouble)
        if away is not None and not known and not unknown:
            raise away
        return known, unknown

    async def credit_rewards(self) -> int:
        """Credit what is due."""
        async with self.db.transaction() as session:
            now = self.clock()
            due = await dues.find(session, now=now, limit=CREDIT_BATCH)
            return await crediting.credit(session, due, now=now) if due else 0

    async def credit_bonuses(self) -> int:
        """Credit what friends bring at the moments of a cron line, after their holds."""
        async with self.db.transaction() as session:
            return await bonuses.settle(session, now=self.clock(), limit=BATCH)

    async def expire_referrals(self) -> int:
        """End referrals whose steps were not done in time."""
        async with self.db.transaction() as session:
            now = self.clock()
            late = await checks.expired(session, now=now, limit=BATCH)
            for referral in late:
                await referrals.revoke(session, referral, RevokeReason.WINDOW_PASSED, now=now)
            return len(late)

    async def announce_approvals(self) -> int:
        """Put friends who wait for the admins' word into their group."""
        group_id = self.admins.chat_id
        if group_id is None:
            return 0
        async with self.db.transaction() as session:
            return await approval_cards.announce(
                session, chat_id=group_id, now=self.clock(), limit=BATCH
            )

    async def ask_buyers(self) -> int:
        """Ask after purchases how likely it is that we are recommended."""
        async with self.db.transaction() as session:
            return await surveys.ask_due(session, now=self.clock(), limit=BATCH)

    async def expire_points(self) -> int:
        """Let points run out, and warn: the next balances that were not looked at today."""
        now, done = self.clock(), 0
        async with self.db.read() as session:
            waiting = await expiries.due(session, now=now)
        for due in waiting:
            async with self.db.transaction() as session:
                done += await expiries.look(session, due, limit=BATCH, now=now)
        return done

    async def announce_purchases(self) -> int:
        """Tell the group of what rewards bought, and what they could not."""
        chat_id, now = self.admins.chat_id, self.clock()
        if chat_id is None:
            return 0
        async with self.db.read() as session:
            if not await redemption_cards.has_new(session):
                return 0
        async with self.db.transaction() as session:
            return await redemption_cards.announce_new(
                session, chat_id=chat_id, now=now, limit=BATCH
            )

    async def watch_budgets(self) -> int:
        """Warn the group of budgets that are nearly or all used."""
        chat_id, now = self.admins.chat_id, self.clock()
        if chat_id is None:
            return 0
        async with self.db.read() as session:
            if not await budgets.needs_warning(session):
                return 0
        async with self.db.transaction() as session:
            return await budgets.warn(session, chat_id=chat_id, now=now)

    async def seal_ledger(self) -> int:
        """Chain new transactions to the sealed ones."""
        async with self.db.transaction() as session:
            return await seals.seal(session, limit=SEAL_BATCH)

    async def count_figures(self) -> int:
        """Count what happened in the quarters of an hour that are over."""
        async with self.db.transaction() as session:
            return await figures.fold_counts(session, now=self.clock(), limit=QUARTERS_BATCH)

    async def add_up_ledger(self) -> int:
        """Add what was sealed to the figures."""
        async with self.db.transaction() as session:
            return await figures.fold_ledger(session, limit=SEAL_BATCH)

    async def measure_boards(self) -> int:
        """Note places of large leaderboards; returns how many were walked."""
        walked = 0
        now = self.clock()
        async with self.db.read() as session:
            boards = await standings.boards(session, now=now)
            due = [each for each in boards if await ladders.is_due(session, each, now=now)]
        for board in due:
            async with self.db.read() as session:
                walk = await ladders.walk(session, board)
            async with self.db.transaction() as session:
                await ladders.note(session, walk, now=now)
            walked += 1
        return walked

    async def add_up(self) -> int:
        """Bring figures and leaderboards up to date, as far as what is over allows."""
        done = await self.exhaust(self.count_figures, self.add_up_ledger, self.measure_boards)
        if self.contests is not None:
            done += await self.exhaust(self.contests.count_contests)
        return done

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
            await job_runs.forget(session, before=now - KEEP_JOB_RUNS)
            await confirmations.forget(session, before=now)
            await clicks.forget(session, now=now)
            await captchas.forget(session, before=now - KEEP_CAPTCHAS)
            await phones.forget(session, stopped_before=now - KEEP_PHONES)
            await support_lists.forget_words(session, before=now - KEEP_SUPPORT, limit=FORGET_BATCH)
            forgotten = await answers.forget(session, before=now - KEEP_ANSWERS)
            forgotten += await webhooks.forget(session, finished_before=now - KEEP_WEBHOOKS)
            return forgotten + await outbox.forget(
                session, finished_before=now - KEEP_OUTBOX, limit=FORGET_BATCH
            )

    async def tick(self) -> int:
        """Do all that is due now; returns how many pieces of work were done."""
        done = await self.exhaust(
            self.expire_referrals,
            self.release_holds,
            self.credit_rewards,
            self.credit_bonuses,
            self.recheck_memberships,
            self.announce_approvals,
            self.ask_buyers,
            self.expire_points,
            self.announce_purchases,
            self.watch_budgets,
            self.seal_ledger,
        )
        if self.contests is not None:
            # Afterwards: who is settled now with a moment before the end still counts.
            done += await self.exhaust(*self.contests.jobs)
        return done

    async def exhaust(self, *jobs: Callable[[], Awaitable[int]]) -> int:
        """Run jobs, a batch of each in turn, until nothing is left for any of them.

        One that fails is logged and left out; it does not keep the others from their turn.
        """
        active = list(jobs)
        total = 0
        for _ in range(ROUNDS_MAX):
            done = 0
            was_in_the_way = False
            for job in tuple(active):
                began = time.perf_counter()
                self.meters.marks[TICK] = time.monotonic()
                try:
                    done += await job()
                except Exception as error:
                    if is_conflict(error):
                        # Another replica was at the same rows: the next round sees what is left.
                        was_in_the_way = True
                        continue
                    active.remove(job)
                    self.meters.failed_jobs[job.__name__] += 1
                    if is_unavailable(error):
                        logger.warning("%s waits for the database", job.__name__)
                    elif isinstance(error, TelegramAway):
                        logger.warning("%s waits: %s", job.__name__, error)
                    else:
                        logger.exception("the job %s failed", job.__name__)
                finally:
                    self.meters.jobs[job.__name__].observe(time.perf_counter() - began)
            if done:
                self.done()
                total += done
            elif not was_in_the_way:
                break
        return total
