"""Which codes does a participant share, and to whom does a code lead?"""

import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert
from bot.errors import UserError
from bot.prepared import prepare
from models import Campaign, CampaignStatus, Invite, NameDisplay, Participant

CODE_LENGTH = 10
# Without 0 O 1 I l: a code is read aloud and typed by hand.
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
DEFAULT_LABEL = "default"
QR_LABEL = "qr"
"""Those who scanned the code; counted apart from those who pressed the link."""
SITE_LABEL = "site"
"""In what people put on their own pages."""
SHARE_LABELS = ("telegram", "whatsapp", "mail", "sms", "copy")
"""One for each button that shares, so that they are counted apart."""
OUR_LABELS = (DEFAULT_LABEL, *SHARE_LABELS, QR_LABEL, SITE_LABEL)
CODE_SHAPE = re.compile(r"[A-Za-z0-9_-]{4,64}")
"""What a start parameter can hold (Bot API, "Deep linking"), and not shorter."""
VANITY_SHAPE = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9_-]{4,32}")
"""With a letter: digits alone are somebody's Telegram id."""
LABEL_SHAPE = re.compile(r"[\w-]{1,32}")
LABELS_MAX = 20


class TooManyLabels(UserError):
    """A participant has as many links in this campaign as one can keep apart."""


class VanityMalformed(UserError):
    """A chosen code is 4 to 32 letters, digits, dashes or underscores, with a letter."""


class VanityTaken(UserError):
    """Somebody else's code reads the same."""


@dataclass(frozen=True)
class Links:
    """Where codes lead: to the invite page where there is one, else straight to the bot."""

    bot_username: str
    public_url: str | None = None

    def of(self, code: str) -> str:
        """The address to share."""
        if self.public_url is None:
            return link(self.bot_username, code)
        return f"{self.public_url.rstrip('/')}/i/{code}"


@dataclass(frozen=True)
class Target:
    """Whose code it is, as far as its use needs to know."""

    invite_id: int
    expires_at: datetime | None
    campaign_id: int
    version: int
    status: CampaignStatus
    referrer_id: int
    referrer_telegram_id: int
    referrer_name: str
    referrer_banned_at: datetime | None
    referrer_name_display: NameDisplay
    split: str


INVITES = Invite.__table__
_MAKE = (
    insert(Invite)
    .on_conflict_do_nothing(
        index_elements=[Invite.campaign_id, Invite.participant_id, Invite.label, Invite.split]
    )
    .returning(INVITES)
)
_EACH = insert(Invite).on_conflict_do_nothing(
    index_elements=[Invite.campaign_id, Invite.participant_id, Invite.label, Invite.split]
)
_OWN = select(INVITES).where(
    Invite.campaign_id == bindparam("in_campaign"),
    Invite.participant_id == bindparam("of"),
    Invite.label == bindparam("for_label"),
    Invite.split == bindparam("with_split"),
)
_TARGET = (
    select(
        Invite.id.label("invite_id"),
        Invite.expires_at,
        Campaign.id.label("campaign_id"),
        Campaign.version,
        Campaign.status,
        Participant.id.label("referrer_id"),
        Participant.telegram_id.label("referrer_telegram_id"),
        Participant.name.label("referrer_name"),
        Participant.banned_at.label("referrer_banned_at"),
        Participant.name_display.label("referrer_name_display"),
        Invite.split,
    )
    .join(Campaign, Campaign.id == Invite.campaign_id)
    .join(Participant, Participant.id == Invite.participant_id)
)
_BY_CODE = _TARGET.where(Invite.code == bindparam("given"))
_BY_VANITY = _TARGET.where(Invite.vanity == bindparam("given"))


prepare(_MAKE, _OWN, _BY_CODE, _BY_VANITY)


