/** How does the page begin, and how does it catch up after a lost connection? */

import { api } from "./api.js";
import { startCoach } from "./coach.js";
import { attempt, failure } from "./dialogs.js";
import { h, replaceChildren } from "./dom.js";
import { listen } from "./events.js";
import { openLink } from "./follow.js";
import { reloadChats, startLayout } from "./layout.js";
import { apply, emit, refresh, state } from "./store.js";
import { language, t } from "./texts.js";
import { startToolbar } from "./toolbar.js";

/** The bot of the example listens with this token; it opens nothing outside this machine. */
const EXAMPLE_TOKEN = "1000001:SANDBOX";
const welcome = document.querySelector("#welcome");
let begun = false;

async function catchUp() {
  emit("connection", true);
  const done = await attempt(() => refresh().then(() => true));
  if (!done) return;
  showWelcome();
  if (begun) return reloadChats();
  begun = true;
  followFromAddress();
}

function take(event) {
  if (event.type === "reset") return catchUp();
  apply(event);
  if (event.type === "user" || event.type === "chat") showWelcome();
  return undefined;
}

/** `?follow=<link>` lets an invite page of this machine hand a visitor over to this page. */
function followFromAddress() {
  const link = new URLSearchParams(location.search).get("follow");
  if (link) openLink(link, { anchor: document.querySelector("#dock") });
}

function showWelcome() {
  welcome.hidden = state.bot !== null && state.users.size > 0;
  if (welcome.hidden) return;
  replaceChildren(
    welcome,
    h("h2", {}, t("welcome-title")),
    h("p", {}, t("welcome-text")),
    h("button", { type: "button", class: "button primary", testid: "make-example", onclick: makeExample }, t("welcome-make")),
    h("p", { class: "muted" }, t("welcome-token", { token: EXAMPLE_TOKEN })),
  );
}

async function makeExample() {
  await attempt(async () => {
    if (!state.bot) await api.addBot({ token: EXAMPLE_TOKEN, username: "sarafan_demo_bot", name: "Sarafan" });
    const people = [["Анна", "ru"], ["Ivan", "en"], ["Мария", "bg"]];
    const users = [];
    for (const [first_name, language_code] of people) users.push(await api.addUser({ first_name, language_code }));
    await api.addChat({ kind: "supergroup", title: t("example-group"), owner_id: users[0].id });
    await api.addChat({ kind: "channel", title: t("example-channel"), username: "sarafan_news", owner_id: users[0].id });
    await catchUp();
  });
}

function begin() {
  document.documentElement.lang = language;
  document.title = t("page-title");
  document.querySelector("#dock").setAttribute("aria-label", t("chats"));
  startToolbar();
  startLayout();
  startCoach();
  listen({ onEvent: take, onOpen: catchUp, onLost: () => emit("connection", false) });
  window.addEventListener("unhandledrejection", ({ reason }) => failure(t("error-page", { detail: String(reason?.message ?? reason) })));
}

begin();
