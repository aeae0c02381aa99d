"""Which rows has an export of the ledger, of payouts or of the audit?"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.services import audit, destinations
from bot.services.destinations import Method
from bot.services.export_orders import Field, Ground, Rows, Stretch, Table, telegram_id
from bot.services.spreadsheets import Cell, Content
from models import (
    CAMPAIGN_OWNER,
    Account,
    AuditRecord,
    Entry,
    Participant,
    Payout,
    Transaction,
)

_Actor = aliased(Participant)


async def _ledger(session: AsyncSession, ground: Ground, stretch: Stretch) -> Rows:
    """A row for each entry, those of a transaction together."""
    statement = (
        select(
            Transaction.id,
            Transaction.at,
            Transaction.kind,
            Transaction.campaign_id,
            Account.owner_id,
            Participant.telegram_id,
            Participant.name,
            Account.bucket,
            Entry.amount_minor,
            Transaction.actor,
            Transaction.reason,
            Transaction.reverses,
            Transaction.key,
            Transaction.seal_number,
        )
        .join(Entry, Entry.transaction_id == Transaction.id)
        .join(Account, Account.id == Entry.account_id)
        .outerjoin(Participant, Participant.id == Account.owner_id)
        .where(
            Transaction.id > stretch[0],
            Transaction.id <= stretch[1],
            *ground.within(Transaction.at),
        )
        .order_by(Transaction.id, Entry.account_id)
    )
    if ground.order.campaign_id is not None:
        statement = statement.where(Transaction.campaign_id == ground.order.campaign_id)
    return [_entry(ground, row) for row in await session.execute(statement)]


def _entry(ground: Ground, row: Row[*tuple[Any, ...]]) -> list[Cell]:
    t = ground.t
    is_campaigns = row.owner_id == CAMPAIGN_OWNER
    return [
        row.id,
        row.at,
        t.plain("exports-transaction-kind", kind=row.kind),
        ground.slug(row.campaign_id),
        telegram_id(row.telegram_id),
        t.plain("exports-campaign-owner") if is_campaigns else row.name,
        t.plain("exports-bucket", bucket=row.bucket),
        ground.amount(row.campaign_id, row.amount_minor),
        ground.unit_name(row.campaign_id),
        telegram_id(row.actor),
        row.reason,
        row.reverses,
        row.key,
        row.seal_number,
    ]


async def _payouts(session: AsyncSession, ground: Ground, stretch: Stretch) -> Rows:
    statement = (
        select(Payout, Participant.telegram_id, Participant.name)
        .join(Participant, Participant.id == Payout.participant_id)
        .where(Payout.id > stretch[0], Payout.id <= stretch[1], *ground.within(Payout.requested_at))
        .order_by(Payout.id)
    )
    if ground.order.campaign_id is not None:
        statement = statement.where(Payout.campaign_id == ground.order.campaign_id)
    return [
        _payout(ground, payout, number, name)
        for payout, number, name in await session.execute(statement)
    ]


def _payout(ground: Ground, payout: Payout, number: int, name: str) -> list[Cell]:
    t = ground.t
    return [
        payout.id,
        ground.slug(payout.campaign_id),
        telegram_id(number),
        name,
        t.plain("exports-payout-step", step=payout.step),
        ground.amount(payout.campaign_id, payout.amount_minor),
        ground.amount(payout.campaign_id, payout.fee_minor),
        ground.amount(payout.campaign_id, payout.net_minor),
        ground.unit_name(payout.campaign_id),
        t.plain("exports-payout-method", method=payout.method),
        # In full only in the file for the bank.
        destinations.mask(Method(payout.method), payout.destination),
        payout.requested_at,
        payout.first_at,
        telegram_id(payout.first_by),
        payout.decided_at,
        telegram_id(payout.decided_by),
        payout.reason,
        payout.paid_at,
        telegram_id(payout.paid_by),
        payout.reference,
        payout.batch_id,
        payout.bank_refusal,
    ]


async def _audit(session: AsyncSession, ground: Ground, stretch: Stretch) -> Rows:
    statement = (
        select(
            AuditRecord,
            _Actor.name.label("actor_name"),
            Participant.telegram_id,
            Participant.name,
        )
        .outerjoin(_Actor, _Actor.telegram_id == AuditRecord.actor)
        .outerjoin(Participant, Participant.id == AuditRecord.participant_id)
        .where(
            AuditRecord.id > stretch[0],
            AuditRecord.id <= stretch[1],
            *ground.within(AuditRecord.at),
            *audit.conditions_of(ground.order.audit),
        )
        .order_by(AuditRecord.id)
    )
    if ground.order.campaign_id is not None:
        statement = statement.where(AuditRecord.campaign_id == ground.order.campaign_id)
    rows = await session.execute(statement)
    return [
        [
            record.id,
            record.at,
            telegram_id(record.actor),
            actor_name if record.actor is not None else ground.t.plain("exports-operator"),
            _action(ground, record.action),
            telegram_id(number),
            name,
            record.payout_id,
            ground.slug(record.campaign_id),
            _as_text(record.before),
            _as_text(record.after),
            record.reason,
        ]
        for record, actor_name, number, name in rows
    ]


def _action(ground: Ground, action: str) -> str:
    """In words, if this version still knows the action."""
    key = f"audit-action-{action}"
    return ground.t.plain(key) if ground.t.has(key) else action


def _as_text(changes: Mapping[str, Any]) -> str | None:
    return json.dumps(changes, ensure_ascii=False, sort_keys=True) if changes else None


LEDGER = Table(
    Transaction.id,
    (
        Field("transaction", Content.NUMBER),
        Field("at", Content.MOMENT),
        Field("what"),
        Field("campaign"),
        Field("telegram-id"),
        Field("name"),
        Field("bucket"),
        Field("amount", Content.NUMBER),
        Field("unit"),
        Field("decided-by"),
        Field("reason"),
        Field("reverses", Content.NUMBER),
        Field("key"),
        Field("seal-number", Content.NUMBER),
    ),
    _ledger,
)
PAYOUTS = Table(
    Payout.id,
    (
        Field("payout", Content.NUMBER),
        Field("campaign"),
        Field("telegram-id"),
        Field("name"),
        Field("state"),
        Field("amount", Content.NUMBER),
        Field("fee", Content.NUMBER),
        Field("net", Content.NUMBER),
        Field("unit"),
        Field("method"),
        Field("destination"),
        Field("requested", Content.MOMENT),
        Field("first-approved", Content.MOMENT),
        Field("first-approved-by"),
        Field("decided", Content.MOMENT),
        Field("decided-by"),
        Field("reason"),
        Field("paid", Content.MOMENT),
        Field("paid-by"),
        Field("reference"),
        Field("batch", Content.NUMBER),
        Field("bank-refusal"),
    ),
    _payouts,
)
AUDIT = Table(
    AuditRecord.id,
    (
        Field("record", Content.NUMBER),
        Field("at", Content.MOMENT),
        Field("actor-telegram-id"),
        Field("actor-name"),
        Field("what"),
        Field("telegram-id"),
        Field("name"),
        Field("payout", Content.NUMBER),
        Field("campaign"),
        Field("before"),
        Field("after"),
        Field("reason"),
    ),
    _audit,
)
