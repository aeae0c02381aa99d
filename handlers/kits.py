"""What does a participant put on their own page: which picture, which lines of HTML or Markdown?"""

import html

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from bot.clock import Clock
from bot.config import Settings
from bot.db import Database
from bot.i18n import Translate
from bot.services import campaigns, invites, shares
from bot.services.campaigns import RunningCampaign
from bot.services.document_share import ImageSection
from handlers import screens
from handlers.invites import back_button, pick
from handlers.screens import Row, button
from models import Participant

router = Router(name=__name__)


class ShowKit(CallbackData, prefix="page"):
    """What belongs on a page, with one of the campaign's pictures."""

    campaign_id: int
    image: int = 0


@router.callback_query(ShowKit.filter())
async def show(
    query: CallbackQuery,
    callback_data: ShowKit,
    bot: Bot,
    db: Database,
    t: Translate,
    clock: Clock,
    settings: Settings,
    participant: Participant,
) -> None:
    where = await screens.links(bot, settings)
    now = clock()
    async with db.transaction() as session:
        chosen = pick(await campaigns.running(session, now=now), callback_data.campaign_id)
        split = await shares.choice(session, chosen, participant.id)
        label = invites.SITE_LABEL
        invite = await invites.own(
            session, chosen.id, participant.id, label=label, split=split, now=now
        )
        await invites.note_shown(session, [invite.id])
    link = where.of(invite.code)
    words = shares.words(t, chosen.document, participant.id)
    text = _text(t, chosen, callback_data.image, link, words)
    await screens.show(query, text, _rows(t, chosen, callback_data.image))


def _image(chosen: RunningCampaign, number: int) -> ImageSection | None:
    images = chosen.document.share.images
    return images[number % len(images)] if images else None


def _text(t: Translate, chosen: RunningCampaign, number: int, link: str, words: str) -> str:
    image = _image(chosen, number)
    title = campaigns.title(chosen.document, t.language)
    parts = [t("kits-title", title=title)]
    if image is not None:
        name = title if image.title is None else str(image.title.in_language(t.language))
        parts.append(t("kits-image", name=name, url=image.url))
    parts.append(t("kits-html", code=_html(image, link, title, words)))
    parts.append(t("kits-markdown", code=_markdown(image, link, title, words)))
    return "\n\n".join(parts)


def _html(image: ImageSection | None, link: str, title: str, words: str) -> str:
    """Lines for a page; what people wrote cannot break out of them."""
    address = html.escape(link)
    if image is None:
        return f'<a href="{address}">{html.escape(words)}</a>'
    source, name = html.escape(image.url), html.escape(title)
    return f'<a href="{address}"><img src="{source}" alt="{name}" width="100%"></a>'


def _markdown(image: ImageSection | None, link: str, title: str, words: str) -> str:
    if image is None:
        return f"[{_bare(words)}]({link})"
    return f"[![{_bare(title)}]({image.url})]({link})"


def _bare(words: str) -> str:
    """Without what means something to Markdown inside brackets."""
    return " ".join(words.translate(str.maketrans("[]", "()")).split())


def _rows(t: Translate, chosen: RunningCampaign, number: int) -> list[Row]:
    rows: list[Row] = []
    count = len(chosen.document.share.images)
    if count > 1:
        following = (number + 1) % count
        text = t.plain("kits-next-button", number=str(following + 1), count=str(count))
        rows.append([button(text, ShowKit(campaign_id=chosen.id, image=following).pack())])
    return [*rows, [back_button(t, chosen)]]
