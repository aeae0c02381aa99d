/** How does the page talk to the local Telegram, and what does it say when that fails? */

import { t } from "./texts.js";

const PATIENCE_MS = 20_000;

/** A refusal whose message is a sentence for people; `status` is 0 when nobody answered. */
export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

async function request(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      cache: "no-store",
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch {
    throw new Refused(0, t("error-silent"));
  }
  const answer = await parsed(response);
  if (!response.ok) throw new Refused(response.status, sentenceOf(answer, response.status));
  return answer;
}

async function parsed(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function sentenceOf(answer, status) {
  const detail = answer?.detail;
  if (typeof detail === "string" && detail) return t("error-refused", { detail });
  if (Array.isArray(detail) && detail.length) {
    const reasons = detail.map((each) => [...(each.loc ?? []), each.msg ?? ""].join(" "));
    return t("error-refused", { detail: reasons.join("; ") });
  }
  return t("error-status", { status });
}

const get = (path) => request("GET", path);
const post = (path, body = {}) => request("POST", path, body);

export const api = {
  state: () => get("/sim/state"),
  messages: (chat, viewer, limit) =>
    get(`/sim/chats/${chat}/messages?viewer=${viewer}&limit=${limit}`),
  menu: (user, chat) => get(`/sim/users/${user}/menu?chat=${chat}`),
  answer: (query) => get(`/sim/queries/${encodeURIComponent(query)}`),
  send: (user, message) => post(`/sim/users/${user}/messages`, message),
  edit: (user, message) => request("PATCH", `/sim/users/${user}/messages`, message),
  press: (user, button) => post(`/sim/users/${user}/press`, button),
  follow: (user, link) => post(`/sim/users/${user}/follow`, { link }),
  join: (user, chat) => post(`/sim/users/${user}/join`, { chat }),
  leave: (user, chat) => post(`/sim/users/${user}/leave`, { chat }),
  block: (user, bot) => post(`/sim/users/${user}/block`, { bot }),
  unblock: (user, bot) => post(`/sim/users/${user}/unblock`, { bot }),
  addUser: (user) => post("/sim/users", user),
  addBot: (bot) => post("/sim/bots", bot),
  addChat: (chat) => post("/sim/chats", chat),
  setMember: (chat, member) => post(`/sim/chats/${chat}/members`, member),
  advance: (seconds) => post("/sim/clock", { advance_seconds: seconds }),
};

export function fileAddress(fileId) {
  return `/sim/files/${encodeURIComponent(fileId)}`;
}
