"""Are the ready-made programmes whole: valid, in three languages, with what to change?"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.i18n import LANGUAGES
from bot.services import presets
from bot.services.document_words import InLanguages
from bot.services.presets import NAMES, PresetUnknown
from tests.test_campaign_command import command

REFERENCE = Path(__file__).parent.parent / "docs" / "campaigns.md"


def said(section: BaseModel, path: str = "") -> Iterator[tuple[str, InLanguages]]:
    """Everything in a document that is said in languages, with where it stands."""
    for name in type(section).model_fields:
        value = getattr(section, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, InLanguages):
                yield f"{path}.{name}", each
            elif isinstance(each, BaseModel):
                yield from said(each, f"{path}.{name}")


def keys(content: object) -> Iterator[str]:
    if isinstance(content, dict):
        for key, value in content.items():
            yield key
            yield from keys(value)
    elif isinstance(content, list):
        for each in content:
            yield from keys(each)


def test_there_are_as_many_files_as_names() -> None:
    assert sorted(file.stem for file in presets.FOLDER.glob("*.toml")) == sorted(NAMES)


def test_a_name_that_is_none_opens_no_file() -> None:
    with pytest.raises(PresetUnknown):
        presets.text("../../config")


async def test_a_preset_is_loaded_and_started_from_its_file(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'[database]\nurl = "sqlite+aiosqlite:///{tmp_path / "sarafan.db"}"\n')
    loaded = await command(tmp_path, "load", presets.path("bank_products"))
    assert (loaded.status, loaded.refused) == (0, "")
    started = await command(tmp_path, "start", "bank-products")
    assert started.said == "bank-products is running, version 1.\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_is_valid_and_named_as_its_file(name: str) -> None:
    assert presets.read(name).campaign.slug == name.replace("_", "-")


@pytest.mark.parametrize("name", NAMES)
def test_everything_is_said_in_every_language(name: str) -> None:
    document = presets.read(name)
    found = dict(said(document))
    silent = [
        f"{path}.{language}"
        for path, words in found.items()
        for language in LANGUAGES
        if getattr(words, language) is None
    ]
    assert silent == []
    assert {".campaign.title", ".campaign.terms", ".share.text", ".share.call"} <= set(found)


@pytest.mark.parametrize("name", NAMES)
def test_russian_units_have_the_forms_that_russian_needs(name: str) -> None:
    forms = presets.read(name).campaign.unit.name.ru
    assert forms is not None
    assert None not in (forms.one, forms.few, forms.many)


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_says_what_to_change_and_names_no_date(name: str) -> None:
    text = presets.text(name)
    assert re.match(r"# .+\n(#.*\n)*# ?To change: ", text)
    document = presets.read(name)
    moments = [document.campaign.starts_at, document.campaign.ends_at]
    moments += [at for each in document.contests for at in (each.starts_at, each.ends_at)]
    assert set(moments) == {None}


@pytest.mark.parametrize("name", NAMES)
def test_the_reference_explains_every_key_of_a_preset(name: str) -> None:
    reference = REFERENCE.read_text(encoding="utf-8")
    languages_and_plurals = {*LANGUAGES, "one", "few", "many", "other"}
    used = set(keys(tomllib.loads(presets.text(name)))) - languages_and_plurals
    missing = [key for key in sorted(used) if not re.search(rf"[`\[. {{]{key}[`\]. =]", reference)]
    assert missing == []
