"""How are milestones, contests, plans, experiments and offers said in a person's language?"""

from datetime import datetime

from bot.i18n import Points, Translate
from bot.services import wording_rewards, wording_times
from bot.services.document_contests import ContestSection, Prize
from bot.services.document_rewards import STANDARD_PLAN
from bot.services.documents import Document

OFFERS_SAID = 5


def milestones(t: Translate, document: Document) -> list[str]:
    lines = []
    for milestone in document.milestones:
        key, badge = "wording-milestone", ""
        if milestone.badge is not None:
            key, badge = "wording-milestone-badge", str(milestone.badge.in_language(t.language))
        amount = Points(milestone.amount, document.unit)
        lines.append(t.plain(key, count=milestone.at, amount=amount, badge=badge))
    return lines


def contests(t: Translate, document: Document) -> list[str]:
    """A few sentences for each contest: who wins what, and until when."""
    return [_contest(t, document, contest) for contest in document.contests]


def contest_in_brief(
    t: Translate, document: Document, contest: ContestSection, ends_at: datetime
) -> str:
    """Of one that is under way: who wins what, and until when."""
    zone = document.campaign.time_zone
    said = [
        _way(t, document, contest),
        t.plain("wording-contest-main-prize", prize=first_prize(t, document, contest)),
        t.in_zone(document.zone).plain("wording-contest-ends", at=ends_at, zone=zone),
    ]
    return " ".join(said)


def _way(t: Translate, document: Document, contest: ContestSection) -> str:
    titles = contest.title or document.campaign.title
    title = contest.name if titles is None else str(titles.in_language(t.language))
    way = "draw" if contest.kind == "draw" else contest.by
    return t.plain(f"wording-contest-{way}", title=title)


def _contest(t: Translate, document: Document, contest: ContestSection) -> str:
    said = [
        _way(t, document, contest),
        t.plain("wording-prizes", prizes="; ".join(_prizes(t, document, contest))),
        _period(t, document, contest),
    ]
    if contest.minimum > 1:
        least: int | Points = contest.minimum
        if contest.by == "points":
            least = Points(contest.minimum, document.unit)
        said.append(t.plain(f"wording-contest-least-{contest.by}", least=least))
    if contest.tickets_max is not None:
        said.append(t.plain("wording-contest-tickets", count=contest.tickets_max))
    if contest.announce_in is not None and contest.announce_in.startswith("@"):
        said.append(t.plain("wording-contest-announced", chat=contest.announce_in))
    return " ".join(said)


def _prizes(t: Translate, document: Document, contest: ContestSection) -> list[str]:
    said, place = [], 1
    for prize in contest.prizes:
        last = place + prize.places - 1
        what = _prize(t, document, prize)
        if contest.kind == "draw":
            said.append(f"{prize.places} × {what}" if prize.places > 1 else what)
        else:
            places = str(place) if last == place else f"{place}–{last}"
            said.append(t.plain("wording-prize", places=places, prize=what))
        place = last + 1
    return said


def _prize(t: Translate, document: Document, prize: Prize) -> str:
    parts = []
    if prize.title is not None:
        parts.append(str(prize.title.in_language(t.language)))
    if prize.amount is not None:
        parts.append(t.points(Points(prize.amount, document.unit)))
    return " + ".join(parts)


def first_prize(t: Translate, document: Document, contest: ContestSection) -> str:
    """What the winner gets, or in a draw each of the first ones."""
    return (
        _prizes(t, document, contest)[0]
        if contest.kind == "draw"
        else (_prize(t, document, contest.prizes[0]))
    )


def _period(t: Translate, document: Document, contest: ContestSection) -> str:
    local, zone = t.in_zone(document.zone), document.campaign.time_zone
    begins = ""
    if contest.starts_at is not None:
        begins = local.plain("wording-contest-begins", at=contest.starts_at, zone=zone) + " "
    if contest.ends_at is not None:
        return begins + local.plain("wording-contest-ends", at=contest.ends_at, zone=zone)
    assert contest.lasts is not None
    return begins + t.plain("wording-contest-lasts", span=wording_times.duration(t, contest.lasts))


def plans(t: Translate, document: Document) -> list[str]:
    """How one comes by each of the plans."""
    lines = []
    # The one of everybody who has no other is not come by.
    for plan in (each for each in document.plans if each.name != STANDARD_PLAN):
        title = wording_rewards.plan(t, document, plan.name)
        if plan.starts is None:
            lines.append(t.plain("wording-plan-given", plan=title))
        else:
            lines.append(t.plain("wording-plan-earned", plan=title, count=plan.starts))
    return lines


def experiments(t: Translate, document: Document) -> list[str]:
    """For the admins: participants are not told that they are in one."""
    lines = []
    for experiment in document.experiments:
        parts = sum(variant.weight for variant in experiment.variants)
        arms = [
            t.plain("wording-arm", variant=each.name, part=each.weight, parts=parts)
            for each in experiment.variants
        ]
        lines.append(t.plain("wording-experiment", name=experiment.name, arms=", ".join(arms)))
    return lines


def offers(t: Translate, document: Document) -> list[str]:
    """What points buy: the first few, and how many more."""
    if not document.offers:
        return []
    said = [
        t.plain(
            "wording-offer",
            offer=str(offer.title.in_language(t.language)),
            price=Points(offer.price, document.unit),
        )
        for offer in document.offers[:OFFERS_SAID]
    ]
    more = len(document.offers) - OFFERS_SAID
    if more > 0:
        said.append(t.plain("wording-offers-more", count=more))
    return [t.plain("wording-offers", offers=", ".join(said))]
