/** What does Telegram itself say in a chat: who came, who left, what was pinned? */

import { t } from "./texts.js";

const name = (user) => [user?.first_name, user?.last_name].filter(Boolean).join(" ") || "?";
const author = (message) => name(message.from) === "?" ? message.sender_chat?.title ?? "?" : name(message.from);

const TEXTS = {
  new_chat_members: joined,
  left_chat_member: left,
  pinned_message: (message) => t("service-pinned", { who: author(message) }),
  new_chat_title: (message) => t("service-title", { title: message.new_chat_title }),
  new_chat_photo: () => t("service-photo"),
  delete_chat_photo: () => t("service-photo-deleted"),
  group_chat_created: () => t("service-group"),
  supergroup_chat_created: () => t("service-group"),
  channel_chat_created: () => t("service-channel"),
  migrate_to_chat_id: () => t("service-migrated"),
  migrate_from_chat_id: () => t("service-migrated"),
  successful_payment: () => t("service-paid"),
  refunded_payment: () => t("service-refunded"),
  write_access_allowed: () => t("service-write-access"),
  message_auto_delete_timer_changed: () => t("service-timer"),
};

function joined(message) {
  const members = message.new_chat_members;
  const who = members.map(name).join(", ");
  const self = members.length === 1 && members[0].id === message.from?.id;
  return self ? t("service-joined", { who }) : t("service-added", { who, by: author(message) });
}

function left(message) {
  const who = name(message.left_chat_member);
  const self = message.left_chat_member.id === message.from?.id;
  return self ? t("service-left", { who }) : t("service-removed", { who, by: author(message) });
}

/** The sentence of a service message, or null for an ordinary one. */
export function serviceText(message) {
  const key = Object.keys(TEXTS).find((each) => message[each] !== undefined);
  return key ? TEXTS[key](message) : null;
}
