/** What time is it in the local Telegram, and how does a person move it on? */

import { api } from "./api.js";
import { attempt, note } from "./dialogs.js";
import { h, replaceChildren } from "./dom.js";
import { apply, emit, now, on, state } from "./store.js";
import { t } from "./texts.js";
import { clockTime, fullTime, shortDay, skipped } from "./time.js";

const HOUR = 3_600;
const STEPS = [
  { testid: "clock-hour", seconds: HOUR, text: "plus-hour", label: "plus-hour-label" },
  { testid: "clock-day", seconds: 24 * HOUR, text: "plus-day", label: "plus-day-label" },
  { testid: "clock-week", seconds: 7 * 24 * HOUR, text: "plus-week", label: "plus-week-label" },
];

export function createClock() {
  const day = h("span", { class: "clock-day" });
  const hour = h("b", { class: "clock-hour" });
  const face = h("time", { class: "clock-face", testid: "clock-now" }, day, hour);
  const ahead = h("span", { class: "clock-ahead", testid: "clock-ahead", hidden: true });
  const buttons = STEPS.map((step) => stepButton(step));

  function stepButton({ testid, seconds, text, label }) {
    const attributes = { type: "button", class: "clock-step", testid, "aria-label": t(label), title: t(label) };
    return h("button", { ...attributes, onclick: () => advance(seconds) }, t(text));
  }

  async function advance(seconds) {
    for (const button of buttons) button.setAttribute("aria-busy", "true");
    const clock = await attempt(() => api.advance(seconds));
    for (const button of buttons) button.removeAttribute("aria-busy");
    if (clock === undefined) return;
    apply({ ...clock, type: "clock" });
    note(t("clock-moved", { time: `${shortDay(now())}, ${clockTime(now())}` }));
    if (seconds >= 24 * HOUR) emit("step", "day");
  }

  function refresh() {
    const at = now();
    replaceChildren(day, shortDay(at));
    replaceChildren(hour, clockTime(at));
    face.dateTime = at.toISOString();
    face.title = fullTime(at);
    ahead.hidden = state.skippedSeconds < HOUR / 2;
    ahead.textContent = t("clock-ahead", { time: skipped(state.skippedSeconds) });
  }

  on("clock", refresh);
  setInterval(refresh, 1_000);
  return h("div", { class: "clock", role: "group", "aria-label": t("clock") }, h("div", { class: "clock-words" }, face, ahead), buttons);
}
