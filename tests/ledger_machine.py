"""Does the ledger agree with a model after whatever people, admins and time do to it?

Hypothesis chooses what happens and prints a run that failed as a program.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, TypeVar

from aiogram import Bot
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from bot.db import Database
from bot.errors import UserError
from bot.jobs import Jobs
from bot.services import crediting, ledger, payouts, seals, verification
from bot.services.destinations import Method
from models import Payout, PayoutState, RevokeReason, Reward, RewardState, Transaction
from tests.books import places
from tests.clock import StillClock
from tests.ledger_model import HOLD, Model, Rules, Withdrawal
from tests.operators import load
from tests.town import Town, campaign_document

LATER, NOW = 1, 2
SLUGS = {LATER: "later", NOW: "now"}
REFERRERS = (1, 2, 3)
VERIFY_EVERY = 6

Result = TypeVar("Result")

campaign_ids = st.sampled_from((LATER, NOW))
people = st.sampled_from(REFERRERS)
amounts = st.integers(1, 400)
choices = st.integers(0, 10**6)
parts = st.sampled_from((0.0, 0.5, 1.0, 1.02))
"""Of what is available: most often all of it, so that what is taken back later leaves a debt."""
hours_passed = st.sampled_from((1, 12, 24, 30))
"""So that a hold often ends at this very moment."""


class LedgerMachine(RuleBasedStateMachine):
    """Two campaigns, one with a hold and a budget; three who invite, any number who come."""

    def __init__(self, db: Database, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._db = db
        self._loop = loop
        self._clock = StillClock()
        self._town = Town(db, self._clock)
        self._model = Model()
        self._rules = {LATER: Rules(100, 30, HOLD, 900), NOW: Rules(50, 20, timedelta(), None)}
        self._newcomers = 1_000
        self._steps = 0
        self._codes: dict[tuple[int, int], str] = {}
        self._owners: dict[int, int] = {}
        self._payouts: list[tuple[Withdrawal, Payout]] = []
        # None of these campaigns has a chat to ask Telegram about.
        self._jobs = Jobs(Bot("1:nobody"), db, self._clock, done=lambda: None)
        self._run(self._begin())

    def _run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self._loop.run_until_complete(work)

    async def _begin(self) -> None:
        for campaign_id in SLUGS:
            await self._town.begin(SLUGS[campaign_id], **self._document(campaign_id))
            for person in REFERRERS:
                self._codes[campaign_id, person] = await self._town.code_of(person)
                self._owners[person] = await self._town.id_of(person)

    def _document(self, campaign_id: int) -> dict[str, Any]:
        rules = self._rules[campaign_id]
        document: dict[str, Any] = {
            "qualify": {"hold": f"{int(rules.hold.total_seconds())}s"} if rules.hold else {},
            "reward": [
                {"on": "qualified", "to": "referrer", "amount": rules.to_referrer},
                {"on": "qualified", "to": "friend", "amount": rules.to_friend},
            ],
        }
        return document if rules.budget is None else document | {"budget": {"total": rules.budget}}

    @rule(campaign_id=campaign_ids, person=people)
    def a_friend_comes(self, campaign_id: int, person: int) -> None:
        self._newcomers += 1
        friend = self._newcomers
        self._run(self._town.arrive(friend, self._codes[campaign_id, person]))
        self._owners[friend] = self._run(self._town.id_of(friend))
        self._model.arrive(
            campaign_id,
            self._rules[campaign_id],
            self._owners[person],
            friend,
            self._owners[friend],
            self._clock(),
        )

    @rule(hours=hours_passed)
    def time_passes(self, hours: int) -> None:
        self._clock.advance(hours=hours)
        self._run(self._jobs.tick())
        self._model.let_pass(self._clock())

    @rule(hours=hours_passed)
    def time_passes_while_nobody_works(self, hours: int) -> None:
        self._clock.advance(hours=hours)

    @precondition(lambda self: self._model.friends)
    @rule(choice=choices)
    def a_friend_is_revoked(self, choice: int) -> None:
        friend = sorted(self._model.friends)[choice % len(self._model.friends)]
        self._run(self._town.revoke(friend, RevokeReason.BANNED))
        self._model.revoke(friend)

    @rule(campaign_id=campaign_ids, to_referrer=amounts, to_friend=amounts, budget=amounts)
    def the_rules_change(
        self, campaign_id: int, to_referrer: int, to_friend: int, budget: int
    ) -> None:
        """What was promised before is settled as it was promised."""
        rules = self._rules[campaign_id]
        self._rules[campaign_id] = Rules(
            to_referrer, to_friend, rules.hold, None if rules.budget is None else budget * 10
        )
        document = campaign_document(SLUGS[campaign_id], **self._document(campaign_id))
        self._run(load(self._db, self._clock, document))

    @rule(campaign_id=campaign_ids, person=people, part=parts)
    def a_payout_is_requested(self, campaign_id: int, person: int, part: float) -> None:
        owner = self._owners[person]
        amount = max(1, int(part * self._model.balance(campaign_id, owner, "available")))
        may = self._model.may_request(campaign_id, owner, amount)
        try:
            payout = self._run(self._request(campaign_id, owner, amount))
        except UserError:
            assert not may
            return
        assert may
        self._model.request(campaign_id, owner, amount)
        self._payouts.append((self._model.payouts[-1], payout))

    async def _request(self, campaign_id: int, owner: int, amount: int) -> Payout:
        async with self._db.transaction() as session:
            return await payouts.request(
                session,
                owner,
                campaign_id=campaign_id,
                amount_minor=amount,
                method=Method.CARD,
                destination="4111111111111111",
                admin_chat_id=-100,
                now=self._clock(),
            )

    @precondition(lambda self: self._payouts)
    @rule(
        choice=choices,
        decision=st.sampled_from(
            [
                (PayoutState.REQUESTED, PayoutState.APPROVED),
                (PayoutState.REQUESTED, PayoutState.REJECTED),
                (PayoutState.APPROVED, PayoutState.REJECTED),
                (PayoutState.APPROVED, PayoutState.PAID),
            ]
        ),
    )
    def an_admin_decides(self, choice: int, decision: tuple[PayoutState, PayoutState]) -> None:
        seen, state = decision
        mine, payout = self._payouts[choice % len(self._payouts)]
        may = mine.state == seen
        try:
            self._run(self._decide(payout, seen, state))
        except UserError:
            assert not may
            return
        assert may
        self._model.decide(mine, state)

    async def _decide(self, payout: Payout, seen: PayoutState, state: PayoutState) -> None:
        async with self._db.transaction() as session:
            if state == PayoutState.APPROVED:
                await payouts.approve(session, payout.id, by=501, now=self._clock())
            elif state == PayoutState.PAID:
                await payouts.mark_paid(session, payout.id, by=501, now=self._clock())
            else:
                await payouts.reject(
                    session, payout.id, by=501, reason="no such card", now=self._clock(), seen=seen
                )

    @rule(choice=choices)
    def what_was_done_is_done_again(self, choice: int) -> None:
        self._run(self._repeat(choice))

    async def _repeat(self, choice: int) -> None:
        async with self._db.transaction() as session:
            settled = list(
                await session.scalars(
                    select(Reward).where(Reward.state != RewardState.SCHEDULED).order_by(Reward.id)
                )
            )
            assert await crediting.credit(session, settled, now=self._clock()) == 0
            posted = list(await session.scalars(select(Transaction.key).order_by(Transaction.id)))
            if posted:
                again = ledger.Movement(
                    posted[choice % len(posted)], "credit", LATER, 1, self._clock(), ()
                )
                assert await ledger.post_all(session, [again]) == 0

    @rule(limit=st.integers(1, 9))
    def the_ledger_is_sealed(self, limit: int) -> None:
        self._run(self._seal(limit))

    async def _seal(self, limit: int) -> None:
        async with self._db.transaction() as session:
            await seals.seal(session, limit=limit)

    @invariant()
    def the_ledger_says_what_the_model_says(self) -> None:
        found = self._run(places(self._db))
        assert self._model.is_now(found), (found, self._model.places)
        self._steps += 1
        if self._steps % VERIFY_EVERY == 0:
            self._verify()

    def _verify(self) -> None:
        async def verify() -> list[str]:
            async with self._db.read() as session:
                return (await verification.verify(session)).findings

        assert self._run(verify()) == []

    def teardown(self) -> None:
        try:
            self._verify()
        finally:
            self._run(self._db.close())


def play(
    fresh: Callable[[], Database], *, runs: int, steps: int, makes_it_short: bool = False
) -> None:
    """Let so many runs of so many steps happen, each to an empty database.

    `makes_it_short`: look for the shortest run that fails, which takes minutes.
    """
    phases = [Phase.reuse, Phase.generate] + [Phase.shrink] * makes_it_short
    loop = asyncio.new_event_loop()

    class Machine(LedgerMachine):
        def __init__(self) -> None:
            super().__init__(fresh(), loop)

    try:
        run_state_machine_as_test(
            Machine,
            settings=settings(
                max_examples=runs,
                stateful_step_count=steps,
                phases=phases,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                print_blob=True,
            ),
        )
    finally:
        loop.close()
