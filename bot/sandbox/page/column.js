/** What is one chat on the page: its head, its messages, and the way to write into it? */

import { api } from "./api.js";
import { openChatMenu } from "./chat-menu.js";
import { createComposer } from "./composer.js";
import { attempt, copyText } from "./dialogs.js";
import { avatar, h, icon, iconButton, replaceChildren } from "./dom.js";
import { openLink } from "./follow.js";
import { createLog } from "./log.js";
import { subscriberPanel } from "./members.js";
import { openMessageMenu } from "./message-menu.js";
import * as store from "./store.js";
import { LANGUAGES, t } from "./texts.js";

const TYPING_MS = 5_000;

export function createColumn(chatId, { onClose }) {
  const kind = store.kindOf(chatId);
  const place = h("div", { class: "notes", role: "status", "aria-live": "polite" });
  let viewerId = kind === "person" ? chatId : defaultViewer(chatId);
  let anonymous = false;
  let profile = {};
  let typingTimer = null;

  const view = {
    chatId, kind, place,
    owner: kind === "person" ? chatId : null,
    viewer: () => viewerId,
    anonymous: () => anonymous,
    setAnonymous: (value) => { anonymous = value; refresh(); },
    canWrite: () => gateOf() === null,
    link: (href, anchor) => openLink(href, { anchor, owner: view.owner, place }),
    command: (text) => gateOf() === null && composer.say(text),
    copy: (text) => copyText(text, place),
    insert: (text) => composer.insert(text),
    jump: (id) => log.jump(id),
    menu: (message, anchor, at) => openMessageMenu(message, anchor, at, view, composer),
    close: onClose,
  };
  const composer = createComposer(view);
  const log = createLog(view, emptyState);
  const title = h("h2", { class: "column-title" });
  const subtitle = h("p", { class: "column-subtitle" });
  const picture = h("span", {});
  const more = iconButton("more", t("chat-menu"), { testid: "chat-menu", onclick: () => openChatMenu(view, more) });
  const viewerBar = h("div", { class: "viewer-bar" });
  const gate = h("div", { class: "gate" });
  const panel = h("div", { class: "panel" });
  const head = h("header", { class: "column-head" }, picture, h("div", { class: "column-words" }, title, subtitle), more);
  const element = h(
    "section",
    { class: `column ${kind}`, testid: `chat-${chatId}`, id: `chat-${chatId}`, tabindex: "-1", "aria-label": store.titleOf(chatId) },
    head, viewerBar, log.element, place, panel, gate, composer.element,
  );

  function emptyState() {
    if (!store.logOf(chatId).loaded) return h("p", { class: "empty-hint" }, t("loading"));
    if (kind !== "person") return h("p", { class: "empty-hint" }, t(`empty-${kind}`));
    return h(
      "div",
      { class: "bot-card", testid: "bot-card" },
      avatar(store.state.bot.first_name, store.state.bot.id),
      h("h3", {}, profile.name || store.state.bot.first_name),
      h("p", {}, profile.description || t("empty-person")),
    );
  }

  /** What stands in place of the input, or null when the person can write. */
  function gateOf() {
    if (kind === "person") return personGate();
    if (viewerId === null) return h("p", {}, t("nobody-here"));
    if (kind === "group" && !store.isPresent(chatId, viewerId)) return h("p", {}, t("not-member"));
    if (kind === "channel" && !store.isAdministrator(chatId, viewerId)) return h("p", {}, t("only-admins"));
    return null;
  }

  function personGate() {
    const { bot, users } = store.state;
    if (users.get(chatId)?.blocked?.includes(bot.id)) {
      const unblock = () => attempt(() => api.unblock(chatId, bot.id), place);
      return h("button", { type: "button", class: "gate-button", testid: "unblock", onclick: unblock }, t("unblock"));
    }
    const log = store.logOf(chatId);
    if (!log.loaded || log.messages.length) return null;
    return h("button", { type: "button", class: "gate-button start", testid: "start", onclick: start }, t("start"));
  }

  async function start() {
    const done = await attempt(() => api.send(chatId, { chat: store.state.bot.id, text: "/start" }), place);
    if (done === undefined) return;
    store.emit("step", "start");
    composer.focus();
  }

  function refresh() {
    title.textContent = store.titleOf(chatId);
    replaceChildren(picture, avatar(store.titleOf(chatId), chatId, kind));
    replaceChildren(subtitle, subtitleOf());
    refreshViewer();
    refreshGate();
    if (kind === "channel") replaceChildren(panel, subscriberPanel(chatId, place));
    panel.hidden = kind !== "channel";
  }

  function subtitleOf() {
    if (typingTimer) return h("span", { class: "typing" }, t("typing"));
    if (kind === "person") return personSubtitle();
    const present = [...store.state.chats.get(chatId).members.values()].filter((member) => store.isPresent(chatId, member.user_id));
    return t(kind === "channel" ? "subscribers" : "members", { count: present.length });
  }

  function personSubtitle() {
    const user = store.state.users.get(chatId);
    const blocked = user.blocked?.includes(store.state.bot.id);
    const tongue = LANGUAGES[user.language_code] ?? user.language_code ?? "";
    if (blocked) return h("span", { class: "warning" }, t("bot-blocked"));
    return t("person-subtitle", { language: tongue });
  }

  function refreshViewer() {
    const people = kind === "person" ? [] : writers(chatId);
    if (kind !== "person" && !people.includes(viewerId)) viewerId = defaultViewer(chatId);
    viewerBar.hidden = people.length === 0;
    // Drawn anew only when it differs: a list that somebody has open would close otherwise.
    const drawn = JSON.stringify([viewerId, anonymous, people.map((id) => writerTitle(chatId, id))]);
    if (!people.length || viewerBar.dataset.drawn === drawn) return;
    viewerBar.dataset.drawn = drawn;
    const select = h(
      "select",
      { id: `viewer-${chatId}`, testid: "viewer" },
      people.map((id) => h("option", { value: id, selected: id === viewerId }, writerTitle(chatId, id))),
    );
    select.addEventListener("change", () => switchViewer(Number(select.value)));
    const label = t(kind === "channel" ? "posting-as" : "writing-as");
    const mask = anonymous && h("span", { class: "chip", testid: "anonymous" }, icon("mask"), t("anonymously"));
    replaceChildren(viewerBar, h("label", { for: select.id }, label), select, mask);
  }

  async function switchViewer(id) {
    viewerId = id;
    anonymous = Boolean(store.state.chats.get(chatId).members.get(id)?.is_anonymous);
    refresh();
    await load();
  }

  function refreshGate() {
    const closed = gateOf();
    gate.hidden = closed === null;
    composer.element.hidden = closed !== null;
    replaceChildren(gate, closed ?? []);
  }

  async function load() {
    const done = await attempt(() => store.loadLog(chatId, viewerId ?? defaultReader()).then(() => true), place);
    if (!done) return;
    await loadProfile();
  }

  async function loadProfile() {
    if (viewerId === null) return;
    profile = await composer.profile();
    log.refreshEdges();
  }

  const defaultReader = () => [...store.state.users.keys()][0] ?? 0;

  function onLog(detail) {
    if (detail.change === "added" && detail.message.from?.is_bot) stopTyping();
    log.onChange(detail);
    composer.refreshKeyboard(store.logOf(chatId).messages);
    refreshGate();
  }

  function onTyping(event) {
    if (event.chat !== chatId) return;
    clearTimeout(typingTimer);
    typingTimer = setTimeout(stopTyping, TYPING_MS);
    replaceChildren(subtitle, subtitleOf());
  }

  function stopTyping() {
    if (!typingTimer) return;
    clearTimeout(typingTimer);
    typingTimer = null;
    replaceChildren(subtitle, subtitleOf());
  }

  const topics = {
    world: refresh,
    member: (event) => event.chat === chatId && refresh(),
    blocked: (event) => event.user_id === chatId && refresh(),
    menu: loadProfile,
    typing: onTyping,
    [`log:${chatId}`]: onLog,
  };
  for (const [topic, listener] of Object.entries(topics)) store.on(topic, listener);

  function destroy() {
    for (const [topic, listener] of Object.entries(topics)) store.off(topic, listener);
    element.remove();
  }

  refresh();
  log.reset();
  return { chatId, element, load, destroy, focus: () => element.focus({ preventScroll: true }) };
}

/** Who may speak here, the ones with the most rights first. */
function writers(chatId) {
  const rank = { creator: 0, administrator: 1, member: 2, restricted: 2 };
  const wanted = store.kindOf(chatId) === "channel" ? store.isAdministrator : store.isPresent;
  return [...store.state.users.keys()]
    .filter((id) => wanted(chatId, id))
    .sort((one, other) => rank[store.statusIn(chatId, one)] - rank[store.statusIn(chatId, other)]);
}

const defaultViewer = (chatId) => writers(chatId)[0] ?? null;

function writerTitle(chatId, id) {
  return t("writer", { name: store.titleOf(id), status: t(`status-${store.statusIn(chatId, id)}`) });
}
