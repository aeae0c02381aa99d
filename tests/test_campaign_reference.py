"""Does docs/campaigns.md tell of every section and key, with examples that load?"""

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from bot.services import documents
from bot.services.document_words import InLanguages, PluralForms
from bot.services.documents import Document

REFERENCE = Path(__file__).parent.parent / "docs" / "campaigns.md"
TEXT = REFERENCE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
HEAD = '[campaign]\nslug = "example"\n'


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: str(block).split("\n", 1)[0])
def test_every_example_loads(block: str) -> None:
    whole = block if block.startswith("[campaign]\n") else HEAD + block
    documents.parse_toml(whole)


def sections() -> dict[str, type[BaseModel]]:
    """Every table of a document by its heading, "[[contest.prizes]]" among them."""
    found: dict[str, type[BaseModel]] = {}
    pending: list[tuple[str, type[BaseModel]]] = [("", Document)]
    while pending:
        path, model = pending.pop()
        for name, field in model.model_fields.items():
            inner = section_of(field.annotation)
            if inner is not None:
                key = f"{path}.{field.alias or name}".removeprefix(".")
                found[key] = inner
                pending.append((key, inner))
    return found


def section_of(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        is_text = issubclass(annotation, InLanguages | PluralForms)
        return None if is_text else annotation
    inner = (section_of(each) for each in get_args(annotation))
    return next((each for each in inner if each is not None), None)


@pytest.mark.parametrize("name", [name for name in sections() if "." not in name])
def test_every_section_has_an_example(name: str) -> None:
    assert any(re.search(rf"^\[\[?{name}\]", block, re.MULTILINE) for block in BLOCKS), name


@pytest.mark.parametrize(("name", "model"), sections().items(), ids=lambda each: str(each))
def test_every_key_is_told_of(name: str, model: type[BaseModel]) -> None:
    section = told(name.partition(".")[0])
    for key, field in model.model_fields.items():
        word = field.alias or key
        assert re.search(rf"[`.\s\[]{word}(`|\s=|\]|\.)", section), f"{name}.{word}"


def told(name: str) -> str:
    found = re.search(rf"^## `\[\[?{name}\]\]?`.*?(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE)
    assert found is not None, name
    return found[0]


def test_nothing_is_promised_for_later() -> None:
    assert "later" not in [line.removeprefix("## What comes ") for line in TEXT.splitlines()]
