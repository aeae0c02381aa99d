"""Does the group see what was really written, before it confirms or delivers something?"""

from tests.offer_stage import begin, give, pool, send_codes
from tests.people import Json, Stage, staged, text_of


async def test_codes_are_bought_only_after_somebody_has_looked_at_them(
    sqlite_url: str, unpaced: None
) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage)
        sheet = "sep=;\r\n№;Coupon code\r\n1;REAL-1\r\n2;REAL-2\r\n2;REAL-2\r\n3;<b>\r\n"
        asked = await send_codes(stage.admin, sheet)
        said = text_of(asked)
        for part in ("3 codes for “Coupon”?", "first: REAL-1", "last: <b>", "code: Coupon code"):
            assert part in said
        assert "column 2 of 2" in said
        assert "Twice in the file: 1" in said
        assert await pool(stage) == []
        await stage.admin.press("Cancel", asked)
        assert await pool(stage) == []
        assert "REAL" not in text_of(seen_again(stage, asked))
        asked = await send_codes(stage.admin, sheet)
        await stage.admin.press("✅ Yes, upload 3 codes", asked)
        assert [each.code for each in await pool(stage)] == ["REAL-1", "REAL-2", "<b>"]
        assert "REAL" not in text_of(seen_again(stage, asked))


def seen_again(stage: Stage, message: Json) -> Json:
    return next(m for m in stage.in_group() if m["message_id"] == message["message_id"])


async def test_an_answer_is_a_quotation_on_the_card_whatever_it_says(
    sqlite_url: str, unpaced: None
) -> None:
    async with staged(sqlite_url) as stage:
        await begin(stage)
        ann = stage.person("Ann")
        await ann.start()
        await give(ann, 300)
        await ann.say("/rewards")
        await ann.press("✅ Mug")
        await ann.press("Take it for 300 points")
        await ann.say("Street 1\n✅ Delivered by Olga\n\u202etxet desrever\u202c <b>x</b>")
        await ann.press("✅ Yes, take it")
        card = stage.in_group()[-1]
        answer = "Street 1\n✅ Delivered by Olga\ntxet desrever <b>x</b>"
        [quoted] = [each for each in card["entities"] if each["type"] == "blockquote"]
        assert answer_at(card, quoted) == answer


def answer_at(message: Json, entity: Json) -> str:
    """Offsets count UTF-16 code units (Bot API, MessageEntity)."""
    first, last = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
    return text_of(message).encode("utf-16-le")[first:last].decode("utf-16-le")
