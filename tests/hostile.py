"""Two thousand names that somebody might take to break a screen, to lure or to hide; always the
same ones."""

import random
from collections.abc import Sequence

COUNT = 2_000
SEED = 20_261_122

PIECES: dict[str, Sequence[str]] = {
    "markup": (
        "<b>", "</b>", "<b>bold</b>", '<a href="https://scam.example">click</a>', "</a>", "<",
        "<script>alert(1)</script>", "&lt;b&gt;", "&#60;b&#62;", "&amp;", "&", "<!--", "]]>",
        "<tg-spoiler>", '<tg-emoji emoji-id="1">x</tg-emoji>', "<code>", "*bold*", "_i_", "`c`",
        "[link](https://scam.example)", '"', "'", "<pre><code>", "&#x3c;b>",
    ),
    "direction": (
        "\u202e", "\u202d", "\u202a", "\u202c", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e",
        "\u200f", "\u061c", "\u202egnp.exe", "שלום", "مرحبا", "\u2069\u2069\u2069",
    ),
    "zalgo": ("Z̷̢̧͕͉̻͌̈́̔a̴͈̒l̶̰̈́g̵̹̾o̸̳͌", "a" + "\u0301" * 60, "\u0489" * 20, "\u20e3", "e\u0336\u0332"),
    "invisible": (
        "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u3164", "\u2800", "\u034f",
        "\u180e", "\U000e0041", "\u2063", "\x00", "\x1b[31m", "\x07", "\ud800", "\ufff9",
    ),
    "emoji": (
        "👨‍👩‍👧‍👦", "🏳️‍🌈", "👍🏽", "🇧🇬", "🇧", "❤️", "1️⃣", "🧑🏿‍🤝‍🧑🏻", "🫠" * 20,
        "👩" + "\u200d👩" * 30,
    ),
    "links": (
        "https://scam.example/win", "http://scam.example", "t.me/scam_bot", "scam.example", "//x.y",
        "tg://user?id=1", "telegram.me/x", "ton://x", "mailto:a@scam.example", "www.scam.example",
        "admin@scam.example", "1.2.3.4:80", "xn--e1awd7f.com", "пример.рф", "+79161234567",
    ),
    "mentions": ("@scam_bot", "@admin", "＠scam_bot", "a@scam_bot", "@@scam_bot", "@scam_bot."),
    "commands": (
        "/start", "/payout", "/ban@sarafan_demo_bot", "/credit 1 100 x", "／start",
        "//top",
    ),
    "tags": ("#win", "$USD", "#1", "$TON", "＃win"),
    "lines": ("\n", "\r\n", "\t", "\u2028", "\u2029", "\v", "\f", "\u0085", "a\n\n\n\nb"),
    "sql": (
        "'; DROP TABLE participants; --", "1' OR '1'='1", '"; --', "\\'; --", "%s", "%%", ":id",
    ),
    "templates": (
        "{ $name }", "{name}", "{{ 7*7 }}", "${7*7}", "{", "}", '{ "" }', "{ -brand }", "%(name)s",
        "{0}", "{ start-welcome }", "*[other]", "[one]", ".attr = x",
    ),
    "formulas": ("=1+1", "=cmd|' /C calc'!A0", "-1+1", "+1", '=HYPERLINK("https://scam.example")'),
    "long": (
        "W" * 512, "Ж" * 512, "﷽" * 512, "a b " * 128, "🫠" * 512, "i" * 64,
        "&" * 512, "<" * 512,
    ),
    "empty": ("", " ", "\u3164", "."),
    "plain": ("Ann", "Анна Ким", "Иван", "O'Brien", "Jean-Luc", "李小龙", "François", "Ñandú"),
}  # fmt: skip


def names() -> list[tuple[str, str | None]]:
    """First and last names as Telegram might give them: each piece alone, then mixtures."""
    chance = random.Random(SEED)
    every = [piece for pieces in PIECES.values() for piece in pieces]
    found: dict[tuple[str, str | None], None] = dict.fromkeys((piece, None) for piece in every)
    while len(found) < COUNT:
        parts = [chance.choice(chance.choice(list(PIECES.values()))) for _ in range(4)]
        first = chance.choice(("", "", " ")).join(parts[: chance.randint(1, 3)])
        found[first, chance.choice((None, parts[3]))] = None
    return list(found)
