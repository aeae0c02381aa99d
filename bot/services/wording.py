"""How are a campaign's rules, spans and period said in a person's language?

All of it is plain text: pass it to a text as an argument, which escapes it.
"""

import re
from collections.abc import Callable, Sequence

from bot.i18n import Points, Translate
from bot.services import (
    campaigns,
    rules,
    step_words,
    wording_prizes,
    wording_rewards,
    wording_times,
)
from bot.services.documents import STEP_START, Document
from bot.services.wording_times import duration as duration


def rules_in_words(
    t: Translate, document: Document, *, participant_id: int | None = None
) -> list[str]:
    """The whole of the rules, a few sentences each: the rewards first, then the conditions.

    For a participant only what their arm of an experiment gets; for the admins all of it.
    """
    return [
        *rewards_in_words(t, document, participant_id=participant_id),
        *wording_prizes.milestones(t, document),
        *wording_prizes.contests(t, document),
        *wording_prizes.plans(t, document),
        *([] if participant_id is not None else wording_prizes.experiments(t, document)),
        *_steps(t, document),
        *_newcomers(t, document),
        *_limits(t, document),
        *_purchases(t, document),
        *wording_prizes.offers(t, document),
        *_expiry(t, document),
        *_payouts(t, document),
    ]


def rewards_in_words(
    t: Translate,
    document: Document,
    *,
    participant_id: int | None = None,
    plan: str | None = None,
    in_brief: bool = False,
) -> list[str]:
    """Who gets how much for what, and when: a sentence for each reward rule, then its bounds.

    In brief without the bounds. With a plan only what counts on it.
    """
    arm = None if participant_id is None else rules.variant(document, participant_id)
    return [
        wording_rewards.brief(t, document, rule, says_plan=plan is None)
        if in_brief
        else wording_rewards.full(t, document, rule, says_variant=participant_id is None)
        for rule in document.rewards
        if (participant_id is None or rule.variant in (None, arm))
        and (plan is None or rule.plan in (None, plan))
    ]


def _steps(t: Translate, document: Document) -> list[str]:
    todo = [step for step in document.qualify.steps if step != STEP_START]
    if not todo:
        return [t.plain("campaigns-rule-step-start")]
    if step_words.are_chats(todo):
        chats = chats_in_words(t, document.subscriptions)
        lines = [t.plain("campaigns-rule-steps", chats=chats)]
    else:
        lines = [t.plain("steps-rule", steps=step_words.together(t, todo, document))]
    if document.attribution.window is not None:
        span = duration(t, document.attribution.window)
        lines.append(t.plain("campaigns-rule-window", span=span))
    if document.subscriptions:
        lines.append(t.plain("campaigns-rule-leaving"))
    return lines


def chats_in_words(t: Translate, chats: Sequence[str]) -> str:
    """The chats to be in, "@news and a private chat": ids say nothing to people."""
    return step_words.chats_in_words(t, chats)


def _newcomers(t: Translate, document: Document) -> list[str]:
    attribution = document.attribution
    lines = [t.plain(f"campaigns-rule-new-{attribution.new.replace('_', '-')}")]
    if attribution.grace:
        lines.append(t.plain("campaigns-rule-grace", span=duration(t, attribution.grace)))
    return lines


def _limits(t: Translate, document: Document) -> list[str]:
    limits = document.limits
    counts = (
        ("hour", limits.per_hour),
        ("day", limits.per_day),
        ("week", limits.per_week),
        ("campaign", limits.per_campaign),
    )
    said = [t.plain(f"campaigns-limit-{period}", count=count) for period, count in counts if count]
    lines = []
    if said:
        together = wording_times.together(t, said)
        lines.append(t.plain("campaigns-rule-limits", limits=together))
    if document.budget is not None:
        lines.append(t.plain("wording-budget"))
    return lines


def _purchases(t: Translate, document: Document) -> list[str]:
    lines = []
    if any(rule.is_paid for rule in document.rewards):
        lines.append(t.plain("wording-refunds"))
        if document.purchases.currency is not None:
            lines.append(t.plain("wording-currency", currency=document.purchases.currency))
    if document.survey is not None:
        lines.append(t.plain("wording-survey", span=duration(t, document.survey.after)))
    return lines


def _expiry(t: Translate, document: Document) -> list[str]:
    if document.expiry is None:
        return []
    return [t.plain("wording-expiry", span=duration(t, document.expiry.after))]


def _payouts(t: Translate, document: Document) -> list[str]:
    if not document.campaign.unit.withdrawable:
        return [t.plain("campaigns-rule-no-payout")]
    payout, unit = document.payout, campaigns.unit(document)
    minimum = Points(payout.minimum, unit)
    if payout.maximum is not None:
        maximum = Points(payout.maximum, unit)
        lines = [t.plain("campaigns-rule-payout-range", minimum=minimum, maximum=maximum)]
    elif payout.minimum > 1:
        lines = [t.plain("campaigns-rule-payout-from", minimum=minimum)]
    else:
        lines = [t.plain("campaigns-rule-payout")]
    if payout.cooldown:
        span = duration(t, payout.cooldown)
        lines.append(t.plain("campaigns-rule-payout-cooldown", span=span))
    if payout.fee or payout.fee_percent:
        lines.append(t.plain("campaigns-rule-payout-fee", fee=_fee(t, document)))
    return lines


def _fee(t: Translate, document: Document) -> str:
    """What of a payout stays with the campaign: "10 points + 1.5%"."""
    payout = document.payout
    parts = []
    if payout.fee:
        parts.append(t.points(Points(payout.fee, campaigns.unit(document))))
    if payout.fee_percent:
        parts.append(wording_times.percent(t, payout.fee_percent))
    return " + ".join(parts)


def period(t: Translate, document: Document) -> str:
    """From when until when, on the clocks of the campaign."""
    section = document.campaign
    local = t.in_zone(document.zone)
    zone = section.time_zone
    match section.starts_at, section.ends_at:
        case None, None:
            return t.plain("campaigns-period-open")
        case None, ends_at if ends_at is not None:
            return local.plain("campaigns-period-until", ends_at=ends_at, zone=zone)
        case starts_at, None if starts_at is not None:
            return local.plain("campaigns-period-from", starts_at=starts_at, zone=zone)
        case starts_at, ends_at if starts_at is not None and ends_at is not None:
            return local.plain(
                "campaigns-period-between", starts_at=starts_at, ends_at=ends_at, zone=zone
            )
    raise AssertionError(section)


def terms(t: Translate, document: Document, *, participant_id: int | None = None) -> str:
    """The campaign's terms with {reward} and {hold} filled in; general ones if it has none."""
    arm = None if participant_id is None else rules.variant(document, participant_id)
    written = document.campaign.terms
    text = t.plain("terms-general") if written is None else str(written.in_language(t.language))
    fill: dict[str, Callable[[], str]] = {
        "reward": lambda: wording_rewards.for_one_friend(t, document, arm=arm),
        "hold": lambda: duration(t, document.qualify.hold),
    }
    return re.sub(r"\{(reward|hold)\}", lambda found: fill[found[1]](), text)
