/** Which chats are on the screen: columns beside each other, or one at a time on a phone? */

import { createColumn } from "./column.js";
import { avatar, h, iconButton, isPhone } from "./dom.js";
import { keep, recall } from "./memory.js";
import { addPerson } from "./people.js";
import { kindOf, on, state, titleOf } from "./store.js";
import { t } from "./texts.js";

/** Up to this many chats are all opened at first; of more, only some people's. */
const OPENED_AT_FIRST = 6;
const PEOPLE_AT_FIRST = 3;
/** Somebody new gets a column only while the screen is not yet full of them. */
const OPENED_BY_THEMSELVES = 8;
const STORED = "sandbox.open-chats";
const FLASH_MS = 900;
/** A swipe is over when the scrolling has rested this long; not every browser tells. */
const SWIPE_REST_MS = 120;

const columns = new Map();
const tabs = new Map();
const unread = new Map();
const stage = document.querySelector("#stage");
const dock = document.querySelector("#dock");
const adder = iconButton("plus", t("add-person"), { class: "dock-add", testid: "add-person", onclick: () => addPerson() });
let swipeTimer = null;
let known = null;
let active = null;

/** All chats in the order of their tabs: people, then groups, then channels. */
function chatIds() {
  const rank = { group: 0, channel: 1 };
  const chats = [...state.chats.keys()].sort((one, other) => rank[kindOf(one)] - rank[kindOf(other)]);
  return [...state.users.keys(), ...chats];
}

function openedAtFirst(ids) {
  const stored = (recall(STORED) ?? []).filter((id) => ids.includes(id));
  if (stored.length) return stored;
  if (ids.length <= OPENED_AT_FIRST) return ids;
  const people = ids.filter((id) => id > 0).slice(0, PEOPLE_AT_FIRST);
  const first = (kind) => ids.filter((id) => kindOf(id) === kind).slice(0, 1);
  return [...people, ...first("group"), ...first("channel")];
}

/** Bring columns and tabs in line with the world after it changed. */
export function arrange() {
  const ids = chatIds();
  for (const [id, column] of columns) if (!ids.includes(id)) remove(id, column);
  if (known === null && ids.length) openedAtFirst(ids).forEach(open);
  else ids.filter((id) => !known?.has(id) && columns.size < OPENED_BY_THEMSELVES).forEach(open);
  if (ids.length) known = new Set(ids);
  if (!columns.has(active)) active = ids.find((id) => columns.has(id)) ?? null;
  drawDock(ids);
  showActive();
}

function open(id) {
  if (columns.has(id)) return columns.get(id);
  const column = createColumn(id, { onClose: () => close(id) });
  columns.set(id, column);
  const order = chatIds();
  const next = order.slice(order.indexOf(id) + 1).find((each) => columns.has(each));
  stage.insertBefore(column.element, next === undefined ? null : columns.get(next).element);
  column.load();
  keep(STORED, [...columns.keys()]);
  return column;
}

function remove(id, column) {
  column.destroy();
  columns.delete(id);
}

function close(id) {
  const ids = chatIds();
  remove(id, columns.get(id));
  if (active === id) active = ids.find((each) => columns.has(each)) ?? null;
  keep(STORED, [...columns.keys()]);
  drawDock(ids);
  showActive();
}

/** Open a chat if need be, bring it into view, and let it be noticed. */
export function openChat(id) {
  if (!chatIds().includes(id)) return;
  const column = open(id);
  active = id;
  unread.delete(id);
  drawDock(chatIds());
  showActive();
  column.element.scrollIntoView({ behavior: "instant", inline: "nearest", block: "nearest" });
  column.element.classList.add("flash");
  setTimeout(() => column.element.classList.remove("flash"), FLASH_MS);
  column.focus();
}

