import { el } from "/assets/page.js";
import { call, read } from "/assets/admin/session.js";
import { button, card, field, pill, row, table } from "/assets/admin/parts.js";
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
  // The long list last: what can be done here is in sight.
  body.replaceChildren(
    consistency(signal), card(say("configuration"), field(say("search"), search), el("label", { class: "check" }, chosen, say("onlyChosen"))), list);
  show();
}

/** Whether the stores agree, and their repair: asked for, because it reads everything. */
function consistency(signal) {
  const result = el("div", { class: "page", "aria-live": "polite" });
  const entries = (items, note = () => null) => items.length > 0 && table(say("consistency"), [say("file"), say("state")], items.map(item =>
    row(item.filename ?? item.key ?? item.document_id ?? item.kind, [item.detail, note(item)])));
  const check = async () => {
    const report = await read("/rag/consistency", signal);
    const found = [...report.orphans, ...report.missing];
    result.replaceChildren(...[el("p", { class: `notice ${found.length === 0 ? "good" : ""}` }, found.length === 0 ? say("agree", report.documents) : say("problems", found.length)), entries(found)].filter(Boolean));
    mend.hidden = found.length === 0;
  };
  const mend = button(say("repair"), async () => {
    const done = await (await call("/rag/consistency/repair", { method: "POST", signal })).json();
    result.replaceChildren(...[el("p", { class: `notice ${done.left.length === 0 ? "good" : ""}` }, say("repaired", done.repaired.length, done.left.length)), entries([...done.repaired, ...done.left], item => el("p", { class: "hint" }, item.note))].filter(Boolean));
    mend.hidden = true;
  });
  mend.hidden = true;
  const part = card(say("consistency"), el("p", { class: "hint" }, say("consistencyLead")), el("div", { class: "row" }, button(say("check"), check), mend), result);
  part.classList.add("consistency");
  return part;
}
