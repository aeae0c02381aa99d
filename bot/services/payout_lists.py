"""Which payouts are there: a person's own, and the queue in which the admins find theirs?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Unit
from bot.services import campaigns, payout_terms
from bot.services.campaigns import RunningCampaign
from bot.services.destinations import Method
from models import Campaign, Participant, Payout, PayoutState

PAGE_SIZE = 5
PICK_PAGE_SIZE = 8
COUNT_MAX = 1_000
"""Nobody reads further, and counting on would take as long as there are payouts."""
CAMPAIGNS_MAX = 20


@dataclass(frozen=True)
class Line:
    """A payout in a list, with whose it is."""

    payout: Payout
    participant: Participant
    unit: Unit


@dataclass(frozen=True)
class Page:
    """Part of a list of payouts."""

    lines: Sequence[Line]
    number: int
    """From 0."""
    total: int
    """At most COUNT_MAX are counted in the queue."""
    size: int = PAGE_SIZE

    @property
    def has_next(self) -> bool:
        return (self.number + 1) * self.size < self.total

    @property
    def count(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.size)


@dataclass(frozen=True)
class Filter:
    """What the admins look at: one state, perhaps of one campaign or by one method."""

    state: PayoutState = PayoutState.REQUESTED
    campaign_id: int = 0
    """0: of all campaigns."""
    method: Method | None = None

    def conditions(self, state: PayoutState | None = None) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [Payout.state == (state or self.state)]
        if self.campaign_id:
            found.append(Payout.campaign_id == self.campaign_id)
        if self.method is not None:
            found.append(Payout.method == self.method)
        return found


@dataclass(frozen=True)
class Choices:
    """By what the queue can be narrowed."""

    campaigns: Sequence[RunningCampaign]
    methods: Sequence[Method]

    @property
    def are_several(self) -> bool:
        return len(self.campaigns) > 1 or len(self.methods) > 1


async def of_participant(session: AsyncSession, participant_id: int, *, page: int = 0) -> Page:
    """The person's payouts, newest first."""
    condition = Payout.participant_id == participant_id
    total = await session.scalar(select(func.count()).select_from(Payout).where(condition)) or 0
    return await _page(session, page, [condition], total, newest_first=True, size=PAGE_SIZE)


async def queue(
    session: AsyncSession, wanted: Filter, *, page: int = 0, size: int = PAGE_SIZE
) -> Page:
    """What waits, oldest first; what is over, newest first."""
    conditions = wanted.conditions()
    total = await _count(session, conditions)
    newest_first = wanted.state not in payout_terms.OPEN
    return await _page(session, page, conditions, total, newest_first=newest_first, size=size)


async def counts(session: AsyncSession, wanted: Filter) -> Mapping[PayoutState, int]:
    """How many are in each state within the rest of the filter; COUNT_MAX stands for more."""
    return {state: await _count(session, wanted.conditions(state)) for state in PayoutState}


async def choices(session: AsyncSession) -> Choices:
    """The campaigns and methods of which there are payouts at all."""
    of_campaign = select(literal(1)).where(Payout.campaign_id == Campaign.id).exists()
    ids = await session.scalars(
        select(Campaign.id).where(of_campaign).order_by(Campaign.id.desc()).limit(CAMPAIGNS_MAX)
    )
    found = [await campaigns.find(session, campaign_id) for campaign_id in ids]
    methods = []
    for method in Method:
        # State by state, as the index has it.
        of_method = [
            select(literal(1)).where(Payout.state == state, Payout.method == method).exists()
            for state in PayoutState
        ]
        if any((await session.execute(select(*of_method))).one()):
            methods.append(method)
    return Choices(found, methods)


async def lines(session: AsyncSession, ids: Sequence[int]) -> list[Line]:
    """These payouts, oldest first; those that never were are left out."""
    return await _lines(session, [Payout.id.in_(ids)], limit=len(ids))


async def _count(session: AsyncSession, conditions: Sequence[ColumnElement[bool]]) -> int:
    some = select(literal(1)).select_from(Payout).where(*conditions).limit(COUNT_MAX).subquery()
    return int(await session.scalar(select(func.count()).select_from(some)) or 0)


async def _page(
    session: AsyncSession,
    number: int,
    conditions: Sequence[ColumnElement[bool]],
    total: int,
    *,
    newest_first: bool,
    size: int,
) -> Page:
    last = max(total - 1, 0) // size
    number = min(max(number, 0), last)
    found = await _lines(
        session, conditions, limit=size, offset=number * size, newest_first=newest_first
    )
    return Page(found, number, total, size)


async def _lines(
    session: AsyncSession,
    conditions: Sequence[ColumnElement[bool]],
    *,
    limit: int,
    offset: int = 0,
    newest_first: bool = False,
) -> list[Line]:
    rows = await session.execute(
        select(Payout, Participant)
        .join(Participant, Participant.id == Payout.participant_id)
        .where(*conditions)
        .order_by(Payout.id.desc() if newest_first else Payout.id)
        .limit(limit)
        .offset(offset)
        .execution_options(populate_existing=True)
    )
    return [Line(payout, participant, await unit(session, payout)) for payout, participant in rows]


async def unit(session: AsyncSession, payout: Payout) -> Unit:
    """What the payout's campaign counts in."""
    running = await campaigns.find(session, payout.campaign_id, payout.version)
    return campaigns.unit(running.document)
