"""What might somebody write in a campaign document? Documents that load, of every section."""

from typing import Any

from hypothesis import strategies as st

from bot.i18n import LANGUAGES
from bot.services import document_values, documents
from bot.services.documents import Document

Tables = dict[str, Any]

SPANS = st.sampled_from(["1m", "90m", "36h", "24h", "2d", "30d", "365d"])
COUNTS = st.integers(1, 1_000_000)
PERCENTS = st.decimals(0, 100, places=2).map(float)
CREDITS = st.sampled_from(["now", "after 7d", "0 10 * * mon", "5 9 * * *", "0 10 last * *"])
LINES = st.sampled_from(["0 10 * * mon", "0 9 1 * *", "*/30 * * * *"])
NAMES = ("gold", "silver", "a-1")


def _is_seen(text: str) -> bool:
    try:
        document_values.visible(text)
    except ValueError:
        return False
    return True


LETTERS = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="{}"),
    min_size=1,
    max_size=20,
).filter(_is_seen)


def _in_languages(text: st.SearchStrategy[str]) -> st.SearchStrategy[Tables]:
    return st.dictionaries(st.sampled_from(LANGUAGES), text, min_size=1)


TITLES = _in_languages(LETTERS)


def _some(required: Tables, optional: Tables) -> st.SearchStrategy[Tables]:
    return st.fixed_dictionaries(required, optional=optional)


@st.composite
def _rewards(draw: st.DrawFn) -> Tables:
    on = draw(st.sampled_from(["start", "qualified", "purchase", "nth:1", "nth:7", "cron"]))
    sides = ["referrer"] if on == "cron" else ["referrer", "friend", "upline:2", "upline:7"]
    rule: Tables = {"on": on, "to": draw(st.sampled_from(sides))}
    rule["credit"] = draw(LINES if on == "cron" else CREDITS)
    is_paid = on == "purchase" or on.startswith("nth")
    size = draw(st.sampled_from(["amount", "percent"])) if is_paid else "amount"
    sizes = COUNTS if size == "amount" else PERCENTS
    rule[size] = draw(sizes)
    if draw(st.booleans()):
        starts = sorted(draw(st.sets(st.integers(2, 99), min_size=1, max_size=3)))
        rule["tiers"] = [{"from": start, size: draw(sizes)} for start in starts]
    if is_paid:
        rule |= draw(
            _some(
                {},
                {
                    "products": st.lists(LETTERS, min_size=1, max_size=14),
                    "for": SPANS,
                    "times": COUNTS,
                    "max_amount": COUNTS,
                },
            )
        )
    if size == "percent":
        rule["of"] = draw(st.sampled_from(["amount", "commission"]))
    if rule["to"] == "referrer" and on != "cron":
        choices = st.lists(st.sampled_from(["me", "friend", "half"]), min_size=1, unique=True)
        rule |= draw(_some({}, {"split": choices, "refback_percent_max": st.integers(1, 100)}))
    return rule


PRIZES = st.one_of(
    _some({"amount": COUNTS}, {"title": TITLES, "places": st.integers(1, 9)}),
    _some({"title": TITLES}, {"places": st.integers(1, 9)}),
)


@st.composite
def _contests(draw: st.DrawFn, name: str) -> Tables:
    kind = draw(st.sampled_from(["places", "draw"]))
    contest: Tables = {"name": name, "kind": kind, "lasts": draw(SPANS)}
    contest["by"] = "friends" if kind == "draw" else draw(st.sampled_from(["friends", "points"]))
    contest["prizes"] = draw(st.lists(PRIZES, min_size=1, max_size=3))
    tickets = {"tickets_max": COUNTS} if kind == "draw" else {}
    chats = st.sampled_from(["@news", "-1001234567890"])
    return contest | draw(
        _some({}, {"title": TITLES, "minimum": COUNTS, "announce_in": chats, **tickets})
    )


@st.composite
def documents_as_written(draw: st.DrawFn) -> Tables:
    """A document as TOML or JSON holds it."""
    campaign = draw(
        _some(
            {"slug": st.from_regex(r"\A[a-z0-9-]{2,32}\Z")},
            {"title": TITLES, "terms": TITLES, "time_zone": st.sampled_from(["Europe/Sofia"])},
        )
    )
    campaign["unit"] = {"decimals": draw(st.integers(0, 4)), "withdrawable": draw(st.booleans())}
    names = draw(st.sets(st.sampled_from(NAMES)))
    rewards = draw(st.lists(_rewards(), max_size=4))
    written: Tables = {"campaign": campaign, "reward": rewards}
    written["plan"] = [
        {"name": name, **draw(_some({}, {"from": COUNTS, "title": TITLES}))}
        for name in sorted(names)
    ]
    written["offer"] = [
        {"name": name, "title": draw(TITLES), "price": draw(COUNTS)} for name in sorted(names)
    ]
    written["contest"] = [draw(_contests(name)) for name in sorted(names)]
    if draw(st.booleans()):
        arms = [{"name": name, "weight": draw(st.integers(1, 100))} for name in NAMES[:2]]
        written["experiment"] = [{"name": "test", "variants": arms}]
    _tie(draw, written)
    return written | draw(_some({}, _conditions(written)))


def _tie(draw: st.DrawFn, written: Tables) -> None:
    """Rules that name plans, arms and offers of the document."""
    for rule in written["reward"]:
        for key, known in (
            ("plan", ["standard", *(plan["name"] for plan in written["plan"])]),
            ("variant", list(NAMES[:2]) if "experiment" in written else []),
            ("redeem", [offer["name"] for offer in written["offer"]]),
        ):
            if known and draw(st.booleans()):
                rule[key] = draw(st.sampled_from(known))


def _conditions(written: Tables) -> Tables:
    steps = ["captcha", "contact", "approval", "purchase:1000", "subscribe:@shop"]
    milestones = st.lists(COUNTS, min_size=1, max_size=3, unique=True).flatmap(
        lambda counts: st.tuples(
            *(_some({"at": st.just(at), "amount": COUNTS}, {"badge": TITLES}) for at in counts)
        ).map(list)
    )
    limits = dict.fromkeys(("per_hour", "per_day", "per_week", "per_campaign"), COUNTS)
    found: Tables = {
        "attribution": _some({}, {"window": SPANS, "grace": st.just("24h")}),
        "qualify": _some(
            {}, {"steps": st.lists(st.sampled_from(steps), unique=True), "hold": SPANS}
        ),
        "milestone": milestones,
        "purchases": _some({}, {"currency": st.sampled_from(["EUR", "JPY", "RUB"])}),
        "survey": _some({}, {"after": SPANS}),
        "expiry": _some({"after": st.sampled_from(["30d", "365d"])}, {}),
        "limits": _some({}, limits),
        "budget": _some({"total": COUNTS}, {}),
        "share": _some({}, {"text": TITLES, "call": TITLES}),
    }
    if written["campaign"]["unit"]["withdrawable"]:
        found["payout"] = _some({"minimum": st.integers(10, 99)}, {"fee": st.integers(0, 5)})
    return found


def written_documents() -> st.SearchStrategy[Document]:
    return documents_as_written().map(documents.from_json)
