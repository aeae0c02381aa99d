/** How is an element made? Without markup in strings: what people wrote is only ever text. */

import { ICONS } from "./icons.js";

const SVG = "http://www.w3.org/2000/svg";

/** Attributes beginning with "on" become listeners, `testid` becomes data-testid. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "testid") element.setAttribute("data-testid", value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...kept(children));
  return element;
}

function kept(children) {
  return children.flat(3).filter((child) => child !== null && child !== undefined && child !== false);
}

export function replaceChildren(element, ...children) {
  element.replaceChildren(...kept(children));
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  for (const d of ICONS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

export function iconButton(name, label, attributes = {}) {
  const { class: extra = "", ...rest } = attributes;
  return h(
    "button",
    { type: "button", class: `icon-button ${extra}`, "aria-label": label, title: label, ...rest },
    icon(name),
  );
}

/** A round picture with initials; its colour follows from the id, as in Telegram. */
export function avatar(title, id, kind = "person") {
  const tint = Math.abs(Number(id)) % 7;
  const face = h("span", { class: `avatar tint-${tint}`, "aria-hidden": "true" });
  if (kind === "channel") face.append(icon("channel"));
  else if (kind === "group") face.append(icon("people"));
  else face.append(initials(title));
  return face;
}

function initials(title) {
  const words = title.trim().split(/\s+/).filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0]);
  return letters.join("").toUpperCase() || "?";
}

export function isPhone() {
  return window.matchMedia("(max-width: 720px)").matches;
}
