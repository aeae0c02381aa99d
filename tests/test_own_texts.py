"""Are an operator's own texts taken when they can be said, and refused by name when not?"""

from pathlib import Path

import pytest

from bot.errors import OperatorError
from bot.i18n import Texts


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("start-welcome = Ahoy, <b>{ $name }!", "start-welcome has markup that Telegram"),
        ("start-welcome = Ahoy, <b>{ $name }</i>!", "start-welcome has markup that Telegram"),
        ("start-welcome = You <3 us, { $name }!", "start-welcome has markup that Telegram"),
        ("start-welcome = { $name ->\n    [a] <b>A\n   *[b] B</b>\n    }", "<b>"),
        ("start-welcome = Ahoy, { NUMBER($name) }!", "start-welcome calls NUMBER"),
        ("start-welcome = { start-rule }", "uses the text start-rule"),
        ("start-welcome = { -brand }", "uses the term -brand"),
        ("start-welcome =\n    .title = Ahoy", "start-welcome has no text"),
        ("start-welcme = Ahoy!", "there is no text named start-welcme"),
        ("Ahoy!", "not Fluent: Ahoy!"),
        ("\udcff", "not UTF-8 text"),
    ],
)
def test_texts_that_fail_in_some_case_are_refused(text: str, mistake: str, tmp_path: Path) -> None:
    file = tmp_path / "en" / "mine.ftl"
    file.parent.mkdir()
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(OperatorError) as refused:
        Texts(directory=tmp_path)
    assert str(refused.value).startswith(f"{file}: ")
    assert mistake in str(refused.value)


def test_texts_that_can_be_said_are_taken(tmp_path: Path) -> None:
    (tmp_path / "bg").mkdir()
    (tmp_path / "bg" / "mine.ftl").write_text(
        '\ufeff-shop = Магазин\nstart-welcome = <a href="https://example.org">{ -shop }</a>: '
        "{ $name }, { names-hidden }!\n",
        encoding="utf-8",
    )
    said = Texts(directory=tmp_path).of("bg")("start-welcome", name="<Ann>")
    assert said == '<a href="https://example.org">Магазин</a>: &lt;Ann&gt;, Участник!'


def test_a_folder_of_texts_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"There is no folder .*nowhere"):
        Texts(directory=tmp_path / "nowhere")
