"""What did the operator set, in config.toml and in the environment?"""

import os
import re
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import OperatorError

TELEGRAM_URL = "https://api.telegram.org"
PREFIX, DELIMITER = "SARAFAN_", "__"
SECRET_KEYS = {"token", "webhook_secret", "url"}
"""Their values are never shown: a database's address holds its password."""
LIKE_A_TOKEN = re.compile(r"\d{5,}:[\w-]{8,}")
"""Wherever it was put, it is not shown either."""
TOKEN = re.compile(r"\d+:\S+")
ROLES = frozenset({"updates", "jobs", "sender", "web"})
"""The parts of a process; by themselves in replicas."""
DURATION_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def parse_duration(value: object) -> object:
    """Turn "30s", "15m", "24h" or "7d" into a timedelta; "0" is no time at all."""
    if not isinstance(value, str):
        return value
    number, unit = value[:-1], value[-1:]
    if value == "0":
        return timedelta()
    if not (number.isascii() and number.isdigit() and unit in DURATION_UNITS):
        raise ValueError('a duration is a whole number with s, m, h or d, as "24h"')
    if len(number) > 6:
        raise ValueError("a duration of at most six digits")
    return timedelta(**{DURATION_UNITS[unit]: int(number)})


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError('a time zone such as "Europe/Sofia"') from None
    return name


def _time_of_day(text: str) -> str:
    if text and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text) is None:
        raise ValueError('a time of day such as "09:00", or empty')
    return text


def _networks(written: tuple[str, ...]) -> tuple[str, ...]:
    for one in written:
        try:
            ip_network(one)
        except ValueError:
            raise ValueError(
                'a list of addresses and networks, as ["127.0.0.1", "192.0.2.0/24"]'
            ) from None
    return written


def _guardable(secret: SecretStr) -> SecretStr:
    # What Telegram takes (Bot API, setWebhook), but not as short.
    if re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret.get_secret_value()) is None:
        raise ValueError('16 to 256 letters of A-Z and a-z, digits, "_" and "-"')
    return secret


def _readable_address(url: str) -> str:
    try:
        is_in_memory = make_url(url).database == ":memory:"
    except (ArgumentError, ValueError):
        raise ValueError(
            "an address such as postgresql+asyncpg://user:password@host:5432/name"
        ) from None
    if is_in_memory:
        raise ValueError("points are kept in a file, not in memory")
    return url


Duration = Annotated[timedelta, BeforeValidator(parse_duration)]
LongDuration = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    Field(ge=timedelta(minutes=1), le=timedelta(days=3_650)),
]
TimeOfDay = Annotated[str, AfterValidator(_time_of_day)]
Networks = Annotated[tuple[str, ...], Field(max_length=100), AfterValidator(_networks)]
ZoneName = Annotated[str, AfterValidator(_known_zone)]
DatabaseUrl = Annotated[str, AfterValidator(_readable_address)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_guardable)]
Language = Literal["ru", "en", "bg"]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TelegramSection(Section):
    token: SecretStr = SecretStr("")
    api_url: str = Field(default=TELEGRAM_URL, pattern=r"^https?://[^/\s]+")
    admin_chat_id: int | None = None
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str | None = None
    webhook_secret: WebhookSecret | None = None

    @property
    def is_local(self) -> bool:
        """Whether the Bot API server is our own, so that plain http is in order."""
        return self.api_url.startswith("http://")

    @model_validator(mode="after")
    def _webhook_is_complete(self) -> "TelegramSection":
        if self.mode == "polling":
            return self
        if not self.webhook_url or self.webhook_secret is None:
            raise ValueError('mode "webhook" needs webhook_url and webhook_secret')
        if not self.webhook_url.startswith("https://") and not self.is_local:
            raise ValueError("webhook_url must begin with https://")
        return self


class DatabaseSection(Section):
    url: DatabaseUrl = Field(
        default="sqlite+aiosqlite:///data/sarafan.db",
        pattern=r"^(sqlite\+aiosqlite:///.+|postgresql\+asyncpg://.+)$",
    )


class RedisSection(Section):
    url: str | None = Field(default=None, pattern=r"^(rediss?|unix)://.+$")


class WebSection(Section):
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65_535)
    public_url: str | None = Field(default=None, pattern=r"^https?://.+$")
    trusted_proxies: Networks = ("127.0.0.1", "::1")


class ApiSection(Section):
    requests_per_minute: int = Field(default=3_000, ge=1, le=1_000_000)


class WebhooksSection(Section):
    allow_private: bool = False


class SenderSection(Section):
    messages_per_second: int = Field(default=30, ge=1, le=1_000)
    paid_broadcasts: bool = False


class JobsSection(Section):
    tick_seconds: float = Field(default=5, ge=0.05, le=3_600)


