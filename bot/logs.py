"""What does the bot write down, without names, texts or secrets?"""

import logging
import sys
import traceback
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

SECRET_LENGTH_MIN = 6


class Redactor:
    """Takes known secrets out of everything that is logged, errors' texts included."""

    def __init__(self, secrets: list[str]) -> None:
        self._secrets = [secret for secret in secrets if len(secret) >= SECRET_LENGTH_MIN]

    def __call__(self, _logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
        for key, value in event.items():
            if isinstance(value, str):
                event[key] = self.clean(value)
        return event

    def clean(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "…").replace(secret.replace(":", "%3A"), "…")
        # A line of the log is one line: a name with a line feed forges nothing.
        return text


def configure(level: str, form: Literal["console", "json"], secrets: list[str]) -> None:
    """Send all logging to standard error, one line an event."""
    redactor = Redactor(secrets)
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redactor,
    ]
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if form == "json":
        last.append(structlog.processors.JSONRenderer(ensure_ascii=False))
    else:
        last.append(structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()))
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=last)
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in ("aiogram.event", "alembic", "apscheduler", "uvicorn", "aiosqlite"):
        logging.getLogger(noisy).setLevel(logging.WARNING)

    def log_crash(
        kind: type[BaseException], error: BaseException, trace: object
    ) -> None:  # pragma: no cover - called by the interpreter on its way out
        text = "".join(traceback.format_exception(kind, error, error.__traceback__))
        sys.stderr.write(redactor.clean(text))

    sys.excepthook = log_crash
