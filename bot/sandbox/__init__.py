"""A local Telegram: a Bot API server, people to play with, and a chat page."""

from bot.sandbox.clock import MovableClock
from bot.sandbox.server import Server, create_app, serve
from bot.sandbox.world import Telegram

__all__ = ["MovableClock", "Server", "Telegram", "create_app", "serve"]
