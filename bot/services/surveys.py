"""Who is asked after a purchase how likely they are to recommend us, and what do they answer?

The score is the net promoter score (NPS): the share of answers 9 and 10 less that of 0 to 6, in
points from -100 to 100 (Reichheld, "The One Number You Need to Grow", 2003). From which answer on
somebody is asked to invite friends is the campaign's own choice.
"""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.i18n import Translate
from bot.services import campaigns, names, outbox
from bot.services.campaigns import RunningCampaign
from bot.services.document_share import SurveySection
from models import Campaign, Conversion, Participant, Survey, SurveyState

SCORES = range(11)
PROMOTERS_FROM, DETRACTORS_TO = 9, 6
QUIET = timedelta(days=30)
"""How long nobody is asked a second time."""
LATE = timedelta(days=3)
"""What has been due for longer is not asked any more: nobody remembers."""
ROW = 6
"""Buttons of one row: eleven fit into two."""
Z_95 = 1.959964


class SurveyOver(UserError):
    """It was answered, or it is somebody else's."""


class ScoreUnknown(UserError):
    """An answer that no button of ours carries."""


class Group(StrEnum):
    PROMOTERS = "promoters"
    PASSIVES = "passives"
    DETRACTORS = "detractors"


@dataclass(frozen=True)
class Answer:
    survey: Survey
    campaign: RunningCampaign
    recommends: bool
    """By the campaign's own bound."""


@dataclass(frozen=True)
class Scores:
    """What was answered in a period."""

    asked: int
    by_score: Counter[int]

    @property
    def answered(self) -> int:
        return self.by_score.total()

    def of(self, group: Group) -> int:
        return sum(count for score, count in self.by_score.items() if group_of(score) == group)

    @property
    def nps(self) -> float | None:
        """From -100 to 100; None without answers."""
        if not self.answered:
            return None
        return 100 * (self.of(Group.PROMOTERS) - self.of(Group.DETRACTORS)) / self.answered

    @property
    def margin(self) -> float:
        """Half of the 95 % confidence interval of the score, in points (normal approximation)."""
        if not self.answered:
            return 100.0
        happy = self.of(Group.PROMOTERS) / self.answered
        unhappy = self.of(Group.DETRACTORS) / self.answered
        variance = happy + unhappy - (happy - unhappy) ** 2
        return 100 * Z_95 * math.sqrt(variance / self.answered)


def group_of(score: int) -> Group:
    if score >= PROMOTERS_FROM:
        return Group.PROMOTERS
    return Group.DETRACTORS if score <= DETRACTORS_TO else Group.PASSIVES


async def ask_due(session: AsyncSession, *, now: datetime, limit: int) -> int:
    """Ask after purchases whose time has come; returns how many were dealt with.

    The row is written with the message, and one order has one row: nobody is asked twice.
    """
    done = 0
    for campaign in await campaigns.running(session, now=now):
        section = campaign.document.survey
        if section is None or done >= limit:
            continue
        for conversion, person in await _due(session, campaign, section, now, limit - done):
            await _ask(session, campaign, conversion, person, now=now)
            done += 1
    return done


async def _due(
    session: AsyncSession,
    campaign: RunningCampaign,
    section: SurveySection,
    now: datetime,
    limit: int,
) -> list[tuple[Conversion, Participant]]:
    began = select(Campaign.started_at).where(Campaign.id == campaign.id).scalar_subquery()
    conditions: list[ColumnElement[bool]] = [
        Conversion.received_at > now - section.after - LATE,
        Conversion.occurred_at <= now - section.after,
        Conversion.occurred_at > now - section.after - LATE,
        Conversion.occurred_at >= began,
        # What was given back is no purchase to ask about.
        Conversion.refunded_minor < Conversion.amount_minor,
        ~exists().where(Survey.conversion_id == Conversion.id),
        Participant.started_at.is_not(None),
        Participant.blocked_at.is_(None),
        Participant.banned_at.is_(None),
    ]
    currency = campaign.document.purchases.currency
    if currency is not None:
        conditions.append(Conversion.currency == currency)
    rows = await session.execute(
        select(Conversion, Participant)
        .join(Participant, Participant.id == Conversion.participant_id)
        .where(*conditions)
        .order_by(Conversion.received_at, Conversion.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Conversion)
    )
    return [(conversion, person) for conversion, person in rows]


