"""What do the admin group, a channel and the winners hear of a contest?"""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Markup, Texts, Translate
from bot.pictures import BoardCard, BoardRow, cards
from bot.services import contest_boards, contest_results, contest_words, draws, names, outbox
from bot.services.contest_boards import Line
from bot.services.contest_results import Result, Won
from bot.services.contests import Known
from models import Participant

CAPTION_MAX = 1_000
"""Of the 1,024 that Telegram takes under a picture, in UTF-16 units without the markup."""
ROWS_DRAWN = 10
_TAG = re.compile(r"<[^>]*>")


async def tell_of_start(
    session: AsyncSession, known: Known, t: Translate, *, chat_id: int, now: datetime
) -> None:
    """Announce a contest; with a draw's commitment, which is thereby published."""
    contest, section = known.contest, known.section
    on_site = contest_words.local(t, known.campaign.document)
    parts = [
        t("contests-post-started", title=contest_words.title(t, known)),
        contest_words.goal(t, section),
        "\n".join([t("contests-prizes"), *contest_words.prizes(t, section, known.unit)]),
        on_site(
            "contests-until",
            ends_at=contest.ends_at,
            zone=known.campaign.document.campaign.time_zone,
        ),
    ]
    if known.is_draw:
        parts.append("\n".join([t("contests-post-sealed"), *contest_words.proof(t, known)]))
    await _post(session, "\n\n".join(parts), chat_id=chat_id, now=now)


async def tell_of_result(
    session: AsyncSession,
    known: Known,
    won: Sequence[Won],
    t: Translate,
    *,
    chat_id: int,
    address: str,
    now: datetime,
    for_admins: bool = False,
) -> None:
    """The result as a picture with its words; for admins with ids, and what is left to do."""
    title = contest_words.title(t, known)
    head = [t("contests-post-result", title=title)]
    tail = []
    if not won:
        head.append(t("contests-nobody"))
    else:
        tail.append(t("contests-took-part", count=known.contest.entrants or 0))
    if for_admins and any(each.prize.amount is None for each in won):
        tail.append(t("contests-hand-over"))
    if known.is_draw:
        tail.append(
            "\n".join([*contest_words.proof(t, known), t("contests-check", address=address)])
        )
    lines = [_won(t, known, each, for_admins) for each in won]
    text = fitted(t, head, lines, tail)
    picture = None
    if won:
        board = await contest_boards.look(session, known.contest.id, size=ROWS_DRAWN)
        picture = cards.to_json(card(t, known, board.best, address))
    await _post(session, text, chat_id=chat_id, now=now, picture=picture)


def _won(t: Translate, known: Known, won: Won, for_admins: bool) -> str:
    line = won.line
    who = names.public(t, line.name, line.display)
    if for_admins:
        who = names.of(t, line.name, line.participant_id)
    if known.is_draw:
        assert known.contest.seed is not None
        code = draws.code(known.contest.seed, known.contest.id, line.participant_id)
        what = t("contests-ticket", code=code)
    else:
        what = contest_words.value(t, known.section, known.unit, line.value)
    said = t(
        "contests-won-by-admin" if for_admins else "contests-won-by",
        place=contest_words.place(line.place),
        name=who,
        telegram_id=str(line.telegram_id),
        what=Markup(what),
        prize=contest_words.prize(t, known.unit, won.prize),
    )
    return f"{said} {t('contests-no-budget')}" if won.is_refused else said


def fitted(t: Translate, head: list[str], lines: list[str], tail: list[str]) -> str:
    """As many lines as fit under a picture."""
    kept = list(lines)
    while True:
        rest = len(lines) - len(kept)
        more = [t("contests-more-winners", count=rest)] if rest else []
        text = "\n\n".join([*head, *(["\n".join([*kept, *more])] if lines else []), *tail])
        if not kept or _length(text) <= CAPTION_MAX:
            return text
        kept.pop()


def _length(html: str) -> int:
    return len(_TAG.sub("", html).encode("utf-16-le")) // 2


