/** What else can be done in a chat: block the bot, join a channel, see who is in it? */

import { api } from "./api.js";
import { attempt } from "./dialogs.js";
import { joinChat, leaveChat, openMembers } from "./members.js";
import { openMenu } from "./popup.js";
import { isAdministrator, isPresent, kindOf, state, titleOf } from "./store.js";
import { t } from "./texts.js";

export function openChatMenu(view, anchor) {
  const own = view.kind === "person" ? personItems(view) : chatItems(view);
  const close = { label: t("close-chat"), icon: "close", testid: "close-chat", action: view.close };
  openMenu(anchor, [...own, null, close], { label: t("chat-menu"), testid: "chat-actions" });
}

function personItems(view) {
  const { bot, users } = state;
  const blocked = users.get(view.chatId)?.blocked?.includes(bot.id);
  const call = blocked ? api.unblock : api.block;
  const block = {
    label: t(blocked ? "unblock" : "block"),
    icon: "block",
    danger: !blocked,
    testid: blocked ? "menu-unblock" : "menu-block",
    action: () => attempt(() => call(view.chatId, bot.id), view.place),
  };
  return [...[...state.chats.keys()].filter((id) => kindOf(id) === "channel").map((id) => channelItem(id, view)), block];
}

function channelItem(chatId, view) {
  const present = isPresent(chatId, view.chatId);
  const act = present ? leaveChat : joinChat;
  return {
    label: t(present ? "leave-chat" : "join-chat", { chat: titleOf(chatId) }),
    icon: present ? "leave" : "enter",
    testid: `${present ? "leave" : "join"}-chat-${chatId}`,
    action: () => act(view.chatId, chatId, view.place),
  };
}

function chatItems(view) {
  const items = [{ label: t("members-manage"), icon: "people", testid: "members-manage", action: () => openMembers(view.chatId) }];
  if (view.kind === "group" && isAdministrator(view.chatId, view.viewer())) {
    items.push({
      label: t("write-anonymously"),
      icon: "mask",
      checked: view.anonymous(),
      testid: "write-anonymously",
      action: () => view.setAnonymous(!view.anonymous()),
    });
  }
  return items;
}
