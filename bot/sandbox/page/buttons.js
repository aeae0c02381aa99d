/** What do the buttons under a message do, and how does the bot's answer to a press arrive? */

import { api } from "./api.js";
import { attempt, copyText, note, openAlert } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { openLink, openShared } from "./follow.js";
import { chatInPath, on, state, titleOf } from "./store.js";
import { t } from "./texts.js";

const ANSWER_PATIENCE_MS = 15_000;
const POLL_MS = 1_500;
/** Answers are remembered: an event may arrive before the press itself is confirmed. */
const REMEMBERED_ANSWERS = 200;

const answers = new Map();
const waiting = new Map();

on("answer", (event) => {
  const id = String(event.query_id);
  answers.set(id, event);
  if (answers.size > REMEMBERED_ANSWERS) answers.delete(answers.keys().next().value);
  waiting.get(id)?.(event);
});

export function inlineKeyboard(message, view) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h(
    "div",
    { class: "inline-keyboard" },
    rows.map((row) => h("div", { class: "button-row" }, row.map((button) => inlineButton(button, message, view)))),
  );
}

function inlineButton(button, message, view) {
  const kind = KINDS.find((each) => button[each.field] !== undefined) ?? KINDS.at(-1);
  const element = h(
    "button",
    {
      type: "button",
      class: `inline-button ${button.style ?? ""}`,
      testid: "inline-button",
      "data-kind": kind.field,
      "aria-disabled": kind.act ? null : "true",
      title: kind.hint ? t(kind.hint) : null,
    },
    h("span", {}, button.text),
    kind.sign && icon(kind.sign),
  );
  element.addEventListener("click", () => {
    if (kind.act) kind.act(button, message, view, element);
    else note(t(kind.hint), { place: view.place });
  });
  return element;
}

const linkPlace = (view, element) => ({ anchor: element, owner: view.owner, place: view.place });

const share = (query, view, element) => openShared(query, linkPlace(view, element));

const KINDS = [
  { field: "callback_data", act: press },
  { field: "url", sign: "open", act: (button, _, view, element) => openLink(button.url, linkPlace(view, element)) },
  { field: "copy_text", sign: "copy", act: (button, _, view) => copyText(button.copy_text.text, view.place) },
  { field: "switch_inline_query", sign: "share", act: (button, _, view, element) => share(button.switch_inline_query, view, element) },
  { field: "switch_inline_query_chosen_chat", sign: "share", act: (button, _, view, element) => share(button.switch_inline_query_chosen_chat.query ?? "", view, element) },
  { field: "switch_inline_query_current_chat", sign: "edit", act: (button, _, view) => view.insert(`@${state.bot.username} ${button.switch_inline_query_current_chat}`) },
  { field: "web_app", sign: "open", hint: "hint-web-app" },
  { field: "login_url", sign: "open", hint: "hint-login" },
  { field: "pay", hint: "hint-pay" },
  { field: "callback_game", hint: "hint-game" },
  { field: "disabled", hint: "hint-disabled" },
];

async function press(button, message, view, element) {
  if (element.getAttribute("aria-busy") === "true") return;
  element.setAttribute("aria-busy", "true");
  const pressed = { chat: chatInPath(view.chatId), message: message.message_id, data: button.callback_data };
  const answer = await attempt(async () => {
    const { query_id: query } = await api.press(view.viewer(), pressed);
    return answerTo(String(query));
  }, view.place);
  element.removeAttribute("aria-busy");
  if (answer) showAnswer(answer, view, element);
}

/** The bot's answer to a press: by event, or by asking when the event was lost. */
function answerTo(query) {
  if (answers.has(query)) return answers.get(query);
  return new Promise((resolve) => {
    const finish = (answer) => {
      clearInterval(poll);
      clearTimeout(limit);
      waiting.delete(query);
      resolve(answer);
    };
    const poll = setInterval(() => ask(query, finish), POLL_MS);
    const limit = setTimeout(() => finish({ text: t("no-answer") }), ANSWER_PATIENCE_MS);
    waiting.set(query, finish);
  });
}

async function ask(query, finish) {
  try {
    const answer = await api.answer(query);
    if (answer?.answered) finish(answer);
  } catch {
    // The time limit tells the person; a single failed question does not.
  }
}

function showAnswer(answer, view, element) {
  if (answer.url) openLink(answer.url, linkPlace(view, element));
  if (!answer.text) return;
  if (answer.show_alert) openAlert(t("alert-title", { name: titleOf(view.chatId) }), answer.text);
  else note(answer.text, { place: view.place, testid: "toast" });
}