def card(
    t: Translate, known: Known, lines: Sequence[Line], address: str, date: str = ""
) -> BoardCard:
    """The table as a picture, everybody under the name that they allow: it is to be posted."""
    on_site = contest_words.local(t, known.campaign.document)
    ends_on = on_site.day(known.contest.ends_at.astimezone(known.campaign.document.zone).date())
    return BoardCard(
        title=contest_words.title(t, known),
        heading=t.plain(f"contests-heading-{known.contest.kind}", state=known.contest.state),
        period=t.plain("contests-picture-until", state=known.contest.state, day=ends_on),
        rows=tuple(
            BoardRow(line.place, names.public(t, line.name, line.display), _drawn(t, known, line))
            for line in lines[:ROWS_DRAWN]
        ),
        mine=None,
        nameless=t.plain("names-hidden"),
        date=date,
        address=address,
    )


def _drawn(t: Translate, known: Known, line: Line) -> str:
    prize = known.section.prize_of(line.place)
    if known.is_draw and prize is not None:
        return contest_words.prize(t, known.unit, prize)
    return contest_words.value(t, known.section, known.unit, line.value)


async def tell_winners(
    session: AsyncSession, result: Result, texts: Texts, *, now: datetime
) -> None:
    """Everybody who has a prize, in their own language."""
    ids = [each.line.participant_id for each in result.won]
    rows = await session.execute(
        select(Participant.id, Participant.language, Participant.telegram_language).where(
            Participant.id.in_(ids)
        )
    )
    spoken = {row.id: row.language or row.telegram_language for row in rows}
    for each in result.won:
        t = texts.of(spoken[each.line.participant_id])
        await _post(session, _notice(t, result.known, each), chat_id=each.line.telegram_id, now=now)


def _notice(t: Translate, known: Known, won: Won) -> str:
    prize = contest_words.prize(t, known.unit, won.prize)
    title = contest_words.title(t, known)
    parts = [
        t(
            "contests-notice-drawn" if known.is_draw else "contests-notice-place",
            place=str(won.line.place),
            title=title,
        ),
        t("contests-notice-prize", prize=prize),
    ]
    if won.is_refused:
        parts.append(t("contests-notice-no-budget"))
    elif won.prize.amount is not None:
        parts.append(t("contests-notice-credited"))
    else:
        parts.append(t("contests-notice-hand-over"))
    return "\n".join(parts)


async def tell_of_disqualification(
    session: AsyncSession,
    known: Known,
    person: Participant,
    reason: str,
    texts: Texts,
    t: Translate,
    *,
    chat_id: int,
    by: str,
    now: datetime,
) -> None:
    """A public event: the group hears of it, and whoever it is about. `t` is the group's."""
    text = t(
        "contests-post-disqualified",
        name=names.of(t, person.name, person.id),
        telegram_id=str(person.telegram_id),
        title=contest_words.title(t, known),
        reason=reason,
        by=by,
    )
    await _post(session, text, chat_id=chat_id, now=now)
    own = texts.of(person.language or person.telegram_language)
    notice = own(
        "contests-notice-disqualified", title=contest_words.title(own, known), reason=reason
    )
    await _post(session, notice, chat_id=person.telegram_id, now=now)


async def tell_of_closed_door(
    session: AsyncSession, known: Known, t: Translate, *, chat_id: int, now: datetime
) -> None:
    """The bot may not post where the campaign wants it to."""
    text = t(
        "contests-post-closed-door",
        title=contest_words.title(t, known),
        chat=known.section.announce_in or "",
    )
    await _post(session, text, chat_id=chat_id, now=now)


async def won_in(session: AsyncSession, known: Known) -> list[Won]:
    """What a closed contest gave, as its rows say."""
    refused = await contest_results.refused_places(session, known)
    found = []
    for line in await contest_boards.winners(session, known, limit=known.section.places):
        prize = known.section.prize_of(line.place)
        assert prize is not None
        found.append(Won(line, prize, line.place in refused))
    return found


async def _post(
    session: AsyncSession, html: str, *, chat_id: int, now: datetime, picture: str | None = None
) -> None:
    await outbox.post(
        session,
        chat_id=chat_id,
        text_key="contests-message",
        args={"text": Markup(html)},
        now=now,
        picture=picture,
    )
