"""What does the screen of a contest say: to participants, and to admins?"""

from datetime import datetime

from bot.i18n import Markup, Points, Translate
from bot.services import campaigns, contest_words, draws, names
from bot.services.contest_boards import Line, Mine, Table
from bot.services.contests import Known, Plan
from models import ContestState, Participant


def table_text(t: Translate, table: Table, viewer: Participant | None, now: datetime) -> str:
    """The whole screen in Telegram's HTML; `viewer` None is for the admin group."""
    known = table.known
    parts = [
        "\n".join(_head(t, known, now)),
        "\n".join([t("contests-prizes"), *contest_words.prizes(t, known.section, known.unit)]),
        "\n".join(_table(t, table, viewer)),
    ]
    if viewer is not None and table.mine is not None:
        parts.append("\n".join(_mine(t, known, table.mine, viewer)))
    if table.expelled:
        parts.append("\n".join(_expelled(t, table)))
    if known.is_draw:
        parts.append("\n".join(contest_words.proof(t, known)))
    return "\n\n".join(part for part in parts if part)


def _head(t: Translate, known: Known, now: datetime) -> list[str]:
    contest, document = known.contest, known.campaign.document
    on_site = contest_words.local(t, document)
    title, campaign = contest_words.title(t, known), campaigns.title(document, t.language)
    lines = [t("contests-title", title=title)]
    if campaign != title:
        lines.append(t("contests-of-campaign", campaign=campaign))
    lines.append(contest_words.goal(t, known.section))
    if contest.state == ContestState.CLOSED:
        return [*lines, on_site("contests-ended", ends_at=contest.ends_at)]
    zone = document.campaign.time_zone
    lines.append(on_site("contests-until", ends_at=contest.ends_at, zone=zone))
    if now < contest.ends_at:
        span = contest_words.left(t, contest.ends_at - now)
        return [*lines, t("contests-time-left", span=span)]
    return [*lines, t("contests-closing")]


def _table(t: Translate, table: Table, viewer: Participant | None) -> list[str]:
    known = table.known
    is_closed = known.contest.state == ContestState.CLOSED
    if not table.total:
        if is_closed:
            return [t("contests-nobody")]
        return [t("contests-empty" if viewer else "contests-empty-for-admins")]
    lines = [t("contests-winners-title")] if known.is_draw and is_closed else []
    lines += [_line(t, known, each, viewer) for each in table.best]
    if table.around:
        if table.around[0].place > table.best[-1].place + 1:
            lines.append("…")
        lines += [_line(t, known, each, viewer) for each in table.around]
    if lines:
        lines.append("")
    lines.append(t("contests-total", count=table.total))
    if known.is_draw:
        lines.append(t("contests-total-tickets", count=table.tickets))
    if table.counted_at is not None:
        lines.append(t("contests-as-of", at=table.counted_at))
    return lines


def _line(t: Translate, known: Known, line: Line, viewer: Participant | None) -> str:
    if known.is_draw:
        return drawn_line(t, known, line, for_admins=viewer is None)
    viewer_id = None if viewer is None else viewer.id
    return contest_words.line(t, known, line, viewer_id=viewer_id, ids=viewer is None)


def drawn_line(t: Translate, known: Known, line: Line, *, for_admins: bool = False) -> str:
    """A winner of a draw, with the ticket and the prize."""
    contest, prize = known.contest, known.section.prize_of(line.place)
    assert contest.seed is not None
    assert prize is not None
    code = draws.code(contest.seed, contest.id, line.participant_id)
    name = names.public(t, line.name, line.display)
    if for_admins:
        name = names.of(t, line.name, line.participant_id)
    return t(
        "contests-won-by-admin" if for_admins else "contests-won-by",
        place=contest_words.place(line.place),
        name=name,
        telegram_id=str(line.telegram_id),
        what=Markup(t("contests-ticket", code=code)),
        prize=contest_words.prize(t, known.unit, prize),
    )


def _mine(t: Translate, known: Known, mine: Mine, viewer: Participant) -> list[str]:
    if mine.is_out:
        return [t("contests-mine-out")]
    if known.is_draw:
        return _mine_in_draw(t, known, mine, viewer)
    value = contest_words.value(t, known.section, known.unit, mine.value)
    if mine.place is None:
        lines = [t("contests-mine-outside", value=value)]
    else:
        lines = [t("contests-mine-place", place=str(mine.place), value=value)]
    is_closed = known.contest.state == ContestState.CLOSED
    if mine.prize is not None:
        prize = contest_words.prize(t, known.unit, mine.prize)
        lines.append(t("contests-mine-won" if is_closed else "contests-mine-prize", prize=prize))
    if mine.place == 1 and not is_closed:
        lines.append(t("contests-mine-first"))
    if mine.missing is not None and mine.next_prize is not None:
        lines.append(_missing(t, known, mine, mine.missing))
    return lines


def _missing(t: Translate, known: Known, mine: Mine, missing: int) -> str:
    assert mine.next_prize is not None
    place = str(mine.next_place)
    prize = contest_words.prize(t, known.unit, mine.next_prize)
    if known.section.by == "friends":
        return t("contests-mine-missing", count=missing, place=place, prize=prize)
    amount = Points(missing, known.unit)
    return t("contests-mine-missing-points", amount=amount, place=place, prize=prize)


def _mine_in_draw(t: Translate, known: Known, mine: Mine, viewer: Participant) -> list[str]:
    contest = known.contest
    if contest.state == ContestState.RUNNING:
        if mine.tickets:
            return [t("contests-mine-tickets", count=mine.tickets)]
        return [t("contests-mine-no-ticket", count=mine.missing or 1)]
    if not mine.tickets:
        return []
    assert contest.seed is not None
    code = draws.code(contest.seed, contest.id, viewer.id)
    lines = [t("contests-mine-code", code=code)]
    if mine.prize is None:
        return [t("contests-mine-not-drawn"), *lines]
    prize = contest_words.prize(t, known.unit, mine.prize)
    return [t("contests-mine-won", prize=prize), *lines]


def _expelled(t: Translate, table: Table) -> list[str]:
    lines = [t("contests-expelled-title")]
    for each in table.expelled:
        name = names.public(t, each.person.name, each.person.name_display)
        lines.append(t("contests-expelled", name=name, reason=each.reason))
    rest = table.expelled_total - len(table.expelled)
    if rest:
        lines.append(t("contests-expelled-more", count=rest))
    return lines


def rules_text(t: Translate, known: Known) -> str:
    contest = known.contest
    rules = contest_words.rules(t, known, contest.starts_at, contest.ends_at)
    title = t("contests-rules-title", title=contest_words.title(t, known))
    return f"{title}\n\n{contest_words.listing(rules)}"


def list_text(t: Translate, coming: list[Plan]) -> str:
    """Above the buttons of all contests; what is coming has nothing to be opened yet."""
    parts = [t("contests-choose")]
    if coming:
        lines = [t("contests-coming-title")]
        for plan in coming:
            on_site = contest_words.local(t, plan.campaign.document)
            lines.append(
                on_site(
                    "contests-coming",
                    title=contest_words.title(t, plan),
                    starts_at=plan.starts_at,
                    ends_at=plan.ends_at,
                )
            )
        parts.append("\n".join(lines))
    return "\n\n".join(parts)
