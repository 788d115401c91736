// The chat: one conversation with the public API, kept over reloads by its id.
import { applyTheme, el, icon, language } from "/assets/page.js";
import { ApiError, events, json, request } from "/assets/api.js";
import { AnswerPart, openSource, questionPart } from "/assets/chat/parts.js";
import { say } from "/assets/chat/words.js";

const $ = id => document.getElementById(id);
const [form, input, log, scroll, notices, heard] = ["form", "question", "log", "scroll", "notices", "heard"].map($);

// The id is the key to the conversation, so that it ends with the tab; what is pending tells an answer that a reload cut off.
const memory = {
  get: name => sessionStorage.getItem(`rag.${name}`),
  set: (name, value) => (value === null ? sessionStorage.removeItem(`rag.${name}`) : sessionStorage.setItem(`rag.${name}`, value)),
};
let conversation = memory.get("conversation");
let asking = null;
let waiting = 0;
let isActive = true;

const does = {
  open: (messageId, n) => openSource(conversation, messageId, n),
  again: () => ask(lastQuestion),
  rate: async (messageId, rating, comment = null) => {
    try {
      await request("/chat/feedback", { method: "POST", body: { conversation_id: conversation, message_id: messageId, rating, comment } });
      heard.textContent = say("thanks");
      return true;
    } catch (failure) {
      notify("rating", wordsOf(failure));
      return false;
    }
  },
};
let lastQuestion = "";

async function ask(question) {
  if (asking !== null || waiting > 0 || !isActive || question.trim() === "") {
    return;
  }
  lastQuestion = question;
  log.querySelectorAll(".again").forEach(button => button.remove());
  $("empty").hidden = true;
  $("fresh").hidden = false;
  const answer = new AnswerPart(does).think();
  log.append(questionPart(question), answer.element);
  toEnd();
  clearNotices();
  asking = new AbortController();
  memory.set("pending", question);
  showState();
  heard.textContent = say("thinking");
  try {
    await receive(question, answer);
    heard.textContent = say("answered", answer.plainText);
  } catch (failure) {
    await endBadly(failure, answer);
  } finally {
    asking = null;
    showState();
    follow();
  }
}

async function receive(question, answer) {
  const body = { input: question, ...(conversation === null ? {} : { conversation_id: conversation }) };
  const response = await request("/chat/stream", { method: "POST", body, signal: asking.signal });
  for await (const { name, data } of events(response)) {
    if (name === "meta") {
      conversation = data.conversation_id;
      memory.set("conversation", conversation);
      answer.messageId = data.message_id;
    } else if (name === "sources") {
      answer.sources = data.sources;
    } else if (name === "token") {
      if (answer.isEmpty) {
        heard.textContent = say("writing");
      }
      answer.write(data.text);
      follow();
    } else if (name === "citation" && !data.supported) {
      answer.doubt(data.n);
    } else if (name === "error") {
      throw Object.assign(new ApiError(data.code, data.detail), { canRetry: data.retryable, isWhole: true });
    } else if (name === "done") {
      memory.set("pending", null);
      answer.finish(data.finish_reason);
      return;
    }
  }
  throw new ApiError("cut", "");
}

async function endBadly(failure, answer) {
  if (failure.name === "AbortError") {
    memory.set("pending", null);
    if (answer.isEmpty) {
      answer.fail(say("stopped"));
    } else {
      answer.finish("cancelled");
    }
    heard.textContent = say("stopped");
    return;
  }
  if (failure.code === "bot_inactive") {
    isActive = false;
  }
  if (failure.wait) {
    hold(failure.wait, failure.message);
  }
  // Nothing was stored where the stream never began, and the server has said how it ended where it did.
  if (answer.messageId !== null && !failure.isWhole) {
    answer.fail(say("cut"));
    await reload(say("cut"));
    return;
  }
  memory.set("pending", null);
  answer.fail(wordsOf(failure), failure.canRetry ?? true);
  heard.textContent = wordsOf(failure);
}

/** The history as the server has it; with `why`, its last answer was cut off and can be asked again. */
async function reload(why = null) {
  try {
    const messages = await json(`/chat/history/${conversation}?limit=200`);
    log.replaceChildren(...messages.map(partOf));
    log.querySelectorAll(".tools .again").forEach((button, index, all) => index < all.length - 1 && button.remove());
    lastQuestion = messages.findLast(message => message.role === "user")?.content ?? lastQuestion;
    $("empty").hidden = messages.length > 0;
    $("fresh").hidden = messages.length === 0;
    memory.set("pending", null);
    if (why !== null) {
      log.querySelectorAll(".tools .again").forEach(button => button.remove());
      const end = new AnswerPart(does);
      end.fail(why);
      log.append(end.element);
      heard.textContent = why;
    }
  } catch (failure) {
    // What the page still shows stays.
    notify("history", wordsOf(failure));
  }
  toEnd();
}

function partOf(message) {
  if (message.role === "user") {
    return questionPart(message.content);
  }
  const answer = new AnswerPart(does);
  answer.messageId = message.message_id;
  answer.sources = message.sources;
  answer.write(message.content);
  return answer.finish(null).element;
}

const wordsOf = failure => failure.message && failure.code !== "unreachable" ? failure.message : say(failure.code === "unreachable" ? "unreachable" : "failed");

