"""How do people press start, come by links, stay and leave in a test of the services?"""

from sqlalchemy import func, select, update

from bot.db import Database
from bot.services import (
    campaigns,
    checks,
    crediting,
    documents,
    dues,
    invites,
    participants,
    referrals,
    touches,
)
from bot.services.documents import Document
from bot.services.touches import Arrival
from models import (
    Invite,
    Participant,
    Referral,
    RevokeReason,
    Touch,
    Verdict,
)
from tests.clock import StillClock
from tests.operators import load, start


def campaign_document(slug: str, **sections: object) -> Document:
    reward = [{"on": "qualified", "to": "referrer", "amount": 100}]
    return documents.from_json({"campaign": {"slug": slug}, "reward": reward, **sections})


class Town:
    """People who press start in one campaign."""

    def __init__(self, db: Database, clock: StillClock) -> None:
        self.db = db
        self.clock = clock

    async def begin(self, slug: str = "autumn", **sections: object) -> None:
        await load(self.db, self.clock, campaign_document(slug, **sections))
        await start(self.db, self.clock, slug)

    async def arrive(
        self, telegram_id: int, code: str | None = None, **membership: bool
    ) -> Arrival | None:
        """Press start, as the handler does it."""
        async with self.db.transaction() as session:
            known = await participants.find(session, telegram_id)
            visitor = await participants.meet(
                session,
                telegram_id=telegram_id,
                name=f"Person {telegram_id}",
                username=None,
                telegram_language="en",
                now=self.clock(),
            )
            arrival = None
            if code is not None:
                arrival = await touches.record(
                    session,
                    code,
                    await invites.resolve(session, code),
                    visitor,
                    is_new=known is None,
                    membership={f"@{name}": value for name, value in membership.items()},
                    now=self.clock(),
                )
            current = await campaigns.current(session, now=self.clock())
            if current is not None:
                await invites.own(session, current.id, visitor.id, now=self.clock())
            return arrival

    async def code_of(self, telegram_id: int) -> str:
        """Their code in the campaign that was started last."""
        await self.arrive(telegram_id)
        async with self.db.read() as session:
            code: str | None = await session.scalar(
                select(Invite.code)
                .join(Participant, Participant.id == Invite.participant_id)
                .where(Participant.telegram_id == telegram_id)
                .order_by(Invite.id.desc())
                .limit(1)
            )
        assert code is not None
        return code

    async def verdict(self, telegram_id: int, code: str, **membership: bool) -> Verdict:
        arrival = await self.arrive(telegram_id, code, **membership)
        assert arrival is not None
        return arrival.verdict

    async def change(self, telegram_id: int, **values: object) -> None:
        async with self.db.transaction() as session:
            await session.execute(
                update(Participant).where(Participant.telegram_id == telegram_id).values(**values)
            )

    async def count(self, table: type[Referral] | type[Touch]) -> int:
        async with self.db.read() as session:
            return await session.scalar(select(func.count(table.id))) or 0

    async def id_of(self, telegram_id: int) -> int:
        async with self.db.read() as session:
            found = await participants.find(session, telegram_id)
        assert found is not None
        return found.id

    async def catch_up(self) -> None:
        """What the jobs do when time has passed; everybody has stayed where they were."""
        now = self.clock()
        async with self.db.transaction() as session:
            for referral in await checks.expired(session, now=now, limit=100):
                await referrals.revoke(session, referral, RevokeReason.WINDOW_PASSED, now=now)
            for referral in await checks.holding(session, now=now, limit=100):
                document = await referrals.document_of(session, referral)
                stayed = dict.fromkeys(document.subscriptions, True)
                await referrals.release(session, referral, document, stayed, now=now)
        async with self.db.transaction() as session:
            due = await dues.find(session, now=now, limit=100)
            await crediting.credit(session, due, now=now)

    async def revoke(self, telegram_id: int, reason: RevokeReason) -> None:
        """End the referral of somebody who came."""
        async with self.db.transaction() as session:
            referral = await session.scalar(
                select(Referral)
                .join(Participant, Participant.id == Referral.referee_id)
                .where(Participant.telegram_id == telegram_id)
            )
            assert referral is not None
            await referrals.revoke(session, referral, reason, now=self.clock())
