"""Is there a person before the screen? They find drawn things in a picture and press them in order.

Nothing that a program can read tells where the things are: the picture alone does. The buttons
carry random tokens, and the database knows the answer only as a hash.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import UserError
from bot.services import referrals, steps
from bot.services.referrals import Waiting
from bot.services.steps import Kind
from models import Approval, ApprovalState, Captcha, CaptchaOutcome, Participant

THINGS = (
    "boat", "candle", "car", "cat", "clock", "cup", "envelope", "fish", "flower", "glasses",
    "heart", "house", "key", "ladder", "moon", "mushroom", "snowman", "star", "tree", "umbrella",
)  # fmt: skip
"""What bot.pictures.puzzles can draw; the text of one is `steps-thing-<name>`."""
CELLS = 9
ASKED = 3
"""In their order: 504 possible answers."""
TRIES = 3
PAUSE = timedelta(hours=1)
LASTS = timedelta(minutes=10)
PICTURES_AN_HOUR = 10
TOKEN_BYTES = 9


class CaptchaNotAsked(UserError):
    """No campaign waits for it."""


class CaptchaPaused(UserError):
    """Three wrong answers, or too many pictures."""


class CaptchaOver(UserError):
    """This picture was answered, replaced, or is older than ten minutes."""


@dataclass(frozen=True)
class Task:
    """A new picture to be drawn and sent; `things` by place are in no table."""

    captcha: Captcha
    things: tuple[str, ...]
    seed: str


class Result(StrEnum):
    MORE = "more"
    """One of the things was pressed, others are to follow."""
    SOLVED = "solved"
    WRONG = "wrong"


@dataclass(frozen=True)
class Answer:
    result: Result
    captcha: Captcha
    again: Task | None = None
    """The next picture after a wrong answer; None when a pause begins."""


async def begin(session: AsyncSession, participant_id: int, *, now: datetime) -> Task:
    """A new picture, in place of an open one. Raises `CaptchaNotAsked` or `CaptchaPaused`."""
    await _lock(session, participant_id)
    if not await waiting(session, participant_id, now=now):
        raise CaptchaNotAsked
    tries_left = await _tries(session, participant_id, now=now)
    await session.execute(
        update(Captcha)
        .where(Captcha.participant_id == participant_id, Captcha.spent_at.is_(None))
        .values(spent_at=now, outcome=CaptchaOutcome.REPLACED)
        .execution_options(synchronize_session=False)
    )
    chance = secrets.SystemRandom()
    things = chance.sample(THINGS, CELLS)
    tokens = [secrets.token_urlsafe(TOKEN_BYTES) for _ in things]
    places = chance.sample(range(CELLS), ASKED)
    salt = secrets.token_hex(16)
    captcha = Captcha(
        participant_id=participant_id,
        salt=salt,
        answer_hash=_hash(salt, [tokens[place] for place in places]),
        tokens=tokens,
        asked=[things[place] for place in places],
        pressed=[],
        tries_left=tries_left,
        created_at=now,
        expires_at=now + LASTS,
    )
    session.add(captcha)
    await session.flush()
    return Task(captcha, tuple(things), secrets.token_hex(16))


async def press(session: AsyncSession, participant_id: int, token: str, *, now: datetime) -> Answer:
    """One of the nine buttons; the third one answers. Raises `CaptchaOver`.

    A wrong answer is kept, so it is returned, not raised.
    """
    captcha = await _open(session, participant_id, token, now=now)
    if token not in captcha.pressed:
        captcha.pressed = [*captcha.pressed, token]
    if len(captcha.pressed) < ASKED:
        await session.flush()
        return Answer(Result.MORE, captcha)
    is_right = secrets.compare_digest(_hash(captcha.salt, captcha.pressed), captcha.answer_hash)
    captcha.spent_at = now
    captcha.outcome = CaptchaOutcome.SOLVED if is_right else CaptchaOutcome.WRONG
    await session.flush()
    if is_right:
        await pass_step(session, participant_id, now=now)
        return Answer(Result.SOLVED, captcha)
    try:
        again = await begin(session, participant_id, now=now)
    except (CaptchaPaused, CaptchaNotAsked):
        again = None
    return Answer(Result.WRONG, captcha, again)


async def clear(
    session: AsyncSession, participant_id: int, token: str, *, now: datetime
) -> Captcha:
    """Forget what was pressed by mistake; `token` is any of the picture's. Raises `CaptchaOver`."""
    captcha = await _open(session, participant_id, token, now=now)
    captcha.pressed = []
    await session.flush()
    return captcha


