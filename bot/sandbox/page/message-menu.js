/** What can a person do with a message: answer, forward, copy, edit, look at its source? */

import { api } from "./api.js";
import { attempt, copyText, note, openSource } from "./dialogs.js";
import { avatar } from "./dom.js";
import { openMenu } from "./popup.js";
import { chatInPath, emit, isAdministrator, isPresent, kindOf, state, titleOf } from "./store.js";
import { t } from "./texts.js";

export function openMessageMenu(message, anchor, at, view, composer) {
  const text = message.text ?? message.caption;
  const own = message.from?.id === view.viewer() && message.text && !message.forward_origin;
  const items = [
    view.canWrite() && { label: t("reply"), icon: "reply", testid: "menu-reply", action: () => composer.reply(message) },
    { label: t("forward"), icon: "forward", testid: "menu-forward", action: () => openTargets(message, anchor, at, view) },
    text && { label: t("copy-text"), icon: "copy", testid: "menu-copy", action: () => copyText(text, view.place) },
    own && { label: t("edit"), icon: "edit", testid: "menu-edit", action: () => composer.edit(message) },
    { label: t("source"), icon: "code", testid: "menu-source", action: () => openSource(t("source"), message) },
  ];
  openMenu(anchor, items.filter(Boolean), { label: t("message-menu"), testid: "message-actions", at });
}

function openTargets(message, anchor, at, view) {
  const viewer = view.viewer();
  const chats = [viewer, ...writable(viewer)].filter((chatId) => state.users.has(chatId) || chatId < 0);
  const items = chats.map((chatId) => ({
    label: chatId > 0 ? t("chat-with-bot") : titleOf(chatId),
    avatar: avatar(titleOf(chatId), chatId, kindOf(chatId)),
    testid: `forward-to-${chatId}`,
    action: () => forward(message, view, chatId),
  }));
  openMenu(anchor, [t("forward-to"), ...items], { label: t("forward-to"), testid: "forward-menu", at });
}

function writable(viewer) {
  return [...state.chats.keys()].filter((chatId) =>
    kindOf(chatId) === "channel" ? isAdministrator(chatId, viewer) : isPresent(chatId, viewer),
  );
}

async function forward(message, view, target) {
  const request = {
    chat: chatInPath(target),
    forward_of: { chat: chatInPath(view.chatId), message: message.message_id },
  };
  const done = await attempt(() => api.send(view.viewer(), request), view.place);
  if (done === undefined) return;
  if (target === view.chatId) note(t("forwarded"), { place: view.place });
  else emit("open", { chatId: target });
}
