import { el, formatted } from "/assets/page.js";
import { read } from "/assets/admin/session.js";
import { card, pager, row, table } from "/assets/admin/parts.js";
import { say } from "/assets/admin/words.js";

/** What visitors asked and the documents do not hold: the list of what to write next. */
export async function open(body, { signal }) {
  const list = el("div", { class: "page", "aria-live": "polite" });
  const load = async (skip = 0) => {
    const page = await read(`/chat/unanswered?${new URLSearchParams({ skip, limit: 20 })}`, signal);
    list.replaceChildren(...page.items.length === 0 ? [el("p", { class: "hint" }, say("noUnanswered"))] : [
      table(say("unanswered"), [say("question"), say("times"), say("last"), say("wordings")], page.items.map(rowOf)),
      pager(page, load) ?? "",
    ]);
  };
  body.replaceChildren(card(null, el("p", { class: "hint" }, say("unansweredLead"))), list);
  await load();
}

function rowOf(item) {
  const cells = row(
    el("a", { href: `#/conversations/${item.last_conversation_id}` }, item.question), formatted.number(item.count), formatted.time(item.last_asked_at),
    item.examples.length > 0 && el("ul", { class: "examples" }, item.examples.map(example => el("li", {}, example))));
  ["wide", "number", "when", "wide"].forEach((look, index) => { cells.children[index].className = look; });
  return cells;
}
