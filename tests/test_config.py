"""Are the operator's settings read, and mistakes in them told so that they can be mended?"""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from bot import config
from bot.errors import OperatorError

SECRET = "a-secret-of-some-length"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Without the settings of whoever runs the tests."""
    for name in [name for name in os.environ if name.upper().startswith("SARAFAN_")]:
        monkeypatch.delenv(name)
    return monkeypatch


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def mistakes(file: Path, text: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(OperatorError) as refused:
        config.load(file)
    return str(refused.value).splitlines()[1:]


def test_what_is_left_out_has_a_default() -> None:
    settings = config.load(None)
    assert settings.database.url == "sqlite+aiosqlite:///data/sarafan.db"
    assert settings.starter_campaign.hold == timedelta(hours=24)


def test_the_file_is_read(file: Path) -> None:
    file.write_text('[starter_campaign]\nhold = "7d"\nrequired_chats = ["@a", "@b"]\n')
    starter = config.load(file).starter_campaign
    assert starter.hold == timedelta(days=7)
    assert starter.required_chats == ("@a", "@b")


def test_the_environment_goes_before_the_file(file: Path, environment: pytest.MonkeyPatch) -> None:
    file.write_text('[web]\nport = 1\nhost = "::1"\n')
    environment.setenv("SARAFAN_WEB__PORT", "2")
    environment.setenv("SARAFAN_STARTER_CAMPAIGN__REQUIRED_CHATS", '["@a"]')
    settings = config.load(file)
    assert (settings.web.port, settings.web.host) == (2, "::1")
    assert settings.starter_campaign.required_chats == ("@a",)


def test_a_missing_file_is_answered_with_what_to_do(file: Path) -> None:
    with pytest.raises(OperatorError, match=r"Copy config\.example\.toml"):
        config.load(file)


def test_a_file_that_is_no_toml_is_named(file: Path) -> None:
    file.write_text("[web\nport = 1\n")
    with pytest.raises(OperatorError, match=r"config\.toml cannot be read"):
        config.load(file)


def test_every_mistake_is_told_in_a_line_with_its_place_and_value(file: Path) -> None:
    text = (
        '[web]\nport = 99999\nprot = 1\n[texts]\nlanguage = "de"\ntime_zone = "Mars"\n[wed]\nx = 1'
    )
    told = mistakes(file, text)
    assert len(told) == 5
    for line, words in zip(
        sorted(told),
        [
            ("[texts] language = 'de'", "'ru', 'en' or 'bg'"),
            ("[texts] time_zone = 'Mars'", "Europe/Sofia"),
            ("[web] port = 99999", "65535"),
            ("[web] prot", "no such key"),
            ("wed", "no such key"),
        ],
        strict=True,
    ):
        for word in words:
            assert word in line


@pytest.mark.parametrize("name", ["SARAFAN_WEB__PROT", "SARAFAN_WED__PORT", "sarafan_wed__port"])
def test_an_unknown_name_in_the_environment_is_a_mistake_too(
    name: str, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv(name, "1")
    with pytest.raises(OperatorError, match="no such key"):
        config.load(None)


def test_what_kubernetes_sets_for_a_service_of_that_name_is_no_mistake(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("SARAFAN_PORT", "tcp://service:80")
    environment.setenv("SARAFAN_WEB_PORT", "tcp://service:80")
    assert config.load(None).web.port == 8080


def test_proxies_are_addresses_and_networks(environment: pytest.MonkeyPatch) -> None:
    assert config.load(None).web.trusted_proxies == ("127.0.0.1", "::1")
    environment.setenv("SARAFAN_WEB__TRUSTED_PROXIES", '["192.0.2.5", "fd00::/8"]')
    assert config.load(None).web.trusted_proxies == ("192.0.2.5", "fd00::/8")


@pytest.mark.parametrize("value", ["*", "proxy", "192.0.2.5/8", "192.0.2", "127.0.0.1:80", ""])
def test_a_proxy_without_an_address_is_refused(file: Path, value: str) -> None:
    (line,) = mistakes(file, f'[web]\ntrusted_proxies = ["127.0.0.1", "{value}"]\n')
    assert "[web] trusted_proxies" in line
    assert "addresses and networks" in line


@pytest.mark.parametrize("value", ["24", "h", "-1h", "1.5h", "1w", "１h", "1000000h"])
def test_a_duration_that_is_none_is_refused(file: Path, value: str) -> None:
    (line,) = mistakes(file, f'[starter_campaign]\nhold = "{value}"\n')
    assert "duration" in line


def test_a_webhook_needs_its_address_and_its_secret(file: Path) -> None:
    (line,) = mistakes(file, '[telegram]\nmode = "webhook"\n')
    assert "webhook_url and webhook_secret" in line


def test_a_webhook_is_taken_with_both(file: Path) -> None:
    file.write_text(
        '[telegram]\nmode = "webhook"\nwebhook_url = "https://bot.example.org/telegram/webhook"\n'
        f'webhook_secret = "{SECRET}"\n'
    )
    secret = config.load(file).telegram.webhook_secret
    assert secret is not None
    assert secret.get_secret_value() == SECRET


def test_a_webhook_without_encryption_is_refused_but_beside_a_local_telegram(file: Path) -> None:
    webhook = (
        '[telegram]\nmode = "webhook"\nwebhook_url = "http://127.0.0.1:8080/telegram/webhook"\n'
        f'webhook_secret = "{SECRET}"\n'
    )
    (line,) = mistakes(file, webhook)
    assert "https://" in line
    file.write_text(webhook + 'api_url = "http://127.0.0.1:8081"\n')
    assert config.load(file).telegram.is_local


@pytest.mark.parametrize(
    "text",
    [
        '[telegram]\nwebhook_secret = "short"\n',
        '[telegram]\nwebhook_secret = "sixteen or more, but with blanks"\n',
        f'[database]\nurl = "mysql://sarafan:{SECRET}@host/sarafan"\n',
        f'[redis]\nurl = "http://:{SECRET}@host"\n',
        f'[telegram]\ntoken = ["{SECRET}"]\n',
    ],
)
def test_a_mistake_never_shows_a_secret(file: Path, text: str) -> None:
    (line,) = mistakes(file, text)
    assert SECRET not in line
    assert "blanks" not in line
    assert "short" not in line.replace("should", "")


def test_printed_settings_show_no_secret(file: Path) -> None:
    file.write_text(f'[telegram]\ntoken = "{SECRET}"\nwebhook_secret = "{SECRET}"\n')
    assert SECRET not in repr(config.load(file))
