"""How are steps said in a person's language? All of it is plain text, to be passed as an argument.

The forms fit whoever does them: "join @shop_news", "solve a picture task".
"""

import re
from collections.abc import Sequence

from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, get_currency_precision

from bot.i18n import Translate
from bot.services import referrals, steps
from bot.services.documents import Document
from bot.services.steps import Kind

UNNAMED_PRECISION = 2
"""Digits after the point of a currency that the document does not name."""
_LETTER_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")


def each(t: Translate, missing: Sequence[str], document: Document) -> list[str]:
    """One phrase for each kind of step, in their order; chats stand together."""
    return [_said(t, kind, missing, document) for kind in steps.kinds(missing)]


def together(t: Translate, missing: Sequence[str], document: Document) -> str:
    """All of them in one phrase: "join @shop_news and solve a picture task"."""
    return str(format_list(each(t, missing, document), locale=t.language))


def chats_in_words(t: Translate, chats: Sequence[str]) -> str:
    """The chats to be in, "@news and a private chat": ids say nothing to people."""
    named = [chat for chat in chats if chat.startswith("@")]
    private_count = len(chats) - len(named)
    if private_count:
        named.append(t.plain("campaigns-private-chats", count=private_count))
    return str(format_list(named, locale=t.language))


def are_chats(missing: Sequence[str]) -> bool:
    """Whether all that is missing is to join."""
    return bool(missing) and all(step.startswith(referrals.SUBSCRIBE) for step in missing)


def _said(t: Translate, kind: Kind, missing: Sequence[str], document: Document) -> str:
    match kind:
        case Kind.SUBSCRIBE:
            chats = chats_in_words(t, referrals.chats(missing))
            return t.plain("steps-do-subscribe", chats=chats)
        case Kind.PURCHASE if (document.purchase_minimum or 1) > 1:
            minimum = money(t, document, document.purchase_minimum or 0)
            return t.plain("steps-do-purchase-from", minimum=minimum)
        case _:
            return t.plain(f"steps-do-{kind}")


def money(t: Translate, document: Document, minor: int) -> str:
    """What a purchase is worth: "10.00 €", "10.00" where any currency does."""
    currency = document.purchases.currency
    if currency is None:
        value = minor / 10**UNNAMED_PRECISION
        return str(format_decimal(value, format="#,##0.00", locale=t.language))
    precision = get_currency_precision(currency)
    said = str(format_currency(minor / 10**precision, currency, locale=t.language))
    # A symbol of letters keeps its distance from the number (UTS 35, currencySpacing).
    return _LETTER_BEFORE_DIGIT.sub("\u00a0", said)


def whole_money(document: Document, amount: int) -> int:
    """So many of the purchases' currency in its minor units."""
    currency = document.purchases.currency
    precision = UNNAMED_PRECISION if currency is None else int(get_currency_precision(currency))
    return amount * int(10**precision)
