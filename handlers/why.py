"""How is a participant told why points came, or did not?"""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Points, Translate, Unit
from bot.services import (
    campaigns,
    explanations,
    names,
    step_words,
    wording,
    wording_progress,
    wording_rewards,
)
from bot.services.explanations import Arrival, Entry, Explanation
from bot.services.friends import Friend
from handlers.screens import RULES_SHOWN, Row, ShowFriends, ShowWhy, button, home_button, show
from models import Participant, ReferralState, Reward

router = Router(name=__name__)

REWARDS_SHOWN = 4
"""Of one friend: a screen has to fit into a message."""


@router.message(Command("why"))
async def explain(
    message: Message, db: Database, t: Translate, clock: Clock, participant: Participant
) -> None:
    await _show(message, 1, db, t, clock, participant)


@router.callback_query(ShowWhy.filter())
async def turn_page(
    query: CallbackQuery,
    callback_data: ShowWhy,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    await _show(query, callback_data.page, db, t, clock, participant)


async def _show(
    event: Message | CallbackQuery,
    number: int,
    db: Database,
    t: Translate,
    clock: Clock,
    participant: Participant,
) -> None:
    async with db.read() as session:
        found = await explanations.look(session, participant.id, page=number, now=clock())
    await show(event, _text(t, found, participant.id), _rows(t, found))


def _text(t: Translate, found: Explanation, participant_id: int) -> str:
    parts = []
    if found.number == 1:
        parts = [t("why-title"), *_rules(t, found, participant_id), *_arrival(t, found.arrival)]
    if said := wording_progress.lines(t, found.climbed):
        parts.append("\n".join(said))
    if found.entries:
        parts.append(t("why-friends-title"))
    elif found.number == 1:
        parts.append(t("why-no-friends"))
    else:
        parts.append(t("why-no-more"))
    current_id = found.campaign.id if found.campaign is not None else None
    parts.extend(_entry(t, entry, current_id) for entry in found.entries)
    if found.number > 1 or found.has_next:
        parts.append(t("why-page", page=found.number))
    return "\n\n".join(parts)


def _rules(t: Translate, found: Explanation, participant_id: int) -> list[str]:
    if found.campaign is None:
        return []
    rewards = wording.rewards_in_words(
        t,
        found.campaign.document,
        participant_id=participant_id,
        plan=found.plan.plan if found.plan else None,
        in_brief=True,
    )[:RULES_SHOWN]
    return ["\n".join(t("why-rule", rule=rule) for rule in rewards)] if rewards else []


def _arrival(t: Translate, arrival: Arrival) -> list[str]:
    parts = []
    mine = arrival.referral
    if mine is not None and arrival.referrer_id is not None:
        name = names.of(t, arrival.referrer_name, arrival.referrer_id)
        lines = [t("why-mine-invited", name=name, at=mine.referral.created_at)]
        lines.extend(_state_of_mine(t, mine))
        lines.extend(_rewards(t, mine.rewards, mine.unit))
        parts.append("\n".join(lines))
    if arrival.refused is not None:
        refused = arrival.refused
        parts.append(
            t("why-mine-refused", code=refused.code, at=refused.at)
            + "\n"
            + t(f"why-mine-refused-{refused.verdict}")
        )
    return [t("why-mine-title"), *parts] if parts else []


def _state_of_mine(t: Translate, mine: Friend) -> list[str]:
    referral = mine.referral
    if referral.revoked_reason is not None:
        return [t(f"why-mine-revoked-{referral.revoked_reason}")]
    if referral.state == ReferralState.QUALIFIED:
        return [t("why-mine-qualified")]
    if referral.hold_until is not None:
        key = "why-mine-hold-stay" if mine.document.subscriptions else "why-mine-hold"
        return [t(key, at=referral.hold_until)]
    lines = [_steps(t, mine, "why-mine-steps")]
    if referral.expires_at is not None:
        lines.append(t("why-until", at=referral.expires_at))
    return lines


def _entry(t: Translate, entry: Entry, current_id: int | None) -> str:
    touch = entry.touch
    name = names.of(t, entry.name, touch.participant_id)
    verdict = t(f"why-verdict-{touch.verdict}")
    if entry.friend is None:
        return "\n".join((t("why-refused", name=name, at=touch.at), verdict))
    friend = entry.friend
    lines = [t(f"why-referral-{friend.referral.state}", name=name, at=touch.at)]
    if friend.referral.campaign_id != current_id:
        title = campaigns.title(friend.document, t.language)
        lines.append(t("why-campaign", title=title))
    lines.append(" ".join((verdict, *_state(t, friend))))
    lines.extend(_rewards(t, friend.rewards, friend.unit))
    return "\n".join(lines)


def _state(t: Translate, friend: Friend) -> list[str]:
    referral = friend.referral
    if referral.revoked_reason is not None:
        at = referral.revoked_at
        assert at is not None
        return [t(f"why-revoked-{referral.revoked_reason}", at=at)]
    if referral.state == ReferralState.QUALIFIED:
        return [] if friend.rewards else [t("why-no-reward")]
    if referral.hold_until is not None:
        key = "why-hold-stay" if friend.document.subscriptions else "why-hold"
        return [t(key, at=referral.hold_until)]
    lines = [_steps(t, friend, "why-steps")]
    if referral.expires_at is not None:
        lines.append(t("why-until", at=referral.expires_at))
    if offered := wording_rewards.still_to_come(t, friend.document):
        lines.append(t("why-offer", amount=offered))
    return lines


def _steps(t: Translate, friend: Friend, chats_key: str) -> str:
    if step_words.are_chats(friend.missing):
        return t(chats_key, chats=wording.chats_in_words(t, friend.chats))
    return t("steps-still", steps=step_words.together(t, friend.missing, friend.document))


def _rewards(t: Translate, rewards: tuple[Reward, ...], unit: Unit) -> list[str]:
    lines = [_reward(t, reward, unit) for reward in rewards[:REWARDS_SHOWN]]
    if len(rewards) > REWARDS_SHOWN:
        lines.append(t("why-more-rewards", count=len(rewards) - REWARDS_SHOWN))
    return lines


def _reward(t: Translate, reward: Reward, unit: Unit) -> str:
    return t(
        f"why-reward-{reward.state}",
        amount=Points(reward.amount_minor, unit),
        at=reward.settled_at or reward.due_at,
        reason=t.plain(f"why-reason-{reward.reason}") if reward.reason is not None else "",
    )


def _rows(t: Translate, found: Explanation) -> list[Row]:
    turning = []
    if found.number > 1:
        turning.append(button(t.plain("why-newer-button"), ShowWhy(page=found.number - 1).pack()))
    if found.has_next:
        turning.append(button(t.plain("why-older-button"), ShowWhy(page=found.number + 1).pack()))
    last = [button(t.plain("friends-button"), ShowFriends().pack()), home_button(t)]
    return [turning, last] if turning else [last]
