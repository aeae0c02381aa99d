"""How does a buyer say how likely they are to recommend us, and what do the admins read of it?"""

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.clock import Clock
from bot.config import Settings
from bot.db import Database
from bot.i18n import Translate
from bot.membership import Admins
from bot.services import campaigns, invites, shares, stats, surveys
from bot.services.surveys import Group, Scores
from handlers import periods
from handlers.report_buttons import ShowNps
from handlers.screens import Row, button, home_button, links, share_rows, show
from handlers.stats import ShowStats
from handlers.support import CancelSupport, Writing
from models import Participant

router = Router(name=__name__)
admin_router = Router(name=f"{__name__}.admin")

BAR = 12
"""Characters of the longest bar: more would wrap on a phone."""


class AnswerSurvey(CallbackData, prefix="survey"):
    survey_id: int
    score: int


@router.callback_query(AnswerSurvey.filter())
async def answer(
    query: CallbackQuery,
    callback_data: AnswerSurvey,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    admins: Admins,
    participant: Participant,
    state: FSMContext,
) -> None:
    now = clock()
    async with db.transaction() as session:
        given = await surveys.answer(
            session, callback_data.survey_id, participant.id, callback_data.score, now=now
        )
        if given.recommends:
            split = await shares.choice(session, given.campaign, participant.id)
            invite = await invites.own(
                session, given.campaign.id, participant.id, split=split, now=now
            )
        elif admins.chat_id is not None:
            await surveys.tell_team(session, given, participant, chat_id=admins.chat_id, now=now)
    score = callback_data.score
    if given.recommends:
        where = await links(bot, settings)
        rows = share_rows(t, given.campaign, invite, where)
        link = where.of(invites.shown_code(invite))
        await show(query, t("surveys-promoter", score=score, link=link), [*rows, [home_button(t)]])
    elif admins.chat_id is None:
        await show(query, t("surveys-thanks", score=score), [[home_button(t)]])
    else:
        # What is written next goes to the team.
        await state.set_state(Writing.words)
        over = button(t.plain("surveys-nothing-button"), CancelSupport().pack())
        await show(query, t("surveys-other", score=score), [[over]])


# For the admins


@admin_router.callback_query(ShowNps.filter())
async def show_nps(
    query: CallbackQuery, callback_data: ShowNps, db: Database, t: Translate, clock: Clock
) -> None:
    since, until = stats.bounds(callback_data.period, t.zone, clock())
    campaign_id = callback_data.campaign_id or None
    async with db.read() as session:
        found = await surveys.scores(session, since=since, until=until, campaign_id=campaign_id)
        chosen = await campaigns.find(session, campaign_id) if campaign_id else None
    title = (
        t.plain("stats-all-campaigns")
        if chosen is None
        else campaigns.title(chosen.document, t.language)
    )
    period = t.plain("stats-period-all") if since is None else periods.days(t, since, until)
    parts = [t("surveys-nps-title", campaign=title, period=period), *_scores(t, found)]
    back = ShowStats(period=callback_data.period, campaign_id=callback_data.campaign_id)
    rows: list[Row] = [[button(t.plain("stats-text-button"), back.pack())]]
    await show(query, "\n\n".join(parts), rows)


def _scores(t: Translate, found: Scores) -> list[str]:
    if found.nps is None:
        return [t("surveys-nps-none", asked=found.asked)]
    head = t(
        "surveys-nps",
        score=surveys.signed(found.nps),
        margin=round(found.margin),
        answered=found.answered,
        asked=found.asked,
    )
    groups = [
        t(
            f"surveys-nps-{group}",
            count=found.of(group),
            percent=round(100 * found.of(group) / found.answered),
        )
        for group in Group
    ]
    most = max(found.by_score.values())
    bars = [
        f"{score:>2} {'▇' * -(-BAR * found.by_score[score] // most)} {found.by_score[score]}"
        for score in reversed(surveys.SCORES)
    ]
    return [head, "\n".join(groups), f"<pre>{chr(10).join(bars)}</pre>"]
