import { el, formatted, icon } from "/assets/page.js";
import { events } from "/assets/api.js";
import { call, read, upload } from "/assets/admin/session.js";
import { bar, button, confirmed, openDialog, pill, row, table, toast, wordsOf } from "/assets/admin/parts.js";
import { say } from "/assets/admin/words.js";

const LOOKS = { queued: "", processing: "warn", ready: "good", failed: "bad" };
const AT_ONCE = 2;
const PAUSE = 3000;

/** The documents as they are now, and what happens to them while one looks. */
export async function open(body, { signal }) {
  const documents = new Map();
  const list = el("div", { id: "documents" });
  const live = el("span", { class: "pill" }, say("notLive"));
  const search = el("input", { type: "search", placeholder: say("search"), "aria-label": say("search"), oninput: () => draw() });
  const draw = () => show(list, [...documents.values()], search.value);
  body.replaceChildren(uploader(signal), el("div", { class: "row" }, el("div", { class: "grow" }, search), live), list);
  for (const document of (await read("/pdfs", signal)).pdfs) {
    documents.set(document.document_id, document);
  }
  draw();
  follow(documents, draw, live, signal);
}

// The stream ends with the access token, and with a restart of the server: it is taken up again after its last event.
async function follow(documents, draw, live, signal) {
  let last = null;
  while (!signal.aborted) {
    try {
      const response = await call("/pdfs/events", { signal, headers: last === null ? {} : { "Last-Event-ID": last } });
      live.textContent = say("live");
      live.className = "pill good";
      for await (const { name, id, data } of events(response)) {
        last = id;
        if (name === "snapshot") {
          documents.clear();
          data.pdfs.forEach(document => documents.set(document.document_id, document));
        } else if (name === "document") {
          documents.set(data.document_id, data);
        } else if (name === "deleted") {
          documents.delete(data.document_id);
        }
        draw();
      }
    } catch (failure) {
      if (failure.status === 401) {
        return;
      }
    }
    live.textContent = say("notLive");
    live.className = "pill";
    await new Promise(resolve => setTimeout(resolve, PAUSE));
  }
}

function show(list, documents, wanted) {
  const shown = documents.filter(document => document.filename.toLowerCase().includes(wanted.toLowerCase()))
    .sort((one, other) => one.filename.localeCompare(other.filename));
  // What has the focus keeps it when the table is drawn anew.
  const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
  list.replaceChildren(shown.length === 0
    ? el("p", { class: "hint" }, say(documents.length === 0 ? "noDocuments" : "none"))
    : table(say("documents"), [say("file"), say("state"), say("actions")], shown.map(rowOf)));
  if (focused !== null) {
    (list.querySelector(`[aria-label="${CSS.escape(focused)}"]`) ?? document.getElementById("main")).focus();
  }
}

function rowOf(document) {
  const facts = [document.chunks > 0 && say("pagesCount", document.pages), document.chunks > 0 && say("chunksCount", formatted.number(document.chunks)), formatted.size(document.size), formatted.time(document.last_modified)];
  const cells = row([document.filename, el("p", { class: "hint" }, facts.filter(Boolean).join(" · "))], [...stateOf(document)], el("div", { class: "row" }, actionsOf(document)));
  ["name", "state", "act"].forEach((look, index) => { cells.children[index].className = look; });
  cells.dataset.file = document.filename;
  return cells;
}

function* stateOf({ status, progress, error, pending, filename }) {
  yield pill(LOOKS[status], say(status === "failed" ? "failedState" : status));
  if (status === "processing") {
    yield " ";
    yield bar(progress, filename);
  }
  if (error) {
    yield el("p", { class: "problem" }, error.detail);
  }
  if (pending) {
    yield el("p", {}, `${say("newVersion")}: `, pill(LOOKS[pending.status], say(pending.status === "failed" ? "failedState" : pending.status)), " ",
      pending.status === "processing" && bar(pending.progress, filename), pending.error && el("span", { class: "problem" }, pending.error.detail));
  }
}

