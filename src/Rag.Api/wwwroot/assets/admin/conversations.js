import { el, formatted } from "/assets/page.js";
import { call, download, read } from "/assets/admin/session.js";
import { button, confirmed, field, pager, paused, pill, row, table, toast, wordsOf } from "/assets/admin/parts.js";
import { readOut } from "/assets/admin/conversation.js";
import { say } from "/assets/admin/words.js";

/** What visitors asked and what they were told. */
export async function open(body, { signal, argument }) {
  const search = el("input", { type: "search" });
  const from = el("input", { type: "date" });
  const to = el("input", { type: "date" });
  const rating = el("select", {}, ["", "up", "down"].map(one => el("option", { value: one, selected: one === argument }, say(one === "" ? "anyRating" : `rated_${one}`))));
  const format = el("select", { "aria-label": say("exportAs") }, ["xlsx", "csv", "json"].map(name => el("option", { value: name }, name.toUpperCase())));
  const list = el("div", { class: "page", "aria-live": "polite" });
  const dates = () => Object.fromEntries([["from", from.value], ["to", to.value]].filter(([, value]) => value !== ""));
  const load = async (skip = 0) => {
    const asked = Object.fromEntries([["search", search.value.trim()], ["rating", rating.value]].filter(([, value]) => value !== ""));
    const query = new URLSearchParams({ skip, limit: 20, ...asked, ...dates() });
    const page = await read(`/chat/conversations?${query}`, signal);
    list.replaceChildren(page.items.length === 0 ? el("p", { class: "hint" }, say(skip === 0 && query.size === 2 ? "noConversations" : "none"))
      : table(say("conversations"), [say("question"), say("messages"), say("last"), say("site"), say("actions")], page.items.map(item => rowOf(item, () => load(skip)))),
    pager(page, load) ?? "");
  };
  const again = paused(() => load().catch(() => {}));
  [search, from, to, rating].forEach(input => input.addEventListener("input", again));
  body.replaceChildren(
    el("div", { class: "cards" }, field(say("search"), search), field(say("from"), from), field(say("to"), to), field(say("rating"), rating)),
    el("div", { class: "row" }, el("div", {}, format), button(say("exportAs"), () => download(`/chat/export-conversations?${new URLSearchParams({ format: format.value, ...dates() })}`))),
    list);
  await load();
  if (argument?.includes("-")) {
    await readOut(argument).catch(failure => toast(wordsOf(failure), true));
  }
}

function rowOf(item, reload) {
  const name = item.first_question ?? say("noQuestion");
  const ratings = [item.feedback_up > 0 && pill("good", say("helpful", item.feedback_up)), item.feedback_down > 0 && pill("bad", say("unhelpful", item.feedback_down))].filter(Boolean);
  const cells = row([name, ratings.length > 0 && el("p", { class: "ratings" }, ratings)], String(item.messages), formatted.time(item.last_message_at), item.source ?? "–", el("div", { class: "row" },
    button(say("read"), () => readOut(item.conversation_id), "button small", null, `${say("read")}: ${name}`),
    button(say("delete"), async () => {
      if (await confirmed(say("delete"), say("sureForget"), say("delete"))) {
        await call(`/chat/conversations/${item.conversation_id}`, { method: "DELETE" });
        toast(say("deleted"));
        await reload();
      }
    }, "button small danger", null, `${say("delete")}: ${name}`)));
  ["wide", "number", "when", "", "act"].forEach((look, index) => { cells.children[index].className = look; });
  return cells;
}
