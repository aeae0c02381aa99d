/** Who follows a link? A link in a chat is there for somebody else to press. */

import { api } from "./api.js";
import { copyText, attempt, note, openDialog } from "./dialogs.js";
import { avatar, h } from "./dom.js";
import { linksIn, parseLink, readable } from "./links.js";
import { addPerson } from "./people.js";
import { openMenu } from "./popup.js";
import { emit, isPresent, nameOf, state } from "./store.js";
import { t } from "./texts.js";

/** Do with a pressed link what a client would, asking as whom. `owner` is whose chat it is in. */
export function openLink(href, { anchor = document.body, owner = null, place, at = null }) {
  const link = parseLink(href);
  if (!link) return note(t("link-unknown"), { place });
  switch (link.kind) {
    case "web":
      return void window.open(link.href, "_blank", "noopener");
    case "share":
      return openShared(link.text, { anchor, owner, place, at });
    case "user":
      return note(t("link-person", { name: personName(link.id) }), { place });
    case "start":
      return openStart(link, { anchor, owner, place, at });
    default:
      return openJoin(link, { anchor, owner, place, at });
  }
}

function personName(id) {
  const user = state.users.get(id);
  return user ? nameOf(user) : String(id);
}

function openStart(link, { anchor, owner, place, at }) {
  const items = [...followers(link, owner, place), ...ownLink(link, owner, place)];
  openMenu(anchor, [...items, copyItem(link.link, place)], {
    title: readable(link.link),
    label: t("follow-as"),
    testid: "follow-menu",
    at,
  });
}

/** Everybody but the owner, and somebody who was never here before. */
function followers(link, owner, place) {
  const others = [...state.users.values()].filter((user) => user.id !== owner);
  return [
    t("follow-as"),
    ...others.map((user) => followItem(user, link, place)),
    {
      label: t("follow-new"),
      icon: "plus",
      testid: "follow-new",
      action: () => addPerson((user) => follow(user.id, link, place)),
    },
  ];
}

function followItem(user, link, place, testid = `follow-as-${user.id}`, remark = null) {
  return {
    label: nameOf(user),
    note: remark ?? user.language_code,
    avatar: avatar(nameOf(user), user.id),
    testid,
    action: () => follow(user.id, link, place),
  };
}

/** One's own link is refused by a careful bot, which is worth seeing too. */
function ownLink(link, owner, place) {
  const user = state.users.get(owner);
  if (!user) return [];
  return [null, followItem(user, link, place, "follow-own", t("follow-own"))];
}

const copyItem = (text, place) => ({
  label: t("copy-link"),
  icon: "copy",
  testid: "follow-copy",
  action: () => copyText(text, place),
});

function openJoin(link, { anchor, owner, place, at }) {
  const chat = chatOf(link);
  const people = [...state.users.values()];
  people.sort((one, other) => Number(other.id === owner) - Number(one.id === owner));
  const items = people.map((user) => joinItem(user, chat, link, place));
  const show = chat && { label: t("open-chat", { chat: chat.title }), icon: "open", testid: "follow-open" };
  if (show) show.action = () => emit("open", { chatId: chat.id });
  const rest = [null, ...(show ? [show] : []), copyItem(link.link, place)];
  openMenu(anchor, [t("join-as"), ...items, ...rest], {
    title: readable(link.link),
    label: t("join-as"),
    testid: "follow-menu",
    at,
  });
}

function joinItem(user, chat, link, place) {
  const present = chat !== undefined && isPresent(chat.id, user.id);
  return {
    label: nameOf(user),
    note: present ? t("is-member") : user.language_code,
    avatar: avatar(nameOf(user), user.id),
    disabled: present,
    testid: `follow-as-${user.id}`,
    action: () => follow(user.id, link, place),
  };
}

function chatOf(link) {
  const wanted = link.username?.toLowerCase();
  return [...state.chats.values()].find(
    (chat) => chat.username?.toLowerCase() === wanted && wanted !== undefined,
  );
}

async function follow(userId, link, place) {
  const answer = await attempt(() => api.follow(userId, link.link), place);
  if (answer === undefined) return;
  emit("step", link.kind === "start" ? "follow" : "join");
  const known = state.chats.has(answer?.chat) ? answer.chat : chatOf(link)?.id;
  if (link.kind === "start") emit("open", { chatId: userId });
  else if (known !== undefined) note(t("joined-as", { name: personName(userId) }), { place });
}

/** "Share" has nobody to send to here, so it offers what the receiver would do next. */
export function openShared(text, { anchor = document.body, owner = null, place, at = null }) {
  const links = linksIn(text);
  const inner = links.find((link) => link.kind === "start" || link.kind === "join");
  const page = links.find((link) => link.kind === "web");
  const items = inner ? followers(inner, owner, place) : [];
  if (page) items.push({ label: t("open-page"), icon: "open", testid: "follow-page", action: () => openLink(page.href, {}) });
  openMenu(anchor, [...items, null, { ...copyItem(text, place), label: t("copy-text") }], {
    title: text.length > 160 ? `${text.slice(0, 159)}…` : text || t("share-empty"),
    label: t("shared"),
    testid: "follow-menu",
    at,
  });
}

/** The toolbar's way in: a link from a poster, a QR code or the clipboard. */
export function askLink(anchor) {
  const field = h("input", {
    id: "asked-link",
    type: "text",
    inputmode: "url",
    autocomplete: "off",
    placeholder: `https://t.me/${state.bot?.username ?? "bot"}?start=…`,
    testid: "link-input",
  });
  const go = h("button", { class: "button primary", testid: "link-open" }, t("continue"));
  const form = h(
    "form",
    { class: "form" },
    h("label", { for: "asked-link" }, t("open-link-label")),
    field,
    h("div", { class: "form-foot" }, go),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    if (field.value.trim()) openLink(field.value, { anchor });
  });
  const dialog = openDialog({ title: t("open-link"), body: form, testid: "link-dialog", kind: "narrow" });
  field.focus();
}
