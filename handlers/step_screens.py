"""What do the missing steps look like, and which button leads to the next one?"""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.i18n import Translate
from bot.services import referrals, step_words, steps
from bot.services.documents import Document
from bot.services.home import Home
from bot.services.steps import Kind

CHECK = "check-steps"


class SolveCaptcha(CallbackData, prefix="captcha"):
    """A picture task, or another one."""


class ShareContact(CallbackData, prefix="contact"):
    """Ask for the own phone number."""


def text(t: Translate, home: Home) -> str:
    """What is still to be done, the next step marked; "" when nothing is."""
    missing, document = home.missing, home.asked_by
    if not missing or document is None:
        return ""
    if step_words.are_chats(missing):
        chats = referrals.chats(missing)
        return t("start-steps", count=len(chats), chats=", ".join(chats))
    return "\n".join(_lines(t, missing, document))


def _lines(t: Translate, missing: tuple[str, ...], document: Document) -> list[str]:
    upcoming = steps.next_for_friend(missing)
    kinds = steps.kinds(missing)
    said = step_words.each(t, missing, document)
    lines = [t("steps-left", count=len(kinds))]
    for kind, words in zip(kinds, said, strict=True):
        is_asked = kind == Kind.APPROVAL and kind == kinds[0]
        mark = "waiting" if is_asked else "next" if kind == upcoming else "later"
        lines.append(t(f"steps-left-{mark}", step=words))
    if kinds[0] == Kind.APPROVAL:
        lines.append(t("steps-approval-waiting"))
    if upcoming == Kind.PURCHASE:
        lines.append(t("steps-purchase-hint"))
    return lines


def rows(t: Translate, home: Home) -> list[list[InlineKeyboardButton]]:
    """The buttons of the step that is next."""
    match steps.next_for_friend(home.missing):
        case Kind.SUBSCRIBE:
            chats = referrals.chats(home.missing)
            opened = [
                InlineKeyboardButton(
                    text=t.plain("start-subscribe-button", chat=chat), url=chat_url(chat)
                )
                for chat in chats
                if chat.startswith("@")
            ]
            check = InlineKeyboardButton(text=t.plain("start-check-button"), callback_data=CHECK)
            return [*([each] for each in opened), [check]]
        case Kind.CAPTCHA:
            return [[_button(t, "steps-captcha-button", SolveCaptcha())]]
        case Kind.CONTACT:
            return [[_button(t, "steps-contact-button", ShareContact())]]
        case _:
            return []


def _button(t: Translate, text_key: str, pressed: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=t.plain(text_key), callback_data=pressed.pack())


def chat_url(chat: str) -> str:
    return f"https://t.me/{chat.removeprefix('@')}"
