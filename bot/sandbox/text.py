"""How does a formatted text become plain text with entities, and how long may it be?"""

from bot.sandbox import entities, html, markdown
from bot.sandbox.entities import Json, utf16_length
from bot.sandbox.errors import bad_request

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_LIMIT_BYTES = 32_768
PARSERS = {
    "html": html.parse,
    "markdownv2": markdown.parse_v2,
    "markdown": markdown.parse_legacy,
}


def formatted(
    text: str,
    parse_mode: str | None,
    given: list[Json] | None,
    *,
    limit: int = MESSAGE_LIMIT,
    what: str = "message text",
) -> tuple[str, list[Json]]:
    """Return plain text and entities; `ApiError` 400 as Telegram words it."""
    if len(text) * 4 > RAW_LIMIT_BYTES and len(text.encode()) > RAW_LIMIT_BYTES:
        raise bad_request("Text is too long" if what == "message text" else f"{what} is too long")
    plain, found = _parsed(text, parse_mode, given)
    plain, found = _trimmed(plain.replace("\r", ""), found)
    if len(plain) > limit:
        raise bad_request(
            "message is too long" if what == "message text" else f"{what} is too long"
        )
    return plain, entities.merge(found, entities.find(plain))


def _parsed(text: str, parse_mode: str | None, given: list[Json] | None) -> tuple[str, list[Json]]:
    mode = (parse_mode or "").lower()
    if not mode or mode == "none":
        return text, _within(text, given or [])
    parse = PARSERS.get(mode)
    if parse is None:
        raise bad_request("unsupported parse_mode")
    try:
        return parse(text)
    except html.Broken as problem:
        raise bad_request(f"can't parse entities: {problem}") from None


def _within(text: str, given: list[Json]) -> list[Json]:
    """Drop entities that begin outside of the text, and shorten those that end there."""
    total = utf16_length(text) if given else 0
    kept = []
    for entity in sorted(given, key=lambda each: (each["offset"], -each["length"])):
        offset, length = entity["offset"], min(entity["length"], total - entity["offset"])
        if offset >= 0 and length > 0:
            kept.append({**entity, "length": length})
    return kept


def _trimmed(text: str, found: list[Json]) -> tuple[str, list[Json]]:
    """Drop white space at both ends, as Telegram does, and shift the entities."""
    stripped = text.rstrip()
    if stripped and not stripped[0].isspace() and len(stripped) == len(text):
        return text, found
    lead = len(stripped) - len(stripped.lstrip())
    removed = utf16_length(stripped[:lead])
    stripped = stripped[lead:]
    total = utf16_length(stripped)
    kept = []
    for entity in found:
        begin = max(0, entity["offset"] - removed)
        end = min(total, entity["offset"] + entity["length"] - removed)
        if end > begin:
            kept.append({**entity, "offset": begin, "length": end - begin})
    return stripped, kept
