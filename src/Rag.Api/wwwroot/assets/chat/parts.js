// The parts of a conversation: a question, an answer as it grows, and the passage that a source opens.
import { el, icon } from "/assets/page.js";
import { renderMarkdown } from "/assets/markdown.js";
import { json, request } from "/assets/api.js";
import { say } from "/assets/chat/words.js";

export const questionPart = text =>
  el("li", { class: "question", dir: "auto" }, el("span", { class: "visually-hidden" }, say("you")), text);

/** An answer. `does` has open(messageId, n), again() and rate(messageId, rating, comment). */
export class AnswerPart {
  #text = "";
  #sources = [];
  #doubtful = new Set();
  #frame = 0;
  #body = el("div", { class: "text" });
  #below = el("div", { class: "below" });
  #does;

  constructor(does) {
    this.#does = does;
    this.messageId = null;
    this.element = el("li", { class: "answer" });
  }

  think() {
    this.element.replaceChildren(el("p", { class: "thinking" }, el("i"), el("i"), el("i"), say("thinking")));
    return this;
  }

  set sources(sources) { this.#sources = sources; }

  get plainText() { return this.#body.innerText.trim(); }

  get isEmpty() { return this.#text === ""; }

  write(piece) {
    if (this.isEmpty) {
      this.element.replaceChildren(this.#body);
      this.element.classList.add("writing");
    }
    this.#text += piece;
    // Once a picture, however fast the pieces come.
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  doubt(n) { this.#doubtful.add(n); }

  /** @param reason as the stream's event "done" has it, or null for an answer of the history. */
  finish(reason) {
    this.#end();
    if (reason === "no_answer") {
      this.element.classList.add("refused");
      this.element.prepend(el("p", { class: "mark" }, icon("info"), say("refused")));
    } else {
      this.#showSources();
    }
    if (reason === "length" || reason === "cancelled") {
      this.element.append(el("p", { class: "mark" }, icon("info"), say(reason === "length" ? "length" : "stopped")));
    }
    this.#showTools();
    return this;
  }

  /** What was said so far stays; then why it ends, and the way out. */
  fail(message, canRetry = true) {
    this.#end();
    this.element.append(el("p", { class: "mark bad" }, icon("alert"), el("span", {}, message)));
    if (canRetry) {
      this.element.append(this.#againButton("button small again"));
    }
  }

  #end() {
    cancelAnimationFrame(this.#frame);
    this.element.classList.remove("writing");
    if (this.isEmpty) {
      this.element.replaceChildren();
      return;
    }
    this.#draw();
    this.element.replaceChildren(this.#body);
  }

  #draw() {
    this.#frame = 0;
    this.#body.replaceChildren(renderMarkdown(this.#text, n => this.#cite(n)));
  }

  #cite(n) {
    if (!this.#sources.some(source => source.id === n)) {
      return null;
    }
    const isDoubtful = this.#doubtful.has(n);
    const label = say(isDoubtful ? "doubtful" : "cite", n);
    return el("button", {
      type: "button", class: isDoubtful ? "cite doubtful" : "cite", "aria-label": label, title: label, onclick: () => this.#does.open(this.messageId, n),
    }, String(n));
  }

  #showSources() {
    const cited = this.#sources.filter(source => this.#text.includes(`[${source.id}]`));
    if (cited.length > 0) {
      this.element.append(el("ol", { class: "sources", "aria-label": say("sources") }, cited.map(source => el("li", {}, el("button", {
        type: "button", title: source.filename, onclick: () => this.#does.open(this.messageId, source.id),
      }, el("span", { class: "visually-hidden" }, say("source"), " "), el("b", {}, String(source.id)), " ",
      el("span", { class: "file", dir: "auto" }, source.filename), " ", el("span", { class: "at" }, say("page", source.page)))))));
    }
  }

  #showTools() {
    const copy = el("button", { type: "button", onclick: () => this.#copy(copy) }, icon("copy"), say("copy"));
    const rate = (rating, shape) => el("button", {
      type: "button", "aria-pressed": "false", "aria-label": say(rating), title: say(rating), "data-rating": rating,
      onclick: event => this.#rate(event.currentTarget, rating),
    }, icon(shape));
    this.element.append(el("div", { class: "tools" }, copy, rate("up", "up"), rate("down", "down"), this.#againButton("again")));
  }

  #againButton(look) {
    return el("button", { type: "button", class: look, onclick: () => this.#does.again() }, icon("retry"), say("again"));
  }

  async #copy(button) {
    await navigator.clipboard.writeText(this.#text).catch(() => copyBySelection(this.#body));
    button.replaceChildren(icon("check"), say("copied"));
    setTimeout(() => button.replaceChildren(icon("copy"), say("copy")), 2000);
  }

  async #rate(button, rating) {
    if (await this.#does.rate(this.messageId, rating)) {
      for (const other of button.parentElement.querySelectorAll("[data-rating]")) {
        other.setAttribute("aria-pressed", String(other === button));
      }
      await this.#askWhy(button, rating);
    }
  }

  // The rating is sent already: what was wrong is asked for, not demanded.
  async #askWhy(button, rating) {
    this.element.querySelector(".why")?.remove();
    if (rating === "down") {
      const { askWhy } = await import("/assets/chat/why.js");
      const form = askWhy(`why-${this.messageId}`, comment => this.#does.rate(this.messageId, "down", comment), () => button.focus());
      this.element.append(form);
      form.scrollIntoView({ block: "nearest" });
      form.querySelector("textarea").focus();
    }
  }
}

// Where the page may not write to the clipboard: plain HTTP, or a frame without the right.
function copyBySelection(element) {
  const selection = getSelection();
  selection.selectAllChildren(element);
  document.execCommand("copy");
  selection.removeAllRanges();
}

const dialog = document.getElementById("source");
const body = document.getElementById("source-body");
const foot = document.getElementById("source-foot");

/** Shows the passage of a source with what stands around it, and the way to its page where that is open to the reader. */
export async function openSource(conversation, messageId, n) {
  document.getElementById("source-title").textContent = say("cite", n);
  document.getElementById("source-page").textContent = "";
  body.replaceChildren(say("loading"));
  foot.replaceChildren();
  dialog.showModal();
  try {
    const source = await json(`/chat/sources/${messageId}/${n}?conversation_id=${conversation}`);
    document.getElementById("source-title").textContent = source.filename;
    document.getElementById("source-page").textContent = say("page", source.page);
    const passage = el("mark", { dir: "auto" }, source.text);
    body.replaceChildren(source.before && `… ${source.before.trim()}`, passage, source.after && `${source.after.trim()} …`);
    passage.scrollIntoView({ block: "nearest" });
    const url = source.url ?? await adminLink(source.filename);
    if (url) {
      foot.append(el("a", { class: "button primary", href: `${url}#page=${source.page}`, target: "_blank", rel: "noopener" }, icon("external"), say("openPdf")));
    }
  } catch (failure) {
    body.replaceChildren(el("p", { class: "notice bad" }, icon("alert"), failure.message || say("unreachable")));
  }
}

// Whoever is signed in to the console in this browser may open every document. The console leaves a mark, which is no token:
// without it no visitor's browser asks.
async function adminLink(filename) {
  if (localStorage.getItem("rag.console") !== "1") {
    return null;
  }
  try {
    const { access_token: token } = await json("/auth/refresh", { method: "POST", headers: { "X-Requested-With": "chat" } });
    const link = await request(`/pdfs/link/${encodeURIComponent(filename)}`, { method: "POST", headers: { Authorization: `Bearer ${token}` } });
    return (await link.json()).url;
  } catch {
    return null;
  }
}

document.getElementById("source-close").append(icon("close"));
document.getElementById("source-close").setAttribute("aria-label", say("close"));
document.getElementById("source-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", event => event.target === dialog && dialog.close());