class TextsSection(Section):
    language: Language = "en"
    time_zone: ZoneName = "UTC"
    directory: Path | None = None
    logo: Path | None = None
    contact: str = Field(default="", max_length=200)


class StarterCampaignSection(Section):
    title: str = Field(default="", max_length=64)
    referrer_reward: int = Field(default=100, ge=0, le=1_000_000_000)
    friend_reward: int = Field(default=0, ge=0, le=1_000_000_000)
    hold: Duration = timedelta(hours=24)
    required_chats: tuple[str, ...] = Field(default=(), max_length=5)
    budget: int | None = Field(default=None, ge=1)
    payout_minimum: int = Field(default=500, ge=1)


class DigestSection(Section):
    at: TimeOfDay = "09:00"


class AlarmsSection(Section):
    payout_waiting: LongDuration = timedelta(hours=24)
    disk_free_percent: int = Field(default=5, ge=0, le=100)


class BackupSection(Section):
    directory: Path | None = None
    every: LongDuration = timedelta(hours=24)
    keep: int = Field(default=7, ge=1, le=10_000)


class LogSection(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["console", "json"] = "console"


class Settings(BaseSettings):
    """All settings; SARAFAN_<SECTION>__<KEY> in the environment goes before the file."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter=DELIMITER,
        extra="forbid",
        frozen=True,
    )

    telegram: TelegramSection = TelegramSection()
    database: DatabaseSection = DatabaseSection()
    redis: RedisSection = RedisSection()
    web: WebSection = WebSection()
    api: ApiSection = ApiSection()
    webhooks: WebhooksSection = WebhooksSection()
    sender: SenderSection = SenderSection()
    jobs: JobsSection = JobsSection()
    texts: TextsSection = TextsSection()
    starter_campaign: StarterCampaignSection = StarterCampaignSection()
    digest: DigestSection = DigestSection()
    alarms: AlarmsSection = AlarmsSection()
    backup: BackupSection = BackupSection()
    log: LogSection = LogSection()


def load(path: Path | None) -> Settings:
    """Read the settings from a TOML file and the environment.

    Raises `OperatorError` with one line for every key that is wrong.
    """
    if path is not None and not path.is_file():
        raise OperatorError(
            f"There is no {path}. Copy config.example.toml to {path} and put your token into it."
        )

    if unknown := _names_of_no_section():
        raise OperatorError(f"the environment has mistakes:\n{unknown}")

    class FromFile(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            file = TomlConfigSettingsSource(settings_cls, path) if path else init_settings
            return init_settings, env_settings, file

    try:
        return FromFile()
    except ValidationError as error:
        lines = "\n".join(explain(detail) for detail in error.errors())
        raise OperatorError(f"{path or 'the environment'} has mistakes:\n{lines}") from None
    except (ValueError, OSError) as error:
        raise OperatorError(f"{path or 'the environment'} cannot be read: {error}") from None


def with_admin_group(settings: Settings, chat_id: int | None) -> Settings:
    """The settings, where the admin group has got another number since they were written."""
    telegram = settings.telegram.model_copy(update={"admin_chat_id": chat_id})
    return settings.model_copy(update={"telegram": telegram})


def check_token(settings: Settings) -> None:
    """Raises `OperatorError` for what is no token, before anything is made."""
    if TOKEN.fullmatch(settings.telegram.token.get_secret_value()) is None:
        raise OperatorError(
            "There is no usable token. Take one from @BotFather and put it into [telegram] token, "
            "or try everything without one: python -m bot sandbox"
        )


def _names_of_no_section() -> str:
    # Pydantic looks for the names it knows, so it would not see these. One without the delimiter is
    # not meant for us: Kubernetes sets SARAFAN_PORT for a service that is named sarafan.
    sections = tuple(f"{PREFIX}{name}{DELIMITER}".upper() for name in Settings.model_fields)
    return "\n".join(
        f"  {name}: there is no such key"
        for name in sorted(os.environ)
        if name.upper().startswith(PREFIX)
        and DELIMITER in name
        and not name.upper().startswith(sections)
    )


def explain(detail: ErrorDetails) -> str:
    """One mistake as key, value and what is allowed: "  [web] port = 99999: …"."""
    *sections, key = [str(part) for part in detail["loc"]] or ["document"]
    if not sections and detail["type"] == "model_type":
        return f"  {key}: is a section; begin it with a line [{key}]"
    place = f"[{'.'.join(sections)}] {key}" if sections else key
    if detail["type"] == "extra_forbidden":
        return f"  {place}: there is no such key"
    message = detail["msg"].removeprefix("Value error, ")
    value: Any = detail["input"]
    if isinstance(value, dict) or detail["type"] == "missing" or key in SECRET_KEYS:
        return f"  {place}: {message}"
    return f"  {place} = {LIKE_A_TOKEN.sub('…', repr(value))}: {message}"
