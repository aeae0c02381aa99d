"""How is a participant told of their badges, and of what comes with more friends?"""

from collections.abc import Sequence

from bot.i18n import Points, Translate
from bot.services import campaigns, wording_times
from bot.services.document_rewards import MilestoneSection
from bot.services.progresses import NextTier, Progress, Size

BADGES_SHOWN = 5
"""The highest; whoever has more knows the first ones."""


def lines(t: Translate, progresses: Sequence[Progress]) -> list[str]:
    """Telegram's HTML, a few lines for each campaign; which one is said where there are two."""
    said = []
    for progress in progresses:
        if len(progresses) > 1:
            title = campaigns.title(progress.campaign.document, t.language)
            said.append(t("milestones-of", title=title))
        said += _of(t, progress)
    return said


def _of(t: Translate, progress: Progress) -> list[str]:
    unit = progress.campaign.document.unit
    said = []
    badges = [badge(t, each) for each in progress.reached[-BADGES_SHOWN:]]
    if badges:
        said.append(t("milestones-badges", badges=" · ".join(badges)))
    if progress.following is not None:
        following = progress.following
        said.append(
            t(
                "milestones-next" if following.badge is None else "milestones-next-badge",
                count=following.at - progress.friends,
                amount=Points(following.amount, unit, signed=True),
                badge=badge(t, following),
            )
        )
    return said + [_tier(t, progress, tier) for tier in progress.tiers]


def badge(t: Translate, milestone: MilestoneSection) -> str:
    """Its name; the number of friends where it has none."""
    if milestone.badge is not None:
        return str(milestone.badge.in_language(t.language))
    return t.plain("top-friends", count=milestone.at)


def _tier(t: Translate, progress: Progress, tier: NextTier) -> str:
    return t(
        "milestones-tier",
        number=str(tier.starts),
        then=_size(t, progress, tier.then),
        now=_size(t, progress, tier.now),
    )


def _size(t: Translate, progress: Progress, size: Size) -> str:
    amount, percent = size
    if percent is not None:
        return wording_times.percent(t, percent)
    return t.points(Points(amount or 0, progress.campaign.document.unit))
