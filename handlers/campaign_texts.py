"""What do the screens of /campaigns say, and which buttons stand below them?"""

import html
from datetime import datetime

from bot.i18n import LANGUAGE_NAMES, LANGUAGES, Markup, Points, Translate
from bot.services import campaign_changes, campaign_overviews, campaigns, starter, wording
from bot.services.campaign_overviews import Overview, Page, Version
from bot.services.documents import Document
from bot.services.roles import Right
from handlers.campaign_buttons import (
    AskToChange,
    Change,
    CloneCampaign,
    EditCampaign,
    ForecastCampaign,
    SendToml,
    ShowCampaign,
    ShowCampaignRules,
    ShowCampaigns,
    ShowPresets,
    ShowVersions,
)
from handlers.screens import Row, button
from models import CampaignStatus, ReferralState

REWARDS_SHOWN = 6
LENGTH_MAX = 3_800
"""Of what Telegram takes, with room for a heading."""
CHANGES_MAX = 12
TITLE_MAX = 30
"""Of a title on a button."""
CHANGES: dict[CampaignStatus, tuple[Change, ...]] = {
    CampaignStatus.LOADED: (Change.START,),
    CampaignStatus.RUNNING: (Change.PAUSE, Change.STOP),
    CampaignStatus.PAUSED: (Change.RESUME, Change.STOP),
    CampaignStatus.STOPPED: (Change.START,),
}
"""What can be done with a campaign in each state."""


def list_text(t: Translate, page: Page, now: datetime) -> str:
    parts = [t("campaigns-list-title") if page.lines else t("campaigns-list-empty")]
    parts += [_line(t, each, now) for each in page.lines]
    if page.count > 1:
        parts.append(t("campaigns-page", page=page.number + 1, pages=page.count))
    return "\n\n".join(parts)


def _line(t: Translate, overview: Overview, now: datetime) -> str:
    return "\n".join([_head(t, overview, now), *_figures(t, overview)])


def _head(t: Translate, overview: Overview, now: datetime) -> str:
    document = overview.document
    standing = campaign_overviews.standing(overview.campaign, document, now=now)
    return t(
        "campaigns-head",
        title=campaigns.title(document, t.language),
        standing=standing.value,
        period=wording.period(t, document),
    )


def _figures(t: Translate, overview: Overview) -> list[str]:
    counts, unit = overview.referrals, overview.document.unit
    said = t(
        "campaigns-friends",
        qualified=counts[ReferralState.QUALIFIED],
        waiting=counts[ReferralState.PENDING],
        lost=counts[ReferralState.REVOKED],
    )
    used = Points(overview.budget_used_minor, unit)
    budget = overview.document.budget
    if budget is None:
        return [said, t("campaigns-used", used=used)]
    percent = overview.budget_used_minor * 100 // budget.total
    total = Points(budget.total, unit)
    return [said, t("campaigns-used-of", used=used, total=total, percent=str(percent))]


def list_rows(t: Translate, page: Page, rights: frozenset[Right]) -> list[Row]:
    rows: list[Row] = [
        [
            button(
                short(campaigns.title(each.document, t.language)),
                ShowCampaign(campaign_id=each.campaign.id).pack(),
            )
        ]
        for each in page.lines
    ]
    turning = [
        button(t.plain(key), ShowCampaigns(page=number).pack())
        for key, number in (
            ("campaigns-previous-button", page.number - 1),
            ("campaigns-next-button", page.number + 1),
        )
        if 0 <= number < page.count
    ]
    if turning:
        rows.append(turning)
    if Right.OWN in rights:
        rows.append([button(t.plain("campaigns-new-button"), ShowPresets().pack())])
    return rows


def card_text(t: Translate, overview: Overview, now: datetime) -> str:
    rewards = wording.rewards_in_words(t, overview.document, in_brief=True)
    said = [t("campaigns-bullet", line=line) for line in rewards[:REWARDS_SHOWN]]
    if len(rewards) > REWARDS_SHOWN:
        said.append(t("campaigns-more-rules", count=len(rewards) - REWARDS_SHOWN))
    campaign = overview.campaign
    name = t("campaigns-slug", slug=campaign.slug, version=str(campaign.version))
    parts = [_head(t, overview, now) + "\n" + name]
    if said:
        parts.append("\n".join(said))
    return "\n\n".join([*parts, "\n".join(_figures(t, overview))])


