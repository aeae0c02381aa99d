"""How is the bot put together, started and stopped? The only module that knows every other one."""

import asyncio
import functools
import logging
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError

import handlers
from bot import config, logo, migration, schedule, traces
from bot.clock import Clock, system_clock
from bot.config import ROLES, Settings
from bot.contests import Contests
from bot.db import Database
from bot.drafts import DraftStorage
from bot.errors import OperatorError
from bot.exporting import Exporter
from bot.i18n import Texts, Translate
from bot.jobs import TICK, Jobs
from bot.logo import Logo
from bot.membership import Admins
from bot.meters import Meters
from bot.pacer import Again, Pacer
from bot.pictures import Pictures
from bot.sender import Sender
from bot.services import campaigns, moves
from bot.telegram import Calls, Session, Tolerance
from bot.traces import Traces
from bot.updates import Intake
from bot.uploads import Uploads
from bot.watch import Watch
from handlers import menu
from handlers.filters import leave_dialogue, take_only_our_numbers
from models import Participant

logger = logging.getLogger(__name__)

SILENCE_SECONDS_MAX = 120
"""A request for updates is answered after half a minute at the latest."""
LAST_ANSWERS_SECONDS = 10
"""How long answers that still wait for the pacer are waited for at the end."""


class Dependencies(TypedDict):
    """Everything a handler may ask for by parameter name, besides what aiogram gives it."""

    db: Database
    t: Translate
    clock: Clock
    settings: Settings
    texts: Texts
    participant: Participant | None
    pictures: Pictures
    uploads: Uploads
    admins: Admins
    exporter: Exporter
    logo: Logo


@functools.cache
def dispatcher() -> Dispatcher:
    """The routing, once a process: a router has one parent for ever, so nothing is bound to it."""
    routing = Dispatcher(disable_fsm=True)
    routing.message.outer_middleware(leave_dialogue)
    routing.callback_query.outer_middleware(take_only_our_numbers)
    for observer in routing.observers.values():
        observer.middleware(traces.note_handler)
    routing.include_routers(*handlers.ROUTERS)
    return routing


