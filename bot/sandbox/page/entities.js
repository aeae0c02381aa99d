/** How does a text with entities look? Offsets count UTF-16 units, as strings here do. */

import { h } from "./dom.js";
import { LINK_PATTERN, parseLink } from "./links.js";
import { t } from "./texts.js";
import { fullTime, moment } from "./time.js";

const PLAIN_TAGS = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  blockquote: "blockquote",
};
const PLAIN = new Set(["custom_emoji", "cashtag", "hashtag", "bank_card_number"]);

/**
 * Nodes for a text. `actions` are what a click does: {link(href, anchor), command(text),
 * copy(text)}. Nothing of the text ever becomes markup.
 */
export function richText(text, entities, actions) {
  const sorted = (entities ?? [])
    .filter((entity) => entity.length > 0 && entity.offset >= 0)
    .sort((one, other) => one.offset - other.offset || other.length - one.length);
  return nodes(text, 0, text.length, sorted, actions, false);
}

function nodes(text, from, to, entities, actions, insideLink) {
  const result = [];
  let position = from;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const start = Math.max(position, entity.offset);
    const end = Math.min(to, entity.offset + entity.length);
    index += 1;
    if (start >= end) continue;
    const inner = [];
    while (index < entities.length && entities[index].offset < end) inner.push(entities[index++]);
    result.push(...unmarked(text.slice(position, start), actions, insideLink));
    const linked = insideLink || LINKED.has(entity.type);
    const children = nodes(text, start, end, inner, actions, linked);
    result.push(marked(entity, text.slice(start, end), children, actions));
    position = end;
  }
  result.push(...unmarked(text.slice(position, to), actions, insideLink));
  return result;
}

const LINKED = new Set(["url", "text_link", "code", "pre", "mention", "email", "bot_command"]);

/** A text without entities may still hold a link that the sender's client would have found. */
function unmarked(text, actions, insideLink) {
  if (!text) return [];
  if (insideLink) return [text];
  const result = [];
  let position = 0;
  for (const match of text.matchAll(LINK_PATTERN)) {
    result.push(text.slice(position, match.index), anchor(match[0], match[0], actions));
    position = match.index + match[0].length;
  }
  result.push(text.slice(position));
  return result.filter(Boolean);
}

function marked(entity, text, children, actions) {
  const tag = PLAIN_TAGS[entity.type];
  if (tag) return h(tag, {}, children);
  if (PLAIN.has(entity.type)) return h("span", { class: "tag" }, children);
  switch (entity.type) {
    case "code":
      return copyable(h("code", {}, children), text, actions);
    case "pre":
      return preformatted(entity, text, children, actions);
    case "spoiler":
      return spoiler(children);
    case "expandable_blockquote":
      return expandable(children);
    case "text_link":
      return anchor(entity.url, children, actions);
    case "url":
      return anchor(text, children, actions);
    case "email":
      return anchor(`mailto:${text}`, children, actions);
    case "phone_number":
      return anchor(`tel:${text.replace(/[^\d+]/g, "")}`, children, actions);
    case "mention":
      return anchor(`https://t.me/${text.slice(1)}`, children, actions);
    case "text_mention":
      return h("span", { class: "mention" }, children);
    case "bot_command":
      return command(text, children, actions);
    case "date_time":
      return h("time", { title: fullTime(moment(entity.unix_time)) }, children);
    default:
      return h("span", {}, children);
  }
}

function anchor(href, content, actions) {
  const link = parseLink(href);
  if (!link) return h("span", {}, content);
  const open = (event) => {
    event.preventDefault();
    event.stopPropagation();
    actions.link(href, event.currentTarget);
  };
  const attributes = { href: link.href ?? link.link ?? "#", rel: "noopener noreferrer" };
  return h("a", { ...attributes, class: "link", testid: "link", "data-link": href, onclick: open }, content);
}

function command(text, children, actions) {
  const run = (event) => {
    event.stopPropagation();
    actions.command(text);
  };
  return h("button", { type: "button", class: "command", testid: "command", onclick: run }, children);
}

function copyable(element, text, actions) {
  element.title = t("click-to-copy");
  element.classList.add("copyable");
  element.addEventListener("click", () => actions.copy(text));
  return element;
}

function preformatted(entity, text, children, actions) {
  const language = entity.language && h("span", { class: "pre-language" }, entity.language);
  const block = h("pre", { tabindex: "0" }, language, h("code", {}, children));
  return copyable(block, text, actions);
}

function spoiler(children) {
  const reveal = (event) => {
    if (event.type === "keydown" && !["Enter", " "].includes(event.key)) return;
    if (cover.classList.contains("revealed")) return;
    event.preventDefault();
    event.stopPropagation();
    cover.classList.add("revealed");
    cover.removeAttribute("role");
    cover.removeAttribute("tabindex");
    cover.removeAttribute("aria-label");
  };
  const cover = h(
    "span",
    { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler"), testid: "spoiler" },
    h("span", {}, children),
  );
  cover.addEventListener("click", reveal, { capture: true });
  cover.addEventListener("keydown", reveal);
  return cover;
}

function expandable(children) {
  const quote = h("blockquote", { class: "expandable" }, children);
  const toggle = h("button", { type: "button", class: "expand", "aria-expanded": "false" }, t("expand"));
  toggle.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = t(open ? "collapse" : "expand");
  });
  return h("div", { class: "expandable-quote" }, quote, toggle);
}
