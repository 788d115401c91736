// What every page needs: elements without markup strings, the interface's language, the bot's colour.

/** An element. Text is always text: nothing here takes markup. Properties that begin with "on" are listeners. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (name === "class") {
      element.className = value;
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  return fill(element, ...children);
}

/** Puts children in the place of those that were there; what is absent (null, undefined, false) is left out. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  send: "M5 12h13M12 5l7 7-7 7", stop: "M7 7h10v10H7z", copy: "M9 9h11v11H9zM5 15H4V4h11v1", check: "M5 13l4 4L19 7", close: "M6 6l12 12M18 6L6 18",
  retry: "M4 12a8 8 0 1 1 2.5 5.8M4 20v-5h5", up: "M7 11v9H4v-9zM7 11l4-7c1.7 0 2.6 1.2 2.2 2.8L12.6 10H18a2 2 0 0 1 2 2.4l-1.3 6A2 2 0 0 1 16.7 20H7",
  down: "M7 13V4H4v9zM7 13l4 7c1.7 0 2.6-1.2 2.2-2.8L12.6 14H18a2 2 0 0 0 2-2.4l-1.3-6A2 2 0 0 0 16.7 4H7", plus: "M12 5v14M5 12h14",
  page: "M6 3h8l5 5v13H6zM14 3v5h5", alert: "M12 8v5M12 16.5v.01M12 3l10 18H2z", info: "M12 11v6M12 7.5v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM21 21l-5-5", external: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6", upload: "M12 16V4M7 9l5-5 5 5M4 20h16",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13", gauge: "M4 19a9 9 0 1 1 16 0M12 15l4-5", users: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5a6.5 6.5 0 0 1 3.5 5.5",
  chat: "M4 5h16v11H9l-5 4z", bot: "M6 8h12v10H6zM12 8V4M9.5 12v2M14.500 12v2M3 12v3M21 12v3", gear: "M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4", menu: "M4 7h16M4 12h16M4 17h16",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** The first of the browser's languages that the interface has; English otherwise. A page may be asked for in one: ?lang=es. */
export const language = (() => {
  const asked = new URLSearchParams(location.search).get("lang");
  const wanted = [asked, ...navigator.languages].filter(Boolean).map(tag => tag.slice(0, 2).toLowerCase());
  return wanted.find(tag => tag === "es" || tag === "en") ?? "en";
})();
document.documentElement.lang = language;

/** A speaker of {key: [en, es]} with {0}, {1} filled in. "one|many": the first where {0} is 1. */
export const speaker = words => (key, ...values) => {
  const [english, spanish] = words[key];
  const [one, many = one] = (language === "es" ? spanish : english).split("|");
  return (String(values[0]) === "1" ? one : many).replace(/\{(\d)\}/g, (_, index) => String(values[index]));
};

export const formatted = {
  number: value => new Intl.NumberFormat(language).format(value),
  /** A day of the calendar, yyyy-mm-dd, the same one wherever it is read. */
  day: value => new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(`${value}T00:00:00Z`)),
  dollars: value => new Intl.NumberFormat(language, { style: "currency", currency: "USD", maximumFractionDigits: value < 1 ? 4 : 2 }).format(value),
  time: value => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(value)),
  percent: value => new Intl.NumberFormat(language, { style: "percent" }).format(value),
  size: bytes => bytes < 1024 * 1024
    ? `${new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(Math.ceil(bytes / 1024))} kB`
    : `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / 1024 / 1024)} MB`,
};

const channels = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
const toHex = rgb => "#" + rgb.map(value => Math.round(value).toString(16).padStart(2, "0")).join("");
const mixed = (rgb, target, share) => rgb.map((value, index) => value + (target[index] - value) * share);

/** Relative luminance and contrast as WCAG 2 defines them. */
const luminance = rgb => {
  const [r, g, b] = rgb.map(value => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
export const contrast = (one, other) => {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};

// The least mixture towards black or white that can be read on the surface: the owner's colour stays itself where it can.
const readable = (rgb, surface, target) => {
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mixed(rgb, target, share);
    if (contrast(candidate, surface) >= 5.2) {
      return toHex(candidate);
    }
  }
  return toHex(target);
};

/** Puts the bot's colour into the page, with the ink on it and its variants for text made to be readable. */
export function applyTheme(color) {
  if (!/^#[0-9a-f]{6}$/i.test(color ?? "")) {
    return;
  }
  const rgb = channels(color);
  const white = [255, 255, 255];
  const black = [0, 0, 0];
  const style = document.documentElement.style;
  style.setProperty("--accent", color);
  style.setProperty("--accent-ink", contrast(rgb, white) >= 4.5 || contrast(rgb, white) > contrast(rgb, black) ? "#ffffff" : "#000000");
  style.setProperty("--accent-on-light", readable(rgb, [225, 230, 238], black));
  style.setProperty("--accent-on-dark", readable(rgb, [33, 42, 54], white));
}
