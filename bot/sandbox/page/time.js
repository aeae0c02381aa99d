/** How are moments written? In the language of the page and the time zone of the browser. */

import { language, t } from "./texts.js";

const format = (options) => new Intl.DateTimeFormat(language, options);
const CLOCK = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = format({ day: "numeric", month: "long" });
const DAY_AND_YEAR = format({ day: "numeric", month: "long", year: "numeric" });
const SHORT_DAY = format({ weekday: "short", day: "numeric", month: "short" });
const FULL = format({ dateStyle: "full", timeStyle: "medium" });

export const moment = (unixSeconds) => new Date(unixSeconds * 1000);
export const clockTime = (date) => CLOCK.format(date);
export const shortDay = (date) => SHORT_DAY.format(date);
export const fullTime = (date) => FULL.format(date);

export const sameDay = (one, other) => one.toDateString() === other.toDateString();

export function dayTitle(date, today) {
  return date.getFullYear() === today.getFullYear() ? DAY.format(date) : DAY_AND_YEAR.format(date);
}

/** A jump of the clock in words: "+ 8 d 3 h". */
export function skipped(seconds) {
  const hours = Math.round(seconds / 3600);
  const parts = [];
  if (hours >= 24) parts.push(t("days-short", { days: Math.floor(hours / 24) }));
  if (hours % 24) parts.push(t("hours-short", { hours: hours % 24 }));
  return parts.join(" ");
}