async def ask_admins(session: AsyncSession, participant_id: int, *, now: datetime) -> bool:
    """For people who cannot see the picture; False when the admins were asked before.

    Raises `CaptchaNotAsked`.
    """
    found = await waiting(session, participant_id, now=now)
    if not found:
        raise CaptchaNotAsked
    asked = [
        await steps.ask_admins(session, each.referral.id, Kind.CAPTCHA, now=now) for each in found
    ]
    return any(asked)


async def waiting(session: AsyncSession, participant_id: int, *, now: datetime) -> list[Waiting]:
    """The referrals of which this person's captcha is missing."""
    found = await referrals.waiting_for_steps(session, participant_id, now=now)
    return [each for each in found if Kind.CAPTCHA in each.missing]


async def pass_step(session: AsyncSession, participant_id: int, *, now: datetime) -> None:
    """Solved: it counts wherever it is asked for, and the admins need not look any more."""
    found = await waiting(session, participant_id, now=now)
    ids = [each.referral.id for each in found]
    by_id = {each.referral.id: each for each in found}
    for referral in await referrals.reload(session, ids):
        document = by_id[referral.id].document
        await referrals.note_step(session, referral, document, Kind.CAPTCHA, now=now)
    await session.execute(
        update(Approval)
        .where(
            Approval.referral_id.in_(ids),
            Approval.step == Kind.CAPTCHA,
            Approval.state == ApprovalState.WAITING,
        )
        .values(state=ApprovalState.APPROVED, decided_at=now, announced_at=now)
        .execution_options(synchronize_session=False)
    )


async def forget(session: AsyncSession, *, before: datetime) -> None:
    """Drop pictures that nobody can answer any more."""
    await session.execute(delete(Captcha).where(Captcha.created_at < before))


async def _lock(session: AsyncSession, participant_id: int) -> None:
    """Two presses of one person, one after the other."""
    await session.execute(
        select(Participant.id)
        .where(Participant.id == participant_id)
        .with_for_update(key_share=True)
    )


async def _open(
    session: AsyncSession, participant_id: int, token: str, *, now: datetime
) -> Captcha:
    await _lock(session, participant_id)
    captcha = await _newest(session, participant_id)
    if (
        captcha is None
        or token not in captcha.tokens
        or captcha.spent_at is not None
        or captcha.expires_at <= now
    ):
        raise CaptchaOver
    return captcha


async def _newest(session: AsyncSession, participant_id: int) -> Captcha | None:
    found: Captcha | None = await session.scalar(
        select(Captcha)
        .where(Captcha.participant_id == participant_id)
        .order_by(Captcha.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return found


async def _tries(session: AsyncSession, participant_id: int, *, now: datetime) -> int:
    """How many wrong answers are left before the pause. Raises `CaptchaPaused`."""
    lately = Captcha.participant_id == participant_id, Captcha.created_at > now - PAUSE
    count, oldest_at = (
        await session.execute(select(func.count(), func.min(Captcha.created_at)).where(*lately))
    ).one()
    if count >= PICTURES_AN_HOUR:
        raise _pause(oldest_at + PAUSE, now)
    last = await _newest(session, participant_id)
    if last is None or last.outcome == CaptchaOutcome.SOLVED:
        return TRIES
    if last.outcome != CaptchaOutcome.WRONG:
        return last.tries_left
    if last.tries_left > 1:
        return last.tries_left - 1
    assert last.spent_at is not None
    if now < last.spent_at + PAUSE:
        raise _pause(last.spent_at + PAUSE, now)
    return TRIES


def _pause(until: datetime, now: datetime) -> CaptchaPaused:
    return CaptchaPaused(minutes=max(1, -(-(until - now) // timedelta(minutes=1))))


def _hash(salt: str, tokens: list[str]) -> str:
    return hashlib.sha256(":".join([salt, *tokens]).encode()).hexdigest()
