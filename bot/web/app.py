"""Which HTTP paths does the bot serve?"""

from fastapi import FastAPI

from bot.config import Settings
from bot.db import Database
from bot.web import api, health, invites, metrics, webhook
from bot.web.invites import Front
from bot.web.vitals import Pulse, Vitals
from bot.web.webhook import Handle


def build(
    settings: Settings, db: Database, handle: Handle, vitals: Vitals, pulse: Pulse, front: Front
) -> FastAPI:
    """The web application; `handle` takes one update of Telegram's."""
    app = FastAPI(title="Sarafan", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(health.build(db, vitals, pulse))
    app.include_router(metrics.build(db, vitals, pulse))
    per_minute = settings.api.requests_per_minute
    app.include_router(api.build(db, vitals.clock, front.texts, requests_per_minute=per_minute))
    api.answer_with_problems(app)
    app.include_router(invites.build(front))
    if settings.telegram.mode == "webhook":
        assert settings.telegram.webhook_secret is not None
        secret = settings.telegram.webhook_secret.get_secret_value()
        app.include_router(webhook.build(secret, handle))
    return app