@dataclass
class Application:
    """A running bot."""

    settings: Settings
    db: Database
    bot: Bot
    intake: Intake
    jobs: Jobs
    sender: Sender
    pictures: Pictures
    meters: Meters
    pacer: Pacer
    watch: Watch
    logo: Logo
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _failure: BaseException | None = None

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Start a task that outlives its caller; it is waited for when the bot stops."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    @property
    def is_busy(self) -> bool:
        """Whether a handler is at work or an answer waits for the pacer."""
        return bool(self._tasks)

    def keep(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Start a task without which the bot is of no use: its failure stops everything."""
        task = asyncio.create_task(work)
        task.add_done_callback(self._watch)
        return task

    def _watch(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            self._failure = self._failure or error
            self._stopping.set()

    def stop(self) -> None:
        """Finish what is in hand, then end."""
        self._stopping.set()

    async def until_stopped(self) -> None:
        """Raises what broke the bot, if something did."""
        await self._stopping.wait()
        if self._failure is not None:
            raise self._failure

    def trouble(self, roles: frozenset[str]) -> str | None:
        """What keeps these parts of the process from their work; None when nothing does."""
        now = time.monotonic()
        if "updates" in roles and self.settings.telegram.mode == "polling":
            if self.intake.polled_at is None:
                return "Telegram has not answered yet"
            if now - self.intake.polled_at > SILENCE_SECONDS_MAX:
                return "Telegram does not answer"
        worked_at = self.meters.marks.get(TICK)
        patience = max(SILENCE_SECONDS_MAX, 3 * self.settings.jobs.tick_seconds)
        if "jobs" in roles and worked_at is not None and now - worked_at > patience:
            return "the jobs stand still"
        return None

    async def last_answers(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LAST_ANSWERS_SECONDS)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def open_bot(settings: Settings, stack: AsyncExitStack, meters: Meters) -> tuple[Bot, Pacer]:
    """The client of the Bot API, and its pacer. Raises `OperatorError` for what is no token."""
    config.check_token(settings)
    logo.check(settings.texts.logo)
    telegram = settings.telegram
    session = Session(api=TelegramAPIServer.from_base(telegram.api_url), limit=200)
    bot = Bot(
        telegram.token.get_secret_value(),
        session=session,
        default=DefaultBotProperties(parse_mode="HTML", link_preview_is_disabled=True),
    )
    session.middleware(Again())
    pacer = _pacer(settings, bot.id, stack)
    session.middleware(pacer)
    session.middleware(Tolerance())
    session.middleware(Calls(meters.calls))
    stack.push_async_callback(session.close)
    return bot, pacer


def _pacer(settings: Settings, bot_id: int, stack: AsyncExitStack) -> Pacer:
    rate = settings.sender.messages_per_second
    if settings.redis.url is None:
        return Pacer(rate)
    # Imported here: with one process there is no Redis to talk to.
    from bot.pacer.shared import RedisPacer

    pacer = RedisPacer.at(settings.redis.url, rate, bot_id=bot_id)
    stack.push_async_callback(pacer.close)
    return pacer


@asynccontextmanager
async def running(
    settings: Settings, *, clock: Clock = system_clock, roles: frozenset[str] = ROLES
) -> AsyncIterator[Application]:
    """The bot at work; it is stopped when the block is left. Raises `OperatorError`."""
    async with AsyncExitStack() as stack:
        db = Database(settings.database.url)
        stack.push_async_callback(db.close)
        await migration.prepare(db)
        async with db.transaction() as session:
            await campaigns.ensure_starter(session, settings, now=clock())
            group_id = await moves.current(session, settings.telegram.admin_chat_id)
        settings = config.with_admin_group(settings, group_id)
        meters = Meters()
        bot, pacer = open_bot(settings, stack, meters)
        app = _compose(settings, db, bot, clock, meters, pacer)
        stack.push_async_callback(app.pictures.close)
        await _start(app, roles, clock, stack)
        yield app


def _compose(
    settings: Settings, db: Database, bot: Bot, clock: Clock, meters: Meters, pacer: Pacer
) -> Application:
    texts = Texts(
        directory=settings.texts.directory,
        default_language=settings.texts.language,
        zone=ZoneInfo(settings.texts.time_zone),
    )
    pictures = Pictures()
    emblem = Logo(bot, settings.texts.logo)
    admins = Admins(settings.telegram.admin_chat_id)
    sender = Sender(bot, db, texts, clock, settings, admins, pictures)
    app: Application

    def spawn(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        return app.spawn(work)

    intake = Intake(
        bot,
        dispatcher(),
        db,
        clock=clock,
        texts=texts,
        storage=DraftStorage(db, clock),
        spawn=spawn,
        committed=sender.nudge,
        dependencies={
            "clock": clock,
            "settings": settings,
            "texts": texts,
            "pictures": pictures,
            "uploads": Uploads(db, clock, pictures),
            "admins": admins,
            "exporter": Exporter(db, clock),
            "logo": emblem,
        },
        group_language=settings.texts.language,
        traces=Traces(meters, settings.telegram.token.get_secret_value()),
    )
    contests = Contests(bot, db, clock, texts, settings.texts.language, admins)
    jobs = Jobs(bot, db, clock, done=sender.nudge, meters=meters, admins=admins, contests=contests)
    t = texts.of(settings.texts.language)
    watch = Watch(bot, db, clock, settings, t, jobs, pacer, admins)
    app = Application(
        settings,
        db,
        bot,
        intake,
        jobs,
        sender,
        pictures,
        meters,
        pacer,
        watch,
        emblem,
    )
    return app


async def _start(
    app: Application, roles: frozenset[str], clock: Clock, stack: AsyncExitStack
) -> None:
    """Start the parts, the intake first: people are answered before anything else is ready."""
    stack.push_async_callback(app.last_answers)
    if "updates" in roles and app.settings.telegram.mode == "polling":
        polling = app.keep(app.intake.poll())
        stack.push_async_callback(_end, polling)
        stack.callback(app.intake.stop)
    if "sender" in roles:
        sending = app.keep(app.sender.run())
        stack.push_async_callback(_cancel, sending)
    if "jobs" in roles:
        at_work = schedule.start(app.jobs, app.settings.jobs.tick_seconds, watch=app.watch)
        stack.push_async_callback(at_work.finish)
    if "web" in roles:
        await _start_web(app, roles, clock, stack)
    if "updates" in roles:
        app.spawn(_introduce(app))


async def _start_web(
    app: Application, roles: frozenset[str], clock: Clock, stack: AsyncExitStack
) -> None:
    # Imported here: FastAPI and uvicorn take as long to import as the rest of the start.
    from bot.web import app as web
    from bot.web import server
    from bot.web.invites import Front
    from bot.web.vitals import Pulse, Vitals

    listener = server.listen(app.settings.web.host, app.settings.web.port)
    started: list[server.Server] = []
    vitals = Vitals(app.meters, clock, app.pacer, lambda: app.trouble(roles))
    pulse = Pulse()
    pulse.start()
    stack.callback(pulse.stop)
    front = Front(app.db, app.bot, clock, app.intake.texts, app.pictures, app.settings, app.logo)
    application = web.build(app.settings, app.db, app.intake.handle, vitals, pulse, front)
    proxies = app.settings.web.trusted_proxies
    serving = app.keep(server.serve(application, listener, started, proxies=proxies))

    async def stop() -> None:
        for one in started:
            one.should_exit = True
        await _end(serving)

    stack.push_async_callback(stop)
    if app.settings.telegram.mode == "webhook":
        await _set_webhook(app)


async def _set_webhook(app: Application) -> None:
    telegram = app.settings.telegram
    assert telegram.webhook_url is not None
    assert telegram.webhook_secret is not None
    try:
        await app.bot.set_webhook(
            telegram.webhook_url,
            secret_token=telegram.webhook_secret.get_secret_value(),
            allowed_updates=app.intake.allowed_updates,
        )
    except TelegramAPIError as error:
        raise OperatorError(f"Telegram refuses the webhook: {error}") from None


async def _introduce(app: Application) -> None:
    """Publish the command menus; a bot without them still works."""
    try:
        await menu.publish(app.bot, app.intake.texts, app.settings)
    except TelegramAPIError as error:
        logger.warning("the command menu could not be set: %s", error)


async def _end(task: asyncio.Task[None]) -> None:
    # What it raised is raised by `until_stopped`.
    with suppress(Exception):
        await task


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError, Exception):
        await task
