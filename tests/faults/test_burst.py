"""Is everybody counted when very many press start at once?"""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.db import Database
from models import Referral, ReferralState, Reward, RewardState
from tests.processes import Json, LocalTelegram, bot_environment, local_telegram, start, start_bot

FIRST_ID = 30_000_000
ANSWER_SECONDS = 240


async def press_start_at_once(
    folder: Path, newcomers: int, messages_per_second: int
) -> tuple[Json, dict[str, str]]:
    """Newcomers with one code, all in the queue together; returns what the load saw."""
    async with local_telegram(folder) as telegram:
        environment = bot_environment(
            f"sqlite+aiosqlite:///{folder}/burst.db",
            telegram.url,
            sender__messages_per_second=str(messages_per_second),
            starter_campaign__hold="0",
        )
        bot = await start_bot(folder, environment)
        try:
            code = await telegram.invite_of(1_000)
            await telegram.post(
                "load",
                {
                    "count": newcomers,
                    "rate": None,
                    "text_template": f"/start {code}",
                    "first_id": FIRST_ID,
                },
            )
            return await _until_all_are_answered(telegram), environment
        finally:
            await bot.stop()


async def _until_all_are_answered(telegram: LocalTelegram) -> Json:
    async with asyncio.timeout(ANSWER_SECONDS):
        while True:
            report = await telegram.get("load")
            if report["done"]:
                return report
            await asyncio.sleep(0.2)


async def count(url: str) -> tuple[int, int]:
    """Qualified referrals and credited rewards."""
    db = Database(url)
    async with db.read() as session:
        referrals = await session.scalar(
            select(func.count(Referral.id)).where(Referral.state == ReferralState.QUALIFIED)
        )
        rewards = await session.scalar(
            select(func.count(Reward.id)).where(Reward.state == RewardState.CREDITED)
        )
    await db.close()
    return referrals or 0, rewards or 0


@pytest.mark.timeout(420)
@pytest.mark.parametrize(
    ("newcomers", "messages_per_second"),
    [(2_000, 1_000), (200, 30)],
    ids=["two thousand at once", "at thirty messages a second answers only wait"],
)
async def test_everybody_is_attributed_credited_and_answered(
    newcomers: int, messages_per_second: int, tmp_path: Path
) -> None:
    report, environment = await press_start_at_once(tmp_path, newcomers, messages_per_second)
    assert report["answered"] == newcomers
    assert await count(environment["SARAFAN_DATABASE__URL"]) == (newcomers, newcomers)
    verify = await start(["-m", "bot", "verify"], tmp_path / "verify.log", environment)
    assert await verify.process.wait() == 0, verify.output()
