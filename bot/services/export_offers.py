"""Which rows has an export of what people took from the catalogue?"""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import offers, vouchers
from bot.services.export_orders import Field, Ground, Rows, Stretch, Table, telegram_id
from bot.services.spreadsheets import Cell, Content
from models import Offer, Participant, Redemption, Voucher


async def _purchases(session: AsyncSession, ground: Ground, stretch: Stretch) -> Rows:
    """A row for each, the missed ones too; a code is shown as others may see it."""
    statement = (
        select(Redemption, Offer, Participant.telegram_id, Participant.name, Voucher.code)
        .join(Offer, Offer.id == Redemption.offer_id)
        .join(Participant, Participant.id == Redemption.participant_id)
        .outerjoin(Voucher, Voucher.redemption_id == Redemption.id)
        .where(
            Redemption.id > stretch[0],
            Redemption.id <= stretch[1],
            *ground.within(Redemption.bought_at),
        )
        .order_by(Redemption.id)
    )
    if ground.order.campaign_id is not None:
        statement = statement.where(Redemption.campaign_id == ground.order.campaign_id)
    return [
        _purchase(ground, redemption, offer, number, name, code)
        for redemption, offer, number, name, code in await session.execute(statement)
    ]


def _purchase(
    ground: Ground,
    redemption: Redemption,
    offer: Offer,
    number: int,
    name: str,
    code: str | None,
) -> list[Cell]:
    t = ground.t
    return [
        redemption.id,
        ground.slug(redemption.campaign_id),
        telegram_id(number),
        name,
        offers.said(offer.title, t.language),
        t.plain("exports-offer-kind", kind=offer.kind),
        ground.amount(redemption.campaign_id, redemption.price_minor),
        ground.unit_name(redemption.campaign_id),
        t.plain("exports-purchase-state", state=redemption.state),
        redemption.bought_at,
        redemption.answer,
        vouchers.masked(code) if code is not None else None,
        redemption.changed_at,
        telegram_id(redemption.changed_by),
        redemption.reason,
    ]


PURCHASES = Table(
    Redemption.id,
    (
        Field("purchase", Content.NUMBER),
        Field("campaign"),
        Field("telegram-id"),
        Field("name"),
        Field("offer"),
        Field("offer-kind"),
        Field("price", Content.NUMBER),
        Field("unit"),
        Field("state"),
        Field("taken", Content.MOMENT),
        Field("answer"),
        Field("voucher"),
        Field("changed", Content.MOMENT),
        Field("changed-by"),
        Field("reason"),
    ),
    _purchases,
)
