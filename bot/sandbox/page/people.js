/** How does somebody new come into the local Telegram? */

import { api } from "./api.js";
import { attempt, openDialog } from "./dialogs.js";
import { h } from "./dom.js";
import { emit, nameOf, state } from "./store.js";
import { LANGUAGES, language, t } from "./texts.js";

const FIRST_NAMES = {
  en: ["Emma", "Oliver", "Grace", "Henry", "Chloe", "Jack"],
  ru: ["Мария", "Иван", "Дарья", "Павел", "Ольга", "Никита"],
  bg: ["Георги", "Ива", "Николай", "Рая", "Димитър", "Елица"],
};

function suggestedName(code) {
  const taken = new Set([...state.users.values()].map(nameOf));
  return FIRST_NAMES[code]?.find((name) => !taken.has(name)) ?? "";
}

/** Ask for a name and a language, add the person, then call `then` with the user. */
export function addPerson(then = (user) => emit("open", { chatId: user.id })) {
  const name = h("input", {
    id: "person-name",
    type: "text",
    required: true,
    maxlength: 64,
    autocomplete: "off",
    value: suggestedName(language),
    testid: "person-name",
  });
  const code = h(
    "select",
    { id: "person-language", testid: "person-language" },
    Object.entries(LANGUAGES).map(([key, title]) =>
      h("option", { value: key, selected: key === language }, title),
    ),
  );
  code.addEventListener("change", () => {
    if (Object.values(FIRST_NAMES).flat().includes(name.value)) name.value = suggestedName(code.value);
  });
  const form = h(
    "form",
    { class: "form" },
    h("label", { for: "person-name" }, t("person-name")),
    name,
    h("label", { for: "person-language" }, t("person-language")),
    code,
    h("div", { class: "form-foot" },
      h("button", { class: "button primary", testid: "person-add" }, t("person-add"))),
  );
  const dialog = openDialog({ title: t("add-person"), body: form, testid: "person-dialog", kind: "narrow" });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [first, ...rest] = name.value.trim().split(/\s+/);
    if (!first) return;
    const wanted = { first_name: first, language_code: code.value };
    if (rest.length) wanted.last_name = rest.join(" ");
    dialog.close();
    const user = await attempt(() => api.addUser(wanted));
    if (user === undefined) return;
    if (!state.users.has(user.id)) state.users.set(user.id, user);
    emit("world");
    then(user);
  });
  name.focus();
  name.select();
}
