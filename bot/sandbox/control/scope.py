"""Which world does a control request act on?"""

from typing import Annotated

from fastapi import Depends, Request

from bot.sandbox.world import Telegram


def _world(request: Request) -> Telegram:
    world = request.app.state.telegram
    assert isinstance(world, Telegram)
    return world


World = Annotated[Telegram, Depends(_world)]
