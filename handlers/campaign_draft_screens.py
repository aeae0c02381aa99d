"""What does a campaign look like that is still being made, and what can be done with it?"""

from bot.i18n import LANGUAGE_NAMES, LANGUAGES, Points, Translate
from bot.services import campaign_drafts, campaign_numbers, campaigns, presets
from bot.services.campaign_drafts import Draft
from bot.services.campaign_numbers import Number
from bot.services.documents import Document
from handlers import campaign_texts
from handlers.campaign_buttons import (
    AskForToml,
    AskNumber,
    AskToLoad,
    Assumption,
    DropDraft,
    LoadDraft,
    ShowCampaignDraft,
    ShowCampaigns,
    ShowDraftRules,
    ShowNumber,
    ShowPreset,
    ShowPresets,
    UsePreset,
)
from handlers.screens import Row, button

PRESETS_SHOWN = 6
NUMBERS_A_ROW = 2
LABEL_MAX = 160
VALUE_MAX = 24


def presets_text(t: Translate, page: int) -> str:
    parts = [t("campaigns-presets-title")]
    parts += [
        t("campaigns-preset-line", title=_title(t, name), about=about(t, name))
        for name in _names(page)
    ]
    parts.append(t("campaigns-page", page=page + 1, pages=_pages()))
    return "\n\n".join(parts)


def presets_rows(t: Translate, page: int) -> list[Row]:
    rows: list[Row] = [
        [button(campaign_texts.short(_title(t, name)), ShowPreset(name=name).pack())]
        for name in _names(page)
    ]
    rows.append(
        [
            button(t.plain(key), ShowPresets(page=number).pack())
            for key, number in (
                ("campaigns-previous-button", page - 1),
                ("campaigns-next-button", page + 1),
            )
            if 0 <= number < _pages()
        ]
    )
    rows.append([button(t.plain("campaigns-file-button"), AskForToml().pack())])
    return [*rows, [button(t.plain("campaigns-all-button"), ShowCampaigns().pack())]]


def page_of(number: int) -> int:
    """The nearest page that there is."""
    return min(max(number, 0), _pages() - 1)


