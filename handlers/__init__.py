"""All routers. Order matters: the first handler that matches wins, so the frequent ones are first.

The rights are in the tree: what hangs under `known` is for people in their private chat with the
bot, what hangs under `admin` for the administrators of the admin group. A handler cannot forget it.
"""

from aiogram import Router

from bot.services.roles import Right
from handlers import (
    adjustments,
    audit,
    balance,
    bans,
    broadcast_drafts,
    broadcast_lists,
    broadcasts,
    campaign_drafts,
    campaign_files,
    campaign_forecasts,
    campaigns,
    contest_desk,
    contests,
    draws,
    errors,
    experiments,
    exports,
    fallback,
    friends,
    help,
    history,
    influencers,
    invites,
    kits,
    memberships,
    moves,
    offer_codes,
    offer_edits,
    offers,
    payouts,
    people,
    people_friends,
    places,
    plans,
    posters,
    privacy,
    purchases,
    qr,
    questions,
    refbacks,
    reviews,
    rewards,
    roles,
    settings,
    start,
    stats,
    steps,
    support,
    support_desk,
    support_edits,
    surveys,
    terms,
    top,
    why,
)
from handlers.filters import FromAdmin, InPrivate, Known, May

known = Router(name="known")
known.message.filter(InPrivate(), Known())
known.callback_query.filter(InPrivate(), Known())
known.include_routers(
    # What /invite with a word after it means is asked first.
    places.router,
    invites.router,
    kits.router,
    friends.router,
    balance.router,
    history.router,
    why.router,
    top.router,
    contests.router,
    draws.router,
    qr.router,
    posters.router,
    refbacks.router,
    payouts.router,
    rewards.router,
    steps.router,
    surveys.router,
    support.router,
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
    # A reply to a card of a thread is no answer to another question that is open.
    support_desk.reply_router,
    only(Right.PAY, adjustments.router, people_friends.pay_router, plans.router),
    only(Right.PAY, offer_codes.router, purchases.pay_router),
    only(Right.OWN, offers.own_router, offer_edits.router),
    only(Right.OWN, campaigns.own_router, campaign_drafts.router, campaign_files.router),
    only(
        Right.CARE,
        bans.router,
        contest_desk.router,
        people.care_router,
        reviews.care_router,
        support_desk.router,
    ),
    only(Right.LOOK, campaign_forecasts.router),
    only(Right.LOOK, questions.router),
    only(Right.PAY, payouts.decision_router),
    only(
        Right.ANNOUNCE,
        broadcasts.router,
        broadcast_drafts.router,
        broadcast_lists.csv_router,
    ),
    only(Right.OWN, roles.router),
    only(Right.EXPORT, exports.router, audit.file_router, influencers.file_router),
    only(
        Right.LOOK,
        people.router,
        people_friends.router,
        payouts.admin_router,
        offers.router,
        purchases.router,
        stats.router,
        surveys.admin_router,
        experiments.router,
        influencers.router,
        reviews.router,
        top.admin_router,
        contests.admin_router,
        audit.router,
        broadcast_lists.router,
        campaigns.router,
        help.admin_router,
    ),
    fallback.admin_cancel_router,
    fallback.rightless_router,
)

forwarding = Router(name="forwarding")
forwarding.message.filter(FromAdmin(takes_forwarded=True))
forwarding.callback_query.filter(FromAdmin())
forwarding.include_routers(
    only(Right.ANNOUNCE, broadcast_drafts.message_router),
    # A campaign is no question about who wrote it.
    only(Right.OWN, campaign_files.forwarded_router),
    only(Right.LOOK, people.forwarded_router),
)

ROUTERS = (
    start.router,
    known,
    moves.router,
    forwarding,
    admin,
    memberships.router,
    support_edits.router,
    support_desk.outsiders_router,
    fallback.private_router,
    fallback.group_router,
    errors.router,
)
