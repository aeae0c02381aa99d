/** Which commands does the bot offer here, and how does a person pick one? */

import { api } from "./api.js";
import { h, replaceChildren } from "./dom.js";
import { chatInPath, isPrivate, state } from "./store.js";
import { t } from "./texts.js";

/** The list above the input: `pick(command)` gets "/invite", with the bot's name in groups. */
export function createCommandMenu(view, pick) {
  const list = h("div", { class: "commands", role: "listbox", id: `commands-${view.chatId}`, "aria-label": t("commands"), testid: "command-menu", hidden: true });
  let profile = { commands: [] };
  let shown = [];
  let highlighted = -1;

  async function load() {
    try {
      profile = await api.menu(view.viewer(), chatInPath(view.chatId));
    } catch {
      // A chat without a menu still works; the reason is shown when the person sends something.
      profile = { commands: [] };
    }
    return profile;
  }

  const addressed = (name) => (isPrivate(view.chatId) ? `/${name}` : `/${name}@${state.bot.username}`);

  function show(prefix = "") {
    shown = (profile.commands ?? []).filter(({ command }) => command.startsWith(prefix.toLowerCase()));
    highlighted = -1;
    const rows = shown.map(({ command, description }, index) =>
      h(
        "button",
        {
          type: "button",
          role: "option",
          tabindex: "-1",
          id: `${list.id}-${index}`,
          class: "command-row",
          testid: `command-${command}`,
          onclick: () => choose(index),
        },
        h("b", {}, `/${command}`),
        h("span", {}, description),
      ),
    );
    const nothing = !prefix && !rows.length && h("p", { class: "muted" }, t("commands-none"));
    replaceChildren(list, rows, nothing);
    list.hidden = !rows.length && !nothing;
  }

  function hide() {
    list.hidden = true;
    highlighted = -1;
  }

  function choose(index) {
    const { command } = shown[index];
    hide();
    pick(addressed(command));
  }

  function highlight(index) {
    highlighted = (index + shown.length) % shown.length;
    [...list.children].forEach((row, each) => row.classList.toggle("chosen", each === highlighted));
    list.children[highlighted].scrollIntoView({ block: "nearest" });
  }

  /** Keys of the input while the list is open; true when the key was for the list. */
  function onKey(event) {
    if (list.hidden || !shown.length) return false;
    if (event.key === "ArrowDown") highlight(highlighted + 1);
    else if (event.key === "ArrowUp") highlight(highlighted < 0 ? shown.length - 1 : highlighted - 1);
    else if (event.key === "Escape") hide();
    else if (event.key === "Enter" && highlighted >= 0) choose(highlighted);
    else return false;
    return true;
  }

  return {
    element: list,
    load,
    show,
    hide,
    onKey,
    isOpen: () => !list.hidden,
    chosenId: () => (highlighted < 0 ? null : `${list.id}-${highlighted}`),
  };
}
