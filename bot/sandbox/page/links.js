/** Where does a link lead: to the bot with a code, into a chat, to "share", or out into the web? */

import { state } from "./store.js";

const TELEGRAM_HOSTS = ["t.me", "telegram.me", "telegram.dog", "www.t.me"];
const WEB = ["http:", "https:"];
/** Finds links in a text that the server gave no entity for. */
export const LINK_PATTERN = /(?:https?:\/\/|tg:\/\/|t\.me\/)[^\s<>"'«»]*[^\s<>"'«».,;:!?)\]]/gi;

/**
 * What a link is: {kind: "start" | "join" | "share" | "user" | "web", …}, or null for what no
 * client would open (javascript: and the like).
 */
export function parseLink(written) {
  const address = parsedAddress(written);
  if (!address) return null;
  if (address.protocol === "tg:") return telegramScheme(address);
  if (["mailto:", "tel:"].includes(address.protocol)) return { kind: "web", href: address.href };
  if (!WEB.includes(address.protocol)) return null;
  if (TELEGRAM_HOSTS.includes(address.hostname)) return telegramLink(address);
  return { kind: "web", href: address.href };
}

function parsedAddress(written) {
  const text = written.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  try {
    return new URL(withScheme);
  } catch {
    return null;
  }
}

function telegramLink(address) {
  const [first, second] = address.pathname.split("/").filter(Boolean);
  const link = address.href;
  if (!first) return { kind: "web", href: link };
  if (first === "share" || first === "msg") return share(address.searchParams);
  if (first.startsWith("+") || first === "joinchat") return { kind: "join", link };
  if (isOurBot(first)) {
    return { kind: "start", link, payload: address.searchParams.get("start") ?? "" };
  }
  if (first === "c" || second) return { kind: "post", link, username: first };
  return { kind: "join", link, username: first };
}

/** tg://resolve?domain=… is the same as t.me/…, which is what the server understands. */
function telegramScheme(address) {
  const action = address.hostname || address.pathname.replaceAll("/", "");
  const values = address.searchParams;
  if (action === "user") return { kind: "user", id: Number(values.get("id")) };
  if (action === "msg_url" || action === "msg") return share(values);
  if (action === "join") return { kind: "join", link: `https://t.me/+${values.get("invite")}` };
  if (action !== "resolve" || !values.get("domain")) return null;
  const start = values.get("start");
  const query = start === null ? "" : `?start=${encodeURIComponent(start)}`;
  return parseLink(`https://t.me/${values.get("domain")}${query}`);
}

function share(values) {
  const shared = [values.get("url"), values.get("text")].filter(Boolean).join("\n");
  return { kind: "share", text: shared };
}

function isOurBot(username) {
  return username.toLowerCase() === state.bot?.username.toLowerCase();
}

/** The links inside a text that a person of the local Telegram can follow or open. */
export function linksIn(text) {
  return [...text.matchAll(LINK_PATTERN)].map((match) => parseLink(match[0])).filter(Boolean);
}

/** Short and readable, for a menu: without the scheme, never longer than a line. */
export function readable(link) {
  const bare = link.replace(/^https?:\/\//, "");
  return bare.length > 48 ? `${bare.slice(0, 47)}…` : bare;
}
