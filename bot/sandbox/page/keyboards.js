/** Which keyboard stands in place of the usual one, and what do its buttons send? */

import { h, icon } from "./dom.js";
import { t } from "./texts.js";

/**
 * What the last markup for this reader asks for: {kind: "keyboard" | "force", message, markup},
 * or null. A reply keyboard stays until removed; a forced reply ends with the reader's message.
 */
export function activeKeyboard(messages, viewerId) {
  let answered = false;
  for (const message of [...messages].reverse()) {
    if (message.from?.id === viewerId) answered = true;
    const markup = message.reply_markup;
    if (!markup || !message.from?.is_bot || !concerns(markup, message, viewerId)) continue;
    if (markup.remove_keyboard) return null;
    if (markup.keyboard) return { kind: "keyboard", message, markup };
    if (markup.force_reply) return answered ? null : { kind: "force", message, markup };
  }
  return null;
}

function concerns(markup, message, viewerId) {
  if (!markup.selective) return true;
  const mentioned = (message.entities ?? []).some((entity) => entity.user?.id === viewerId);
  return mentioned || message.reply_to_message?.from?.id === viewerId;
}

/** Buttons of a reply keyboard; `send` takes what the person then says. */
export function replyKeyboard(markup, { send, sendContact, hint }) {
  const act = (button) => {
    if (button.request_contact) return sendContact();
    if (OPENERS.some((field) => button[field])) return hint(t("hint-request"));
    if (button.web_app) return hint(t("hint-web-app"));
    return send(button.text);
  };
  return markup.keyboard.map((row) =>
    h("div", { class: "button-row" }, row.map((button) => keyButton(button, () => act(button)))),
  );
}

const OPENERS = ["request_users", "request_chat", "request_location", "request_poll", "request_managed_bot"];

function keyButton(button, act) {
  const text = typeof button === "string" ? button : button.text;
  const attributes = { type: "button", class: `key ${button.style ?? ""}`, testid: "reply-button", onclick: act };
  return h("button", attributes, h("span", {}, text), button.request_contact && icon("person"));
}
