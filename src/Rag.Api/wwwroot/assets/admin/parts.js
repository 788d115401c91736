// The console's parts: notices, dialogs, tables and the failure of a page.
import { el, icon } from "/assets/page.js";
import { say } from "/assets/admin/words.js";

export const wordsOf = failure => failure.message && failure.code !== "unreachable" ? failure.message : say(failure.code === "unreachable" ? "unreachable" : "failed");

/** Says how something went, for some seconds; longer where it failed. */
export function toast(text, isBad = false) {
  const notice = el("p", { class: `notice ${isBad ? "bad" : "good"}` }, icon(isBad ? "alert" : "check"), el("span", {}, text));
  document.getElementById("toasts").append(notice);
  setTimeout(() => notice.remove(), isBad ? 9000 : 4000);
}

// The button whose action runs: a dialog gives the focus back to it.
let acting = null;

/** Puts a focus that is nowhere where the user was, or where that button stands now, or at the page's beginning. */
export function refocus(element) {
  if (document.activeElement === null || document.activeElement === document.body) {
    const label = element?.getAttribute("aria-label");
    const again = element?.isConnected ? element : label && document.querySelector(`[aria-label="${CSS.escape(label)}"]`);
    (again ?? document.getElementById("main"))?.focus();
  }
}

/** Runs an action of the user with its button out of reach meanwhile; a refusal is said. */
export async function attempt(button, action) {
  const hadFocus = document.activeElement === button;
  button.disabled = true;
  acting = button;
  try {
    return await action();
  } catch (failure) {
    if (failure.name !== "AbortError") {
      toast(wordsOf(failure), true);
    }
    return undefined;
  } finally {
    button.disabled = false;
    if (hadFocus) {
      refocus(button);
    }
  }
}

/** `word` null: only its icon is seen, and `label` is read and shown by the pointer. */
export const button = (word, action, look = "button", shape = null, label = null) => {
  const element = el("button", { type: "button", class: look, "aria-label": label, title: word === null ? label : null, onclick: () => attempt(element, action) }, shape && icon(shape), word ?? []);
  return element;
};

/** A dialog; resolves to what it was closed with. */
export function openDialog(title, content, { isWide = false } = {}) {
  return new Promise(resolve => {
    const opener = acting;
    const dialog = el("dialog", { class: isWide ? "wide" : null, "aria-labelledby": "dialog-title" });
    const close = el("button", { type: "button", class: "plain", "aria-label": say("close"), onclick: () => dialog.close("") }, icon("close"));
    dialog.append(el("header", {}, el("h2", { id: "dialog-title" }, title), close), el("div", { class: "inner", tabindex: "-1" }, content(dialog)));
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue); refocus(opener); });
    document.body.append(dialog);
    dialog.showModal();
  });
}

export const confirmed = async (title, text, yes) => (await openDialog(title, dialog => [
  el("p", {}, text),
  el("div", { class: "row end" },
    el("button", { type: "button", class: "button", autofocus: true, onclick: () => dialog.close("") }, say("cancel")),
    el("button", { type: "button", class: "button danger solid", onclick: () => dialog.close("yes") }, yes)),
])) === "yes";

let fields = 0;
/** A labelled control; `hint` is read with it. */
export function field(label, control, hint = null) {
  const id = `field-${fields += 1}`;
  control.id = id;
  if (hint !== null) {
    control.setAttribute("aria-describedby", `${id}-hint`);
  }
  return el("div", { class: "field" }, el("label", { for: id }, label), control, hint && el("p", { class: "hint", id: `${id}-hint` }, hint));
}

/** A table in a frame that scrolls sideways; cells are strings or nodes. */
export function table(caption, heads, rows) {
  for (const one of rows) {
    // On a small screen the cells stand below each other, each with its column's name.
    [...one.children].forEach((cell, index) => { cell.dataset.label = heads[index]; });
  }
  return el("div", { class: "table", tabindex: "0", role: "region", "aria-label": caption },
    el("table", {}, el("caption", { class: "visually-hidden" }, caption),
      el("thead", {}, el("tr", {}, heads.map((head, index) => el("th", { scope: "col", class: rows[0]?.children[index]?.className === "number" && "number" }, head)))), el("tbody", {}, rows)));
}

export const row = (...cells) => el("tr", {}, cells.map(cell => el("td", {}, cell === "" ? [] : cell)));

export const pill = (look, text) => el("span", { class: `pill ${look}` }, text);

export const bar = (share, label) => el("progress", { max: "1", value: String(share), "aria-label": label });

export const card = (title, ...content) => el("section", { class: "card" }, title && el("h2", {}, title), content);

export function pager({ skip, limit, total }, go) {
  if (total <= limit) {
    return null;
  }
  const to = Math.min(total, skip + limit);
  const step = (word, target, isThere) => el("button", { type: "button", class: "button small", disabled: !isThere, onclick: () => go(target) }, say(word));
  return el("nav", { class: "pager", "aria-label": say("range", skip + 1, to, total) },
    step("previous", Math.max(0, skip - limit), skip > 0), el("span", {}, say("range", skip + 1, to, total)), step("next", skip + limit, to < total));
}

/** Calls `action` when typing has paused. */
export function paused(action, milliseconds = 300) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
}
