// One conversation to read: what was said, what it stands on, what the visitor thought of it, and how an answer came about.
import { el, fill, formatted, icon } from "/assets/page.js";
import { renderMarkdown } from "/assets/markdown.js";
import { json } from "/assets/api.js";
import { read } from "/assets/admin/session.js";
import { openDialog, pill, wordsOf } from "/assets/admin/parts.js";
import { candidates, score, stages } from "/assets/admin/candidates.js";
import { say } from "/assets/admin/words.js";

const ENDS = { no_answer: ["warn", "no_answer"], cancelled: ["", "cancelled"], failed: ["bad", "failed_answer"], length: ["", "length"] };

export async function readOut(id) {
  const { messages } = await read(`/chat/conversations/${encodeURIComponent(id)}`);
  // Not waited for: it is open until it is closed.
  openDialog(messages.find(message => message.role === "user")?.content ?? say("noQuestion"),
    () => el("div", { class: "talk" }, messages.map(message => partOf(id, message))), { isWide: true });
}

function partOf(conversation, message) {
  const head = el("p", { class: "head" }, el("b", {}, say(message.role === "user" ? "visitor" : "assistant")), ` · ${formatted.time(message.timestamp)} `,
    message.finish_reason in ENDS && pill(ENDS[message.finish_reason][0], say(ENDS[message.finish_reason][1])));
  if (message.role === "user") {
    return el("div", { class: "visitor", dir: "auto" }, head, el("p", { class: "said" }, message.content));
  }
  const text = el("div", { class: "text", dir: "auto" });
  text.append(renderMarkdown(message.content));
  return el("div", {}, head, text, message.feedback && rated(message.feedback), sourcesOf(conversation, message),
    lazy(say("trace"), async () => trace(await read(`/chat/trace/${message.message_id}`))));
}

const rated = ({ rating, comment }) => el("p", { class: `notice ${rating === "up" ? "good" : "bad"}` }, icon(rating), el("span", { dir: "auto" },
  say(`rated_${rating}`), comment && `: ${comment}`));

const sourcesOf = (conversation, { message_id: message, sources }) => sources.length > 0 && el("ul", { class: "found", "aria-label": say("sources") },
  sources.map(source => el("li", {}, lazy(`[${source.id}] ${source.filename}, ${say("page").toLowerCase()} ${source.page}`, async () => {
    const { before, text, after } = await json(`/chat/sources/${message}/${source.id}?conversation_id=${conversation}`);
    return el("p", { class: "said hint", dir: "auto" }, before && `… ${before.trim()}`, el("mark", {}, text), after && `${after.trim()} …`);
  }))));

/** What is fetched when it is opened, once it has come. */
function lazy(label, load) {
  let isAsked = false;
  const body = el("div", {}, el("p", { class: "hint" }, say("loading")));
  const element = el("details", {
    ontoggle: async () => {
      if (element.open && !isAsked) {
        isAsked = true;
        try {
          fill(body, await load());
        } catch (failure) {
          isAsked = false;
          fill(body, el("p", { class: "problem", role: "alert" }, wordsOf(failure)));
        }
      }
    },
  }, el("summary", {}, label), body);
  return element;
}

function trace(found) {
  const { prompt_tokens: prompt, total_tokens: total, completion_tokens: completion } = found.tokens;
  const facts = [
    [say("searchedFor"), found.searched_for],
    [say("answeredBy"), [found.model || "–", found.cached && say("cachedAnswer"), found.over_budget && say("overBudget")].filter(Boolean).join(", ")],
    found.evidence !== null && [say("evidence"), say("evidenceOf", score(found.evidence), score(found.evidence_limit))],
    found.history_messages > 0 && [say("history"), say("historyMessages", formatted.number(found.history_messages))],
    [say("tokens"), total === 0 ? say("noCall") : say("tokensOf", formatted.number(prompt), formatted.number(completion))],
    [say("timings"), stages(found.timings)],
  ].filter(Boolean);
  return [
    el("dl", { class: "facts" }, facts.map(([name, value]) => [el("dt", {}, name), el("dd", { dir: "auto" }, value)])),
    found.items.length === 0 ? el("p", { class: "hint" }, say("noCandidates")) : candidates(say("candidates"), found.items, () => []),
  ];
}
