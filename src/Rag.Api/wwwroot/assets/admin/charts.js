// Bars over days, drawn as SVG: attributes only, so that the page's policy (no inline style) holds.
import { el, formatted } from "/assets/page.js";
import { say } from "/assets/admin/words.js";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, GAP] = [600, 120, 0.2];

function shape(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, String(value)));
  element.append(...children);
  return element;
}

/**
 * A bar a day, its parts on top of each other, and the same figures as a table for whoever does not see or wants them exactly.
 * @param {{day: string, parts: number[]}[]} days
 * @param {string[]} names one for each part, from the bottom up
 * @param {(value: number) => string} written
 */
export function bars(title, days, names, written = formatted.number) {
  const sums = days.map(day => day.parts.reduce((sum, part) => sum + part, 0));
  const highest = Math.max(...sums, 0);
  if (highest === 0) {
    return el("p", { class: "hint" }, say("noFigures"));
  }
  const step = WIDTH / days.length;
  const rects = days.flatMap(({ day, parts }, index) => {
    let base = HEIGHT;
    return parts.map((part, level) => {
      const height = part / highest * HEIGHT;
      base -= height;
      return shape("rect", { class: `part-${level}`, x: (index + GAP / 2) * step, y: base, width: step * (1 - GAP), height },
        shape("title", {}, `${formatted.day(day)}: ${names[level]} ${written(part)}`));
    });
  });
  const total = sums.reduce((sum, one) => sum + one, 0);
  return [
    shape("svg", { class: "bars", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img",
      "aria-label": say("chartSays", title, written(total), written(highest)) }, ...rects),
    el("div", { class: "axis hint" }, el("span", {}, formatted.day(days[0].day)), el("span", {}, say("highest", written(highest))), el("span", {}, formatted.day(days.at(-1).day))),
    names.length > 1 && el("p", { class: "hint legend" }, names.map((name, level) => el("span", {}, el("span", { class: `swatch part-${level}`, "aria-hidden": "true" }), ` ${name}`))),
    el("details", {}, el("summary", {}, say("asTable")), el("table", {},
      el("thead", {}, el("tr", {}, [say("day"), ...names].map(head => el("th", { scope: "col" }, head)))),
      el("tbody", {}, days.filter((_, index) => sums[index] > 0).map(({ day, parts }) =>
        el("tr", {}, el("td", {}, formatted.day(day)), parts.map((part, level) => el("td", { class: "number", "data-label": names[level] }, written(part)))))))),
  ];
}
