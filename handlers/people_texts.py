"""How is a person told about in the admin group?"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from bot.i18n import LANGUAGE_NAMES, Points, Translate
from bot.services import campaigns, histories, names
from bot.services.balances import Line as BalanceLine
from bot.services.payout_lists import Line as PayoutLine
from bot.services.people_cards import Card, PayoutSum
from bot.services.people_flags import Flag
from handlers import history
from models import ReferralState

ABOUT_OWN_COMING = {"reward", "credit", "void", "reversal"}


def of_card(t: Translate, card: Card) -> str:
    """The whole card in Telegram's HTML."""
    parts = [_who(t, card), _state(t, card), _flags(t, card), _friends(t, card)]
    parts.append(_balances(t, card.balances))
    parts.extend(_payouts(t, card.payouts))
    if card.entries:
        lines = [_entry(t, each) for each in card.entries]
        parts.append("\n".join([t("people-entries-head"), *lines]))
    return "\n\n".join(part for part in parts if part)


def _payouts(t: Translate, sums: Sequence[PayoutSum]) -> list[str]:
    """Under one head; under one for each campaign where there are several."""
    by_campaign = [list(each) for _, each in groupby(sums, attrgetter("campaign_id"))]
    told = []
    for group in by_campaign:
        title = group[0].title
        is_only = len(by_campaign) == 1
        head = t("people-payouts-head") if is_only else t("people-payouts-head-in", title=title)
        lines = [
            t("people-payouts-line", state=each.state, count=each.count, amount=each.amount)
            for each in group
        ]
        told.append("\n".join([head, *lines]))
    return told


def _who(t: Translate, card: Card) -> str:
    person = card.person
    language = person.language or (person.telegram_language or "").partition("-")[0]
    lines = [
        t(
            "people-card",
            name=names.of(t, person.name, person.id),
            named="yes" if person.username else "no",
            username=person.username or "",
            telegram_id=str(person.telegram_id),
            language=LANGUAGE_NAMES.get(language, language or "—"),
        )
    ]
    if person.started_at is None:
        lines.append(t("people-not-started", at=person.created_at))
    else:
        lines.append(t("people-since", at=person.started_at))
    if card.inviter is not None:
        name = names.of(t, card.inviter.name, card.inviter.participant_id)
        lines.append(t("people-invited-by", name=name, at=card.inviter.at))
    if card.roles:
        roles = ", ".join(sorted(t.plain("roles-role", role=role) for role in card.roles))
        lines.append(t("people-roles", roles=roles))
    return "\n".join(lines)


def _state(t: Translate, card: Card) -> str:
    lines = []
    if card.ban is not None:
        known = "yes" if card.ban.by else "no"
        lines.append(
            t(
                "people-banned",
                known=known,
                by=card.ban.by,
                at=card.ban.at,
                reason=card.ban.reason or "—",
            )
        )
    if card.person.blocked_at is not None:
        lines.append(t("people-blocked", at=card.person.blocked_at))
    if card.open_thread_id is not None:
        lines.append(t("people-thread", number=str(card.open_thread_id)))
    return "\n".join(lines)


def _flags(t: Translate, card: Card) -> str:
    debts = [
        t("people-flag-debt", amount=line.points(line.debt_minor))
        for line in card.balances
        if line.debt_minor
    ]
    lines = [*debts, *(_flag(t, flag) for flag in card.flags)]
    return "\n".join([t("people-flags-head"), *lines]) if lines else ""


def _flag(t: Translate, flag: Flag) -> str:
    key = f"people-flag-{flag.kind}"
    if flag.at is not None:
        return t(key, count=flag.count, of=flag.of, at=flag.at)
    return t(key, count=flag.count, of=flag.of)


def _friends(t: Translate, card: Card) -> str:
    counts = card.referrals
    return t(
        "people-friends",
        total=sum(counts.values()),
        qualified=counts[ReferralState.QUALIFIED],
        pending=counts[ReferralState.PENDING],
        revoked=counts[ReferralState.REVOKED],
    )


def _balances(t: Translate, lines: Iterable[BalanceLine]) -> str:
    parts = [
        t(
            "people-balance",
            title=campaigns.title(line.campaign.document, t.language),
            available=line.points(line.balance.available),
            held=line.points(line.balance.held),
            requested=line.points(line.balance.requested),
        )
        for line in lines
    ]
    return "\n".join(parts) if parts else t("people-no-balance")


def _entry(t: Translate, line: histories.Line) -> str:
    kind = line.movement.kind
    if kind in ABOUT_OWN_COMING and line.is_own_coming:
        what = t.plain(f"people-own-{kind}")
    else:
        what = history.what(t, line)
    return t("people-entry", amount=line.amount, what=what)


def payout_line(t: Translate, line: PayoutLine) -> str:
    """One payout on a button."""
    return t.plain(
        "people-payout-button",
        number=str(line.payout.id),
        amount=Points(line.payout.amount_minor, line.unit),
        state=line.payout.state,
    )
