"""What does a button for a picture do under a message that Telegram no longer shows?"""

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.i18n import Texts
from bot.pacer import limits
from bot.services import standings, stats
from handlers.screens import ShowQr
from handlers.stats import DrawFunnel, DrawGrowth
from handlers.top import DrawBoard
from models import Ranking
from tests.people import staged
from tests.presses import answer_to, post, press, said, too_old

pytestmark = pytest.mark.usefixtures("unpaced")

BOARD = DrawBoard(campaign_id=1, period=standings.Period.ALL, ranking=Ranking.FRIENDS)
OF_ADMINS: tuple[CallbackData, ...] = (
    DrawGrowth(period=stats.Period.WEEK),
    DrawFunnel(period=stats.Period.WEEK),
    BOARD,
)
OF_PARTICIPANTS: tuple[CallbackData, ...] = (ShowQr(campaign_id=1), BOARD)


async def test_it_asks_to_open_the_screen_again_and_draws_nothing(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CHAT_INTERVAL_SECONDS", 0.0)
    async with staged(sqlite_url) as stage:
        ann = stage.person("Ann")
        await ann.say("/start")
        group = stage.telegram.group(stage.group_id)
        private = stage.telegram.private_chat(ann.user, stage.me)
        for person, chat, buttons in (
            (stage.admin, group, OF_ADMINS),
            (ann, private, OF_PARTICIPANTS),
        ):
            message = post(stage, chat, *(each.pack() for each in buttons))
            before = said(stage)
            queries = [press(person, each.pack(), too_old(message)) for each in buttons]
            await stage.settle()
            expired = (Texts().of("en").plain("error-button-expired"), True)
            assert [answer_to(stage, query) for query in queries] == [expired] * len(buttons)
            assert said(stage) == before