async def _ask(
    session: AsyncSession,
    campaign: RunningCampaign,
    conversion: Conversion,
    person: Participant,
    *,
    now: datetime,
) -> None:
    # Two orders of one person at once, on two replicas: one after the other.
    await session.execute(
        select(Participant.id).where(Participant.id == person.id).with_for_update(key_share=True)
    )
    recently = await session.scalar(
        select(Survey.id)
        .where(
            Survey.participant_id == person.id,
            Survey.at > now - QUIET,
            Survey.state != SurveyState.SKIPPED,
        )
        .limit(1)
    )
    survey_id = await session.scalar(
        insert(Survey)
        .values(
            conversion_id=conversion.id,
            participant_id=person.id,
            campaign_id=campaign.id,
            version=campaign.version,
            state=SurveyState.ASKED if recently is None else SurveyState.SKIPPED,
            at=now,
        )
        .on_conflict_do_nothing()
        .returning(Survey.id)
    )
    if survey_id is None or recently is not None:
        return
    await outbox.post(
        session,
        chat_id=person.telegram_id,
        text_key="surveys-question",
        args={"at": conversion.occurred_at, "title": campaigns.titled(campaign.document)},
        keyboard=_keyboard(survey_id),
        now=now,
    )


def _keyboard(survey_id: int) -> outbox.Keyboard:
    cells: list[outbox.Button] = [
        {
            "text_key": "surveys-score-button",
            "text_args": {"score": str(score)},
            "callback": f"survey:{survey_id}:{score}",
        }
        for score in SCORES
    ]
    return [cells[:ROW], cells[ROW:]]


async def answer(
    session: AsyncSession, survey_id: int, participant_id: int, score: int, *, now: datetime
) -> Answer:
    """Keep a score, once. Raises `ScoreUnknown` or `SurveyOver`."""
    if score not in SCORES:
        raise ScoreUnknown
    # The WHERE clause decides between two presses.
    won = await session.scalar(
        update(Survey)
        .where(
            Survey.id == survey_id,
            Survey.participant_id == participant_id,
            Survey.state == SurveyState.ASKED,
        )
        .values(state=SurveyState.ANSWERED, score=score, answered_at=now)
        .returning(Survey.id)
        .execution_options(synchronize_session=False)
    )
    if won is None:
        raise SurveyOver
    survey = await session.get_one(Survey, survey_id, populate_existing=True)
    campaign = await campaigns.find(session, survey.campaign_id, survey.version)
    section = campaign.document.survey
    bound = PROMOTERS_FROM if section is None else section.promoters_from
    return Answer(survey, campaign, recommends=score >= bound)


async def tell_team(
    session: AsyncSession, answer: Answer, person: Participant, *, chat_id: int, now: datetime
) -> None:
    """Show the group who was not happy, with a button to write to them."""
    await outbox.post(
        session,
        chat_id=chat_id,
        text_key="surveys-card",
        args={
            "score": answer.survey.score or 0,
            "name": names.later(person.name),
            "telegram_id": str(person.telegram_id),
            "title": campaigns.titled(answer.campaign.document),
        },
        keyboard=[
            [
                {"text_key": "people-message-button", "callback": f"person-message:{person.id}"},
                {"text_key": "people-open-button", "callback": f"person:{person.id}"},
            ]
        ],
        now=now,
    )


async def scores(
    session: AsyncSession,
    *,
    since: datetime | None,
    until: datetime,
    campaign_id: int | None = None,
) -> Scores:
    """What was asked and answered in a period."""
    which: list[ColumnElement[bool]] = []
    if campaign_id is not None:
        which.append(Survey.campaign_id == campaign_id)
    within = [Survey.answered_at < until]
    asked_within = [Survey.at < until, Survey.state != SurveyState.SKIPPED]
    if since is not None:
        within.append(Survey.answered_at >= since)
        asked_within.append(Survey.at >= since)
    rows = await session.execute(
        select(Survey.score, func.count())
        .where(*which, *within, Survey.state == SurveyState.ANSWERED)
        .group_by(Survey.score)
    )
    asked = await session.scalar(select(func.count(Survey.id)).where(*which, *asked_within))
    by_score = Counter({int(score or 0): count for score, count in rows})
    return Scores(asked or 0, by_score)


def line(t: Translate, found: Scores) -> str:
    """For /stats: the score and of how many answers; "" where nobody was asked."""
    if found.nps is None:
        return ""
    return t("surveys-stats-line", score=signed(found.nps), count=found.answered)


def signed(score: float) -> str:
    rounded = round(score)
    return f"+{rounded}" if rounded > 0 else str(rounded).replace("-", "−")
