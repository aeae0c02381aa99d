"""Is a campaign's file that would take minutes to read refused at once?"""

import time

import pytest
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.services import documents, mistakes
from bot.services.documents import DocumentRefused

LEAST = '[campaign]\nslug = "least"\n'


def refusal(text: str) -> list[str]:
    with pytest.raises(DocumentRefused) as refused:
        documents.parse_toml(text)
    return refused.value.lines


@pytest.mark.parametrize(
    "line",
    [
        ".".join(["a"] * 40_000) + " = 1",
        "[" + " . ".join(["a"] * 40_000) + "]",
        "x = { " + ".".join(["'a'"] * 40_000) + " = 1 }",
        ".".join(['"a.b"'] * 17) + " = 1",
    ],
)
def test_a_key_of_many_parts_is_refused_before_it_takes_minutes(line: str) -> None:
    [said] = refusal(f'{LEAST}terms = """\n"\n"""\n{line}\n')
    assert said == "line 6: a key has more than 16 parts"


def test_dots_in_words_and_numbers_are_no_keys() -> None:
    dots = ".".join(["a"] * 100)
    said = f'title = {{ en = "{dots[:64]}", ru = \'a.{dots[:50]}\', bg = """\n{dots[:64]}""" }}'
    document = documents.parse_toml(f"# {dots}\n{LEAST}{said} # {dots}\n")
    assert document.titles["en"] == dots[:64]
    assert refusal(f"{LEAST}x = [{', '.join(['1.5'] * 100)}]")[0].startswith("[campaign] x")


@pytest.mark.parametrize("nested", ["[" * 60_000, "{a=" * 60_000, "[" * 400 + "]" * 400])
def test_what_is_nested_without_end_is_refused(nested: str) -> None:
    assert len(refusal(f"{LEAST}x = {nested}")) == 1


def test_only_the_mistakes_that_are_told_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = []
    line_of = mistakes._line

    def line(detail: ErrorDetails, document: type[BaseModel]) -> str:
        judged.append(detail)
        return line_of(detail, document)

    monkeypatch.setattr(mistakes, "_line", line)
    lines = refusal(LEAST + "".join(f"key_{number} = 1\n" for number in range(5_000)))
    assert lines[-1] == "… and 4980 more mistakes"
    assert len(judged) == mistakes.LINES_MAX


def test_a_number_too_long_to_be_written_out_is_told_as_a_mistake() -> None:
    [said] = refusal(f"{LEAST}[attribution]\nwindow = 0x{'f' * 5_000}")
    assert said.startswith("[attribution] window = …: ")


@pytest.mark.parametrize("end", ["", "\\"])
def test_quotes_that_never_end_are_looked_at_once(end: str) -> None:
    began = time.process_time()
    refusal(LEAST + "x =\n" + '\\"""\n' * 40_000 + end)
    assert time.process_time() - began < 5
