/** What does the page know of the local Telegram: people, chats, messages, the clock? */

import { api } from "./api.js";

/** The page asks for this many last messages of a chat; older ones stay on the server. */
const FETCHED_MESSAGES = 2_000;
/** A chat that grows beyond this while the page is open forgets its oldest messages. */
const KEPT_MESSAGES = 4_000;
/** People beyond this number (of a load run, say) get no tab. */
const SHOWN_PEOPLE = 100;

export const state = {
  bot: null,
  users: new Map(),
  chats: new Map(),
  logs: new Map(),
  clockOffsetMs: 0,
  skippedSeconds: 0,
};

const listeners = new Map();

/** Topics: world, chat, member, menu, clock, log:<chat>, typing, answer, connection. */
export function on(topic, listener) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
}

export function off(topic, listener) {
  listeners.set(topic, (listeners.get(topic) ?? []).filter((each) => each !== listener));
}

export function emit(topic, detail) {
  for (const listener of listeners.get(topic) ?? []) listener(detail);
}

/** A private chat bears the person's id, as in the Bot API; all other chats are below zero. */
export const isPrivate = (chatId) => chatId > 0;

/** The chat's name in a path of the control API, where a private chat bears the bot's id. */
export const chatInPath = (chatId) => (isPrivate(chatId) ? state.bot.id : chatId);

export const now = () => new Date(Date.now() + state.clockOffsetMs);

export function nameOf(user) {
  return [user.first_name, user.last_name].filter(Boolean).join(" ");
}

export function titleOf(chatId) {
  if (isPrivate(chatId)) return nameOf(state.users.get(chatId) ?? { first_name: "?" });
  return state.chats.get(chatId)?.title ?? "?";
}

export function kindOf(chatId) {
  if (isPrivate(chatId)) return "person";
  return state.chats.get(chatId)?.type === "channel" ? "channel" : "group";
}

const PRESENT = ["creator", "administrator", "member", "restricted"];

export function statusIn(chatId, userId) {
  return state.chats.get(chatId)?.members.get(userId)?.status ?? "left";
}

export const isPresent = (chatId, userId) => PRESENT.includes(statusIn(chatId, userId));

export const isAdministrator = (chatId, userId) =>
  ["creator", "administrator"].includes(statusIn(chatId, userId));

export async function refresh() {
  const fresh = await api.state();
  const asked = new URLSearchParams(location.search).get("bot");
  state.bot = fresh.bots.find((bot) => bot.username === asked) ?? fresh.bots[0] ?? null;
  const people = fresh.users.filter((user) => !user.is_bot).slice(0, SHOWN_PEOPLE);
  state.users = new Map(people.map((user) => [user.id, user]));
  state.chats = new Map(
    fresh.chats.filter((chat) => chat.type !== "private").map((chat) => [chat.id, known(chat)]),
  );
  setClock(fresh.clock);
  emit("world");
}

function known(chat) {
  const members = (chat.members ?? []).map((member) => [member.user_id, member]);
  return { ...chat, members: new Map(members) };
}

function setClock(clock) {
  state.clockOffsetMs = Date.parse(clock.now) - Date.now();
  state.skippedSeconds = Math.round(clock.offset_seconds ?? 0);
  emit("clock");
}

export function logOf(chatId) {
  if (!state.logs.has(chatId)) {
    state.logs.set(chatId, { messages: [], loaded: false, overtaking: [] });
  }
  return state.logs.get(chatId);
}

export async function loadLog(chatId, viewerId) {
  const log = logOf(chatId);
  log.overtaking = [];
  const answer = await api.messages(chatInPath(chatId), viewerId, FETCHED_MESSAGES);
  const fetched = Array.isArray(answer) ? answer : answer.messages;
  const last = fetched.at(-1)?.message_id ?? 0;
  // An event may have overtaken the answer: what is newer than the answer stays.
  log.messages = [...fetched, ...log.overtaking.filter((message) => message.message_id > last)];
  log.loaded = true;
  emit(`log:${chatId}`, { change: "reset" });
}

function addMessage(chatId, message) {
  const log = logOf(chatId);
  const last = log.messages.at(-1)?.message_id ?? 0;
  if (message.message_id > last) {
    log.messages.push(message);
    log.overtaking.push(message);
    if (log.messages.length > KEPT_MESSAGES) return forgetOldest(chatId);
    emit(`log:${chatId}`, { change: "added", message });
    emit("arrived", { chatId, message });
  } else {
    replaceMessage(chatId, message);
  }
}

function forgetOldest(chatId) {
  const log = logOf(chatId);
  log.messages = log.messages.slice(-FETCHED_MESSAGES);
  log.overtaking = log.overtaking.slice(-FETCHED_MESSAGES);
  emit(`log:${chatId}`, { change: "reset" });
}

function replaceMessage(chatId, message) {
  const { messages } = logOf(chatId);
  const index = messages.findIndex((each) => each.message_id === message.message_id);
  if (index < 0) return;
  messages[index] = message;
  emit(`log:${chatId}`, { change: "edited", message });
}

function removeMessages(chatId, ids) {
  const log = logOf(chatId);
  log.messages = log.messages.filter((message) => !ids.includes(message.message_id));
  emit(`log:${chatId}`, { change: "reset" });
}

const concernsUs = (event) => event.bot === undefined || event.bot === state.bot?.id;

function knowsChat(chatId) {
  return isPrivate(chatId) ? state.users.has(chatId) : state.chats.has(chatId);
}

function setMember(event) {
  const chat = state.chats.get(event.chat);
  if (!chat) return;
  const before = chat.members.get(event.user_id);
  chat.members.set(event.user_id, { ...before, ...event });
  emit("member", event);
}

function setBlocked(event) {
  const user = state.users.get(event.user_id);
  if (!user) return;
  const others = (user.blocked ?? []).filter((bot) => bot !== event.bot);
  user.blocked = event.blocked ? [...others, event.bot] : others;
  emit("blocked", event);
}

function addUser(user) {
  if (user.is_bot || (state.users.size >= SHOWN_PEOPLE && !state.users.has(user.id))) return;
  state.users.set(user.id, user);
  emit("world");
}

const APPLY = {
  message: (event) => knowsChat(event.chat) && addMessage(event.chat, event.message),
  edit: (event) => knowsChat(event.chat) && replaceMessage(event.chat, event.message),
  delete: (event) => removeMessages(event.chat, event.message_ids ?? [event.message_id]),
  member: setMember,
  blocked: setBlocked,
  clock: setClock,
  menu: () => emit("menu"),
  typing: (event) => concernsUs(event) && emit("typing", event),
  callback_answer: (event) => emit("answer", event),
  user: (event) => addUser(event.user),
  chat: (event) => {
    state.chats.set(event.chat.id, known(event.chat));
    emit("world");
  },
};

/** Take in one server-sent event; kinds that the page does not show are passed over. */
export function apply(event) {
  if (["message", "edit", "delete"].includes(event.type) && !concernsUs(event)) return;
  APPLY[event.type]?.(event);
}