def new_code() -> str:
    """58 bits of chance: a million codes are guessed once in 10**11 tries."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def link(bot_username: str, code: str) -> str:
    """The deep link of a code (Bot API, "Deep linking")."""
    return f"https://t.me/{bot_username}?start={code}"


def shown_code(invite: Invite) -> str:
    """The code to share: the chosen one where there is one."""
    return invite.vanity or invite.code


async def own(
    session: AsyncSession,
    campaign_id: int,
    participant_id: int,
    *,
    label: str = DEFAULT_LABEL,
    split: str = "",
    besides: Collection[str] = (),
    now: datetime,
) -> Invite:
    """A participant's invite for one channel and one choice of whose the reward shall be.

    It is made when it is first asked for. `besides` are labels of the campaign's, such as products:
    they do not count as the participant's own.

    Raises `TooManyLabels`.
    """
    if label not in OUR_LABELS:
        mine = await all_of(session, campaign_id, participant_id)
        own_labels = {invite.label for invite in mine} - {*OUR_LABELS, *besides}
        if len(own_labels) >= LABELS_MAX and label not in {*own_labels, *besides}:
            raise TooManyLabels(count=len(own_labels))
    new = {
        "campaign_id": campaign_id,
        "participant_id": participant_id,
        "label": label,
        "split": split,
        "code": new_code(),
        "created_at": now,
    }
    created = (await session.execute(_MAKE, new)).one_or_none()
    if created is not None:
        return Invite.of(created)
    place = _place(campaign_id, participant_id, label, split)
    return Invite.of((await session.execute(_OWN, place)).one())


async def own_each(
    session: AsyncSession,
    campaign_id: int,
    participant_id: int,
    labels: Sequence[str],
    *,
    split: str = "",
    now: datetime,
) -> dict[str, Invite]:
    """A participant's invites for several of `OUR_LABELS`, by label, in two statements."""
    of_theirs = (
        Invite.campaign_id == campaign_id,
        Invite.participant_id == participant_id,
        Invite.split == split,
        Invite.label.in_(labels),
    )
    found = {
        invite.label: invite for invite in await session.scalars(select(Invite).where(*of_theirs))
    }
    missing = [label for label in labels if label not in found]
    if missing:
        new = [
            {
                "campaign_id": campaign_id,
                "participant_id": participant_id,
                "label": label,
                "split": split,
                "code": new_code(),
                "created_at": now,
            }
            for label in missing
        ]
        await session.execute(_EACH, new)
        found = {
            invite.label: invite
            for invite in await session.scalars(select(Invite).where(*of_theirs))
        }
    return {label: found[label] for label in labels}


async def note_shown(session: AsyncSession, invite_ids: Collection[int]) -> None:
    """Count that their owner was shown them to share."""
    await session.execute(
        update(Invite)
        .where(Invite.id.in_(invite_ids))
        .values(shown=Invite.shown + 1)
        .execution_options(synchronize_session=False)
    )


def _place(campaign_id: int, participant_id: int, label: str, split: str = "") -> dict[str, object]:
    return {
        "in_campaign": campaign_id,
        "of": participant_id,
        "for_label": label,
        "with_split": split,
    }


async def all_of(session: AsyncSession, campaign_id: int, participant_id: int) -> list[Invite]:
    """A participant's invites in a campaign, the first one first."""
    rows = await session.scalars(
        select(Invite)
        .where(Invite.campaign_id == campaign_id, Invite.participant_id == participant_id)
        .order_by(Invite.id)
    )
    return list(rows)


async def mine(session: AsyncSession, participant_id: int, invite_id: int) -> Invite | None:
    """An invite, if it is this participant's."""
    found: Invite | None = await session.scalar(
        select(Invite).where(Invite.id == invite_id, Invite.participant_id == participant_id)
    )
    return found


async def existing(
    session: AsyncSession, campaign_id: int, participant_id: int, *, split: str = ""
) -> Invite | None:
    """The default invite, if there is one already."""
    place = _place(campaign_id, participant_id, DEFAULT_LABEL, split)
    found = (await session.execute(_OWN, place)).one_or_none()
    return None if found is None else Invite.of(found)


async def set_vanity(session: AsyncSession, invite_id: int, vanity: str) -> None:
    """Give an invite a second, chosen code. Raises `VanityMalformed` or `VanityTaken`."""
    if not VANITY_SHAPE.fullmatch(vanity):
        raise VanityMalformed
    taken = await session.scalar(
        select(Invite.id).where(
            (Invite.code == vanity) | (Invite.vanity == vanity.lower()), Invite.id != invite_id
        )
    )
    if taken is not None:
        raise VanityTaken(code=vanity)
    try:
        async with session.begin_nested():
            await session.execute(
                update(Invite).where(Invite.id == invite_id).values(vanity=vanity.lower())
            )
    except IntegrityError:
        # Two people chose it in the same moment.
        raise VanityTaken(code=vanity) from None


async def resolve(session: AsyncSession, code: str) -> Target | None:
    """Whom a code leads to; a random code matches exactly, a chosen one in any case."""
    if not CODE_SHAPE.fullmatch(code):
        return None
    row = (await session.execute(_BY_CODE, {"given": code})).one_or_none()
    if row is None:
        row = (await session.execute(_BY_VANITY, {"given": code.lower()})).one_or_none()
    return None if row is None else Target(**row._mapping)
