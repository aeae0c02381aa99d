"""Does the local Telegram read formatted text, count it and refuse it as Telegram does?"""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import entities, html, markdown
from tests.playground import Playground, playground, png

CANT_PARSE = "Bad Request: can't parse entities: "


@pytest.fixture
async def play() -> AsyncIterator[Playground]:
    async with playground() as found:
        yield found


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("a <foo>b</foo>", 'Unsupported start tag "foo" at byte offset 2'),
        ("я <b", "Unclosed start tag at byte offset 3"),
        ("<b class", 'Unclosed start tag "b" at byte offset 0'),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        (
            "<b>x</i>",
            'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
        ),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<i>a<b>x</b>", 'Can\'t find end tag corresponding to start tag "i"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x!>y</a>", "Unexpected end of name token at byte offset 8"),
    ],
)
async def test_broken_html_is_refused_in_telegrams_words(
    play: Playground, source: str, problem: str
) -> None:
    user = play.person()
    refusal = await play.refusal("sendMessage", chat_id=user.id, text=source, parse_mode="HTML")
    assert refusal == CANT_PARSE + problem


@pytest.mark.parametrize(
    ("source", "plain", "found"),
    [
        ("<b>x</b>", "x", [("bold", 0, 1)]),
        ("<STRONG>x</STRONG>", "x", [("bold", 0, 1)]),
        ("😀<i>я</i>", "😀я", [("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<b></b>x", "x", []),
        ("<b>x</>y", "xy", [("bold", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<pre><code class='language-py'>x</code></pre>", "x", [("pre", 0, 1)]),
        ("<pre>a<code>x</code></pre>", "ax", [("pre", 0, 2), ("code", 1, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
        ("&lt;b&gt; &amp; &quot; &#65; &#x42;", '<b> & " A B', []),
        ("&nbsp;&copy;", "&nbsp;&copy;", []),
        ("a & b", "a & b", []),
    ],
)
def test_html_becomes_entities_in_utf16_units(
    source: str, plain: str, found: list[tuple[str, int, int]]
) -> None:
    text, parsed = html.parse(source)
    assert text == plain
    assert [(each["type"], each["offset"], each["length"]) for each in parsed] == found


def test_the_language_of_a_code_block_is_kept() -> None:
    _text, parsed = html.parse('<pre><code class="language-python">x</code></pre>')
    assert parsed == [{"offset": 0, "length": 1, "type": "pre", "language": "python"}]


def test_links_are_kept_and_mentions_name_their_user() -> None:
    _text, parsed = html.parse(
        '<a href="https://example.com/?a=1&amp;b=2">x</a><a href="tg://user?id=7">y</a>'
    )
    assert [(each["type"], each.get("url")) for each in parsed] == [
        ("text_link", "https://example.com/?a=1&b=2"),
        ("text_mention", None),
    ]


def test_an_anchor_that_leads_nowhere_is_plain_text() -> None:
    assert html.parse('<a href="nowhere at all">x</a>') == ("x", [])


async def test_4096_characters_are_counted_after_parsing_in_code_points(play: Playground) -> None:
    user = play.person()
    longest = "<b>" + "😀" * 4096 + "</b>"
    message = await play.result("sendMessage", chat_id=user.id, text=longest, parse_mode="HTML")
    assert message["entities"] == [{"offset": 0, "length": 8192, "type": "bold"}]
    refusal = await play.refusal(
        "sendMessage", chat_id=user.id, text=longest + "!", parse_mode="HTML"
    )
    assert refusal == "Bad Request: message is too long"


async def test_a_raw_text_over_32768_bytes_is_refused_before_parsing(play: Playground) -> None:
    user = play.person()
    source = "<b></b>" * 5_000 + "x"
    refusal = await play.refusal("sendMessage", chat_id=user.id, text=source, parse_mode="HTML")
    assert refusal == "Bad Request: text is too long"


@pytest.mark.parametrize("source", ["", "   ", "<b></b>", "<b>  </b>\n"])
async def test_an_empty_text_is_refused(play: Playground, source: str) -> None:
    user = play.person()
    refusal = await play.refusal("sendMessage", chat_id=user.id, text=source, parse_mode="HTML")
    assert refusal == "Bad Request: message text is empty"


async def test_white_space_around_a_text_is_cut_off_and_entities_move(play: Playground) -> None:
    user = play.person()
    message = await play.result(
        "sendMessage", chat_id=user.id, text="\n  <b>x</b> y \n", parse_mode="HTML"
    )
    assert message["text"] == "x y"
    assert message["entities"] == [{"offset": 0, "length": 1, "type": "bold"}]


async def test_an_unknown_parse_mode_is_refused(play: Playground) -> None:
    user = play.person()
    refusal = await play.refusal("sendMessage", chat_id=user.id, text="x", parse_mode="BBCode")
    assert refusal == "Bad Request: unsupported parse_mode"


async def test_entities_given_by_the_bot_are_taken_as_they_are(play: Playground) -> None:
    user = play.person()
    given = [{"type": "bold", "offset": 0, "length": 2}]
    message = await play.result("sendMessage", chat_id=user.id, text="<b>", entities=given)
    assert message["text"] == "<b>"
    assert message["entities"] == given


async def test_given_entities_are_cut_to_the_text(play: Playground) -> None:
    user = play.person()
    given = [
        {"type": "italic", "offset": 1, "length": 50},
        {"type": "bold", "offset": 0, "length": 1},
        {"type": "code", "offset": -1, "length": 1},
        {"type": "code", "offset": 9, "length": 1},
        {"type": "text_mention", "offset": 0, "length": 1},
    ]
    message = await play.result("sendMessage", chat_id=user.id, text="abc", entities=given)
    assert [(each["type"], each["offset"], each["length"]) for each in message["entities"]] == [
        ("bold", 0, 1),
        ("italic", 1, 2),
    ]


async def test_a_mention_of_somebody_unknown_is_dropped(play: Playground) -> None:
    user = play.person()
    source = f'<a href="tg://user?id={user.id}">me</a> <a href="tg://user?id=1">nobody</a>'
    message = await play.result("sendMessage", chat_id=user.id, text=source, parse_mode="HTML")
    assert [each["user"]["id"] for each in message["entities"]] == [user.id]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [("bot_command", "/start")]),
        ("/start@sarafan_demo_bot", [("bot_command", "/start@sarafan_demo_bot")]),
        ("see https://t.me/x?start=1, ok", [("url", "https://t.me/x?start=1")]),
        ("t.me/sarafan", [("url", "t.me/sarafan")]),
        ("ask @alice_b or a@b.com", [("mention", "@alice_b"), ("email", "a@b.com")]),
        ("#акция now", [("hashtag", "#акция")]),
        ("1/2 and and/or", []),
        ("plain", []),
    ],
)
def test_commands_links_and_mentions_are_found_without_markup(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert [
        (each["type"], text[each["offset"] : each["offset"] + each["length"]])
        for each in entities.find(text)
    ] == found


@pytest.mark.parametrize(
    ("source", "plain", "found"),
    [
        ("*b* _i_ __u__ ~s~ ||h||", "b i u s h", "bold italic underline strikethrough spoiler"),
        ("`c` ```py\nx```", "c x", "code pre"),
        ("[x](https://example.com/a)", "x", "text_link"),
        (r"1\.5 \!", "1.5 !", ""),
        (">quoted\n>more\nplain", "quoted\nmore\nplain", "blockquote"),
    ],
)
def test_markdown_v2_is_read(source: str, plain: str, found: str) -> None:
    text, parsed = markdown.parse_v2(source)
    assert text == plain
    assert [each["type"] for each in parsed] == found.split()


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (
            "1.5",
            "Character '.' is reserved and must be escaped with the preceding '\\'",
        ),
        ("я *b", "Can't find end of Bold entity at byte offset 3"),
        ("[x](y", "Can't find end of a URL at byte offset 3"),
    ],
)
async def test_broken_markdown_v2_is_refused(play: Playground, source: str, problem: str) -> None:
    user = play.person()
    refusal = await play.refusal(
        "sendMessage", chat_id=user.id, text=source, parse_mode="MarkdownV2"
    )
    assert refusal == CANT_PARSE + problem


async def test_old_markdown_is_read_and_refused(play: Playground) -> None:
    user = play.person()
    message = await play.result(
        "sendMessage", chat_id=user.id, text="*b* [x](example.com) 1.5", parse_mode="Markdown"
    )
    assert [each["type"] for each in message["entities"]] == ["bold", "text_link"]
    refusal = await play.refusal("sendMessage", chat_id=user.id, text="*b", parse_mode="Markdown")
    assert refusal == CANT_PARSE + "Can't find end of the entity starting at byte offset 0"


async def test_a_caption_has_at_most_1024_characters(play: Playground) -> None:
    user = play.person()
    photo = play.telegram.files.add("photo", png())
    sent = await play.result("sendPhoto", chat_id=user.id, photo=photo.file_id, caption="я" * 1024)
    assert sent["caption"] == "я" * 1024
    refusal = await play.refusal(
        "sendPhoto", chat_id=user.id, photo=photo.file_id, caption="я" * 1025
    )
    assert refusal == "Bad Request: message caption is too long"
