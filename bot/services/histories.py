"""Which movements of points has a person seen, and because of whom?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Points, Worded
from bot.services import campaigns, ledger, offers
from bot.services.campaigns import RunningCampaign
from bot.services.ledger import HistoryLine
from models import Account, Bucket, Entry, Offer, Participant, Redemption

PAGE_SIZE = 10
NEWEST = 0
"""Stands for the first page where the id of a transaction is asked for."""
REFERRAL_KEY = re.compile(r"referral:\d+:(\d+):")
PAYOUT_KEY = re.compile(r"payout:(\d+):")
REDEMPTION_KEY = re.compile(r"redemption:(\d+):")
PLACES = (Bucket.AVAILABLE, Bucket.HELD, Bucket.REQUESTED)


@dataclass(frozen=True)
class Line:
    """One movement, with what its words need."""

    movement: HistoryLine
    campaign: RunningCampaign
    friend_id: int | None
    """Whose coming it is about; None where it is about no friend, or about the person's own."""
    friend_name: str
    is_own_coming: bool
    payout_id: int | None
    offer_title: Worded | None = None
    """What was bought, or whose purchase was cancelled."""

    @property
    def amount(self) -> Points:
        """What changed where the person looks first: available, else held, else requested."""
        amounts = self.movement.amounts
        changed = next((amounts[place] for place in PLACES if amounts.get(place)), 0)
        return Points(changed, campaigns.unit(self.campaign.document), signed=True)


@dataclass(frozen=True)
class Page:
    """A person's movements, newest first."""

    lines: Sequence[Line]
    newer_before_id: int | None
    """Where the page before this one begins, as `before_id`; None on the first."""
    older_before_id: int | None
    has_several_campaigns: bool


async def page(session: AsyncSession, participant_id: int, *, before_id: int = NEWEST) -> Page:
    """The movements before `before_id`, ten of them."""
    found = await ledger.history(
        session, participant_id, before_id=before_id or None, limit=PAGE_SIZE + 1
    )
    shown = found[:PAGE_SIZE]
    lines = await _lines(session, participant_id, shown)
    newer = None
    if before_id and shown:
        newer = await _page_above(session, participant_id, shown[0].transaction_id)
    older = shown[-1].transaction_id if len(found) > PAGE_SIZE else None
    mine = await ledger.balances(session, participant_id)
    return Page(lines, newer, older, len(mine) > 1)


async def latest(session: AsyncSession, participant_id: int, *, limit: int) -> list[Line]:
    """A person's last movements, newest first."""
    found = await ledger.history(session, participant_id, limit=limit)
    return await _lines(session, participant_id, found)


async def _lines(
    session: AsyncSession, participant_id: int, shown: Sequence[HistoryLine]
) -> list[Line]:
    referees = {line.transaction_id: _number(REFERRAL_KEY, line.key) for line in shown}
    names = await _names(session, {one for one in referees.values() if one is not None})
    bought = await _bought(session, {_number(REDEMPTION_KEY, line.key) or 0 for line in shown})
    lines = []
    for movement in shown:
        referee_id = referees[movement.transaction_id]
        is_own = referee_id == participant_id
        lines.append(
            Line(
                movement,
                await campaigns.find(session, movement.campaign_id),
                None if is_own else referee_id,
                names.get(referee_id or 0, ""),
                is_own,
                _number(PAYOUT_KEY, movement.key),
                bought.get(_number(REDEMPTION_KEY, movement.key) or 0),
            )
        )
    return lines


async def _page_above(session: AsyncSession, participant_id: int, first_id: int) -> int | None:
    newer = await session.scalars(
        select(Entry.transaction_id)
        .join(Account, Account.id == Entry.account_id)
        .where(Account.owner_id == participant_id, Entry.transaction_id > first_id)
        .distinct()
        .order_by(Entry.transaction_id)
        .limit(PAGE_SIZE + 1)
    )
    ids = list(newer)
    if not ids:
        return None
    return ids[PAGE_SIZE] if len(ids) > PAGE_SIZE else NEWEST


async def _names(session: AsyncSession, participant_ids: set[int]) -> dict[int, str]:
    if not participant_ids:
        return {}
    rows = await session.execute(
        select(Participant.id, Participant.name).where(Participant.id.in_(participant_ids))
    )
    return {participant_id: name for participant_id, name in rows}


async def _bought(session: AsyncSession, redemption_ids: set[int]) -> dict[int, Worded]:
    """The titles of what was bought by these purchases."""
    wanted = redemption_ids - {0}
    if not wanted:
        return {}
    rows = await session.execute(
        select(Redemption.id, Offer.title)
        .join(Offer, Offer.id == Redemption.offer_id)
        .where(Redemption.id.in_(wanted))
    )
    return {redemption_id: offers.worded(title) for redemption_id, title in rows}


def _number(pattern: re.Pattern[str], key: str) -> int | None:
    found = pattern.match(key)
    return int(found[1]) if found is not None else None
