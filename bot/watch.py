"""What is looked after without anybody asking: digest, alarms, verification, backups?

Each look is a job (bot/jobs.py runs it, counts it, and logs its failure). An alarm says what it
means and what to do; the table `alarms` lets one of a kind leave an hour, replicas included.
"""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramUnauthorizedError,
)

from bot import disk, proof
from bot.backups import Backups
from bot.clock import Clock
from bot.config import Settings
from bot.db import Database
from bot.i18n import Argument, Translate
from bot.jobs import Jobs
from bot.membership import Admins
from bot.pacer import NotLetThrough, Pacer
from bot.proof import ProofFailed
from bot.services import alarms, digests, gauges, job_runs, webhooks
from bot.services.alarms import Kind

ASK_TELEGRAM_EVERY = timedelta(minutes=5)
LOOK_AT_DISK_EVERY = timedelta(minutes=5)
SENDER_LATE_AFTER = timedelta(minutes=10)
WEBHOOK_TROUBLE_IS_RECENT = timedelta(minutes=15)
WEBHOOKS_FAIL_AFTER = timedelta(hours=1)
VERIFY_AT_HOUR = 4
"""On the admins' clocks, when few people are about."""
AGAIN_WITHIN = timedelta(hours=2)
"""After a finding it is looked every hour whether it is still there, and a backup tried again."""
RETRY_BACKUP_EVERY = timedelta(minutes=15)
FINDINGS_SHOWN = 3
ADMIN_GROUP = "admin_group"
VERIFY, BACKUP = "verify", "backup"

logger = logging.getLogger(__name__)