/** On a phone everything but the chat in front is out of reach, also for the keyboard. */
function showActive() {
  const phone = isPhone();
  for (const [id, { element }] of columns) {
    element.inert = phone && id !== active;
    element.classList.toggle("active", id === active);
  }
  if (phone && columns.has(active)) {
    stage.scrollTo({ left: columns.get(active).element.offsetLeft, behavior: "instant" });
  }
}

/** Tabs are kept and changed in place: one that is replaced under a finger loses the press. */
function drawDock(ids) {
  for (const [id, element] of tabs) {
    if (ids.includes(id)) continue;
    element.remove();
    tabs.delete(id);
  }
  for (const id of ids) {
    if (!tabs.has(id)) tabs.set(id, newTab(id));
    refreshTab(id, tabs.get(id));
  }
  const wanted = [...ids.map((id) => tabs.get(id)), adder];
  if (wanted.some((element, index) => dock.children[index] !== element)) dock.replaceChildren(...wanted);
  const current = tabs.get(active);
  if (current && isPhone()) dock.scrollTo({ left: current.offsetLeft - 80, behavior: "instant" });
}

function newTab(id) {
  return h(
    "button",
    { type: "button", testid: `tab-${id}`, onclick: () => openChat(id) },
    avatar(titleOf(id), id, kindOf(id)),
    h("span", { class: "tab-name" }),
    h("span", { class: "badge", testid: "unread", hidden: true }),
  );
}

function refreshTab(id, element) {
  const count = unread.get(id) ?? 0;
  const label = count ? t("tab-unread", { name: titleOf(id), count }) : titleOf(id);
  element.className = columns.has(id) ? "tab opened" : "tab";
  element.title = label;
  element.setAttribute("aria-label", label);
  if (id === active) element.setAttribute("aria-current", "true");
  else element.removeAttribute("aria-current");
  element.querySelector(".tab-name").textContent = titleOf(id);
  const badge = element.querySelector(".badge");
  badge.hidden = count === 0;
  badge.textContent = count > 99 ? "99+" : String(count);
}

function isSeen(id) {
  if (document.hidden || !columns.has(id)) return false;
  return !isPhone() || id === active;
}

function onArrived({ chatId, message }) {
  if (isSeen(chatId) || message.from?.id === chatId) return;
  unread.set(chatId, (unread.get(chatId) ?? 0) + 1);
  drawDock(chatIds());
  showCount();
}

function showCount() {
  const count = [...unread.values()].reduce((sum, each) => sum + each, 0);
  document.title = count ? `(${count}) ${t("page-title")}` : t("page-title");
}

function readShown() {
  for (const id of unread.keys()) if (isSeen(id)) unread.delete(id);
  drawDock(chatIds());
  showCount();
}

/** After a swipe the chat that filled the screen is the active one. */
function onSwiped() {
  if (!isPhone()) return;
  const middle = stage.scrollLeft + stage.clientWidth / 2;
  const shown = [...columns.values()].find(
    ({ element }) => element.offsetLeft <= middle && middle < element.offsetLeft + element.offsetWidth,
  );
  if (!shown || shown.chatId === active) return;
  active = shown.chatId;
  for (const [id, { element }] of columns) element.inert = id !== active;
  readShown();
}

export function reloadChats() {
  for (const column of columns.values()) column.load();
}

export function startLayout() {
  on("world", arrange);
  on("open", ({ chatId }) => openChat(chatId));
  on("arrived", onArrived);
  stage.addEventListener("scroll", () => {
    clearTimeout(swipeTimer);
    swipeTimer = setTimeout(onSwiped, SWIPE_REST_MS);
  });
  stage.addEventListener("focusin", (event) => {
    const id = Number(event.target.closest(".column")?.id.replace("chat-", ""));
    if (!columns.has(id) || id === active) return;
    active = id;
    readShown();
  });
  document.addEventListener("visibilitychange", readShown);
  window.matchMedia("(max-width: 720px)").addEventListener("change", showActive);
  window.addEventListener("resize", showActive);
}