// Retry-After: asking is possible again when the server says so, and not before.
function hold(seconds, message) {
  waiting = seconds;
  const notice = notify("wait", "");
  const tick = () => {
    if (waiting <= 0) {
      clearInterval(timer);
      notice.remove();
      showState();
      return;
    }
    notice.lastChild.textContent = [message, say("wait", waiting)].filter(Boolean).join(" ");
    waiting -= 1;
  };
  const timer = setInterval(tick, 1000);
  tick();
}

function notify(kind, text) {
  $("notices").querySelector(`[data-kind="${kind}"]`)?.remove();
  const notice = el("p", { class: "notice", "data-kind": kind }, icon("alert"), el("span", {}, text));
  notices.append(notice);
  // It takes the place of the last lines of the conversation.
  follow();
  return notice;
}

const clearNotices = () => notices.querySelectorAll('[data-kind="rating"], [data-kind="history"]').forEach(notice => notice.remove());

function showState() {
  const isOffline = !navigator.onLine;
  $("send").hidden = asking !== null;
  $("stop").hidden = asking === null;
  $("send").disabled = waiting > 0 || !isActive || isOffline;
  $("state").textContent = say(isActive ? "online" : "inactive");
  $("state").classList.toggle("on", isActive);
  document.querySelectorAll("#starters button").forEach(button => { button.disabled = $("send").disabled; });
  for (const [kind, isNow, words] of [["offline", isOffline, "offline"], ["inactive", !isActive, "inactiveNotice"]]) {
    const shown = notices.querySelector(`[data-kind="${kind}"]`);
    if (isNow && shown === null) {
      notify(kind, say(words));
    } else if (!isNow) {
      shown?.remove();
    }
  }
}

const distance = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight;
const toEnd = () => { scroll.scrollTop = scroll.scrollHeight; };

// Whoever reads further up is left there.
let isFollowing = true;
function follow() {
  if (isFollowing) {
    requestAnimationFrame(toEnd);
  }
}
scroll.addEventListener("scroll", () => {
  isFollowing = distance() < 80;
  $("jump").hidden = distance() < 240;
});

function fit() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
}

function submit() {
  const question = input.value.trim();
  if (question !== "" && asking === null && !$("send").disabled) {
    input.value = "";
    fit();
    ask(question);
  }
}

function startAfresh() {
  asking?.abort();
  conversation = null;
  memory.set("conversation", null);
  memory.set("pending", null);
  log.replaceChildren();
  $("empty").hidden = false;
  $("fresh").hidden = true;
  input.focus();
}

form.addEventListener("submit", event => { event.preventDefault(); submit(); });
input.addEventListener("input", fit);
input.addEventListener("keydown", event => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  }
});
$("stop").addEventListener("click", () => { asking?.abort(); input.focus(); });
$("fresh").addEventListener("click", startAfresh);
$("jump").addEventListener("click", toEnd);
addEventListener("online", showState);
addEventListener("offline", showState);

function dress() {
  $("skip").textContent = say("skip");
  $("log-title").textContent = say("log");
  $("label").textContent = say("question");
  $("print").textContent = say("print");
  $("jump").textContent = say("jump");
  $("fresh").append(icon("plus"), el("span", {}, say("fresh")));
  for (const [id, shape, word] of [["send", "send", "send"], ["stop", "stop", "stop"], ["close", "close", "close"]]) {
    $(id).append(icon(shape));
    $(id).setAttribute("aria-label", say(word));
    $(id).title = say(word);
  }
  $("fresh").setAttribute("aria-label", say("fresh"));
}

function show(bot) {
  document.title = bot.bot_name;
  $("name").textContent = bot.bot_name;
  $("avatar").textContent = [...bot.bot_name.trim()][0]?.toLocaleUpperCase(language) ?? "";
  $("welcome").textContent = bot.welcome_message;
  input.placeholder = bot.input_placeholder;
  isActive = bot.is_active;
  applyTheme(new URLSearchParams(location.search).get("color") ?? bot.theme_color);
  $("starters").replaceChildren(...bot.starters.map(starter =>
    el("li", {}, el("button", { type: "button", dir: "auto", onclick: () => { input.focus(); ask(starter); } }, starter))));
}

// In a widget's frame: the page around it is told to close, and nobody else.
const host = new URLSearchParams(location.search).get("origin");
if (parent !== window && host !== null) {
  const close = () => parent.postMessage({ type: "rag:close" }, host);
  $("close").hidden = false;
  $("close").addEventListener("click", close);
  addEventListener("keydown", event => event.key === "Escape" && !document.querySelector("dialog[open]") && close());
  addEventListener("message", event => {
    if (event.source === parent && event.origin === host && event.data?.type === "rag:open") {
      input.focus();
    }
  });
}

async function start() {
  dress();
  const [bot] = await Promise.all([
    json("/bot/config/public").catch(failure => failure),
    conversation === null ? null : reload(memory.get("pending") === null ? null : say("cut")),
  ]);
  if (bot instanceof Error) {
    notify("rating", wordsOf(bot));
  } else {
    show(bot);
  }
  $("empty").hidden = log.children.length > 0;
  showState();
  if (matchMedia("(hover: hover)").matches) {
    input.focus({ preventScroll: true });
  }
}

start();
