"""How is a ready-made programme played, and what does everybody have then?"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import func, select

from bot.services import campaigns, documents, ledger, participants, presets
from bot.services.documents import Document
from models import CAMPAIGN_OWNER, Account, Bucket
from tests.people import CHANNEL, Json, Person, Stage, buttons, staged
from tests.processes import free_port
from tests.programmes.shop import Shop, opened

PLACEHOLDER = "@your_channel"
"""What presets name where an operator has a channel."""

Standing = tuple[int, int, int]
"""Available, held, requested, in minor units."""


@dataclass
class Play:
    """One campaign, made of a preset, with all who take part in it."""

    stage: Stage
    document: Document
    shop: Shop
    people: dict[str, Person] = field(default_factory=dict)
    balances_checked: int = 0
    granted_minor: int = 0
    """What had left the budget when it was looked at last."""

    def person(self, name: str, language: str = "en") -> Person:
        """Somebody whose balance is looked at from now on."""
        self.people[name] = self.stage.person(name, language)
        return self.people[name]

    async def invited_by(self, referrer: Person, *names: str) -> list[Person]:
        """Friends who come by the referrer's link, one after the other."""
        link = await referrer.invite()
        friends = [self.person(name) for name in names]
        for friend in friends:
            await friend.follow(link)
        return friends

    async def load(self, text: str) -> None:
        """Load a document as a new version."""
        async with self.stage.app.db.transaction() as session:
            await campaigns.load(session, documents.parse_toml(text), now=self.stage.clock())

    async def put_on_plan(self, person: Person, plan: str) -> None:
        """An admin gives other terms: `plan` as the campaign calls it."""
        title = campaigns.title(self.document, "en")
        await self.ask_in_group(f"/user {person.id}")
        await self.press_in_group("🏷 Terms")
        await self.press_in_group(f"{title}: {plan}")
        await self.press_in_group("✅ Change the terms")

    async def ask_in_group(self, words: str) -> Json:
        """An admin writes in the group, to the bot's last question if there is one."""
        stage = self.stage
        said = stage.in_group()
        asked = said[-1] if said and "force_reply" in said[-1].get("reply_markup", {}) else None
        return await stage.admin.say_in_group(words, reply_to=asked)

    async def press_in_group(self, button: str) -> str | None:
        """An admin presses the button where it was shown last."""
        for message in reversed(self.stage.in_group()):
            if button in buttons(message):
                return await self.stage.admin.press(button, message)
        raise AssertionError([buttons(message) for message in self.stage.in_group()])

    async def upload_codes(self, title: str, *codes: str) -> None:
        """An admin puts voucher codes into the pool of an offer."""
        await self.ask_in_group("/offers")
        await self.press_in_group(title)
        await self.press_in_group("⬆️ Upload codes")
        asked = await self.ask_in_group("\n".join(codes))
        await self.stage.admin.press(buttons(asked)[0], asked)

    async def expect(self, *, granted: int, **standings: Standing) -> None:
        """What everybody has, and what left the budget; nobody may be left out."""
        found = {name: await self._standing(person) for name, person in self.people.items()}
        self.balances_checked += len(found) + 1
        wanted = {**dict.fromkeys(found, (0, 0, 0)), **standings}
        assert found == wanted, f"{found.items() - wanted.items()}"
        assert -await self.account(Bucket.BUDGET) == granted
        self.granted_minor = granted

    async def _standing(self, person: Person) -> Standing:
        async with self.stage.app.db.read() as session:
            participant = await participants.find(session, person.id)
            if participant is None:
                return 0, 0, 0
            campaign = await campaigns.by_slug(session, self.slug)
            assert campaign is not None
            balance = await ledger.balance(session, campaign.id, participant.id)
        return balance.available, balance.held, balance.requested

    @property
    def slug(self) -> str:
        return self.document.campaign.slug

    async def account(self, bucket: Bucket) -> int:
        """The balance of one of the campaign's own accounts."""
        async with self.stage.app.db.read() as session:
            campaign = await campaigns.by_slug(session, self.slug)
            assert campaign is not None
            found = await session.scalar(
                select(func.sum(Account.balance_minor)).where(
                    Account.campaign_id == campaign.id,
                    Account.bucket == bucket,
                    Account.owner_id == CAMPAIGN_OWNER,
                )
            )
        return int(found or 0)


def text_of(preset: str) -> str:
    """The document with the channel that there is."""
    return presets.text(preset).replace(PLACEHOLDER, CHANNEL)


@asynccontextmanager
async def playing(database_url: str, preset: str) -> AsyncIterator[Play]:
    """The preset as its file has it, loaded and started; at the end every point must be right."""
    document = documents.parse_toml(text_of(preset))
    slug, port = document.campaign.slug, free_port()
    async with staged(database_url, web={"port": port}) as stage:
        async with stage.app.db.transaction() as session:
            await campaigns.load(session, document, now=stage.clock())
            await campaigns.start(session, slug, now=stage.clock())
        await stage.app.jobs.tick()
        async with opened(stage, port) as shop:
            yield (play := Play(stage, document, shop))
        await stage.advance()
        assert await stage.verify() == []
        assert play.balances_checked