class Watch:
    """Looks, and tells the admin group."""

    def __init__(
        self,
        bot: Bot,
        db: Database,
        clock: Clock,
        settings: Settings,
        t: Translate,
        jobs: Jobs,
        pacer: Pacer,
        admins: Admins,
    ) -> None:
        self._bot = bot
        self._db = db
        self._clock = clock
        self._settings = settings
        self._t = t
        self._jobs = jobs
        self._pacer = pacer
        self._zone = ZoneInfo(settings.texts.time_zone)
        self._admins = admins
        self._asked_at: dict[str, datetime] = {}
        self._backups = Backups(settings)

    @property
    def _chat_id(self) -> int | None:
        """The admin group, by the number that it has now."""
        return self._admins.chat_id

    async def tick(self) -> int:
        """Look after everything; returns how many things were done or told."""
        return await self._jobs.exhaust(
            self.send_digest,
            self.watch_payouts,
            self.watch_sender,
            self.watch_burst,
            self.watch_disk,
            self.watch_telegram,
            self.watch_webhooks,
            self.back_up,
            self.verify,
        )

    async def send_digest(self) -> int:
        """Tell once a day how yesterday went; after a pause only the last day is told."""
        at, now = self._settings.digest.at, self._clock()
        chat_id = self._chat_id
        if chat_id is None or not at:
            return 0
        day = digests.due(now, at, self._zone)
        if day is None:
            return 0
        async with self._db.read() as session:
            if await job_runs.is_taken(session, digests.JOB, day):
                return 0
            digest = await digests.look(session, zone=self._zone, now=now)
        async with self._db.transaction() as session:
            if not await digests.take(session, day, now=now):
                return 0
            await digests.post(session, digest, self._t, chat_id=chat_id, now=now)
        return 1

    async def watch_payouts(self) -> int:
        """Payouts that wait too long."""
        now, limit = self._clock(), self._settings.alarms.payout_waiting
        async with self._db.read() as session:
            found = await alarms.waiting_payouts(session, since_before=now - limit)
        if found is None:
            return 0
        hours = int((now - found.oldest_at).total_seconds() // 3600)
        return await self._sound(Kind.PAYOUT_WAITING, {"count": found.count, "hours": hours})

    async def watch_sender(self) -> int:
        """Messages that ought to have left long ago, though Telegram did not tell us to wait."""
        now = self._clock()
        async with self._db.read() as session:
            waiting = await gauges.waiting(session, now=now)
        if waiting.oldest_at is None or waiting.oldest_at > now - SENDER_LATE_AFTER:
            return 0
        if self._pacer.is_halted:
            return 0
        minutes = int((now - waiting.oldest_at).total_seconds() // 60)
        logger.error("%d messages wait, the oldest for %d minutes", waiting.count, minutes)
        return await self._say(Kind.SENDER, {"count": waiting.count, "minutes": minutes})

    async def watch_burst(self) -> int:
        """Far more newcomers than usual."""
        now = self._clock()
        async with self._db.read() as session:
            found = await alarms.burst(session, now=now)
        if found is None:
            return 0
        args: dict[str, Argument] = {
            "newcomers": found.newcomers,
            "usual": found.usual,
            "named": "no" if found.referrer_telegram_id is None else "yes",
            "referrer": str(found.referrer_telegram_id or ""),
            "brought": found.brought,
        }
        return await self._sound(Kind.BURST, args)

    async def watch_disk(self) -> int:
        """Disks that are nearly full."""
        if not self._is_time("disk", LOOK_AT_DISK_EVERY):
            return 0
        percent = self._settings.alarms.disk_free_percent
        rooms = await asyncio.to_thread(disk.rooms, self._settings)
        tight = [room for room in rooms if room.free_percent < percent]
        if not tight:
            return 0
        room = min(tight, key=lambda one: one.free_percent)
        args: dict[str, Argument] = {
            "folder": str(room.folder),
            "percent": int(room.free_percent),
            "megabytes": room.free_bytes // 1_000_000,
        }
        return await self._sound(Kind.DISK, args)

    async def watch_telegram(self) -> int:
        """Whether Telegram reaches us, and we the admin group."""
        if not self._is_time("telegram", ASK_TELEGRAM_EVERY):
            return 0
        try:
            told = await self._watch_webhook()
            await self._watch_admin_group()
        except TelegramUnauthorizedError:
            await self._log_once("Telegram refuses the token: nothing can be sent or received")
            return 0
        except TelegramAPIError as error:
            logger.warning("Telegram could not be asked: %s", type(error).__name__)
            return 0
        return told

    async def watch_webhooks(self) -> int:
        """Shops' servers that have taken no event for long."""
        now = self._clock()
        async with self._db.read() as session:
            failing = await webhooks.failing(session, since_before=now - WEBHOOKS_FAIL_AFTER)
            waiting = await webhooks.waiting(session) if failing else 0
        if not failing:
            return 0
        url, since = failing[0]
        args: dict[str, Argument] = {
            "count": len(failing),
            "host": urlsplit(url).hostname or "?",
            "hours": int((now - since).total_seconds() // 3600),
            "waiting": waiting,
        }
        return await self._sound(Kind.SHOP_WEBHOOK, args)

    async def _watch_webhook(self) -> int:
        if self._settings.telegram.mode != "webhook":
            return 0
        state = await self._bot.get_webhook_info()
        now, failed_at = self._clock(), state.last_error_date
        if failed_at is None or failed_at < now - WEBHOOK_TROUBLE_IS_RECENT:
            return 0
        args: dict[str, Argument] = {
            "error": state.last_error_message or "?",
            "pending": state.pending_update_count,
        }
        return await self._sound(Kind.WEBHOOK, args)

    async def _watch_admin_group(self) -> None:
        chat_id = self._chat_id
        if chat_id is None:
            return
        try:
            member = await self._bot.get_chat_member(chat_id, self._bot.id)
            is_there = member.status not in ("left", "kicked")
        except (TelegramBadRequest, TelegramForbiddenError):
            is_there = False
        self._jobs.meters.marks[ADMIN_GROUP] = float(is_there)
        if not is_there:
            await self._log_once(
                "the bot is not in the admin group: nobody hears of payouts and alarms. Add it "
                "again, or set [telegram] admin_chat_id"
            )

    async def _log_once(self, sentence: str) -> None:
        """What the group cannot be told; once an hour."""
        async with self._db.transaction() as session:
            is_ours = await alarms.claim(session, Kind.ADMIN_GROUP, now=self._clock())
        if is_ours:
            logger.error(sentence)

    async def verify(self) -> int:
        """Recompute the ledger in a child process: once a day, after a finding every hour."""
        now = self._clock()
        local = now.astimezone(self._zone)
        async with self._db.read() as session:
            raised_at = await alarms.raised(session, Kind.VERIFY)
            period = local.date().isoformat()
            if raised_at is not None and raised_at > now - AGAIN_WITHIN:
                period = f"{local:%Y-%m-%dT%H}"
            elif local.hour < VERIFY_AT_HOUR:
                return 0
            if await job_runs.is_taken(session, VERIFY, period):
                return 0
        async with self._db.transaction() as session:
            if not await job_runs.take(session, VERIFY, period, now=now):
                return 0
        try:
            report = await proof.prove(self._settings.database.url)
        except ProofFailed as error:
            logger.error("the ledger could not be verified: %s", error)
            return await self._sound(Kind.VERIFY, {"count": 0, "findings": str(error)})
        logger.info("verified %d transactions in %.1f s", report.transactions, report.seconds)
        if not report.findings:
            return 0
        logger.error("verify found %d things that are wrong", len(report.findings))
        shown = "\n".join(f"• {finding[:200]}" for finding in report.findings[:FINDINGS_SHOWN])
        return await self._sound(Kind.VERIFY, {"count": len(report.findings), "findings": shown})

    async def back_up(self) -> int:
        """Make a backup when one is due."""
        if self._settings.backup.directory is None:
            return 0
        now = self._clock()
        period = self._backups.period(now)
        async with self._db.read() as session:
            raised_at = await alarms.raised(session, Kind.BACKUP)
            if raised_at is not None and raised_at > now - AGAIN_WITHIN:
                period = f"again:{int(now.timestamp() // RETRY_BACKUP_EVERY.total_seconds())}"
            if await job_runs.is_taken(session, BACKUP, period):
                return 0
        async with self._db.transaction() as session:
            if not await job_runs.take(session, BACKUP, period, now=now):
                return 0
        try:
            await self._backups.make(self._db, now)
        # All kinds: a disk, a folder, the database; the group is told, the log says more.
        except Exception as error:
            logger.exception("no backup was made")
            return await self._sound(Kind.BACKUP, {"error": type(error).__name__})
        return 1

    async def _sound(self, kind: Kind, args: Mapping[str, Argument]) -> int:
        now, chat_id = self._clock(), await self._listener(kind)
        if chat_id is None:
            return 0
        async with self._db.transaction() as session:
            is_told = await alarms.sound(session, kind, chat_id=chat_id, now=now, args=args)
        return int(is_told)

    async def _say(self, kind: Kind, args: Mapping[str, Argument]) -> int:
        """Tell the group from here: what waits in the outbox waits for a sender."""
        now, chat_id = self._clock(), await self._listener(kind)
        if chat_id is None:
            return 0
        async with self._db.transaction() as session:
            if not await alarms.claim(session, kind, now=now):
                return 0
        try:
            await self._bot.send_message(chat_id, self._t(f"alarm-{kind}", **args))
        except (AiogramError, NotLetThrough) as error:
            logger.warning("the group cannot be told now: %s", type(error).__name__)
            async with self._db.transaction() as session:
                await alarms.post(session, kind, chat_id=chat_id, now=now, args=args)
        return 1

    async def _listener(self, kind: Kind) -> int | None:
        """The group, if there is one that has heard no alarm of this kind lately."""
        if self._chat_id is None:
            return None
        async with self._db.read() as session:
            is_quiet = await alarms.is_quiet(session, kind, now=self._clock())
        return self._chat_id if is_quiet else None

    def _is_time(self, what: str, every: timedelta) -> bool:
        now, last = self._clock(), self._asked_at.get(what)
        if last is not None and last <= now < last + every:
            return False
        self._asked_at[what] = now
        return True
