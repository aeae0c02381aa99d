"""What does the bot write down, without names, texts or secrets?

Our own lines are made of numbers and of words of our own. What other libraries say, and what an
error says in words, may quote a person: there everything in quotes and every long number is left
out, and only the kind of the error and the places in the code stay.
"""

import logging
import re
import sys
import traceback
from typing import Literal

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

SECRET_LENGTH_MIN = 6
OURS = ("bot", "handlers", "models")
MESSAGE_LENGTH_MAX = 300
CHAIN_MAX = 5
"""Errors of which each was the cause of the next."""

_QUOTED = re.compile(
    r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|“[^”]*”|«[^»]*»|`[^`]*`|=\([^)]*\)""", re.DOTALL
)
_OPEN_QUOTE = re.compile(r"""(?<!\w)['"“«`].*""", re.DOTALL)
_NUMBER = re.compile(r"\d{5,}")
_INPUT = re.compile(r"\b(input_value|parameters|params)\b.*", re.DOTALL | re.IGNORECASE)


def scrub(text: str) -> str:
    """A foreign sentence without what it quotes: "invalid literal for int() with base 10: …"."""
    text = _INPUT.sub(r"\1…", text)
    text = _QUOTED.sub("…", text)
    text = _OPEN_QUOTE.sub("…", text)
    text = _NUMBER.sub("…", text)
    return text.partition("\n")[0][:MESSAGE_LENGTH_MAX]


def explain(error: BaseException) -> str:
    """An error's places in the code, and what kind it is; causes first, as Python prints them."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain and len(chain) < CHAIN_MAX:
        chain.append(current)
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    return "\n".join(_explained(one) for one in reversed(chain))


def _explained(error: BaseException) -> str:
    places = "".join(traceback.format_tb(error.__traceback__))
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    lines = f"Traceback:\n{places}{kind}: {scrub(_words(error))}"
    if isinstance(error, BaseExceptionGroup):
        lines += "".join(f"\n{explain(one)}" for one in error.exceptions[:CHAIN_MAX])
    return lines


def _words(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return ""


def _explain_error(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    given: ExcInfo | BaseException | bool | None = event.pop("exc_info", None)
    match given:
        case BaseException():
            event["exception"] = explain(given)
        case (_, BaseException() as error, _):
            event["exception"] = explain(error)
        case True:
            error_now = sys.exc_info()[1]
            if error_now is not None:
                event["exception"] = explain(error_now)
        case _:
            pass
    return event


def _scrub_others(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """What is said by libraries; asyncio, for one, puts the whole of an error into a message."""
    if str(event.get("logger", "")).partition(".")[0] in OURS:
        return event
    event["event"] = scrub(str(event["event"]))
    return event


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
        return text


def configure(level: str, form: Literal["console", "json"], secrets: list[str]) -> None:
    """Send all logging to standard error, one line an event, but for an error's places.

    Other libraries never say less than a warning: at lower levels they quote what they carry.
    """
    redactor = Redactor(secrets)
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _explain_error,
        _scrub_others,
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
    ours = logging.getLevelName(level.upper())
    root.setLevel(max(ours, logging.WARNING))
    for name in OURS:
        logging.getLogger(name).setLevel(ours)

    def log_crash(
        _kind: type[BaseException], error: BaseException, _trace: object
    ) -> None:  # pragma: no cover - called by the interpreter on its way out
        sys.stderr.write(f"{redactor.clean(explain(error))}\n")

    sys.excepthook = log_crash
