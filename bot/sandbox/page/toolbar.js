/** What stands above the chats: clock, links, language, help, and whether the line is up? */

import { createClock } from "./clock.js";
import { openAbout } from "./coach.js";
import { h, icon, iconButton } from "./dom.js";
import { askLink } from "./follow.js";
import { addPerson } from "./people.js";
import { openMenu } from "./popup.js";
import { on } from "./store.js";
import { LANGUAGES, language, switchLanguage, t } from "./texts.js";

const line = document.querySelector("#line");

export function startToolbar() {
  document.querySelector("#clock").replaceWith(createClock());
  const link = textButton("link", t("open-link"), "open-link", () => askLink(link));
  const about = iconButton("info", t("about"), { testid: "about", onclick: openAbout });
  const more = iconButton("more", t("more"), { class: "toolbar-more", testid: "toolbar-more", onclick: () => openMore(more) });
  const wide = h("div", { class: "toolbar-wide" }, link, languageSelect(), about);
  document.querySelector("#actions").replaceWith(wide, more);
  on("connection", showLine);
}

function textButton(sign, label, testid, action) {
  return h("button", { type: "button", class: "text-button", testid, onclick: action }, icon(sign), h("span", {}, label));
}

function languageSelect() {
  const select = h(
    "select",
    { class: "language", testid: "language", "aria-label": t("language"), title: t("language") },
    Object.entries(LANGUAGES).map(([code, title]) => h("option", { value: code, selected: code === language }, title)),
  );
  select.addEventListener("change", () => switchLanguage(select.value));
  return select;
}

/** On a phone all this is behind one button. */
function openMore(anchor) {
  const languages = Object.entries(LANGUAGES).map(([code, title]) => ({
    label: title,
    checked: code === language,
    testid: `language-${code}`,
    action: () => switchLanguage(code),
  }));
  const items = [
    { label: t("open-link"), icon: "link", testid: "open-link-item", action: () => askLink(anchor) },
    { label: t("add-person"), icon: "person", testid: "add-person-item", action: () => addPerson() },
    { label: t("about"), icon: "info", testid: "about-item", action: openAbout },
    t("language"),
    ...languages,
  ];
  openMenu(anchor, items, { label: t("more"), testid: "toolbar-menu" });
}

function showLine(connected) {
  line.hidden = connected;
  line.textContent = connected ? "" : t("line-lost");
}
