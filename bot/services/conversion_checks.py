"""Which rewards of purchases say something else than what is left of the purchases?"""

from collections.abc import Iterator

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import campaigns, rules
from bot.services.document_rewards import RewardRule, Tier
from bot.services.states import Check
from models import Conversion, Referral, Reward, RewardSource, RewardState

ALIVE = (RewardState.SCHEDULED, RewardState.CREDITED)


async def findings(session: AsyncSession, *, limit: int) -> list[str]:
    """What is wrong, so many of each kind."""
    found: list[str] = []
    for statement, describe in _checks():
        found += [describe(row) for row in await session.execute(statement.limit(limit))]
    return found + await _too_much(session, limit=limit)


def _checks() -> Iterator[Check]:
    yield (
        select(Conversion.id, Conversion.order_id, Conversion.refunded_minor, Conversion.refunds)
        .where(
            or_(
                Conversion.refunded_minor < 0,
                Conversion.refunded_minor > Conversion.amount_minor,
                and_(Conversion.refunds == 0, Conversion.refunded_minor != 0),
                Conversion.refunds > Conversion.refunded_minor,
            )
        )
        .order_by(Conversion.id),
        lambda row: f"conversion {row[0]} ({row[1]}) has {row[3]} refunds of {row[2]}",
    )
    alive = Reward.state.in_(ALIVE)
    of_conversion = Conversion.id == Reward.conversion_id
    yield (
        select(Reward.id, Reward.key, Reward.state)
        .join(Conversion, of_conversion)
        .where(alive, Conversion.refunded_minor >= Conversion.amount_minor)
        .order_by(Reward.id),
        lambda row: f"reward {row[0]} ({row[1]}) is {row[2]}, its order was refunded in full",
    )
    yield (
        select(Reward.id, Reward.key)
        .join(Conversion, of_conversion)
        .outerjoin(Referral, Referral.id == Reward.referral_id)
        .where(
            or_(
                Referral.id.is_(None),
                Referral.referee_id != Conversion.participant_id,
                Referral.campaign_id != Reward.campaign_id,
                Referral.version != Reward.version,
                Reward.source != RewardSource.CONVERSION,
            )
        )
        .order_by(Reward.id),
        lambda row: f"reward {row[0]} ({row[1]}) is for an order of somebody else",
    )
    yield (
        select(Reward.id, Reward.key)
        .where(Reward.source == RewardSource.CONVERSION, Reward.conversion_id.is_(None))
        .order_by(Reward.id),
        lambda row: f"reward {row[0]} ({row[1]}) is for no order",
    )


async def _too_much(session: AsyncSession, *, limit: int) -> list[str]:
    """Applications of a rule that brought more than what is left of their order can earn."""
    rows = await session.execute(
        select(
            Reward.campaign_id,
            Reward.version,
            Reward.rule,
            Conversion.id,
            Conversion.order_id,
            Conversion.amount_minor,
            Conversion.refunded_minor,
            Conversion.commission_minor,
            func.sum(Reward.amount_minor),
        )
        .join(Conversion, Conversion.id == Reward.conversion_id)
        .where(Reward.state.in_(ALIVE), Conversion.refunded_minor < Conversion.amount_minor)
        .group_by(Reward.campaign_id, Reward.version, Reward.rule, Conversion.id)
        .order_by(Conversion.id, Reward.campaign_id, Reward.rule)
    )
    findings: list[str] = []
    for campaign_id, version, rule, number, order, amount, refunded, commission, total in rows:
        document = (await campaigns.find(session, campaign_id, version)).document
        left_minor = amount - refunded
        commission_left = (commission or 0) * left_minor // amount
        largest = _largest(document.rewards[rule], left_minor, commission_left)
        if total > largest:
            findings.append(
                f"conversion {number} ({order}) has brought {total} by rule {rule} of campaign "
                f"{campaign_id}; what is left of it earns {largest} at most"
            )
            if len(findings) == limit:
                break
    return findings


def _largest(rule: RewardRule, amount_minor: int, commission_minor: int) -> int:
    """The most that one application can bring, whatever tier it was."""
    sizes: list[RewardRule | Tier] = [rule, *rule.tiers]
    base = amount_minor if rule.of == "amount" else commission_minor
    amounts = [size.amount or 0 for size in sizes]
    shares = [rules.share(base, size.percent) for size in sizes if size.percent is not None]
    largest = max(amounts + shares)
    return largest if rule.max_amount is None else min(largest, rule.max_amount)
