/** How does a person say something in a chat: text, photo, reply, edit, command, keyboard? */

import { api } from "./api.js";
import { createCommandMenu } from "./commands.js";
import { attempt, failure, note } from "./dialogs.js";
import { h, iconButton, replaceChildren } from "./dom.js";
import { activeKeyboard, replyKeyboard } from "./keyboards.js";
import { summaryOf } from "./media.js";
import { authorName } from "./message.js";
import { chatInPath, titleOf } from "./store.js";
import { t } from "./texts.js";

const PHOTO_LIMIT_BYTES = 10_000_000;
const TEXT_LIMIT = 4_096;

/** `view` is the chat; `view.anonymous()` says whether an administrator writes as the group. */
export function createComposer(view) {
  let context = null;
  let photo = null;
  let keyboard = null;
  let keyboardOpen = false;

  const field = h("textarea", {
    class: "field", rows: "1", maxlength: TEXT_LIMIT, testid: "input", autocomplete: "off",
    enterkeyhint: "send", "aria-label": t("write-to", { name: titleOf(view.chatId) }), placeholder: t("write"),
  });
  const file = h("input", { type: "file", accept: "image/*", hidden: true, testid: "photo-file" });
  const menu = createCommandMenu(view, (command) => say(command));
  const contextBar = h("div", { class: "context", testid: "context", hidden: true });
  const keys = h("div", { class: "reply-keyboard", testid: "reply-keyboard", hidden: true });
  const slash = iconButton("slash", t("commands"), { testid: "commands", onclick: toggleCommands });
  const toggle = iconButton("keyboard", t("keyboard"), { testid: "keyboard-toggle", hidden: true, onclick: toggleKeyboard });
  const attach = iconButton("attach", t("attach"), { testid: "attach", onclick: () => file.click() });
  const send = h("button", { class: "icon-button send", "aria-label": t("send"), title: t("send"), testid: "send" });
  send.append(...iconButton("send", "").childNodes);
  const row = h("form", { class: "compose-row" }, slash, h("div", { class: "field-frame" }, field, toggle, attach), send, file);
  const element = h("div", { class: "composer" }, menu.element, contextBar, row, keys);

  row.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("keydown", onKey);
  field.addEventListener("input", onInput);
  field.addEventListener("blur", () => setTimeout(() => element.contains(document.activeElement) || menu.hide(), 150));
  field.addEventListener("paste", (event) => takePhoto(event.clipboardData?.files?.[0], event));
  file.addEventListener("change", () => takePhoto(file.files[0]));

  function onKey(event) {
    if (event.isComposing) return;
    if (menu.onKey(event)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && (context || photo)) clearContext();
    const chosen = menu.chosenId();
    if (chosen) field.setAttribute("aria-activedescendant", chosen);
    else field.removeAttribute("aria-activedescendant");
  }

  function onInput() {
    grow();
    const typed = /^\/(\w*)$/.exec(field.value);
    if (typed) menu.show(typed[1]);
    else menu.hide();
  }

  function grow() {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }

  async function toggleCommands() {
    if (menu.isOpen()) return menu.hide();
    await menu.load();
    menu.show();
    field.focus();
  }

  async function submit() {
    const text = field.value.trim();
    if (!text && !photo) return;
    const kept = { value: field.value, context, photo };
    const edited = context?.mode === "edit" ? context.message : null;
    const request = edited ? { chat: chatInPath(view.chatId), message: edited.message_id, text } : outgoing(text);
    field.value = "";
    clearContext();
    menu.hide();
    grow();
    const call = edited ? api.edit : api.send;
    const done = await attempt(() => call(view.viewer(), request), view.place);
    if (done === undefined && !field.value) restore(kept);
  }

  function restore(kept) {
    ({ context, photo } = kept);
    field.value = kept.value;
    showContext();
    grow();
  }

  function outgoing(text) {
    const request = { chat: chatInPath(view.chatId) };
    if (text) request.text = text;
    if (photo) request.photo_base64 = photo.base64;
    const repliedTo = context?.message ?? (keyboard?.kind === "force" ? keyboard.message : null);
    if (repliedTo) request.reply_to = repliedTo.message_id;
    if (view.anonymous()) request.anonymous = true;
    return request;
  }

  /** Send a text at once: a command, a key of the reply keyboard. */
  function say(text) {
    if (keyboard?.markup.one_time_keyboard) setKeyboardOpen(false);
    const request = { chat: chatInPath(view.chatId), text };
    if (view.anonymous()) request.anonymous = true;
    return attempt(() => api.send(view.viewer(), request), view.place);
  }

  function sendContact() {
    const request = { chat: chatInPath(view.chatId), contact: true };
    return attempt(() => api.send(view.viewer(), request), view.place);
  }

  async function takePhoto(chosen, event) {
    file.value = "";
    if (!chosen) return;
    event?.preventDefault();
    if (!chosen.type.startsWith("image/")) return failure(t("photo-not"), view.place);
    if (chosen.size > PHOTO_LIMIT_BYTES) return failure(t("photo-large"), view.place);
    const address = await readAddress(chosen);
    photo = { base64: address.slice(address.indexOf(",") + 1), address, name: chosen.name };
    showContext();
    field.focus();
  }

  function setContext(mode, message) {
    context = { mode, message };
    if (mode === "edit") field.value = message.text ?? message.caption ?? "";
    showContext();
    grow();
    field.focus();
  }

  function clearContext() {
    if (context?.mode === "edit") field.value = "";
    context = null;
    photo = null;
    showContext();
  }

  function showContext() {
    contextBar.hidden = !context && !photo;
    const title = photo ? t("photo") : context && (context.mode === "edit" ? t("edit") : authorName(context.message));
    const text = photo ? photo.name : context && summaryOf(context.message);
    replaceChildren(
      contextBar,
      photo && h("img", { src: photo.address, alt: "" }),
      h("div", { class: "context-words" }, h("b", {}, title ?? ""), h("span", {}, text ?? "")),
      iconButton("close", t("cancel"), { testid: "context-cancel", onclick: clearContext }),
    );
  }

  function setKeyboardOpen(open) {
    keyboardOpen = open;
    keys.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
  }

  function toggleKeyboard() {
    setKeyboardOpen(!keyboardOpen);
  }

  /** Look again which keyboard the messages ask for. */
  function refreshKeyboard(messages) {
    const next = activeKeyboard(messages, view.viewer());
    if (next?.message.message_id === keyboard?.message.message_id) return;
    keyboard = next;
    const markup = next?.kind === "keyboard" ? next.markup : null;
    toggle.hidden = !markup;
    field.placeholder = next?.markup.input_field_placeholder || t(next?.kind === "force" ? "write-reply" : "write");
    const hint = (text) => note(text, { place: view.place });
    replaceChildren(keys, markup ? replyKeyboard(markup, { send: say, sendContact, hint }) : []);
    setKeyboardOpen(Boolean(markup));
  }

  function insert(text) {
    field.value = text;
    grow();
    field.focus();
  }

  return {
    element, say, insert, refreshKeyboard,
    reply: (message) => setContext("reply", message),
    edit: (message) => setContext("edit", message),
    profile: menu.load,
    focus: () => field.focus(),
  };
}

function readAddress(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