def card_rows(t: Translate, overview: Overview, rights: frozenset[Right]) -> list[Row]:
    campaign = overview.campaign
    which, number = campaign.status, campaign.id
    rows: list[Row] = []
    if Right.OWN in rights:
        rows.append(
            [
                button(
                    t.plain(f"campaigns-{change}-button"),
                    AskToChange(campaign_id=number, change=change).pack(),
                )
                for change in CHANGES[CampaignStatus(which)]
            ]
        )
        making = [
            button(t.plain("campaigns-clone-button"), CloneCampaign(campaign_id=number).pack())
        ]
        if campaign.slug != starter.SLUG:
            # The starter campaign is changed in the settings.
            edit = EditCampaign(campaign_id=number)
            making.insert(0, button(t.plain("campaigns-edit-button"), edit.pack()))
        rows.append(making)
    rows.append(
        [
            button(
                LANGUAGE_NAMES[language],
                ShowCampaignRules(campaign_id=number, language=language).pack(),
            )
            for language in LANGUAGES
        ]
    )
    rows.append(
        [
            button(t.plain("campaigns-versions-button"), ShowVersions(campaign_id=number).pack()),
            button(t.plain("campaigns-toml-button"), SendToml(campaign_id=number).pack()),
        ]
    )
    forecast = ForecastCampaign(campaign_id=number)
    rows.append([button(t.plain("campaigns-forecast-button"), forecast.pack())])
    return [*rows, [button(t.plain("campaigns-all-button"), ShowCampaigns().pack())]]


def versions_text(t: Translate, found: list[Version]) -> str:
    """The newest versions that fit, each with what it changed."""
    parts = [t("campaigns-versions-title", title=campaigns.title(found[0].document, t.language))]
    length = len(parts[0])
    for position, version in enumerate(found):
        head = t(
            "campaigns-version",
            version=str(version.version),
            at=version.created_at,
            friends=version.friends,
        )
        lines = [head]
        if position + 1 < len(found):
            lines += changes_lines(t, found[position + 1].document, version.document)
        part = "\n".join(lines)
        length += len(part) + 2
        if length > LENGTH_MAX:
            break
        parts.append(part)
    return "\n\n".join(parts)


def changes_lines(t: Translate, before: Document, after: Document) -> list[str]:
    """What is no longer so, and what is instead; in HTML."""
    changes = campaign_changes.between(t, before, after)
    lines = [t("campaigns-gone", line=line) for line in changes.gone]
    lines += [t("campaigns-come", line=line) for line in changes.new]
    if len(lines) > CHANGES_MAX:
        lines = [*lines[:CHANGES_MAX], t("campaigns-more-changes", count=len(lines) - CHANGES_MAX)]
    if changes.others:
        lines.append(t("campaigns-changed-others"))
    return lines or [t("campaigns-changed-nothing")]


def rules_pages(t: Translate, document: Document) -> list[str]:
    """All of the rules as participants read them, in as many messages as they need."""
    title = t("campaigns-rules-title", title=campaigns.title(document, t.language))
    pages = [title + "\n"]
    for line in [*wording.rules_in_words(t, document), wording.period(t, document)]:
        said = t("campaigns-bullet", line=line)
        if len(pages[-1]) + len(said) > LENGTH_MAX:
            pages.append(title + "\n")
        pages[-1] += "\n" + said
    return pages


def mistakes_text(t: Translate, lines: list[str]) -> str:
    said = "\n".join(f"• {html.escape(line, quote=False)}" for line in lines)
    return t("campaigns-file-mistakes", mistakes=Markup(said[:LENGTH_MAX]))


def short(title: str) -> str:
    """What of a title fits on a button."""
    return title if len(title) <= TITLE_MAX else title[: TITLE_MAX - 1].rstrip() + "…"
