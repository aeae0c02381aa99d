"""How are a contest's prizes, rules, table and result said in a person's language?

What returns a list of lines returns Telegram's HTML; the rest is plain text.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.i18n import Markup, Points, Translate, Unit
from bot.services import campaigns, names, wording
from bot.services.contest_boards import Line
from bot.services.contests import Known, Plan
from bot.services.document_contests import ContestSection, Prize
from bot.services.documents import Document

MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def local(t: Translate, document: Document) -> Translate:
    """The same language on the campaign's clocks."""
    return t.in_zone(document.zone)


def title(t: Translate, which: Known | Plan) -> str:
    """The contest's name; the campaign's, where it has none of its own."""
    titles = which.section.title
    if titles is None:
        return campaigns.title(which.campaign.document, t.language)
    return str(titles.in_language(t.language))


def prize(t: Translate, unit: Unit, won: Prize) -> str:
    """ "500 points", "a T-shirt", "Grand prize (500 points)"."""
    if won.title is None:
        assert won.amount is not None
        return t.points(Points(won.amount, unit))
    name = str(won.title.in_language(t.language))
    if won.amount is None:
        return name
    return f"{name} ({t.points(Points(won.amount, unit))})"


def value(t: Translate, section: ContestSection, unit: Unit, amount: int) -> str:
    if section.by == "friends":
        return t.plain("top-friends", count=amount)
    return t.points(Points(amount, unit))


def place(number: int) -> str:
    return MEDALS.get(number, f"{number}.")


def prizes(t: Translate, section: ContestSection, unit: Unit) -> list[str]:
    """One line for each kind of prize, by place; in a draw by how many there are."""
    lines, first = [], 1
    for each in section.prizes:
        said, last = prize(t, unit, each), first + each.places - 1
        if section.kind == "draw":
            lines.append(t("contests-prize-drawn", count=each.places, prize=said))
        else:
            lines.append(t("contests-prize", places=_places(first, last), prize=said))
        first = last + 1
    return lines


def _places(first: int, last: int) -> str:
    if last <= max(MEDALS):
        return "".join(MEDALS[number] for number in range(first, last + 1))
    return f"{first}." if first == last else f"{first}–{last}."


def rules(t: Translate, which: Known | Plan, starts_at: datetime, ends_at: datetime) -> list[str]:
    """What counts, who is ahead of whom, and what cannot be changed: a sentence each."""
    section, document = which.section, which.campaign.document
    unit, on_site = document.unit, local(t, document)
    zone = document.campaign.time_zone
    has_hold = section.by == "friends" and bool(document.qualify.hold)
    counting = f"{section.by}-hold" if has_hold else section.by
    lines = [on_site(f"contests-rule-{counting}", starts_at=starts_at, ends_at=ends_at, zone=zone)]
    if has_hold:
        span = wording.duration(t, document.qualify.hold)
        lines.append(t("contests-rule-hold", span=span))
    if section.minimum > 1:
        lines.append(t("contests-rule-minimum", value=value(t, section, unit, section.minimum)))
    if section.kind == "draw":
        lines.append(t("contests-rule-draw"))
        if section.tickets_max is not None:
            lines.append(t("contests-rule-tickets", count=section.tickets_max))
    else:
        lines.append(t("contests-rule-tie"))
    return [*lines, t("contests-rule-leaving"), t("contests-rule-entrants")]


def goal(t: Translate, section: ContestSection) -> str:
    """Who wins, in one sentence."""
    return t("contests-goal-draw" if section.kind == "draw" else f"contests-goal-{section.by}")


def left(t: Translate, span: timedelta) -> str:
    """About how long: "5 days", "3 hours", "20 minutes"."""
    for unit, least in ((DAY, 2 * DAY), (HOUR, HOUR)):
        if span >= least:
            return wording.duration(t, span // unit * unit)
    return wording.duration(t, max(span // MINUTE, 1) * MINUTE)


def line(
    t: Translate, known: Known, each: Line, *, viewer_id: int | None = None, ids: bool = False
) -> str:
    """One entrant in a table: under the name that they allow, or for admins with their id."""
    said = value(t, known.section, known.unit, each.value)
    if ids:
        return t(
            "top-line-admin",
            place=Markup(place(each.place)),
            name=names.of(t, each.name, each.participant_id),
            telegram_id=str(each.telegram_id),
            value=said,
        )
    return t(
        "top-line-mine" if each.participant_id == viewer_id else "top-line",
        place=Markup(place(each.place)),
        name=names.public(t, each.name, each.display),
        value=said,
    )


def proof(t: Translate, known: Known) -> list[str]:
    """What anybody needs to check a draw: all of it once it is closed."""
    contest = known.contest
    if contest.commitment is None:
        return []
    lines = [t("contests-commitment", hash=contest.commitment)]
    if contest.list_hash is not None and contest.seed is not None:
        lines.append(t("contests-seed", seed=contest.seed))
        lines.append(t("contests-list", hash=contest.list_hash))
    return lines


def listing(lines: Iterable[str]) -> str:
    return "\n".join(f"• {each}" for each in lines)