function actionsOf({ filename, document_id }) {
  const path = encodeURIComponent(filename);
  const small = (word, action, shape = null, look = "") =>
    button(shape === null ? say(word) : null, action, `button small ${look}`, shape, `${say(word)}: ${filename}`);
  return [
    small("view", async () => {
      // Before the answer, or the browser takes it for an unasked window.
      const tab = window.open("", "_blank");
      try {
        const { url } = await (await call(`/pdfs/link/${path}`, { method: "POST" })).json();
        tab.opener = null;
        tab.location = url;
      } catch (failure) {
        tab.close();
        throw failure;
      }
    }),
    small("details", async () => details(await read(`/pdfs/status/${path}`))),
    small("replace", async () => {
      const picker = el("input", { type: "file", accept: ".pdf,application/pdf" });
      picker.addEventListener("change", () => send(new File([picker.files[0]], filename, { type: "application/pdf" }), document_id));
      picker.click();
    }, "upload"),
    small("reindex", async () => {
      await call("/rag/reindex-pdf", { method: "POST", body: { filename } });
      toast(say("reindexed", filename));
    }, "retry"),
    small("delete", async () => {
      if (await confirmed(say("sureDeleteTitle"), say("sureDelete", filename), say("delete"))) {
        await call(`/pdfs/${path}`, { method: "DELETE" });
        toast(say("deleted"));
      }
    }, "trash", "danger"),
  ];
}

function details(document) {
  const remarks = page => [page.image_only && say("imageOnly"), page.unreadable_share > 0 && say("unreadable", formatted.percent(page.unreadable_share)),
    page.hidden_characters > 0 && say("hidden", formatted.number(page.hidden_characters)), page.rotation > 0 && say("rotated", page.rotation)].filter(Boolean).join(", ");
  openDialog(document.filename, () => [
    el("p", { class: "hint" }, [`${say("version")} ${document.version}`, say("pagesCount", document.pages), say("chunksCount", formatted.number(document.chunks)), formatted.size(document.size),
      document.indexed_at && `${say("indexed")}: ${formatted.time(document.indexed_at)}`].filter(Boolean).join(" · ")),
    document.error && el("p", { class: "notice bad" }, icon("alert"), el("span", {}, document.error.detail)),
    ...(document.warnings ?? []).map(warning => el("p", { class: "notice" }, icon("alert"), el("span", {}, warning.detail))),
    (document.page_facts ?? []).length > 0 && table(say("facts"), [say("page"), say("words"), say("language"), say("remarks")], document.page_facts.map(page =>
      row(String(page.page), formatted.number(page.words), page.language ?? "–", remarks(page)))),
  ], { isWide: true });
}

let send = () => {};
function uploader(signal) {
  const waiting = [];
  let running = 0;
  const queue = el("ul", { class: "uploads", "aria-label": say("uploads") });
  const picker = el("input", { type: "file", multiple: true, accept: ".pdf,application/pdf", class: "visually-hidden", "aria-label": say("choose"), id: "files", tabindex: "-1" });
  const zone = el("div", { class: "drop" }, icon("upload"), el("span", {}, say("drop")), el("button", { type: "button", class: "button small", onclick: () => picker.click() }, say("choose")), picker);

  const next = async () => {
    if (running >= AT_ONCE || waiting.length === 0) {
      return;
    }
    running += 1;
    const { file, item } = waiting.shift();
    const progress = bar(0, file.name);
    item.children[1].replaceChildren(progress);
    try {
      await upload(file, part => { progress.value = part; });
      item.children[1].replaceChildren(pill("good", say("sent")));
      setTimeout(() => item.remove(), 5000);
    } catch (failure) {
      item.children[1].replaceChildren(pill("bad", say("failedState")));
      item.append(el("p", { class: "problem", role: "alert" }, wordsOf(failure)));
    }
    running -= 1;
    next();
  };
  send = file => {
    const item = el("li", {}, el("span", {}, file.name), el("span", {}, pill("", say("queued"))));
    queue.append(item);
    waiting.push({ file, item });
    next();
  };
  picker.addEventListener("change", () => { [...picker.files].forEach(file => send(file)); picker.value = ""; });
  // Anywhere on the page: a file that misses the zone must not replace the page.
  addEventListener("dragover", event => { event.preventDefault(); zone.classList.add("over"); }, { signal });
  addEventListener("dragleave", event => event.relatedTarget === null && zone.classList.remove("over"), { signal });
  addEventListener("drop", event => {
    event.preventDefault();
    zone.classList.remove("over");
    [...event.dataTransfer.files].forEach(file => send(file));
  }, { signal });
  return el("div", { class: "page" }, zone, queue);
}
