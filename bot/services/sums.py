"""When two messages become one, which of their arguments add up?"""

from collections.abc import Mapping

from bot.i18n import Argument, Points


def can_add(earlier: Mapping[str, Argument], later: Mapping[str, Argument]) -> bool:
    before, after = earlier.get("amount"), later.get("amount")
    if isinstance(before, Points) and isinstance(after, Points):
        return before.unit == after.unit
    return True


def add(earlier: Mapping[str, Argument], later: Mapping[str, Argument]) -> dict[str, Argument]:
    total = dict(later)
    match earlier.get("count"), later.get("count"):
        case int(before), int(after):
            total["count"] = before + after
    match earlier.get("amount"), later.get("amount"):
        case Points(before_minor), Points(after_minor, unit, signed):
            total["amount"] = Points(before_minor + after_minor, unit, signed)
    return total
