"""Which right takes which command and which button of the admin group? One line for each.

test_role_matrix compares these lines with the routers, and plays every one of them.
"""

from collections.abc import Mapping

from aiogram.filters.callback_data import CallbackData

from bot.services.roles import Right
from handlers.audit import ExportAudit, ShowAudit
from handlers.broadcasts import Cancel, Resend, SendNow
from handlers.export_runs import CancelExport, ShowExports
from handlers.exports import ChooseCampaign, ChooseFormat, ChoosePeriod, StartExport
from handlers.payout_answers import ApplyAnswer
from handlers.payout_batches import AskToCancelBatch, CancelBatch, DownloadBatch, MakeBatch
from handlers.payout_cards import (
    ApprovePayout,
    MarkPayoutPaid,
    RepostPayout,
    SendAgain,
    ShowDestination,
)
from handlers.payout_picks import ConfirmPicked, DecidePicked
from handlers.payout_queue import PickPayouts, ShowBatches, ShowFilters, ShowQueue
from handlers.rejections import OwnWords, PaidWithReference, RejectFor, RejectPayout
from handlers.roles import ToggleRole

COMMANDS: Mapping[str, Right | None] = {
    "stats": Right.LOOK,
    "top": Right.LOOK,
    "payouts": Right.LOOK,
    "broadcast": Right.ANNOUNCE,
    "audit": Right.LOOK,
    "export": Right.EXPORT,
    "roles": Right.OWN,
    "help": Right.LOOK,
    "cancel": None,
}
"""None: whoever has any right at all."""

LISTENERS: Mapping[str, Right | None] = {
    "take_the_answer": Right.PAY,
    "read_bank_answer": Right.PAY,
    "refuse_a_late_reason": Right.PAY,
}
"""Handlers of words that are no command, by name."""

BUTTONS: Mapping[type[CallbackData], Right | None] = {
    ApprovePayout: Right.PAY,
    RejectPayout: Right.PAY,
    MarkPayoutPaid: Right.PAY,
    ShowDestination: Right.PAY,
    RepostPayout: Right.LOOK,
    RejectFor: Right.PAY,
    OwnWords: Right.PAY,
    PaidWithReference: Right.PAY,
    SendAgain: Right.PAY,
    PickPayouts: Right.PAY,
    ConfirmPicked: Right.PAY,
    DecidePicked: Right.PAY,
    ShowBatches: Right.PAY,
    MakeBatch: Right.PAY,
    DownloadBatch: Right.PAY,
    AskToCancelBatch: Right.PAY,
    CancelBatch: Right.PAY,
    ApplyAnswer: Right.PAY,
    ShowQueue: Right.LOOK,
    ShowFilters: Right.LOOK,
    SendNow: Right.ANNOUNCE,
    Cancel: Right.ANNOUNCE,
    Resend: Right.ANNOUNCE,
    ShowAudit: Right.LOOK,
    ExportAudit: Right.EXPORT,
    ShowExports: Right.EXPORT,
    ChooseFormat: Right.EXPORT,
    ChoosePeriod: Right.EXPORT,
    ChooseCampaign: Right.EXPORT,
    StartExport: Right.EXPORT,
    CancelExport: Right.EXPORT,
    ToggleRole: Right.OWN,
}
