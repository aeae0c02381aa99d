/** How does the page speak up: dialogs, alerts, pictures in full size, passing notes? */

import { h, icon, iconButton } from "./dom.js";
import { t } from "./texts.js";

const NOTE_MS = 4_500;

/** A modal dialog; `buttons` are [{label, action, primary?, testid?}], closing afterwards. */
export function openDialog({ title, body, buttons = [], testid = null, kind = "" }) {
  const dialog = h("dialog", { class: `dialog ${kind}`, testid, "aria-label": title });
  const close = () => dialog.close();
  dialog.append(
    h(
      "header",
      { class: "dialog-head" },
      h("h2", {}, title),
      iconButton("close", t("close"), { onclick: close, testid: "dialog-close" }),
    ),
    h("div", { class: "dialog-body" }, body),
  );
  if (buttons.length) {
    dialog.append(h("footer", { class: "dialog-foot" }, buttons.map((each) => closing(each, close))));
  }
  return shown(dialog);
}

function closing(button, close) {
  const act = () => {
    close();
    button.action?.();
  };
  const name = button.primary ? "button primary" : "button";
  return h("button", { type: "button", class: name, testid: button.testid, onclick: act }, button.label);
}

function shown(dialog) {
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** What answerCallbackQuery with show_alert shows: text that stays until it is confirmed. */
export function openAlert(title, text) {
  const dialog = openDialog({
    title,
    body: h("p", { class: "alert-text" }, text),
    buttons: [{ label: t("ok"), primary: true, testid: "alert-ok" }],
    testid: "alert",
    kind: "narrow",
  });
  dialog.querySelector("[data-testid=alert-ok]").focus();
}

export function openPicture(address, caption) {
  const dialog = h("dialog", { class: "picture-dialog", "aria-label": t("photo"), testid: "picture" });
  dialog.append(
    h("img", { src: address, alt: caption || t("photo"), onclick: () => dialog.close() }),
    iconButton("close", t("close"), { class: "picture-close", onclick: () => dialog.close() }),
  );
  shown(dialog);
}

export function openSource(title, value) {
  const source = JSON.stringify(value, null, 2);
  openDialog({ title, body: h("pre", { class: "source", tabindex: "0" }, source), kind: "wide" });
}

/** A note that passes by itself, over `place` (a column) or over the whole page. */
export function note(text, { place = document.querySelector("#notes"), kind = "", testid = "toast" } = {}) {
  const element = h(
    "div",
    { class: `note ${kind}`, testid, onclick: () => element.remove() },
    kind === "failure" && icon("info"),
    h("span", {}, text),
  );
  place.append(element);
  setTimeout(() => element.remove(), NOTE_MS + 40 * text.length);
}

export const failure = (text, place) => note(text, { place, kind: "failure", testid: "error" });

/** Run an action of a person; when it is refused, say why where they are looking. */
export async function attempt(action, place) {
  try {
    return await action();
  } catch (error) {
    if (!("status" in error)) throw error;
    failure(error.message, place);
    return undefined;
  }
}

export async function copyText(text, place) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyByHand(text);
  }
  note(t("copied"), { place });
}

/** Browsers refuse the clipboard to pages from another machine over plain http. */
function copyByHand(text) {
  const field = h("textarea", { class: "offscreen", readonly: true }, text);
  const before = document.activeElement;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
  before?.focus?.();
}
