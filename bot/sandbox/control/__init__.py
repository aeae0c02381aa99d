"""How does a page, a test or a load driver act in the local Telegram over HTTP?"""

from fastapi import APIRouter

from bot.sandbox.control import acting, looking, making, rules

router = APIRouter(prefix="/sim", tags=["sim"])
router.include_router(making.routes)
router.include_router(acting.routes)
router.include_router(looking.routes)
router.include_router(rules.routes)
