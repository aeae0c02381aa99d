"""All routers. Order matters: the first handler that matches wins, so the frequent ones are first.

The rights are in the tree: what hangs under `known` is for people in their private chat with the
bot, what hangs under `admin` for the administrators of the admin group. A handler cannot forget it.
"""

from aiogram import Router

from bot.services.roles import Right
from handlers import (
    audit,
    balance,
    broadcasts,
    errors,
    exports,
    fallback,
    friends,
    help,
    history,
    invites,
    memberships,
    payouts,
    privacy,
    qr,
    roles,
    settings,
    start,
    stats,
    terms,
    top,
    why,
)
from handlers.filters import FromAdmin, InPrivate, Known, May

known = Router(name="known")
known.message.filter(InPrivate(), Known())
known.callback_query.filter(InPrivate(), Known())
known.include_routers(
    invites.router,
    friends.router,
    balance.router,
    history.router,
    why.router,
    top.router,
    qr.router,
    payouts.router,
    settings.router,
    terms.router,
    privacy.router,
    help.router,
    fallback.cancel_router,
)


def only(right: Right, *routers: Router) -> Router:
    """What takes a right more than being somebody in the admin group."""
    guarded = Router(name=f"admin.{right}")
    guarded.message.filter(May(right))
    guarded.callback_query.filter(May(right))
    guarded.include_routers(*routers)
    return guarded


admin = Router(name="admin")
admin.message.filter(FromAdmin())
admin.callback_query.filter(FromAdmin())
admin.include_routers(
    only(Right.PAY, payouts.decision_router),
    only(Right.ANNOUNCE, broadcasts.router),
    only(Right.OWN, roles.router),
    only(Right.EXPORT, exports.router),
    only(
        Right.LOOK,
        payouts.admin_router,
        stats.router,
        top.admin_router,
        audit.router,
        help.admin_router,
    ),
    fallback.admin_cancel_router,
    fallback.rightless_router,
)

ROUTERS = (
    start.router,
    known,
    admin,
    memberships.router,
    fallback.private_router,
    fallback.group_router,
    errors.router,
)