def _pages() -> int:
    return -(-len(presets.NAMES) // PRESETS_SHOWN)


def _names(page: int) -> tuple[str, ...]:
    return presets.NAMES[page * PRESETS_SHOWN :][:PRESETS_SHOWN]


def _title(t: Translate, name: str) -> str:
    return campaigns.title(presets.read(name), t.language)


def about(t: Translate, name: str) -> str:
    """For whom a preset is, in one sentence."""
    return t.plain(f"campaigns-preset-{name.replace('_', '-')}")


def preset_rows(t: Translate, name: str) -> list[Row]:
    page = presets.NAMES.index(name) // PRESETS_SHOWN
    return [
        [button(t.plain("campaigns-use-button"), UsePreset(name=name).pack())],
        [button(t.plain("campaigns-presets-button"), ShowPresets(page=page).pack())],
    ]


# One number


def number_text(t: Translate, document: Document, index: int) -> str:
    """What a number is and what may be written; `index` among all."""
    number = campaign_numbers.find(document, index)
    mains = _mains(document)
    parts = []
    if number.is_main:
        parts.append(t("campaigns-number-title", number=index + 1, count=len(mains)))
    parts.append(_asked(t, document, number))
    return "\n\n".join(parts)


def taken_text(t: Translate, document: Document, index: int) -> str:
    """How the last answer was understood: a slip is seen while it is fresh."""
    number = campaign_numbers.find(document, index)
    return t(
        "campaigns-number-taken",
        label=_cut(campaign_numbers.label(t, document, number)),
        value=campaign_numbers.shown(t, document, number),
    )


def _asked(t: Translate, document: Document, number: Number) -> str:
    return t(
        "campaigns-number",
        label=campaign_numbers.label(t, document, number),
        value=campaign_numbers.shown(t, document, number),
    )


def question(t: Translate, document: Document, index: int) -> str:
    """HTML, after the name of who is asked."""
    number = campaign_numbers.find(document, index)
    said = t(f"campaigns-hint-{number.kind}", unit=_unit(t, document))
    if number.may_be_unset:
        said += " " + t("campaigns-hint-unset")
    return f"{_asked(t, document, number)}\n\n{said}"


def _unit(t: Translate, document: Document) -> str:
    """The unit with an example that has its decimals: "1,000.00 euros"."""
    return t.points(Points(1_000 * 10**document.unit.decimals, document.unit))


def number_rows(t: Translate, document: Document, token: str, index: int) -> list[Row]:
    """Leave it or change it; then comes the next of the main ones, or all of the draft."""
    ask = AskNumber(token=token, index=index, walks=True)
    onward = next_screen(document, token, index)
    everything = ShowCampaignDraft(token=token)
    return [
        [
            button(t.plain("campaigns-keep-button"), onward),
            button(t.plain("campaigns-change-button"), ask.pack()),
        ],
        [button(t.plain("campaigns-skip-button"), everything.pack())],
    ]


def next_screen(document: Document, token: str, index: int) -> str:
    if index + 1 < len(_mains(document)):
        return ShowNumber(token=token, index=index + 1).pack()
    return ShowCampaignDraft(token=token).pack()


def is_last(document: Document, index: int) -> bool:
    """Whether no main number comes after it."""
    return index + 1 >= len(_mains(document))


def _mains(document: Document) -> list[Number]:
    return [number for number in campaign_numbers.of(document) if number.is_main]


# The draft


def draft_text(t: Translate, draft: Draft, before: Document | None, *, shows_all: bool) -> str:
    title = campaigns.title(draft.document, t.language)
    key = "campaigns-draft-new" if before is None else "campaigns-draft-change"
    parts = [t(key, title=title)]
    lines = []
    for number, each in _shown(draft.document, shows_all=shows_all):
        label = _cut(campaign_numbers.label(t, draft.document, each))
        value = campaign_numbers.shown(t, draft.document, each)
        lines.append(t("campaigns-number-line", number=str(number), label=label, value=value))
    parts.append("\n".join(lines))
    if before is not None:
        parts.append("\n".join(campaign_texts.changes_lines(t, before, draft.document)))
    if campaign_drafts.PLACEHOLDER in campaign_numbers.chats(draft.document):
        parts.append(t("campaigns-placeholder", chat=campaign_drafts.PLACEHOLDER))
    return "\n\n".join(parts)


def _shown(document: Document, *, shows_all: bool) -> list[tuple[int, Number]]:
    """Numbers with their places in the list, from 1."""
    numbers = list(enumerate(campaign_numbers.of(document), start=1))
    return numbers if shows_all else [(at, each) for at, each in numbers if each.is_main]


def _cut(label: str) -> str:
    return label if len(label) <= LABEL_MAX else label[: LABEL_MAX - 1].rstrip() + "…"


def draft_rows(t: Translate, draft: Draft, token: str, *, shows_all: bool) -> list[Row]:
    buttons = [
        button(
            f"{number} · {campaign_numbers.shown(t, draft.document, each)[:VALUE_MAX]}",
            AskNumber(token=token, index=number - 1, walks=False).pack(),
        )
        for number, each in _shown(draft.document, shows_all=shows_all)
    ]
    rows = [
        buttons[first : first + NUMBERS_A_ROW] for first in range(0, len(buttons), NUMBERS_A_ROW)
    ]
    other = ShowCampaignDraft(token=token, shows_all=not shows_all)
    rows.append(
        [button(t.plain(f"campaigns-{'fewer' if shows_all else 'all'}-numbers"), other.pack())]
    )
    rows.append(
        [
            button(LANGUAGE_NAMES[each], ShowDraftRules(token=token, language=each).pack())
            for each in LANGUAGES
        ]
    )
    rows.append([button(t.plain("campaigns-forecast-button"), Assumption(token=token).pack())])
    rows.append(_loading(t, draft, token))
    return [*rows, [button(t.plain("campaigns-drop-button"), DropDraft(token=token).pack())]]


def _loading(t: Translate, draft: Draft, token: str) -> Row:
    if draft.campaign_id is not None:
        load = AskToLoad(token=token, starts=False)
        return [button(t.plain("campaigns-load-version-button"), load.pack())]
    return [
        button(t.plain(key), AskToLoad(token=token, starts=starts).pack())
        for key, starts in (("campaigns-start-button", True), ("campaigns-load-button", False))
    ]


def back_to_draft(t: Translate, token: str) -> Row:
    return [button(t.plain("campaigns-back-button"), ShowCampaignDraft(token=token).pack())]


def confirm_rows(t: Translate, token: str, *, starts: bool) -> list[Row]:
    key = "campaigns-start-button" if starts else "campaigns-load-confirm-button"
    load = LoadDraft(token=token, starts=starts)
    return [[button(t.plain(key), load.pack())], back_to_draft(t, token)]
