/** What should somebody try first? Four steps, ticked off as they are done. */

import { openDialog } from "./dialogs.js";
import { h, icon, iconButton, replaceChildren } from "./dom.js";
import { keep, recall } from "./memory.js";
import { on } from "./store.js";
import { t } from "./texts.js";

const STEPS = ["start", "follow", "join", "day"];
const STORED = "sandbox.steps";
const strip = document.querySelector("#coach");
const done = new Set(recall(STORED) ?? []);

function mark(step) {
  if (!STEPS.includes(step) || done.has(step)) return;
  done.add(step);
  keep(STORED, [...done]);
  draw();
}

function dismiss() {
  done.add("dismissed");
  keep(STORED, [...done]);
  draw();
}

function draw() {
  const finished = STEPS.every((step) => done.has(step));
  strip.hidden = finished || done.has("dismissed");
  if (strip.hidden) return;
  const next = STEPS.find((step) => !done.has(step));
  replaceChildren(
    strip,
    h("b", { class: "coach-title" }, t("coach-title")),
    h("ol", { class: "coach-steps" }, STEPS.map((step) => stepItem(step, step === next))),
    iconButton("close", t("coach-dismiss"), { testid: "coach-dismiss", onclick: dismiss }),
  );
}

function stepItem(step, isNext) {
  const ticked = done.has(step);
  const number = h("span", { class: "coach-number" }, ticked ? icon("check") : String(STEPS.indexOf(step) + 1));
  const state = ticked ? "done" : isNext ? "next" : "";
  const words = h("span", {}, t(`coach-${step}`), ticked && h("span", { class: "offscreen" }, t("coach-done")));
  return h("li", { class: state, testid: `coach-${step}`, "aria-current": isNext ? "step" : null }, number, words);
}

export function openAbout() {
  const steps = STEPS.map((step, index) =>
    h(
      "li",
      {},
      h("span", { class: "coach-number", "aria-hidden": "true" }, String(index + 1)),
      h("div", {}, h("b", {}, t(`coach-${step}`)), h("p", {}, t(`about-${step}`))),
    ),
  );
  openDialog({
    title: t("about"),
    testid: "about-dialog",
    body: [h("p", {}, t("about-intro")), h("h3", {}, t("coach-title")), h("ol", { class: "about-steps" }, steps), h("p", { class: "muted" }, t("about-keys"))],
    buttons: [{ label: t("about-close"), primary: true, testid: "about-close" }],
  });
}

export function startCoach() {
  on("step", mark);
  draw();
}
