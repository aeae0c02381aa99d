"""Where does aiogram keep its dialogues' states? In our database, so that a restart loses none."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from bot.clock import Clock
from bot.db import Database
from bot.services import drafts


class DraftStorage(BaseStorage):
    """aiogram's storage over the table `drafts`.

    It writes in transactions of its own: a draft decides nothing, so it may be a step behind.
    """

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        async with self._db.transaction() as session:
            await drafts.save(session, **_place(key), now=self._clock(), state=name)

    async def get_state(self, key: StorageKey) -> str | None:
        async with self._db.read() as session:
            return await drafts.state_of(session, **_place(key))

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        async with self._db.transaction() as session:
            await drafts.save(session, **_place(key), now=self._clock(), content=dict(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        async with self._db.read() as session:
            return await drafts.content_of(session, **_place(key))

    async def close(self) -> None:
        """Nothing of its own to close."""


def _place(key: StorageKey) -> dict[str, int]:
    return {"chat_id": key.chat_id, "telegram_id": key.user_id}
