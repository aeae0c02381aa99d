/** Which messages of a chat are drawn, and where does the reader stand among them? */

import { h, icon, replaceChildren } from "./dom.js";
import { renderMessage } from "./message.js";
import { logOf, now } from "./store.js";
import { t } from "./texts.js";
import { dayTitle, moment, sameDay } from "./time.js";

/** Drawing thousands of messages is slow, so only this many are, and more on demand. */
const WINDOW = 200;
const NEAR_END_PX = 80;
const FLASH_MS = 1_600;

/** The scrolling part of a chat; `emptyState()` gives what stands there before any message. */
export function createLog(view, emptyState) {
  const entries = [];
  const pending = [];
  let pinned = true;
  let unseen = 0;
  let flushing = false;

  const earlier = h("button", { type: "button", class: "earlier", testid: "show-earlier", onclick: showEarlier });
  const list = h("div", { class: "messages", role: "log", "aria-label": t("messages") });
  const empty = h("div", { class: "empty" });
  const scroller = h("div", { class: "log", tabindex: "0", testid: "log", "aria-label": t("messages-scroll") }, earlier, list, empty);
  const counter = h("span", { class: "badge" });
  const toEnd = h(
    "button",
    { type: "button", class: "to-end", "aria-label": t("to-end"), testid: "to-end", onclick: scrollToEnd },
    icon("down"),
    counter,
  );
  const element = h("div", { class: "log-frame" }, scroller, toEnd);

  scroller.addEventListener("scroll", onScroll, { passive: true });
  scroller.addEventListener("keydown", onKey);
  new ResizeObserver(() => pinned && scrollToEnd()).observe(scroller);

  const messages = () => logOf(view.chatId).messages;

  function entryFor(message, previous) {
    const at = moment(message.date);
    const newDay = !previous || !sameDay(at, moment(previous.date));
    const day = newDay ? dayMark(at) : null;
    return { message, day, node: renderMessage(message, newDay ? null : previous, view) };
  }

  const dayMark = (at) => h("div", { class: "day" }, h("span", {}, dayTitle(at, now())));

  function reset() {
    pending.length = 0;
    list.setAttribute("aria-busy", "true");
    draw(messages().slice(-Math.max(WINDOW, pinned ? 0 : entries.length)));
    list.removeAttribute("aria-busy");
    if (pinned) scrollToEnd();
  }

  function draw(shown) {
    entries.length = 0;
    for (const message of shown) entries.push(entryFor(message, entries.at(-1)?.message));
    replaceChildren(list, entries.map(({ day, node }) => [day, node]));
    refreshEdges();
  }

  function refreshEdges() {
    const hidden = messages().length - entries.length - pending.length;
    earlier.hidden = hidden <= 0;
    earlier.textContent = t("show-earlier", { count: Math.max(0, hidden) });
    empty.hidden = entries.length > 0;
    if (!entries.length) replaceChildren(empty, emptyState());
    scroller.classList.toggle("is-empty", entries.length === 0);
  }

  function append(message) {
    pending.push(message);
    if (flushing) return;
    flushing = true;
    // Frames do not come in a hidden tab, where a timer does.
    const later = document.hidden ? (flush) => setTimeout(flush, 200) : requestAnimationFrame;
    later(flush);
  }

  function flush() {
    flushing = false;
    if (!pending.length) return;
    if (pending.length > WINDOW) return reset();
    const added = pending.splice(0);
    for (const message of added) {
      const entry = entryFor(message, entries.at(-1)?.message);
      entries.push(entry);
      list.append(...[entry.day, entry.node].filter(Boolean));
    }
    if (pinned || added.some((message) => message.from?.id === view.viewer())) {
      trim();
      scrollToEnd();
    } else {
      unseen += added.length;
      refreshToEnd();
    }
    refreshEdges();
  }

  function trim() {
    const surplus = entries.length - WINDOW;
    if (surplus <= 0) return;
    for (const { day, node } of entries.splice(0, surplus)) {
      day?.remove();
      node.remove();
    }
    if (entries[0].day) return;
    entries[0].day = dayMark(moment(entries[0].message.date));
    entries[0].node.before(entries[0].day);
  }

  function replace(message) {
    if (pending.length) flush();
    const index = entries.findIndex((entry) => entry.message.message_id === message.message_id);
    if (index < 0) return;
    const entry = entries[index];
    const previous = entry.day ? null : entries[index - 1]?.message;
    const hadFocus = entry.node.contains(document.activeElement);
    const node = renderMessage(message, previous, view);
    entry.node.replaceWith(node);
    entry.node = node;
    entry.message = message;
    if (hadFocus) (node.querySelector(".inline-button") ?? node).focus({ preventScroll: true });
    if (pinned) scrollToEnd();
  }

  function showEarlier() {
    const height = scroller.scrollHeight - scroller.scrollTop;
    draw(messages().slice(-(entries.length + WINDOW)));
    scroller.scrollTop = scroller.scrollHeight - height;
  }

  function jump(messageId) {
    const index = messages().findIndex((message) => message.message_id === messageId);
    if (index < 0) return;
    const needed = messages().length - index;
    if (needed > entries.length) draw(messages().slice(-needed - 20));
    const entry = entries.find(({ message }) => message.message_id === messageId);
    entry.node.scrollIntoView({ block: "center" });
    entry.node.classList.add("flash");
    setTimeout(() => entry.node.classList.remove("flash"), FLASH_MS);
  }

  function scrollToEnd() {
    scroller.scrollTop = scroller.scrollHeight;
    pinned = true;
    unseen = 0;
    refreshToEnd();
  }

  function onScroll() {
    pinned = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
    if (pinned) unseen = 0;
    refreshToEnd();
  }

  function refreshToEnd() {
    toEnd.classList.toggle("visible", !pinned);
    toEnd.inert = pinned;
    counter.textContent = unseen ? String(unseen) : "";
  }

  /** Arrows walk through the messages, Enter opens the menu of the one in focus. */
  function onKey(event) {
    const nodes = [...list.querySelectorAll(".message")];
    const current = event.target.closest?.(".message");
    const index = nodes.indexOf(current);
    if (event.key === "Enter" && event.target === current) {
      const { message } = entries.find(({ node }) => node === current);
      view.menu(message, current, current.getBoundingClientRect());
    } else if (event.key === "ArrowUp") nodes[index < 0 ? nodes.length - 1 : Math.max(0, index - 1)]?.focus();
    else if (event.key === "ArrowDown") nodes[index + 1]?.focus();
    else return;
    event.preventDefault();
  }

  function onChange({ change, message }) {
    if (change === "added") append(message);
    else if (change === "edited") replace(message);
    else reset();
  }

  refreshToEnd();
  return { element, onChange, reset, jump, refreshEdges };
}
