"""`python -m bot`: which command does the operator give?

Each command imports what it needs when it runs, so that none waits for another's libraries.
"""

import asyncio
import gc
import os
import signal
import sys
import tempfile
import webbrowser
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands import (
    apikeys,
    backups,
    broadcasts,
    campaigns,
    exports,
    forecasts,
    ledger,
    webhooks,
)
from bot.commands.check import check
from bot.commands.options import Config, finish, settings_from
from bot.config import DELIMITER, PREFIX, ROLES, Settings, WebSection, check_token, load
from bot.errors import OperatorError

COLLECT_AFTER_OBJECTS = 10_000

app = typer.Typer(
    help="Sarafan: a Telegram bot that runs referral campaigns.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
campaigns.app.command()(forecasts.forecast)
campaigns.app.command()(forecasts.replay)
app.add_typer(campaigns.app, name="campaign", help="Load, start, stop and show campaigns.")
app.add_typer(apikeys.app, name="apikey", help="Keys for shops that use the HTTP API.")
app.add_typer(webhooks.app, name="webhook", help="Tell shops’ servers what happens.")
app.command("migrate")(ledger.migrate)
app.command("verify")(ledger.verify)
app.command("broadcast")(broadcasts.broadcast)
app.command("check")(check)
app.command("backup")(backups.backup)
app.command("restore")(backups.restore)
app.command("export")(exports.export)


@app.command()
def run(
    config: Config = None,
    role: Annotated[
        str, typer.Option(help="Some of updates,jobs,sender,web; together all of them.")
    ] = "updates,jobs,sender,web",
) -> None:
    """Run bot, jobs, sender and web in one process, or the parts that --role names."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # Until the bot is at work there is nothing in hand.
        signal.signal(number, lambda *_: sys.exit(0))
    settings = settings_from(config)
    roles = frozenset(part.strip() for part in role.split(",") if part.strip())
    finish(_serve(settings, roles))


async def _serve(settings: Settings, roles: frozenset[str]) -> None:
    unknown = ", ".join(sorted(roles - ROLES))
    if unknown or not roles:
        raise OperatorError(
            f"There is no role “{unknown}”. Name some of updates, jobs, sender and web."
        )
    check_token(settings)
    gc.disable()
    from bot import app as application
    from bot import logs, migration

    secret = settings.telegram.webhook_secret
    logs.configure(
        settings.log.level,
        settings.log.format,
        [
            settings.telegram.token.get_secret_value(),
            secret.get_secret_value() if secret is not None else "",
        ],
    )
    with migration.exclusive(settings.database.url):
        async with application.running(settings, roles=roles) as running:
            _stop_on_signals(running.stop)
            _collect_what_is_new()
            await running.until_stopped()


def _collect_what_is_new() -> None:
    # What the libraries built lives as long as the process; to look through it again, while
    # nobody is answered, takes a tenth of a second each time.
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER_OBJECTS)
    gc.enable()


@app.command()
def sandbox(
    config: Config = None,
    port: Annotated[
        int, typer.Option(help="Where the chat page is served.", min=0, max=65_535)
    ] = 8081,
    browser: Annotated[bool, typer.Option(help="Open the chat page in a browser.")] = True,
) -> None:
    """Try everything against a local Telegram: needs no token and no settings."""
    finish(_try_out(config, port, browser))


async def _try_out(config: Path | None, port: int, browser: bool) -> None:
    from bot import app as application
    from bot import logs
    from bot.sandbox import MovableClock, Telegram, demo, serve

    clock = MovableClock()
    telegram = Telegram(clock=clock)
    scene = demo.build(telegram)
    try:
        server = await serve(telegram, port=port)
    except OSError as error:
        raise OperatorError(
            f"Port {port} is taken ({error.strerror}). Choose another: "
            f"python -m bot sandbox --port {port + 1}"
        ) from None
    with tempfile.TemporaryDirectory(prefix="sarafan-") as folder:
        settings = _demo_settings(load(config), server.url, scene, Path(folder))
        logs.configure("warning", settings.log.format, [])
        async with application.running(settings, clock=clock) as running:
            _stop_on_signals(running.stop)
            sys.stdout.write(_tour(server.url, settings))
            sys.stdout.flush()
            if browser and _has_screen():
                await asyncio.to_thread(webbrowser.open, server.url)
            await running.until_stopped()
    await server.close()


def _demo_settings(settings: Settings, url: str, scene: Any, folder: Path) -> Settings:
    """The operator's settings, as far as they make sense in a world of its own."""
    from bot.sandbox import demo

    starter = settings.starter_campaign
    return settings.model_copy(
        update={
            "telegram": settings.telegram.model_validate(
                {
                    "token": demo.TOKEN,
                    "api_url": url,
                    "admin_chat_id": scene.admin_chat_id,
                }
            ),
            "database": settings.database.model_validate(
                {"url": f"sqlite+aiosqlite:///{folder}/sandbox.db"}
            ),
            "web": settings.web.model_copy(update={"port": _web_port(settings.web)}),
            "redis": settings.redis.model_validate({}),
            "jobs": settings.jobs.model_copy(update={"tick_seconds": 0.5}),
            "starter_campaign": starter.model_copy(
                update={"required_chats": (scene.required_chat,), "payout_minimum": 50}
            ),
        }
    )


def _web_port(web: WebSection) -> int:
    """The operator's, where they chose one: the usual one may be in use by the real bot."""
    if "port" in web.model_fields_set and web.port:
        return web.port
    from bot.web import server

    with server.listen(web.host, 0) as free:
        return int(free.getsockname()[1])


def _tour(chat_page: str, settings: Settings) -> str:
    """Where everything is, and how other commands work on the same database."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.web.host, settings.web.host)
    web = f"http://{f'[{host}]' if ':' in host else host}:{settings.web.port}"
    database = f"{PREFIX}DATABASE{DELIMITER}URL={settings.database.url}"
    return (
        f"The chat page: {chat_page}\n"
        f"Invite pages: {web}/i/<code>\n"
        f"The HTTP API: {web}/api/docs\n"
        f"Other commands: {database} python -m bot apikey create shop\n"
        "Ctrl+C ends it, and nothing stays.\n"
    )


def _has_screen() -> bool:
    """Without one, `webbrowser` may start a browser for the terminal, over our own output."""
    return sys.platform in ("darwin", "win32") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _stop_on_signals(stop: Any) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)


if __name__ == "__main__":
    app()
