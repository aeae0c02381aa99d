/** In which words does the page speak? Its own language, apart from the languages of the people. */

import { keep, recall } from "./memory.js";
import { bg } from "./texts/bg.js";
import { en } from "./texts/en.js";
import { ru } from "./texts/ru.js";

const TEXTS = { en, ru, bg };
const STORED = "sandbox.language";

export const LANGUAGES = { en: "English", ru: "Русский", bg: "Български" };
export const language = chosenLanguage();

function chosenLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  const candidates = [asked, recall(STORED), ...navigator.languages];
  for (const candidate of candidates) {
    const code = (candidate ?? "").slice(0, 2).toLowerCase();
    if (code in TEXTS) return code;
  }
  return "en";
}

/** Reload in another language: every text of the page is made anew. */
export function switchLanguage(code) {
  // Where nothing is remembered, the address carries the choice anyway.
  keep(STORED, code);
  const address = new URL(location.href);
  address.searchParams.set("lang", code);
  location.assign(address);
}

const plural = new Intl.PluralRules(language);

/** A text of the page; `{name}` is filled in, and a text with forms is chosen by `{count}`. */
export function t(key, values = {}) {
  let text = TEXTS[language][key] ?? en[key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  if (typeof text === "object") text = text[plural.select(values.count)] ?? text.other;
  return text.replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
}

function shown(value) {
  return typeof value === "number" ? value.toLocaleString(language) : String(value);
}
