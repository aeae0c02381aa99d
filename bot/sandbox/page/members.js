/** Who is in a group or channel, and how do people come and go? */

import { api } from "./api.js";
import { attempt, openDialog } from "./dialogs.js";
import { avatar, h, icon, replaceChildren } from "./dom.js";
import { emit, isPresent, nameOf, off, on, state, statusIn, titleOf } from "./store.js";
import { t } from "./texts.js";

const SETTABLE = ["administrator", "member", "left", "kicked"];

/** Under a channel: a button per person to join or leave. */
export function subscriberPanel(chatId, place) {
  const people = [...state.users.values()].filter((user) => statusIn(chatId, user.id) !== "creator");
  if (!people.length) return null;
  return h(
    "div",
    { class: "subscribers", role: "group", "aria-label": t("join-or-leave") },
    people.map((user) => subscriber(chatId, user, place)),
  );
}

function subscriber(chatId, user, place) {
  const present = isPresent(chatId, user.id);
  const name = nameOf(user);
  return h(
    "button",
    {
      type: "button",
      class: present ? "subscriber present" : "subscriber",
      testid: `${present ? "leave" : "join"}-${user.id}`,
      "aria-label": t(present ? "leave-label" : "join-label", { name, chat: titleOf(chatId) }),
      onclick: () => (present ? leaveChat(user.id, chatId, place) : joinChat(user.id, chatId, place)),
    },
    avatar(name, user.id),
    h("span", { class: "subscriber-name" }, name),
    h("span", { class: "subscriber-act" }, icon(present ? "leave" : "plus"), t(present ? "leave" : "join")),
  );
}

export async function joinChat(userId, chatId, place) {
  const done = await attempt(() => api.join(userId, chatId), place);
  if (done !== undefined) emit("step", "join");
}

export function leaveChat(userId, chatId, place) {
  return attempt(() => api.leave(userId, chatId), place);
}

/** A dialog in which everybody's place in the chat can be changed. */
export function openMembers(chatId) {
  const body = h("div", { class: "members" });
  const draw = () => replaceChildren(body, [...state.users.values()].map((user) => memberRow(chatId, user)));
  draw();
  on("member", draw);
  const dialog = openDialog({ title: titleOf(chatId), body, testid: "members" });
  dialog.addEventListener("close", () => off("member", draw));
}

function memberRow(chatId, user) {
  const status = statusIn(chatId, user.id);
  const options = SETTABLE.includes(status) ? SETTABLE : [status, ...SETTABLE];
  const select = h(
    "select",
    {
      testid: `member-status-${user.id}`,
      "aria-label": t("status-of", { name: nameOf(user) }),
      disabled: status === "creator",
    },
    options.map((each) => h("option", { value: each, selected: each === status }, t(`status-${each}`))),
  );
  select.addEventListener("change", () =>
    attempt(() => api.setMember(chatId, { user_id: user.id, status: select.value })),
  );
  return h("div", { class: "member-row" }, avatar(nameOf(user), user.id), h("span", { class: "member-name" }, nameOf(user)), select);
}
