"""How is a person's name shown, so that it can neither break a screen nor pose as a link?"""

import re
import unicodedata
from collections.abc import Iterator

from bot.i18n import Text, Translate
from models import NameDisplay

CHARACTERS_MAX = 64
"""What the eye counts: a letter with its marks is one, a joined emoji is one."""
CODE_POINTS_MAX = 140
"""The width of participants.name."""
INPUT_MAX = 512
MARKS_MAX = 2
JOINED_MAX = 8
"""Pictures in one joined emoji; a family of four with skin tones has four."""

ZERO_WIDTH_JOINER = "\u200d"
EMOJI_PRESENTATION = "\ufe0f"
BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that show nothing: a favourite for empty names."""
INVISIBLE_MARKS = frozenset("\u034f\u17b4\u17b5")

# Telegram makes links of these wherever they stand in a message, in a person's name too; a word
# joiner is none of the characters that its parser lets into a mention, a command or an address.
LINK_SIGNS = re.compile(r"[@#$/]|(?<=\w)\.(?=\w)")
WORD_JOINER = "\u2060"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def clean(first_name: str | None, last_name: str | None = None) -> str:
    """The name on one line, without what is invisible or runs over its line; "" if none is left.

    Steps follow Unicode: general categories (UAX #44), emoji sequences (UTS #51).
    """
    raw = f"{first_name or ''} {last_name or ''}"[:INPUT_MAX]
    visible = "".join(_visible(character) for character in raw)
    composed = unicodedata.normalize("NFC", _without_idle_joiners(visible))
    kept: list[str] = []
    length = 0
    for cluster in _clusters(" ".join(composed.split())):
        length += len(cluster)
        if len(kept) == CHARACTERS_MAX or length > CODE_POINTS_MAX:
            break
        kept.append(cluster)
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def initials(name: str) -> str:
    """The first letters of the first two words of a clean name, "А. К."; "" without letters."""
    words = ("".join(c for c in word if c.isalpha()) for word in name.split())
    letters = [word[0].upper()[0] for word in words if word]
    return " ".join(f"{letter}." for letter in letters[:2])


def shown(name: str) -> str:
    """The name for a line with other text: of its own direction, and never a link."""
    harmless = LINK_SIGNS.sub(lambda sign: sign[0] + WORD_JOINER, name)
    return f"{FIRST_STRONG_ISOLATE}{harmless}{POP_ISOLATE}"


def later(name: str) -> str | Text:
    """The name for a text whose language is not known yet."""
    return shown(name) if name else Text("names-hidden")


def of(t: Translate, name: str, participant_id: int) -> str:
    """The name to show, or "Participant 1234" where there is none. Plain text, not HTML."""
    if name:
        return shown(name)
    return t.plain("names-participant", number=str(participant_id))


def public(t: Translate, name: str, display: NameDisplay) -> str:
    """What others see of a person: the name, its initials or just "Participant"."""
    match display:
        case NameDisplay.NAME:
            visible = name
        case NameDisplay.INITIALS:
            visible = initials(name)
        case _:
            visible = ""
    return shown(visible) if visible else t.plain("names-hidden")


def _visible(character: str) -> str:
    """The character, a space in place of a blank one, nothing in place of an invisible one."""
    if character == ZERO_WIDTH_JOINER or _is_picture(character):
        return character
    if character in BLANKS or character.isspace():
        return " "
    category = unicodedata.category(character)
    return "" if category.startswith("C") or character in INVISIBLE_MARKS else character


def _is_picture(character: str) -> bool:
    """Whether it may be part of an emoji, those younger than Python's Unicode tables included."""
    if character in BLANKS:
        return False
    category = unicodedata.category(character)
    return category == "So" or (
        category in ("Cn", "Sk") and "\U0001f000" <= character < "\U0001fb00"
    )


def _without_idle_joiners(text: str) -> str:
    """Joiners stay between two pictures only; elsewhere they are a way to look like another."""
    kept: list[str] = []
    for character, following in zip(text, text[1:] + " ", strict=True):
        if character == ZERO_WIDTH_JOINER:
            before = kept[-1] if kept else " "
            joins = before == EMOJI_PRESENTATION or _is_picture(before)
            if not (joins and _is_picture(following)):
                continue
        kept.append(character)
    return "".join(kept)


def _clusters(text: str) -> Iterator[str]:
    """What the eye takes for one character: a base with a few marks, or joined pictures."""
    cluster = ""
    marks = pictures = 0
    for character in text:
        if unicodedata.category(character).startswith("M"):
            marks += 1
            # A mark without a letter would sit on whatever stands before the name.
            if cluster.strip() and marks <= MARKS_MAX:
                cluster += character
            continue
        marks = 0
        if cluster and _continues(cluster, character) and pictures < JOINED_MAX:
            pictures += _is_picture(character)
            cluster += character
            continue
        if cluster:
            yield cluster
        cluster, pictures = character, 0
    if cluster:
        yield cluster.removesuffix(ZERO_WIDTH_JOINER)


def _continues(cluster: str, character: str) -> bool:
    is_skin_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    return ZERO_WIDTH_JOINER in (cluster[-1], character) or (
        is_skin_tone and _is_picture(cluster[0])
    )
