/** How does one message look? */

import { h, iconButton } from "./dom.js";
import { inlineKeyboard } from "./buttons.js";
import { richText } from "./entities.js";
import { mediaOf, summaryOf } from "./media.js";
import { serviceText } from "./service.js";
import { t } from "./texts.js";
import { clockTime, fullTime, moment } from "./time.js";

const TOGETHER_SECONDS = 300;
const ONLY_EMOJI = /^(?:\p{Extended_Pictographic}[\u{FE0F}\u{200D}\u{1F3FB}-\u{1F3FF}]*){1,3}$/u;

const authorId = (message) => message.sender_chat?.id ?? message.from?.id;

export function authorName(message) {
  if (message.sender_chat) return message.sender_chat.title ?? "?";
  return [message.from?.first_name, message.from?.last_name].filter(Boolean).join(" ") || "?";
}

/** Close in time and by the same author: drawn as one block without a second name. */
function continues(message, previous) {
  if (!previous || serviceText(previous)) return false;
  const near = message.date - previous.date < TOGETHER_SECONDS;
  return near && authorId(message) === authorId(previous);
}

/** `view` is the chat it stands in: {chatId, viewer(), owner, kind, place, menu, jump, …}. */
export function renderMessage(message, previous, view) {
  const service = serviceText(message);
  if (service) return h("div", { class: "service", testid: "service-message" }, h("span", {}, service));
  const own = !message.sender_chat && message.from?.id === view.viewer() && view.kind !== "channel";
  const joined = continues(message, previous);
  const element = h(
    "div",
    {
      class: `message ${own ? "outgoing" : "incoming"} ${joined ? "joined" : ""}`,
      testid: "message",
      tabindex: "-1",
      "data-message-id": message.message_id,
      "data-own": String(own),
    },
    bubble(message, { own, joined }, view),
    inlineKeyboard(message, view),
  );
  element.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, input") || window.getSelection()?.toString()) return;
    event.preventDefault();
    const at = new DOMRect(event.clientX, event.clientY, 0, 0);
    view.menu(message, element, at);
  });
  return element;
}

function bubble(message, { own, joined }, view) {
  const media = mediaOf(message);
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities;
  const words = text && h("span", { class: "text" }, richText(text, entities, view));
  const onlyPhoto = message.photo && !text;
  const big = message.text && ONLY_EMOJI.test(message.text) ? "big-emoji" : "";
  const named = !own && !joined && view.kind !== "person";
  const parts = message.show_caption_above_media ? [words, media] : [media, words];
  return h(
    "div",
    { class: `bubble ${message.photo ? "with-photo" : ""} ${onlyPhoto ? "only-photo" : ""} ${big}` },
    named && h("div", { class: `author tint-${Math.abs(authorId(message) ?? 0) % 7}` }, authorName(message)),
    message.forward_origin && h("div", { class: "forwarded" }, t("forwarded-from", { name: originName(message.forward_origin) })),
    message.reply_to_message && replyQuote(message, view),
    parts,
    !text && !media && h("span", { class: "text muted" }, t("message-unknown")),
    meta(message),
    iconButton("more", t("message-menu"), {
      class: "message-more",
      tabindex: "-1",
      testid: "message-menu",
      onclick: (event) => view.menu(message, event.currentTarget, null),
    }),
  );
}

function meta(message) {
  const at = moment(message.date);
  const views = message.author_signature && h("span", {}, message.author_signature);
  return h(
    "span",
    { class: "meta" },
    views,
    message.edit_date && h("span", { testid: "edited" }, t("edited")),
    h("time", { datetime: at.toISOString(), title: fullTime(at) }, clockTime(at)),
  );
}

function originName(origin) {
  const user = origin.sender_user;
  if (user) return [user.first_name, user.last_name].filter(Boolean).join(" ");
  return origin.sender_user_name ?? origin.chat?.title ?? origin.sender_chat?.title ?? "?";
}

function replyQuote(message, view) {
  const original = message.reply_to_message;
  return h(
    "button",
    { type: "button", class: "reply-quote", onclick: () => view.jump(original.message_id) },
    h("b", {}, authorName(original)),
    h("span", {}, message.quote?.text ?? summaryOf(original)),
  );
}
