"""How is a decision told: when, who, what, about whom, before and after, and why?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.dates import format_skeleton
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Points, Translate
from bot.services import audit, campaigns, names
from bot.services.audit import Action, Filter
from bot.services.campaigns import RunningCampaign
from models import AuditRecord, Participant

NAME_MAX = 32
REASON_MAX = 120
"""Characters in the list; the file has the reason in full."""
AT_ONCE = "at once"
"""When a broadcast starts that waits for no hour."""


@dataclass(frozen=True)
class Line:
    """A row of the audit, with what its words need."""

    record: AuditRecord
    actor_name: str
    """"" for nobody whom the bot knows."""
    participant_name: str
    campaign: RunningCampaign | None


@dataclass(frozen=True)
class Screen:
    """A page of decisions, newest first, and whom it is about."""

    lines: Sequence[Line]
    next_before: int | None
    person: Participant | None
    """Who decided, or whom it is about, where one of both is asked for."""


async def screen(session: AsyncSession, wanted: Filter, *, before: int | None) -> Screen:
    page = await audit.page(session, wanted, before=before)
    actors = {one.actor for one in page.records if one.actor is not None}
    about = {one.participant_id for one in page.records if one.participant_id is not None}
    by_actor = await _names(session, Participant.telegram_id, actors)
    by_id = await _names(session, Participant.id, about)
    lines = [
        Line(
            record,
            by_actor.get(record.actor or 0, ""),
            by_id.get(record.participant_id or 0, ""),
            await _campaign(session, record.campaign_id),
        )
        for record in page.records
    ]
    return Screen(lines, page.next_before, await _person(session, wanted))


async def _names(session: AsyncSession, key: Any, wanted: set[int]) -> dict[int, str]:
    if not wanted:
        return {}
    found = await session.execute(select(key, Participant.name).where(key.in_(wanted)))
    return {number: name for number, name in found}


async def _campaign(session: AsyncSession, campaign_id: int | None) -> RunningCampaign | None:
    return None if campaign_id is None else await campaigns.find(session, campaign_id)


async def _person(session: AsyncSession, wanted: Filter) -> Participant | None:
    if wanted.participant_id is not None:
        return await session.get(Participant, wanted.participant_id)
    if wanted.actor is not None:
        found: Participant | None = await session.scalar(
            select(Participant).where(Participant.telegram_id == wanted.actor)
        )
        return found
    return None


def told(t: Translate, line: Line) -> str:
    """A row in Telegram's HTML: two to four lines."""
    record = line.record
    parts = [
        t("audit-line", at=moment(t, record.at), who=who(t, line)),
        t("audit-what", what=t.plain(f"audit-action-{record.action}"), about=_about(t, line)),
    ]
    if changed := changes(t, line):
        parts.append(t("audit-changes", changes=" · ".join(changed)))
    if record.reason:
        parts.append(t("audit-reason", reason=_reason(t, record)))
    return "\n".join(parts)


def moment(t: Translate, at: datetime) -> str:
    """Day and time as short as they can be told apart: "22 Nov 2026, 14:05"."""
    local = at.astimezone(t.zone)
    return f"{format_skeleton('yMMMd', local, locale=t.language)}, {local:%H:%M}"


def who(t: Translate, line: Line) -> str:
    """Who decided; the operator where nobody in the group did."""
    if line.record.actor is None:
        return t.plain("audit-operator")
    return person(line.actor_name) or str(line.record.actor)


def person(name: str) -> str:
    """A name that leaves room on the line; "" where there is none."""
    return names.shown(_cut(name, NAME_MAX)) if name else ""


def _about(t: Translate, line: Line) -> str:
    """Which payout, whose, and which campaign: " · #12 · Ann"; "" for nothing of these."""
    record, found = line.record, []
    if record.payout_id is not None:
        found.append(t.plain("audit-payout", number=str(record.payout_id)))
    if record.participant_id is not None:
        name = person(line.participant_name)
        found.append(name or names.of(t, "", record.participant_id))
    if line.campaign is not None and record.participant_id is None:
        found.append(campaigns.title(line.campaign.document, t.language))
    return "".join(f" · {one}" for one in found)


def _reason(t: Translate, record: AuditRecord) -> str:
    if record.action == Action.BROADCAST_PAUSE:
        return t.plain("audit-pause", reason=record.reason or "")
    return _cut(record.reason or "", REASON_MAX)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


# Before and after


Words = Callable[[Translate, Line, Any], str]


def _points(t: Translate, line: Line, value: Any) -> str:
    assert line.campaign is not None
    return t.points(Points(int(value), campaigns.unit(line.campaign.document)))


def _state(t: Translate, _line: Line, value: Any) -> str:
    return t.plain("audit-state", state=str(value))


def _roles(t: Translate, _line: Line, value: Any) -> str:
    held = [t.plain("roles-role", role=role) for role in value]
    return ", ".join(held) or t.plain("audit-no-roles")


def _segment(t: Translate, _line: Line, value: Any) -> str:
    kind, _, name = str(value).partition(":")
    return t.plain("audit-segment", kind=kind, value=name)


def _starts(t: Translate, _line: Line, value: Any) -> str:
    if value == AT_ONCE:
        return t.plain("audit-at-once")
    return moment(t, datetime.fromisoformat(value))


def _exported(t: Translate, _line: Line, value: Any) -> str:
    return t.plain("audit-exported", what=str(value))


def _chats(_t: Translate, _line: Line, value: Any) -> str:
    return ", ".join(f"{chat} {'✅' if is_in else '❌'}" for chat, is_in in value.items())


def _referrals(t: Translate, line: Line, value: Any) -> str:
    return ", ".join(_state(t, line, state) for state in value.values()) or "—"


def _stock(_t: Translate, _line: Line, value: Any) -> str:
    """None is no limit."""
    return "∞" if value is None else str(value)


def _plain(_t: Translate, _line: Line, value: Any) -> str:
    return str(value)


KEYS: Mapping[str, Words] = {
    "state": _state,
    "approvals": _plain,
    "reference": _plain,
    "batch": _plain,
    "downloaded": _plain,
    "available": _points,
    "transaction": _plain,
    "roles": _roles,
    "chats": _chats,
    "referrals": _referrals,
    "reversed": _points,
    "offer": _plain,
    "price": _points,
    "stock": _stock,
    "picture": lambda _t, _line, value: "✅" if value == "yes" else "❌",
    "codes": _plain,
    "redemption": _plain,
    "version": _plain,
    "contest": _plain,
    "thread": _plain,
    "broadcast": _plain,
    "segment": _segment,
    "starts": _starts,
    "copies": _plain,
    "what": _exported,
    "format": lambda _t, _line, value: str(value).upper(),
    "rows": _plain,
    "shop": _plain,
    "address": _plain,
    "plan": _plain,
}
"""What of before and after is told, in this order; each has a text `audit-key-<key>`."""
UNTOLD = {"banned", "telegram_id", "message", "referral", "since", "until", "about_actor"}
"""What the words of the action say already, and what only the file has."""


def changes(t: Translate, line: Line) -> list[str]:
    """What changed, in words: "requested → approved"."""
    before, after = line.record.before, line.record.after
    return [
        t.plain(f"audit-key-{key}", value=_change(t, line, words, before.get(key), after.get(key)))
        for key, words in KEYS.items()
        if key in before or key in after
    ]


def _change(t: Translate, line: Line, words: Words, before: Any, after: Any) -> str:
    if before is None or before == after:
        return words(t, line, after)
    known = "—" if after is None else words(t, line, after)
    return f"{words(t, line, before)} → {known}"
