import { el, formatted } from "/assets/page.js";
import { json } from "/assets/api.js";
import { call, download, read } from "/assets/admin/session.js";
import { button, confirmed, field, openDialog, pager, paused, row, table, toast } from "/assets/admin/parts.js";
import { say } from "/assets/admin/words.js";

/** What visitors asked and what they were told. */
export async function open(body, { signal, argument }) {
  const search = el("input", { type: "search" });
  const from = el("input", { type: "date" });
  const to = el("input", { type: "date" });
  const format = el("select", { "aria-label": say("exportAs") }, ["xlsx", "csv", "json"].map(name => el("option", { value: name }, name.toUpperCase())));
  const list = el("div", { class: "page", "aria-live": "polite" });
  const dates = () => Object.fromEntries([["from", from.value], ["to", to.value]].filter(([, value]) => value !== ""));
  const load = async (skip = 0) => {
    const query = new URLSearchParams({ skip, limit: 20, ...(search.value.trim() === "" ? {} : { search: search.value.trim() }), ...dates() });
    const page = await read(`/chat/conversations?${query}`, signal);
    list.replaceChildren(page.items.length === 0 ? el("p", { class: "hint" }, say("none"))
      : table(say("conversations"), [say("question"), say("messages"), say("last"), say("site"), say("actions")], page.items.map(item => rowOf(item, () => load(skip)))),
    pager(page, load) ?? "");
  };
  const again = paused(() => load().catch(() => {}));
  [search, from, to].forEach(input => input.addEventListener("input", again));
  body.replaceChildren(
    el("div", { class: "cards" }, field(say("search"), search), field(say("from"), from), field(say("to"), to)),
    el("div", { class: "row" }, el("div", {}, format), button(say("exportAs"), () => download(`/chat/export-conversations?${new URLSearchParams({ format: format.value, ...dates() })}`))),
    list);
  await load();
  if (argument !== null) {
    await readOut(argument);
  }
}

function rowOf(item, reload) {
  const name = item.first_question ?? say("noQuestion");
  const cells = row(name, String(item.messages), formatted.time(item.last_message_at), item.source ?? "–", el("div", { class: "row" },
    button(say("read"), () => readOut(item.conversation_id), "button small", null, `${say("read")}: ${name}`),
    button(say("delete"), async () => {
      if (await confirmed(say("delete"), say("sureForget"), say("delete"))) {
        await call(`/chat/conversations/${item.conversation_id}`, { method: "DELETE" });
        toast(say("deleted"));
        await reload();
      }
    }, "button small danger", null, `${say("delete")}: ${name}`)));
  ["wide", "number", "number"].forEach((look, index) => { cells.children[index].className = look; });
  return cells;
}

async function readOut(id) {
  const messages = await json(`/chat/history/${encodeURIComponent(id)}?limit=1000`);
  // Not waited for: it is open until it is closed.
  openDialog(say("conversations"), () => el("div", { class: "talk" }, messages.map(message => el("div", { class: message.role === "user" ? "visitor" : null, dir: "auto" },
    el("b", {}, `${say(message.role === "user" ? "visitor" : "assistant")} · ${formatted.time(message.timestamp)}`), message.content,
    message.sources.length > 0 && el("p", { class: "hint" }, message.sources.map(source => `[${source.id}] ${source.filename}, ${say("page").toLowerCase()} ${source.page}`).join(" · "))))), { isWide: true });
}
