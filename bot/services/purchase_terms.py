"""What counted for a purchase when it was reported?

A refund is reckoned by that, so that a friend, a plan or a refback that came later changes nothing
of what was promised before.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.services import purchases, rules, uplines
from bot.services.documents import Document
from bot.services.rules import Event, Person, State, Used
from models import Conversion, ConversionTerms, Referral


async def reckon(
    session: AsyncSession, conversion: Conversion, referral: Referral, document: Document
) -> tuple[Event, State]:
    """What `rules.owed` needs for what is left of a purchase, as it would count today."""
    number = await purchases.number(session, conversion, referral, document)
    state = await uplines.state_of(session, referral, document, on=rules.PURCHASE)
    if state.used:
        by_others = await uplines.used(session, referral.id, besides=conversion.id)
        state = replace(state, used=by_others)
    return _event(conversion, number), state


async def keep(
    session: AsyncSession,
    conversion: Conversion,
    referral: Referral,
    event: Event,
    state: State,
) -> None:
    """Write down what counts for a purchase that has just been reported."""
    session.add(
        ConversionTerms(
            conversion_id=conversion.id,
            referral_id=referral.id,
            number=event.number,
            state=_written(state),
        )
    )
    await session.flush()


async def recall(
    session: AsyncSession, conversion: Conversion, referral: Referral, document: Document
) -> tuple[Event, State]:
    """As `reckon`, but as it counted when the purchase was reported."""
    terms = await session.get(ConversionTerms, (conversion.id, referral.id))
    if terms is None:
        # Reported before terms were kept.
        return await reckon(session, conversion, referral, document)
    return _event(conversion, terms.number), _read(terms.state, referral)


def _event(conversion: Conversion, number: int) -> Event:
    return Event(
        rules.PURCHASE,
        at=conversion.occurred_at,
        amount_minor=purchases.left(conversion),
        commission_minor=purchases.commission_left(conversion),
        product=conversion.product,
        number=number,
    )


def _written(state: State) -> dict[str, Any]:
    return {
        "split": state.split,
        "upline": [vars(person) for person in state.upline],
        "used": {str(rule): vars(used) for rule, used in state.used.items()},
    }


def _read(written: dict[str, Any], referral: Referral) -> State:
    return State(
        friend_id=referral.referee_id,
        upline=tuple(Person(**person) for person in written["upline"]),
        came_at=referral.created_at,
        split=written["split"],
        used={int(rule): Used(**used) for rule, used in written["used"].items()},
    )
