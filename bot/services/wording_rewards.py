"""How is one reward rule said to whoever invites: for what, how much, when, within which bounds?"""

from bot.i18n import Points, Translate
from bot.services import rules, step_words, wording_times
from bot.services.document_rewards import STANDARD_PLAN, RewardRule, Tier
from bot.services.documents import Document

PRODUCTS_SAID = 10
EXAMPLE_AMOUNTS = (1_000, 1_000_000, 1_000_000_000)
"""What a purchase costs in an example: the first of which a percentage is at least one unit."""


def brief(t: Translate, document: Document, rule: RewardRule, *, says_plan: bool = True) -> str:
    """Who gets how much for what, and when; for which products, and on which plan."""
    said = [_main(t, document, rule), *_products(t, document, rule)]
    return " ".join([*said, *_plan(t, document, rule)] if says_plan else said)


def _main(t: Translate, document: Document, rule: RewardRule) -> str:
    amount = _size(t, document, rule, rule)
    if rule.occasion == "cron":
        zone = document.campaign.time_zone
        moments = wording_times.schedule(t, rule.credit, zone)
        return t.plain("wording-bonus", amount=amount, schedule=moments)
    when = wording_times.credit(t, document, rule.credit)
    side = "upline" if rule.level > 1 else "referrer" if rule.level else "friend"
    if rule.is_paid or rule.level > 1:
        number = int(rule.on.partition(":")[2] or 0)
        return t.plain(
            f"wording-{side}-{_occasion(document, rule)}",
            amount=amount,
            credit=when,
            number=number,
            level=rule.level,
        )
    return t.plain(f"campaigns-rule-{side}-{_occasion(document, rule)}", amount=amount, credit=when)


def full(t: Translate, document: Document, rule: RewardRule, *, says_variant: bool = True) -> str:
    """The same with an example and every bound, a short sentence each."""
    said = [
        brief(t, document, rule),
        *_example(t, document, rule),
        *_tiers(t, document, rule),
        *_bounds(t, document, rule),
        *_shares(t, rule),
    ]
    if rule.variant is not None and says_variant:
        said.append(t.plain("wording-variant-only", variant=rule.variant))
    if rule.redeem is not None:
        [title] = [offer.title for offer in document.offers if offer.name == rule.redeem]
        said.append(t.plain("wording-redeem", offer=str(title.in_language(t.language))))
    return " ".join(said)


def for_one_friend(t: Translate, document: Document, *, arm: str | None = None) -> str:
    """All that the referrer gets for a friend; what the friend gets, where only friends do.

    In the first arm of an experiment, if not in another one.
    """
    for level in (1, 0):
        if said := gain(t, document, level, arm=arm):
            return said
    return t.points(Points(0, document.unit))


def gain(
    t: Translate,
    document: Document,
    level: int,
    *,
    arm: str | None = None,
    with_products: bool = True,
) -> str:
    """All that somebody so far above the friend gets for one friend; "" for nothing."""
    mine = [rule for rule in _rules_of(document, level, arm) if with_products or not rule.products]
    once = sum(rule.amount or 0 for rule in mine if not rule.is_paid)
    return _summed(t, document, mine, Points(once, document.unit))


def gains_by_product(t: Translate, document: Document, level: int) -> list[tuple[str, str]]:
    """Products, and what one of them brings to somebody so far above the friend."""
    return [
        (", ".join(_product_names(t, document, rule)), _size(t, document, rule, rule))
        for rule in _rules_of(document, level, None)
        if rule.products
    ]


def still_to_come(t: Translate, document: Document, *, signed: bool = False) -> str:
    """What the referrer gets once a friend has done every step; "" for nothing."""
    mine = _rules_of(document, 1, None)
    once = sum(rule.amount or 0 for rule in mine if rule.on == "qualified")
    return _summed(t, document, mine, Points(once, document.unit, signed))


def _summed(t: Translate, document: Document, mine: list[RewardRule], once: Points) -> str:
    parts = [t.points(once)] if once.amount_minor else []
    return " + ".join(dict.fromkeys([*parts, *_paid(t, document, mine)]))


