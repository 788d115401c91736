import { el } from "/assets/page.js";
import { read } from "/assets/admin/session.js";
import { card, field, pill, row, table } from "/assets/admin/parts.js";
import { say } from "/assets/admin/words.js";

/** How this instance is set up. */
export async function open(body, { signal }) {
  const { variables } = await read("/system/configuration", signal);
  const search = el("input", { type: "search" });
  const chosen = el("input", { type: "checkbox" });
  const list = el("div");
  const show = () => {
    const wanted = search.value.trim().toLowerCase();
    const shown = variables.filter(variable => (!chosen.checked || variable.source !== "default") && `${variable.name} ${variable.meaning}`.toLowerCase().includes(wanted));
    list.replaceChildren(shown.length === 0 ? el("p", { class: "hint" }, say("none"))
      : table(say("configuration"), [say("variable"), say("value"), say("origin")], shown.map(variable => {
        const cells = row([el("code", {}, variable.name), el("p", { class: "hint" }, variable.meaning)], variable.value ?? "–", pill(variable.source === "default" ? "" : "warn", say(variable.source)));
        ["wide", "name"].forEach((look, index) => { cells.children[index].className = look; });
        return cells;
      })));
  };
  search.addEventListener("input", show);
  chosen.addEventListener("change", show);
  body.replaceChildren(
    card(say("configuration"), field(say("search"), search), el("label", { class: "check" }, chosen, say("onlyChosen"))), list);
  show();
}
