import { el } from "/assets/page.js";
import { candidates, stages } from "/assets/admin/candidates.js";
import { call, read } from "/assets/admin/session.js";
import { attempt, card, field } from "/assets/admin/parts.js";
import { say } from "/assets/admin/words.js";

/** A question and everything that it finds. */
export async function open(body, { signal }) {
  const { pdfs } = await read("/pdfs", signal);
  const query = el("input", { type: "text", required: true, maxlength: "2000" });
  const keep = el("input", { type: "number", min: "1", max: "50", placeholder: "4" });
  const file = el("select", {}, el("option", { value: "" }, say("everywhere")), pdfs.map(document => el("option", { value: document.filename }, document.filename)));
  const run = el("button", { type: "submit", class: "button primary" }, say("run"));
  const result = el("div", { class: "page", "aria-live": "polite" });
  const submit = event => {
    event.preventDefault();
    attempt(run, async () => {
      const filter = file.value === "" ? {} : { filter_criteria: { filename: file.value } };
      const answer = await call("/rag/retrieve-debug", { method: "POST", body: { query: query.value, ...(keep.value === "" ? {} : { k: Number(keep.value) }), ...filter }, signal });
      show(result, await answer.json());
    });
  };
  body.replaceChildren(card(null, el("p", { class: "hint" }, say("labLead")), el("form", { class: "grid", onsubmit: submit },
    field(say("question"), query), el("div", { class: "cards" }, field(say("keep"), keep), field(say("onlyFile"), file)), el("div", { class: "row" }, run))), result);
}

function show(result, found) {
  if (found.items.length === 0) {
    result.replaceChildren(el("p", { class: "notice" }, say("nothingFound")));
    return;
  }
  result.replaceChildren(
    candidates(say("retrieval"), found.items, ({ text }) => el("details", {}, el("summary", {}, text.slice(0, 90) + (text.length > 90 ? "…" : "")), el("p", {}, text))),
    card(say("timings"), el("p", { class: "hint" }, stages(found.timings))),
    card(say("context"), el("pre", { tabindex: "0" }, found.context ?? "")));
}
