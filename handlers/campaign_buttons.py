"""Which buttons have the screens of /campaigns, and where do they lead?"""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class Change(StrEnum):
    """What can be done with a campaign as a whole."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


class ShowCampaigns(CallbackData, prefix="campaigns"):
    page: int = 0


class ShowCampaign(CallbackData, prefix="campaign"):
    campaign_id: int


class ShowCampaignRules(CallbackData, prefix="campaign-rules"):
    campaign_id: int
    language: str


class ShowVersions(CallbackData, prefix="campaign-versions"):
    campaign_id: int


class SendToml(CallbackData, prefix="campaign-toml"):
    campaign_id: int


class AskToChange(CallbackData, prefix="campaign-ask"):
    campaign_id: int
    change: Change


class ChangeState(CallbackData, prefix="campaign-state"):
    token: str


class EditCampaign(CallbackData, prefix="campaign-edit"):
    campaign_id: int


class CloneCampaign(CallbackData, prefix="campaign-clone"):
    campaign_id: int


class ShowPresets(CallbackData, prefix="campaign-new"):
    page: int = 0


class ShowPreset(CallbackData, prefix="campaign-preset"):
    name: str


class UsePreset(CallbackData, prefix="campaign-use"):
    name: str


class AskForToml(CallbackData, prefix="campaign-file"):
    """A document as a file instead of a preset."""


class ShowCampaignDraft(CallbackData, prefix="c-draft"):
    token: str
    shows_all: bool = False


class ShowNumber(CallbackData, prefix="c-number"):
    token: str
    index: int


class AskNumber(CallbackData, prefix="c-ask"):
    token: str
    index: int
    walks: bool
    """Whether the next number is asked for afterwards."""


class ShowDraftRules(CallbackData, prefix="c-rules"):
    token: str
    language: str


class ForecastCampaign(CallbackData, prefix="campaign-forecast"):
    campaign_id: int


class Assumed(StrEnum):
    """What a forecast has to be told; one letter each, since a button holds 64 bytes."""

    ORDERS = "o"
    MARGIN = "m"
    ORDER = "a"
    SHARING = "s"
    FRIENDS = "f"
    CONVERSION = "c"


class Assumption(CallbackData, prefix="cf"):
    """The forecast of a draft, with all that is assumed: the numbers in the order of `Assumed`."""

    token: str
    o: int = 200
    m: int = 30
    a: int = 0
    """In whole money; 0: what would be usual for rewards of this size."""
    s: int = 10
    f: int = 3
    c: int = 20


class DrawForecast(Assumption, prefix="cp"):
    """The same as a picture."""


class AskAssumption(Assumption, prefix="ca"):
    """Another number for one of these."""

    which: Assumed


class AskToLoad(CallbackData, prefix="c-load"):
    token: str
    starts: bool


class LoadDraft(CallbackData, prefix="c-loaded"):
    token: str
    starts: bool


class DropDraft(CallbackData, prefix="c-drop"):
    token: str
