"""What differs between two versions of a campaign, in words?"""

from dataclasses import dataclass

from bot.i18n import Points, Translate
from bot.services import campaigns, wording
from bot.services.documents import Document


@dataclass(frozen=True)
class Changes:
    """Sentences that are no longer true, and those that are instead; plain text."""

    gone: list[str]
    new: list[str]
    others: bool = False
    """Whether texts, pictures or targets differ, which are not said."""

    def __bool__(self) -> bool:
        return bool(self.gone or self.new or self.others)


def between(t: Translate, before: Document, after: Document) -> Changes:
    old, new = _sentences(t, before), _sentences(t, after)
    gone = [line for line in old if line not in new]
    come = [line for line in new if line not in old]
    return Changes(gone, come, others=before != after and not (gone or come))


def _sentences(t: Translate, document: Document) -> list[str]:
    budget = t.plain("campaigns-number-unset")
    if document.budget is not None:
        budget = t.points(Points(document.budget.total, document.unit))
    title = campaigns.title(document, t.language)
    return [
        t.plain("campaigns-says-title", title=title),
        wording.period(t, document),
        *wording.rules_in_words(t, document),
        t.plain("campaigns-says-budget", budget=budget),
    ]
