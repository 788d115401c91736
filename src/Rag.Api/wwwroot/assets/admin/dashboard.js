import { el, fill, formatted, icon } from "/assets/page.js";
import { read } from "/assets/admin/session.js";
import { bars } from "/assets/admin/charts.js";
import { card, pill, row, table } from "/assets/admin/parts.js";
import { say } from "/assets/admin/words.js";

const LOOKS = { healthy: ["good", "partHealthy"], degraded: ["warn", "partDegraded"], unhealthy: ["bad", "partUnhealthy"] };

/** Whether it works, what it answers from, and what visitors ask. */
export async function open(body, { signal }) {
  // 503 is an answer too: it says what is down.
  const health = fetch("/api/v1/health/ready", { signal }).then(response => response.json());
  const [ready, stats, corpus, bot, runtime, latest, daily, usage, unanswered] = await Promise.all([
    health, ...["/chat/stats", "/rag/rag-status", "/bot/state", "/bot/runtime", "/chat/conversations?limit=5",
      "/chat/stats/daily?days=30", "/chat/usage?by=day", "/chat/unanswered?limit=1"].map(path => read(path, signal)),
  ]);
  const count = (...states) => corpus.pdfs.filter(document => states.includes(document.pending?.status ?? document.status)).length;
  const today = daily.items.at(-1);
  const [look, , title] = [...LOOKS[ready.status], ready.status];
  fill(body,
    el("p", { class: `notice ${look === "warn" ? "" : look}` }, icon(look === "good" ? "check" : "alert"), el("span", {}, say(title))),
    !bot.is_active && el("p", { class: "notice" }, icon("alert"), el("span", {}, say("botOff"))),
    corpus.total_documents === 0 && el("p", { class: "notice" }, icon("info"), el("a", { href: "#/documents" }, say("firstStep"))),
    el("div", { class: "cards" },
      card(say("questions"), figure(stats.total_queries), hint([say("todayCount", formatted.number(today.total_queries)),
        say("conversationsCount", formatted.number(stats.total_users))].join(" · "))),
      card(say("documents"), figure(corpus.total_documents), hint([say("chunksCount", formatted.number(corpus.total_chunks)),
        count("queued", "processing") > 0 && say("working", count("queued", "processing")), count("failed") > 0 && say("broken", count("failed"))].filter(Boolean).join(" · "))),
      card(say("firstToken"), figure(stats.avg_first_token_ms === null ? "–" : `${formatted.number(stats.avg_first_token_ms)} ms`), hint(`${say("model")}: ${runtime.model_name}`)),
      card(say("tokens"), figure(stats.tokens), hint(costOf(usage)))),
    el("div", { class: "columns" },
      card(say("questions30"), bars(say("questions30"), daily.items.map(item => ({ day: item.day, parts: [item.answered, item.no_answer] })),
        [say("answeredWord"), say("refusedWord")])),
      card(say("tokens30"), bars(say("tokens30"), daily.items.map(item => ({ day: item.day, parts: [item.tokens] })), [say("tokens")]))),
    el("div", { class: "columns" },
      card(say("answeredRefused"), share(stats.answered, stats.no_answer, "answered", "refused"),
        unanswered.total > 0 && el("a", { href: "#/unanswered" }, say("seeUnanswered", formatted.number(unanswered.total)))),
      card(say("feedback"), share(stats.feedback_up, stats.feedback_down, "helpful", "unhelpful", "noRatings"),
        stats.feedback_down > 0 && el("a", { href: "#/conversations/down" }, say("seeUnhelpful")))),
    el("div", { class: "columns" }, parts(ready), conversations(latest)));
}

function costOf({ total, budget }) {
  const cost = total.cost_usd === null ? say("noPrices") : say("cost30", formatted.dollars(total.cost_usd));
  return budget.daily_tokens === null ? cost
    : `${cost} · ${say(budget.is_spent ? "budgetSpent" : "budgetLeft", formatted.number(budget.spent_today), formatted.number(budget.daily_tokens))}`;
}

const figure = value => el("p", { class: "figure" }, typeof value === "number" ? formatted.number(value) : value);
const hint = text => el("p", { class: "hint" }, text);

function share(one, other, oneWord, otherWord, none = "noData") {
  if (one + other === 0) {
    return hint(say(none));
  }
  const words = (word, value) => say(word, formatted.number(value));
  return [
    el("progress", { max: String(one + other), value: String(one), "aria-label": words(oneWord, one) }),
    hint(`${words(oneWord, one)} · ${words(otherWord, other)}`),
  ];
}

const parts = ready => card(say("healthTitle"), table(say("healthTitle"), [say("name"), say("state"), ""], Object.entries(ready.checks).map(([name, check]) =>
  row(say(name), pill(LOOKS[check.status][0], say(LOOKS[check.status][1])), el("span", { class: "hint" }, localTimes(check.detail))))));

// A server writes times for machines.
const localTimes = text => text?.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, time => formatted.time(time));

const conversations = latest => card(say("latest"), latest.items.length === 0 ? hint(say("noData")) : [
  table(say("latest"), [say("question"), say("last")], latest.items.map(item =>
    row(el("a", { href: `#/conversations/${item.conversation_id}` }, item.first_question ?? say("noQuestion")), formatted.time(item.last_message_at)))),
  el("a", { href: "#/conversations" }, say("all")),
]);
