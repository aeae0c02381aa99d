"""Do the files of docs/deploy name only what there is?"""

import re
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest

from bot import config
from bot.__main__ import app as command_line
from bot.config import Settings
from tests import plain_yaml
from tests.conventions.code import ROOT
from tests.conventions.settings import sections

DEPLOY = ROOT / "docs" / "deploy"
SETTING = re.compile(r"\bSARAFAN_([A-Z_]+?)__([A-Z_]+)\b")
COMMAND = re.compile(r"python -m bot ([a-z]+)")
METRIC = re.compile(r"\bsarafan_[a-z_]+")
HARDENING = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "UMask": "0077",
}


class Unit(RawConfigParser):
    """A unit's keys are written in both cases."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def text_of(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def commands() -> set[str]:
    alone = {
        each.name or each.callback.__name__
        for each in command_line.registered_commands
        if each.callback
    }
    return alone | {str(group.name) for group in command_line.registered_groups}


@pytest.fixture
def compose() -> dict[str, Any]:
    found: dict[str, Any] = plain_yaml.read(text_of("compose.yaml"))
    return found


@pytest.fixture
def unit() -> RawConfigParser:
    parsed = Unit(strict=True, interpolation=None)
    parsed.read_string(text_of("sarafan.service"))
    return parsed


@pytest.mark.parametrize("file", sorted(one.name for one in DEPLOY.iterdir()))
def test_only_settings_and_commands_that_there_are_are_named(file: str) -> None:
    said = text_of(file)
    for section, key in SETTING.findall(said):
        assert key.lower() in sections().get(section.lower(), ()), (section, key)
    assert set(COMMAND.findall(said)) <= commands()


def test_the_containers_run_a_command_and_are_closed(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"bot", "bot-large", "postgres", "redis"}
    for name in ("bot", "bot-large"):
        service = compose["services"][name]
        assert service["command"] == ["run"]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["ports"] == ["127.0.0.1:8080:8080"], "nobody outside reads /metrics"
        build = service["build"]
        assert (DEPLOY / build["context"] / build["dockerfile"]).resolve() == DEPLOY / "Dockerfile"
        assert "/readyz" in str(service["healthcheck"]["test"])
    named = {
        volume.partition(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", ())
    }
    assert named == set(compose["volumes"])


@pytest.mark.parametrize("name", ["bot", "bot-large"])
def test_the_containers_settings_can_be_read(
    compose: dict[str, Any], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in compose["services"][name]["environment"].items():
        filled = {"SARAFAN_TELEGRAM__TOKEN": "1:x", "SARAFAN_TELEGRAM__ADMIN_CHAT_ID": "-1"}
        monkeypatch.setenv(key, filled.get(key, str(value).replace("${POSTGRES_PASSWORD:-}", "p")))
    settings = config.load(None)
    assert isinstance(settings, Settings)
    assert settings.log.format == "json"
    assert settings.backup.directory == Path("/data/backups")
    # Docker gives its networks out of these.
    assert {"172.16.0.0/12", "192.168.0.0/16"} < set(settings.web.trusted_proxies)
    assert settings.database.url.startswith("sqlite" if name == "bot" else "postgresql")


def test_the_image_is_made_of_pinned_files_and_runs_as_nobody_special() -> None:
    said = text_of("Dockerfile")
    assert "--require-hashes --requirement requirements.txt" in said
    assert said.index("USER sarafan") < said.index("ENTRYPOINT")
    assert re.findall(r"^FROM (.+)$", said, re.MULTILINE) == ["python:3.13-slim"]
    for folder in re.findall(r"^COPY (\w+) \./\w+$", said, re.MULTILINE):
        assert (ROOT / folder).is_dir()
    copied = set(re.findall(r"^COPY (\w+) \./\w+$", said, re.MULTILINE))
    assert copied == {"bot", "handlers", "models", "locales"}


def test_the_unit_starts_run_and_is_closed(unit: RawConfigParser) -> None:
    assert unit.sections() == ["Unit", "Service", "Install"]
    service = dict(unit["Service"])
    assert "-m bot run --config /etc/sarafan/config.toml" in service["ExecStart"]
    assert service["StateDirectory"] == "sarafan"
    assert service["Restart"] == "on-failure"
    assert {key: service[key] for key in HARDENING} == HARDENING
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_the_alerts_ask_for_metrics_that_there_are() -> None:
    rules = plain_yaml.read(text_of("alerts.yaml"))["groups"][0]["rules"]
    assert len({rule["alert"] for rule in rules}) == len(rules)
    source = (ROOT / "bot" / "web" / "metrics.py").read_text(encoding="utf-8")
    for rule in rules:
        assert rule["annotations"]["summary"]
        for metric in METRIC.findall(rule["expr"]):
            name = metric.removeprefix("sarafan_").removesuffix("_total").removesuffix("_bucket")
            assert f'"{name}"' in source, metric
    asked = METRIC.findall(text_of("README.md"))
    assert asked == ["sarafan_admin_group_reachable"]
