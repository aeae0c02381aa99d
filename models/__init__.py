"""The tables."""

from models.alarm import Alarm
from models.audit import AuditRecord
from models.base import Base
from models.broadcast import (
    Broadcast,
    BroadcastKind,
    BroadcastState,
    Delivery,
    DeliveryState,
    PauseReason,
)
from models.budget import BudgetWarning
from models.campaign import Campaign, CampaignStatus, CampaignVersion
from models.chat import ChatMove
from models.click import Click, ClickSalt, ClickVisitor
from models.confirmation import Confirmation
from models.contest import Contest, ContestEntrant, ContestKind, ContestState, Disqualification
from models.conversion import ApiAnswer, ApiKey, Conversion, ConversionTerms
from models.enrolment import Enrolment
from models.exposure import Exposure
from models.figure import NO_CAMPAIGN, Figure, FigureMark, FigureRecount, Span
from models.invite import Invite
from models.job import JobRun
from models.ledger import CAMPAIGN_OWNER, Account, Bucket, Entry, LedgerHead, Transaction
from models.offer import (
    Expiry,
    ExpiryRun,
    ExpiryWarning,
    Offer,
    OfferKind,
    Redemption,
    RedemptionState,
    Voucher,
)
from models.outbox import OutboxMessage, OutboxState, Priority
from models.participant import Draft, NameDisplay, NoticePace, Participant
from models.payout import Payout, PayoutBatch, PayoutState, QuickReason
from models.picture import Picture
from models.referral import (
    LimitCounter,
    Referral,
    ReferralState,
    ReferralStep,
    RevokeReason,
    Touch,
    Verdict,
)
from models.reward import Reward, RewardSource, RewardState, VoidReason
from models.role import Role, RoleGrant
from models.standing import ALL_TIME, Ladder, Ranking, Rung, Standing
from models.step import (
    Approval,
    ApprovalState,
    Captcha,
    CaptchaOutcome,
    PhoneMark,
    PhoneSalt,
)
from models.support import SupportMessage, SupportPost, SupportThread, ThreadState
from models.survey import Survey, SurveyState
from models.update import FailedUpdate, ProcessedUpdate
from models.webhook import WebhookDelivery, WebhookEndpoint, WebhookState

__all__ = [
    "ALL_TIME",
    "CAMPAIGN_OWNER",
    "NO_CAMPAIGN",
    "Account",
    "Alarm",
    "ApiAnswer",
    "ApiKey",
    "Approval",
    "ApprovalState",
    "AuditRecord",
    "Base",
    "Broadcast",
    "BroadcastKind",
    "BroadcastState",
    "Bucket",
    "BudgetWarning",
    "Campaign",
    "CampaignStatus",
    "CampaignVersion",
    "Captcha",
    "CaptchaOutcome",
    "ChatMove",
    "Click",
    "ClickSalt",
    "ClickVisitor",
    "Confirmation",
    "Contest",
    "ContestEntrant",
    "ContestKind",
    "ContestState",
    "Conversion",
    "ConversionTerms",
    "Delivery",
    "DeliveryState",
    "Disqualification",
    "Draft",
    "Enrolment",
    "Entry",
    "Expiry",
    "ExpiryRun",
    "ExpiryWarning",
    "Exposure",
    "FailedUpdate",
    "Figure",
    "FigureMark",
    "FigureRecount",
    "Invite",
    "JobRun",
    "Ladder",
    "LedgerHead",
    "LimitCounter",
    "NameDisplay",
    "NoticePace",
    "Offer",
    "OfferKind",
    "OutboxMessage",
    "OutboxState",
    "Participant",
    "PauseReason",
    "Payout",
    "PayoutBatch",
    "PayoutState",
    "PhoneMark",
    "PhoneSalt",
    "Picture",
    "Priority",
    "ProcessedUpdate",
    "QuickReason",
    "Ranking",
    "Redemption",
    "RedemptionState",
    "Referral",
    "ReferralState",
    "ReferralStep",
    "RevokeReason",
    "Reward",
    "RewardSource",
    "RewardState",
    "Role",
    "RoleGrant",
    "Rung",
    "Span",
    "Standing",
    "SupportMessage",
    "SupportPost",
    "SupportThread",
    "Survey",
    "SurveyState",
    "ThreadState",
    "Touch",
    "Transaction",
    "Verdict",
    "VoidReason",
    "Voucher",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookState",
]