def _rules_of(document: Document, level: int, arm: str | None) -> list[RewardRule]:
    """What counts for everybody so far above who has no plan of their own."""
    arms = [variant.name for each in document.experiments for variant in each.variants]
    arm = arm or next(iter(arms), None)
    return [
        rule
        for rule in document.rewards
        if rule.level == level
        and rule.occasion != "cron"
        and rule.plan in (None, STANDARD_PLAN)
        and rule.variant in (None, arm)
    ]


def _paid(t: Translate, document: Document, mine: list[RewardRule]) -> list[str]:
    said = []
    for rule in mine:
        amount = _size(t, document, rule, rule)
        if rule.products:
            names = ", ".join(_product_names(t, document, rule))
            said.append(t.plain("wording-of-product", amount=amount, products=names))
        elif rule.is_paid:
            number = int(rule.on.partition(":")[2] or 0)
            said.append(t.plain(f"wording-of-{rule.occasion}", amount=amount, number=number))
    return said


def _occasion(document: Document, rule: RewardRule) -> str:
    # Where coming is all there is to do, a friend who qualifies is a friend who comes.
    if rule.on == "qualified" and not document.needs_work:
        return "start"
    return rule.occasion


def _size(t: Translate, document: Document, rule: RewardRule, size: RewardRule | Tier) -> str:
    if size.percent is None:
        return t.points(Points(size.amount or 0, document.unit))
    return t.plain(f"wording-percent-of-{rule.of}", percent=wording_times.percent(t, size.percent))


def _example(t: Translate, document: Document, rule: RewardRule) -> list[str]:
    if rule.percent is None:
        return []
    for amount in EXAMPLE_AMOUNTS:
        base_minor = step_words.whole_money(document, amount)
        brings_minor = rules.share(base_minor, rule.percent)
        if rule.max_amount is not None:
            brings_minor = min(brings_minor, rule.max_amount)
        if brings_minor:
            brings = Points(brings_minor, document.unit)
            base = step_words.money(t, document, base_minor)
            return [t.plain("wording-example", base=base, brings=brings)]
    return []


def _tiers(t: Translate, document: Document, rule: RewardRule) -> list[str]:
    steps = [
        t.plain("wording-tier", count=tier.starts, amount=_size(t, document, rule, tier))
        for tier in rule.tiers
    ]
    return [t.plain("wording-tiers", tiers="; ".join(steps))] if steps else []


def _bounds(t: Translate, document: Document, rule: RewardRule) -> list[str]:
    said = []
    if rule.lasts is not None:
        said.append(t.plain("wording-lasts", span=wording_times.duration(t, rule.lasts)))
    if rule.times is not None:
        said.append(t.plain("wording-times", count=rule.times))
    if rule.max_amount is not None:
        most = Points(rule.max_amount, document.unit)
        said.append(t.plain("wording-most", amount=most))
    return said


def _products(t: Translate, document: Document, rule: RewardRule) -> list[str]:
    if not rule.products:
        return []
    names = _product_names(t, document, rule)
    return [t.plain("wording-products", products=", ".join(names))]


def _product_names(t: Translate, document: Document, rule: RewardRule) -> list[str]:
    names = [product(t, document, name) for name in rule.products or ()]
    more = len(names) - PRODUCTS_SAID
    if more > 0:
        return [*names[:PRODUCTS_SAID], t.plain("wording-products-more", count=more)]
    return names


def product(t: Translate, document: Document, name: str) -> str:
    """A product as people know it, where the document has a title for it."""
    for each in document.share.products:
        if each.name == name:
            return str(each.title.in_language(t.language))
    return name


def _shares(t: Translate, rule: RewardRule) -> list[str]:
    said = []
    if rule.split is not None:
        choices = [t.plain(f"wording-split-{choice}") for choice in rule.split]
        said.append(t.plain("wording-split", choices=", ".join(choices)))
    if rule.refback_percent_max is not None:
        said.append(t.plain("wording-refback", percent=str(rule.refback_percent_max)))
    return said


def _plan(t: Translate, document: Document, rule: RewardRule) -> list[str]:
    if rule.plan is None:
        return []
    if rule.plan == STANDARD_PLAN:
        return [t.plain("wording-plan-standard")]
    return [t.plain("wording-plan-only", plan=plan(t, document, rule.plan))]


def plan(t: Translate, document: Document, name: str) -> str:
    """What a plan is called."""
    for each in document.plans:
        if each.name == name and each.title is not None:
            return str(each.title.in_language(t.language))
    return name.replace("-", " ").capitalize()
