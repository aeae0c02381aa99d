/** How do pictures, files, contacts and other contents of a message look? */

import { fileAddress } from "./api.js";
import { openPicture } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { language, t } from "./texts.js";

/** Contents without a text of their own; shown as their sign and name. */
const OTHERS = {
  sticker: "🖼",
  animation: "🎞",
  video: "🎬",
  video_note: "🎬",
  voice: "🎤",
  audio: "🎵",
  poll: "📊",
  venue: "📍",
  invoice: "🧾",
  dice: "🎲",
  story: "📖",
  game: "🎮",
};

export function mediaOf(message) {
  if (message.photo?.length) return photo(message);
  if (message.document && !message.animation) return documentCard(message.document);
  if (message.contact) return contactCard(message.contact);
  if (message.location && !message.venue) return locationCard(message.location);
  const kind = Object.keys(OTHERS).find((key) => message[key]);
  if (!kind) return null;
  if (kind === "dice") return h("div", { class: "dice" }, `${message.dice.emoji} ${message.dice.value}`);
  return h("div", { class: "other-media" }, `${OTHERS[kind]} ${t(`media-${kind}`)}`);
}

/** One line for a reply, a notice or the chat list. */
export function summaryOf(message) {
  const text = message.text ?? message.caption;
  if (text) return text.replace(/\s+/g, " ").slice(0, 120);
  if (message.photo) return `🖼 ${t("photo")}`;
  if (message.document) return `📎 ${message.document.file_name ?? t("media-document")}`;
  if (message.contact) return `👤 ${t("media-contact")}`;
  if (message.location) return `📍 ${t("media-location")}`;
  const kind = Object.keys(OTHERS).find((key) => message[key]);
  return kind ? `${OTHERS[kind]} ${t(`media-${kind}`)}` : t("message");
}

function photo(message) {
  const largest = message.photo.reduce((one, other) => (other.width > one.width ? other : one));
  const address = fileAddress(largest.file_id);
  const image = h("img", {
    src: address,
    alt: message.caption ?? t("photo"),
    width: largest.width,
    height: largest.height,
    loading: "lazy",
    decoding: "async",
  });
  const frame = h(
    "button",
    { type: "button", class: "photo", "aria-label": t("photo-enlarge"), testid: "photo" },
    image,
  );
  image.addEventListener("error", () => frame.classList.add("missing"));
  if (message.has_media_spoiler) frame.classList.add("veiled");
  frame.addEventListener("click", () => {
    if (frame.classList.contains("veiled")) frame.classList.remove("veiled");
    else openPicture(address, message.caption);
  });
  return frame;
}

function documentCard(file) {
  const name = file.file_name ?? t("media-document");
  const extension = name.includes(".") ? name.split(".").at(-1).slice(0, 4).toUpperCase() : "";
  return h(
    "a",
    { class: "file", href: fileAddress(file.file_id), download: name, testid: "document" },
    h("span", { class: "file-sign", "aria-hidden": "true" }, extension || icon("file")),
    h("span", { class: "file-words" }, h("b", {}, name), h("small", {}, size(file.file_size ?? 0))),
  );
}

function size(bytes) {
  const steps = [["megabyte", 1_000_000], ["kilobyte", 1_000], ["byte", 1]];
  const [unit, step] = steps.find(([, each]) => bytes >= each) ?? steps.at(-1);
  const options = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language, options).format(bytes / step);
}

function contactCard(contact) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
  return h(
    "div",
    { class: "file", testid: "contact" },
    h("span", { class: "file-sign", "aria-hidden": "true" }, icon("person")),
    h("span", { class: "file-words" }, h("b", {}, name), h("small", {}, contact.phone_number)),
  );
}

function locationCard(place) {
  const words = `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`;
  return h(
    "div",
    { class: "file" },
    h("span", { class: "file-sign", "aria-hidden": "true" }, icon("location")),
    h("span", { class: "file-words" }, h("b", {}, t("media-location")), h("small", {}, words)),
  );
}
