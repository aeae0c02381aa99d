"""What can aiogram do when it only replies? The measure for the benchmark of /start."""

import asyncio
import os

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.types import Message

router = Router()


@router.message(CommandStart())
async def reply(message: Message) -> None:
    await message.answer("Hello")


async def main() -> None:
    api = TelegramAPIServer.from_base(os.environ["SARAFAN_TELEGRAM__API_URL"])
    bot = Bot(os.environ["SARAFAN_TELEGRAM__TOKEN"], session=AiohttpSession(api=api))
    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    await dispatcher.start_polling(bot, tasks_concurrency_limit=100)


if __name__ == "__main__":
    asyncio.run(main())
