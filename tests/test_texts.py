"""Are the texts complete, well made and used, in every language?

Every rule is shown a violation too: one that finds nothing could be blind.
"""

from collections.abc import Callable, Iterable

import pytest
from fluent.syntax import ast as ftl

from tests.conventions import texts
from tests.conventions.code import PROGRAM, ROOT, Source
from tests.conventions.texts import Locale

LOCALES = {locale.language: locale for locale in texts.locales()}
ENGLISH = LOCALES["en"].messages


def planted(text: str) -> Source:
    return Source("bot/services/planted.py", text)


def locale(text: str, language: str = "en", name: str = "planted.ftl") -> Locale:
    return Locale(language, {name: text})


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("rule", [texts.unreadable, texts.wrong_plurals, texts.broken_markup])
def test_every_text_is_well_made(rule: Callable[[Locale], Iterable[str]], language: str) -> None:
    assert LOCALES[language].messages
    assert list(rule(LOCALES[language])) == []


@pytest.mark.parametrize("language", sorted(set(LOCALES) - {"en"}))
def test_every_language_has_every_text_with_the_same_arguments(language: str) -> None:
    assert list(texts.differences(LOCALES["en"], LOCALES[language])) == []


def test_every_text_that_is_asked_for_exists() -> None:
    assert [v for source in PROGRAM for v in texts.unknown_texts(source, ENGLISH)] == []


def test_every_text_is_given_what_it_needs() -> None:
    assert [v for source in PROGRAM for v in texts.missing_arguments(source, ENGLISH)] == []


def test_every_refusal_has_words_and_gives_them_what_they_need() -> None:
    assert texts.refusals(PROGRAM)
    assert list(texts.refusals_without_words(PROGRAM, ENGLISH)) == []


def test_every_text_is_used() -> None:
    refused = {texts.text_of(name) for name in texts.refusals(PROGRAM)}
    pages = texts.other_files(ROOT / "bot" / "web")
    nodes = texts.inside(list(ENGLISH.values()))
    quoted = {node.id.name for node in nodes if isinstance(node, ftl.MessageReference)}
    assert texts.unused(ENGLISH.keys() - refused - quoted, PROGRAM, pages) == set()


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        (texts.unreadable, locale("key = one\nkey = two\n")),
        (texts.unreadable, locale("key without an equals sign\n")),
        (texts.unreadable, locale("key = { other }\n")),
        (texts.wrong_plurals, locale("key = { $n ->\n [one] a\n*[other] b\n}\n", "ru")),
        (texts.wrong_plurals, locale("key = { $n ->\n [one] a\n [few] b\n*[other] c\n}\n", "bg")),
        (texts.broken_markup, locale("key = <b>bold\n")),
        (texts.broken_markup, locale("key = <p>paragraph</p>\n")),
        (texts.broken_markup, locale("key = <b><i>both</b></i>\n")),
        (texts.broken_markup, locale("key = { $n ->\n [one] <b>a\n*[other] b</b>\n}\n")),
    ],
)
def test_a_planted_ill_made_text_is_seen(
    rule: Callable[[Locale], Iterable[str]], bad: Locale
) -> None:
    assert list(rule(bad))


def test_well_made_texts_pass() -> None:
    text = "key = { $n ->\n [one] <b>a</b>\n [few] { key2 }\n*[many] c\n}\nkey2 = b\n"
    text += "key3 = { $n ->\n [one] не больше { $n } знака\n*[other] не больше { $n } знаков\n}\n"
    good = locale(text, "ru")
    for rule in (texts.unreadable, texts.wrong_plurals, texts.broken_markup):
        assert list(rule(good)) == []


@pytest.mark.parametrize(
    "other",
    [
        locale("key = { $name }\n", "bg"),
        locale("key = { $name }\nquoted = { $amount }\nmore = x\n", "bg"),
        locale("key = { $who } { quoted }\nquoted = { $amount }\n", "bg"),
        locale("key = { $name } { quoted }\nquoted = { $amount }\n .title = x\n", "bg"),
        locale("key = { $name } { quoted }\nquoted = { $amount }\n", "bg", "elsewhere.ftl"),
    ],
    ids=["missing", "extra", "argument", "attribute", "file"],
)
def test_a_planted_difference_between_languages_is_seen(other: Locale) -> None:
    english = locale("key = { $name } { quoted }\nquoted = { $amount }\n")
    assert list(texts.differences(english, other))
    assert list(texts.differences(english, Locale("ru", english.files))) == []


TEXTS = locale(
    "start-hello = Hello\nstart-sum = { $amount }\nstart-no-money = x\nerror-too-late = { $at }\n"
).messages


@pytest.mark.parametrize(
    "call",
    [
        't("start-bye")',
        't.plain("start-bye")',
        'texts.of("en")("start-bye")',
        't("start-hello" if ok else "start-bye")',
        't(f"stop-{word}")',
        'post(text_key="start-bye")',
        'rows = [{"text_key": "start-bye", "callback": "x"}]',
        'def tell(chat, text_key): ...\ntell(1, "start-bye")',
    ],
)
def test_a_planted_unknown_text_is_seen(call: str) -> None:
    assert list(texts.unknown_texts(planted(call), TEXTS))
    known = call.replace("start-bye", "start-hello").replace("stop-", "start-")
    assert list(texts.unknown_texts(planted(known), TEXTS)) == []


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ('t("start-sum")', 't("start-sum", amount=1)'),
        ('t("start-sum" if x else "start-hello", n=1)', 't("start-sum", **given)'),
        (
            'post(text_key="start-sum", args={"n": 1})',
            'post(text_key="start-sum", args={"amount": 1})',
        ),
        ('post(text_key="start-sum")', 'post(text_key="start-sum", args=given)'),
    ],
)
def test_a_planted_missing_argument_is_seen(bad: str, good: str) -> None:
    assert list(texts.missing_arguments(planted(bad), TEXTS))
    assert list(texts.missing_arguments(planted(good), TEXTS)) == []


@pytest.mark.parametrize(
    "refusal",
    [
        "class TooEarly(UserError): ...",
        "class Refusal(UserError): ...\nclass TooEarly(Refusal): ...",
        "class TooLate(UserError): ...\nraise TooLate(day=1)",
        "class TooLate(UserError): ...\nrefuse(TooLate())",
        "class TooLate(UserError):\n def __init__(self):\n  super().__init__(day=1)",
    ],
)
def test_a_planted_refusal_without_words_is_seen(refusal: str) -> None:
    assert list(texts.refusals_without_words([planted(refusal)], TEXTS))


@pytest.mark.parametrize(
    "refusal",
    [
        "class TooLate(UserError): ...\nraise TooLate(at=1)",
        "class TooLate(UserError):\n def __init__(self, a):\n  super().__init__(at=a)\nTooLate(1)",
        "class TooEarly(Exception): ...",
    ],
)
def test_a_refusal_with_words_passes(refusal: str) -> None:
    assert list(texts.refusals_without_words([planted(refusal)], TEXTS)) == []


def test_a_planted_unused_text_is_seen() -> None:
    used = planted('t("start-hello")\nkey = f"{kind}-money"\nkind = "start-no"\n')
    assert texts.unused(TEXTS, [used], ["t('error-too-late')"]) == {"start-sum"}
    assert texts.unused(TEXTS, [planted('key = f"start-{x}"')], []) == {"error-too-late"}
