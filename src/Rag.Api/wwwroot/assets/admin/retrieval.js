import { el, formatted } from "/assets/page.js";
import { call, read } from "/assets/admin/session.js";
import { attempt, card, field, pill, row, table } from "/assets/admin/parts.js";
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

const digits = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 3 });
const score = value => (value === null ? "–" : digits.format(value));

function show(result, found) {
  if (found.items.length === 0) {
    result.replaceChildren(el("p", { class: "notice" }, say("nothingFound")));
    return;
  }
  const rows = found.items.map(item => {
    const cells = row(item.rank === null ? "–" : String(item.rank),
      [pill(item.kept ? "good" : "", say(item.kept ? "kept" : "dropped")), item.reason && el("p", { class: "hint" }, say(item.reason))],
      [el("strong", {}, `${item.filename}, ${say("page").toLowerCase()} ${item.page}`), el("details", {}, el("summary", {}, item.text.slice(0, 90) + (item.text.length > 90 ? "…" : "")), el("p", {}, item.text))],
      score(item.score), score(item.dense_score), score(item.lexical_score), score(item.fused_score));
    cells.children[2].className = "wide";
    return cells;
  });
  result.replaceChildren(
    table(say("retrieval"), [say("rank"), say("state"), say("passage"), say("score"), say("meaning"), say("wording"), say("together")], rows),
    card(say("timings"), el("p", { class: "hint" }, Object.entries(found.timings).map(([stage, time]) => `${stage} ${formatted.number(Math.round(time))} ms`).join(" · "))),
    card(say("context"), el("pre", { tabindex: "0" }, found.context ?? "")));
}
