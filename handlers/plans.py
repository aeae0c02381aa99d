"""How does an admin give somebody other terms than everybody has?"""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from bot.clock import Clock
from bot.db import Database
from bot.i18n import Translate
from bot.services import admins, campaigns, names, outbox, people, plans
from bot.services.campaigns import RunningCampaign
from bot.services.plans import AUTOMATIC, Standing
from handlers import presses
from handlers.people_buttons import ShowPlansOf, person_button
from handlers.questions import cancel_row
from handlers.screens import Row, button, show, show_below

router = Router(name=__name__)

ACTION = "plan-give"
BY_ITSELF = "*"
"""In a button, for AUTOMATIC: no plan can be called so."""


class ChoosePlan(CallbackData, prefix="plan"):
    participant_id: int
    campaign_id: int
    plan: str


class ConfirmPlan(CallbackData, prefix="plan-yes"):
    token: str


@router.callback_query(ShowPlansOf.filter())
async def list_plans(
    query: CallbackQuery, callback_data: ShowPlansOf, db: Database, t: Translate
) -> None:
    participant_id = callback_data.participant_id
    async with db.read() as session:
        person = await people.by_id(session, participant_id)
        found = [
            (campaign, standing)
            for campaign in await campaigns.running(session)
            if (standing := await plans.of(session, campaign.id, campaign.document, person.id))
            is not None
        ]
    if not found:
        await show_below(query, t("plans-none"), [[person_button(t, participant_id)]])
        return
    parts = [
        t("plans-screen", name=names.of(t, person.name, person.id)),
        "\n".join(_line(t, campaign, standing) for campaign, standing in found),
        t("plans-hint"),
    ]
    rows = [
        row for campaign, standing in found for row in _choices(t, person.id, campaign, standing)
    ]
    await show(query, "\n\n".join(parts), [*rows, [person_button(t, person.id)]])


def _line(t: Translate, campaign: RunningCampaign, standing: Standing) -> str:
    return t(
        "plans-person-line",
        title=campaigns.title(campaign.document, t.language),
        plan=plans.title(t, campaign.document, standing.plan),
        given="no" if standing.given is None else "yes",
    )


def _choices(
    t: Translate, participant_id: int, campaign: RunningCampaign, standing: Standing
) -> list[Row]:
    """The plans that the person does not have."""
    offered = [name for name in plans.names(campaign.document) if name != standing.given]
    if standing.given is not None:
        offered.append(AUTOMATIC)
    title = campaigns.title(campaign.document, t.language)
    return [
        [
            button(
                t.plain("plans-choose-button", title=title, plan=_plan(t, campaign, plan)),
                ChoosePlan(
                    participant_id=participant_id, campaign_id=campaign.id, plan=plan or BY_ITSELF
                ).pack(),
            )
        ]
        for plan in offered
    ]


def _plan(t: Translate, campaign: RunningCampaign, plan: str) -> str:
    if plan == AUTOMATIC:
        return t.plain("plans-automatic")
    return plans.title(t, campaign.document, plan)


@router.callback_query(ChoosePlan.filter())
async def ask_to_confirm(
    query: CallbackQuery, callback_data: ChoosePlan, db: Database, t: Translate, clock: Clock
) -> None:
    plan = AUTOMATIC if callback_data.plan == BY_ITSELF else callback_data.plan
    async with db.transaction() as session:
        person = await people.by_id(session, callback_data.participant_id)
        campaign = await campaigns.find(session, callback_data.campaign_id)
        before = await plans.check(session, campaign, person.id, plan)
        token = await presses.issue(
            session,
            presses.place_of(query),
            action=ACTION,
            subject={"participant_id": person.id, "campaign_id": campaign.id, "plan": plan},
            now=clock(),
        )
    text = t(
        "plans-confirm",
        name=names.of(t, person.name, person.id),
        title=campaigns.title(campaign.document, t.language),
        before=_plan(t, campaign, before.plan),
        after=_plan(t, campaign, plan),
    )
    confirm = button(t.plain("plans-confirm-button"), ConfirmPlan(token=token).pack())
    await show_below(query, text, [[confirm], cancel_row(t, ACTION, token)])


@router.callback_query(ConfirmPlan.filter())
async def give(
    query: CallbackQuery, callback_data: ConfirmPlan, db: Database, t: Translate, clock: Clock
) -> None:
    now, place = clock(), presses.place_of(query)
    async with db.transaction() as session:
        subject = await presses.spend_by_admin(
            session, place, callback_data.token, action=ACTION, now=now
        )
        person = await people.by_id(session, int(subject["participant_id"]))
        campaign = await campaigns.find(session, int(subject["campaign_id"]))
        after = await plans.give(
            session,
            campaign.id,
            person.id,
            str(subject["plan"]),
            by=place.telegram_id,
            now=now,
        )
        await outbox.post(
            session,
            chat_id=person.telegram_id,
            text_key="plans-told",
            args={
                "title": campaigns.titled(campaign.document),
                "plan": plans.titled(campaign.document, after.plan),
            },
            now=now,
        )
        by = await admins.name_of(session, place.telegram_id)
    text = t(
        "plans-done",
        name=names.of(t, person.name, person.id),
        title=campaigns.title(campaign.document, t.language),
        after=plans.title(t, campaign.document, after.plan),
        by=by,
    )
    await show(query, text, [[person_button(t, person.id)]])
