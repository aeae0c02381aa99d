/** How does a small menu open beside a button (or from the bottom of a phone) and close again? */

import { h, icon, isPhone } from "./dom.js";

const GAP_PX = 6;
let opened = null;

/**
 * Show a menu. An item is {label, action, icon?, avatar?, note?, testid?, checked?, danger?,
 * disabled?}, a string is a heading, null is a line between groups.
 */
export function openMenu(anchor, items, { title = null, testid = null, label = title, at = null } = {}) {
  closeMenu();
  const menu = h(
    "div",
    { class: "menu", role: "menu", tabindex: "-1", testid, "aria-label": label },
    title && h("p", { class: "menu-title" }, title),
    items.map((item) => itemElement(item)),
  );
  const shade = h("div", { class: "menu-shade", onpointerdown: dismiss });
  // A dialog lies in the browser's top layer, above anything that is only in the body.
  (anchor.closest("dialog") ?? document.body).append(shade, menu);
  opened = { menu, shade, anchor };
  if (!isPhone()) place(menu, at ?? anchor.getBoundingClientRect());
  menu.addEventListener("keydown", onKey);
  anchor.setAttribute("aria-expanded", "true");
  (focusable(menu)[0] ?? menu).focus({ preventScroll: true });
  return menu;
}

export function closeMenu({ refocus = false } = {}) {
  if (!opened) return;
  const { menu, shade, anchor } = opened;
  opened = null;
  menu.remove();
  shade.remove();
  anchor.removeAttribute("aria-expanded");
  if (refocus && anchor.isConnected) anchor.focus({ preventScroll: true });
}

function dismiss(event) {
  event.preventDefault();
  closeMenu({ refocus: true });
}

function itemElement(item) {
  if (item === null) return h("hr", {});
  if (typeof item === "string") return h("p", { class: "menu-heading" }, item);
  const checkable = item.checked !== undefined;
  return h(
    "button",
    {
      type: "button",
      class: item.danger ? "menu-item danger" : "menu-item",
      role: checkable ? "menuitemcheckbox" : "menuitem",
      "aria-checked": checkable ? String(item.checked) : null,
      testid: item.testid,
      disabled: item.disabled,
      onclick: () => choose(item),
    },
    item.avatar ?? (item.icon && icon(item.icon)),
    h("span", { class: "menu-label" }, item.label, item.note && h("small", {}, item.note)),
    item.checked && icon("check"),
  );
}

function choose(item) {
  // The focus goes back first, so that an action which opens something can take it on.
  closeMenu({ refocus: true });
  item.action();
}

const focusable = (menu) => [...menu.querySelectorAll(".menu-item:not([disabled])")];

function onKey(event) {
  const items = focusable(opened.menu);
  const index = items.indexOf(document.activeElement);
  const target = {
    ArrowDown: items[(index + 1) % items.length],
    ArrowUp: items[(index - 1 + items.length) % items.length],
    Home: items[0],
    End: items.at(-1),
  }[event.key];
  if (target) target.focus();
  else if (event.key === "Escape" || event.key === "Tab") closeMenu({ refocus: true });
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function place(menu, box) {
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.min(Math.max(GAP_PX, box.left), window.innerWidth - width - GAP_PX);
  const below = box.bottom + GAP_PX;
  const fits = below + height <= window.innerHeight - GAP_PX;
  const top = fits ? below : Math.max(GAP_PX, box.top - height - GAP_PX);
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}
