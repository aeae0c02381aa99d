"""In which language is a page shown to whoever asks for it?"""

import pytest
from starlette.requests import Request

from bot.web import visitors


def request(accepted: str, query: str = "") -> Request:
    headers = [(b"accept-language", accepted.encode())]
    return Request({"type": "http", "headers": headers, "query_string": query.encode()})


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("bg", "bg"),
        ("BG-bg", "bg"),
        ("bg; q=1.0", "bg"),
        ("bg ;Q=0.9 , ru ; q=0.95", "ru"),
        ("en;q=0.1,bg;q=0.5", "bg"),
        ("ru;q=0.5,bg;q=0.5", "ru"),
        ("de,fr;q=0.9,bg;q=0.2", "bg"),
        ("bg;q=0", "en"),
        ("bg; q=0.000, ru; q=0.001", "ru"),
        ("bg;q=nan", "en"),
        ("bg;q=2", "en"),
        ("", "en"),
        ("de", "en"),
        (";;;,=,q=1", "en"),
    ],
)
def test_the_browser_says_which_language_is_preferred(accepted: str, language: str) -> None:
    assert visitors.language_of(request(accepted), "en") == language


def test_what_was_chosen_on_the_page_counts_before_the_browser() -> None:
    assert visitors.language_of(request("bg", "lang=ru"), "en") == "ru"
    assert visitors.language_of(request("bg", "lang=xx"), "en") == "bg"
