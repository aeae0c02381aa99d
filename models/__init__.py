"""The tables."""

from models.alarm import Alarm
from models.audit import AuditRecord
from models.base import Base
from models.broadcast import Broadcast, BroadcastState, Delivery, DeliveryState
from models.campaign import Campaign, CampaignStatus, CampaignVersion
from models.confirmation import Confirmation
from models.invite import Invite
from models.job import JobRun
from models.ledger import CAMPAIGN_OWNER, Account, Bucket, Entry, LedgerHead, Transaction
from models.outbox import OutboxMessage, OutboxState, Priority
from models.participant import Draft, NameDisplay, Participant
from models.payout import Payout, PayoutState
from models.picture import Picture
from models.referral import (
    LimitCounter,
    Referral,
    ReferralState,
    ReferralStep,
    RevokeReason,
    Standing,
    Touch,
    Verdict,
)
from models.reward import Reward, RewardState, VoidReason
from models.role import Role, RoleGrant
from models.update import FailedUpdate, ProcessedUpdate

__all__ = [
    "CAMPAIGN_OWNER",
    "Account",
    "Alarm",
    "AuditRecord",
    "Base",
    "Broadcast",
    "BroadcastState",
    "Bucket",
    "Campaign",
    "CampaignStatus",
    "CampaignVersion",
    "Confirmation",
    "Delivery",
    "DeliveryState",
    "Draft",
    "Entry",
    "FailedUpdate",
    "Invite",
    "JobRun",
    "LedgerHead",
    "LimitCounter",
    "NameDisplay",
    "OutboxMessage",
    "OutboxState",
    "Participant",
    "Payout",
    "PayoutState",
    "Picture",
    "Priority",
    "ProcessedUpdate",
    "Referral",
    "ReferralState",
    "ReferralStep",
    "RevokeReason",
    "Reward",
    "RewardState",
    "Role",
    "RoleGrant",
    "Standing",
    "Touch",
    "Transaction",
    "Verdict",
    "VoidReason",
]
