"""Which buttons lead from /stats to the reports of parts of the programme?"""

from aiogram.filters.callback_data import CallbackData

from bot.i18n import Translate
from bot.services.documents import Document
from bot.services.stats import Figures, Period
from handlers.screens import Row, button


class ShowNps(CallbackData, prefix="nps"):
    """What buyers answered."""

    period: Period
    campaign_id: int = 0


class ShowExperiment(CallbackData, prefix="experiment"):
    """How the arms of an experiment do."""

    campaign_id: int


class ShowChannels(CallbackData, prefix="channels"):
    """What came by which channel, or by whom."""

    period: Period
    campaign_id: int = 0
    by_person: bool = False
    page: int = 0


def rows(t: Translate, figures: Figures) -> list[Row]:
    """Only those about which there is something to report."""
    chosen = figures.chosen
    documents = [chosen] if chosen else figures.campaigns
    campaign_id = chosen.campaign_id if chosen else 0
    channels = ShowChannels(period=figures.period, campaign_id=campaign_id)
    found: Row = [button(t.plain("influencers-button"), channels.pack())]
    if any(_has_survey(each.document) for each in documents):
        nps = ShowNps(period=figures.period, campaign_id=campaign_id)
        found.append(button(t.plain("surveys-stats-button"), nps.pack()))
    tests = [
        [
            button(
                t.plain("experiments-button", name=each.document.experiments[0].name),
                ShowExperiment(campaign_id=each.campaign_id).pack(),
            )
        ]
        for each in documents
        if each.document.experiments
    ]
    return [found, *tests]


def _has_survey(document: Document) -> bool:
    return document.survey is not None
