"""What happens in a campaign, for a drawing: who does what, and who gets what at the end?"""

from bot.i18n import Points, Translate
from bot.pictures.cards import FlowCard, Gain
from bot.services import campaigns, step_words, wording, wording_prizes, wording_rewards
from bot.services.document_rewards import UPLINE_MAX
from bot.services.documents import PURCHASE, STEP_START, Document

GAINS_MAX = 7


def of(t: Translate, document: Document) -> FlowCard:
    return FlowCard(
        campaigns.title(document, t.language),
        tuple(_steps(t, document)),
        tuple(_gains(t, document)[:GAINS_MAX]),
    )


def _steps(t: Translate, document: Document) -> list[str]:
    todo = [step for step in document.qualify.steps if step != STEP_START]
    said = [t.plain("campaigns-flow-share"), t.plain("campaigns-flow-come")]
    said += [
        t.plain("campaigns-flow-does", step=each) for each in step_words.each(t, todo, document)
    ]
    buys = any(rule.is_paid for rule in document.rewards)
    if buys and not any(step.startswith(PURCHASE) for step in todo):
        said.append(t.plain("campaigns-flow-buys"))
    if document.qualify.hold:
        span = wording.duration(t, document.qualify.hold)
        key = "campaigns-flow-stays" if document.subscriptions else "campaigns-flow-waits"
        said.append(t.plain(key, span=span))
    return said


def _gains(t: Translate, document: Document) -> list[Gain]:
    found = []
    for level in (1, 0, *range(2, UPLINE_MAX + 1)):
        said = wording_rewards.gain(t, document, level, with_products=False)
        if said:
            found.append(Gain(t.plain("campaigns-flow-who", level=level), said))
        by_product = wording_rewards.gains_by_product(t, document, level)
        found += [Gain(products, amount) for products, amount in by_product]
    for milestone in document.milestones:
        amount = t.points(Points(milestone.amount, document.unit, signed=True))
        who = t.plain("campaigns-flow-milestone", count=milestone.at)
        found.append(Gain(who, amount))
    found += [
        Gain(
            t.plain(f"campaigns-flow-{contest.kind}"),
            wording_prizes.first_prize(t, document, contest),
        )
        for contest in document.contests
    ]
    if document.offers:
        offers = ", ".join(str(each.title.in_language(t.language)) for each in document.offers)
        found.append(Gain(t.plain("campaigns-flow-offers"), offers))
    return found
