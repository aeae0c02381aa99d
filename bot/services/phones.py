"""Has this phone number been used by another account of the campaign? Only hashes are kept."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.services import referrals
from bot.services.referrals import Waiting
from bot.services.steps import Kind
from models import Campaign, CampaignStatus, PhoneMark, PhoneSalt

SALT_BYTES = 32
SCRYPT_COST = 2**14
"""16 MB and some 50 ms for one number: trying out all numbers of a country takes years of work."""


class PhoneNotAsked(UserError):
    """No campaign waits for it."""


class PhoneOfAnother(UserError):
    """A contact that is not the sender's own, or was forwarded."""


class PhoneAlreadyUsed(UserError):
    """By another account in the same campaign."""


async def waiting(session: AsyncSession, participant_id: int, *, now: datetime) -> list[Waiting]:
    """The referrals of which this person's contact is missing; `PhoneNotAsked`."""
    found = await referrals.waiting_for_steps(session, participant_id, now=now)
    asked = [each for each in found if Kind.CONTACT in each.missing]
    if not asked:
        raise PhoneNotAsked
    return asked


async def prepare(session: AsyncSession, asked: Sequence[Waiting]) -> None:
    """Make what each campaign's hashes are mixed with, before the first number comes."""
    for each in asked:
        await session.execute(
            insert(PhoneSalt)
            .values(campaign_id=each.referral.campaign_id, salt=secrets.token_hex(SALT_BYTES))
            .on_conflict_do_nothing()
        )


async def salts(session: AsyncSession, asked: Sequence[Waiting]) -> dict[int, str]:
    """By campaign; without those for which nothing was prepared yet."""
    campaign_ids = [each.referral.campaign_id for each in asked]
    rows = await session.execute(
        select(PhoneSalt.campaign_id, PhoneSalt.salt).where(PhoneSalt.campaign_id.in_(campaign_ids))
    )
    return {campaign_id: salt for campaign_id, salt in rows}


def digest(salt: str, phone_number: str) -> str:
    """64 hex digits; slow on purpose, so call it in a thread and outside of a transaction."""
    digits = re.sub(r"\D", "", phone_number)
    key = hashlib.scrypt(
        digits.encode(), salt=bytes.fromhex(salt), n=SCRYPT_COST, r=8, p=1, dklen=32
    )
    return key.hex()


async def share(
    session: AsyncSession, participant_id: int, hashes: dict[int, str], *, now: datetime
) -> None:
    """The own number was shared; `hashes` by campaign.

    Raises `PhoneNotAsked`, or `PhoneAlreadyUsed` where no campaign takes it.
    """
    asked = {each.referral.id: each for each in await waiting(session, participant_id, now=now)}
    accepted = 0
    for referral in await referrals.reload(session, list(asked)):
        phone_hash = hashes.get(referral.campaign_id)
        if phone_hash is None or not await _mark(
            session, referral.campaign_id, participant_id, phone_hash, now=now
        ):
            continue
        accepted += 1
        document = asked[referral.id].document
        await referrals.note_step(session, referral, document, Kind.CONTACT, now=now)
    if not accepted:
        raise PhoneAlreadyUsed


async def _mark(
    session: AsyncSession, campaign_id: int, participant_id: int, phone_hash: str, *, now: datetime
) -> bool:
    """False when the number is another account's here."""
    # The unique index, not a SELECT before it, decides between two accounts at once.
    await session.execute(
        insert(PhoneMark)
        .values(
            campaign_id=campaign_id, participant_id=participant_id, phone_hash=phone_hash, at=now
        )
        .on_conflict_do_nothing()
    )
    owner = await session.scalar(
        select(PhoneMark.participant_id).where(
            PhoneMark.campaign_id == campaign_id, PhoneMark.phone_hash == phone_hash
        )
    )
    return bool(owner == participant_id)


async def erase(session: AsyncSession, participant_id: int) -> None:
    """Forget a person's numbers."""
    await session.execute(delete(PhoneMark).where(PhoneMark.participant_id == participant_id))


async def forget(session: AsyncSession, *, stopped_before: datetime) -> None:
    """Drop the hashes of campaigns that are long over, and what they were made with."""
    over = select(Campaign.id).where(
        Campaign.status == CampaignStatus.STOPPED, Campaign.stopped_at < stopped_before
    )
    for table in (PhoneMark, PhoneSalt):
        await session.execute(delete(table).where(table.campaign_id.in_(over)))
