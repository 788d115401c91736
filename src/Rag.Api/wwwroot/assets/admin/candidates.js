// What retrieval found, as the lab and the trace of an answer show it.
import { el, formatted } from "/assets/page.js";
import { pill, row, table } from "/assets/admin/parts.js";
import { say } from "/assets/admin/words.js";

const digits = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
export const score = value => (value === null ? "–" : digits.format(value));

/** A table of candidates; `passage(item)` is what is told of each one's passage. */
export function candidates(title, items, passage) {
  return table(title, [say("rank"), say("state"), say("passage"), say("score"), say("meaning"), say("wording"), say("together")], items.map(item => {
    const cells = row(item.rank === null ? "–" : String(item.rank),
      [pill(item.kept ? "good" : "", say(item.kept ? "kept" : "dropped")), item.reason && el("p", { class: "hint" }, say(item.reason))],
      [el("strong", {}, `${item.filename}, ${say("page").toLowerCase()} ${item.page}`), passage(item)],
      score(item.score), score(item.dense_score), score(item.lexical_score), score(item.fused_score));
    ["number", "state", "wide", "number", "number", "number", "number"].forEach((look, index) => { cells.children[index].className = look; });
    return cells;
  }));
}

const STAGES = new Set(["embed", "search", "rank", "context", "first_token", "total"]);

export const stages = timings => Object.entries(timings)
  .map(([stage, time]) => `${STAGES.has(stage) ? say(`stage_${stage}`) : stage} ${formatted.number(Math.round(time))} ms`).join(" · ");
