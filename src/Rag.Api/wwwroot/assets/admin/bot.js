import { el, icon } from "/assets/page.js";
import { events } from "/assets/api.js";
import { renderMarkdown } from "/assets/markdown.js";
import { call, read } from "/assets/admin/session.js";
import { attempt, button, card, confirmed, field, pill, toast } from "/assets/admin/parts.js";
import { say } from "/assets/admin/words.js";

const text = (limit, rows = null) => rows === null ? el("input", { type: "text", maxlength: limit }) : el("textarea", { maxlength: limit, rows });

/** Whether the assistant answers, how it speaks, and a trial before anything is saved. */
export async function open(body, context) {
  const [state, response] = await Promise.all([read("/bot/state", context.signal), call("/bot/config", { signal: context.signal })]);
  const config = await response.json();
  const form = configuration(config, response.headers.get("ETag"), () => open(body, context));
  body.replaceChildren(stateCard(state), el("div", { class: "columns" }, form.element, trial(form.values, context.signal)));
}

function stateCard(state) {
  const element = card(null);
  const show = ({ is_active: isActive, message }) => {
    element.replaceChildren(el("div", { class: "row" }, el("div", { class: "grow" }, el("strong", {}, say("botState"), " "), pill(isActive ? "good" : "bad", say(isActive ? "on" : "off")), el("p", { class: "hint" }, message)),
      button(say(isActive ? "switchOff" : "switchOn"), async () => show(await (await call("/bot/state", { method: "PUT", body: { is_active: !isActive } })).json()), isActive ? "button danger" : "button primary")));
  };
  show(state);
  return element;
}

function configuration(config, tag, reload) {
  const language = el("select", {}, el("option", { value: "es" }, say("spanish")), el("option", { value: "en" }, say("english")));
  const fields = {
    bot_name: ["botName", text(100)], welcome_message: ["welcome", text(500, 2)], theme_color: ["color", el("input", { type: "color" })], starters: ["starters", text(800, 4)],
    input_placeholder: ["placeholder", text(100)], contact_text: ["contact", text(300, 2)], language: ["botLanguage", language],
    system_prompt: ["systemPrompt", text(8000, 5)], ui_prompt_extra: ["extra", text(3000, 3)], temperature: ["temperature", el("input", { type: "number", min: "0", max: "1", step: "0.05" })],
  };
  for (const [name, [, control]] of Object.entries(fields)) {
    control.value = name === "starters" ? config.starters.join("\n") : config[name];
  }
  const lines = value => value.split("\n").map(line => line.trim()).filter(line => line !== "");
  const read = (name, { value }) => name === "starters" ? lines(value) : name === "temperature" ? Number(value) : value;
  const same = (name, value) => JSON.stringify(value) === JSON.stringify(config[name]);
  // What was not touched is not sent, so that it keeps following its default; what was emptied goes back to it.
  const values = () => Object.fromEntries(Object.entries(fields).map(([name, [, control]]) => [name, read(name, control)]).filter(([name, value]) => !same(name, value))
    .map(([name, value]) => [name, value === "" || value.length === 0 ? null : value]));
  const save = el("button", { type: "submit", class: "button primary" }, say("save"));
  const submit = event => {
    event.preventDefault();
    attempt(save, async () => {
      try {
        await call("/bot/config", { method: "PUT", headers: { "If-Match": tag }, body: values() });
        toast(say("saved"));
      } catch (failure) {
        if (failure.status !== 412) {
          throw failure;
        }
        toast(say("stale"), true);
      }
      await reload();
    });
  };
  const reset = button(say("reset"), async () => {
    if (await confirmed(say("reset"), say("sureReset"), say("reset"))) {
      await call("/bot/config/reset", { method: "POST" });
      await reload();
    }
  });
  const form = el("form", { class: "grid", onsubmit: submit }, Object.values(fields).map(([word, control]) => field(say(word), control)), el("div", { class: "row" }, save, reset));
  return { element: card(say("settings"), form), values };
}

function trial(values, signal) {
  const input = el("input", { type: "text", required: true, maxlength: "2000" });
  const answer = el("div", { class: "text", "aria-live": "off" });
  const heard = el("p", { class: "visually-hidden", role: "status" });
  const ask = el("button", { type: "submit", class: "button primary" }, icon("send"), say("ask"));
  const submit = event => {
    event.preventDefault();
    attempt(ask, async () => {
      let words = "";
      let found = [];
      answer.replaceChildren(el("p", { class: "hint" }, say("loading")));
      try {
        const response = await call("/bot/preview", { method: "POST", body: { input: input.value, config: values() }, signal });
        for await (const { name, data } of events(response)) {
          if (name === "sources") {
            found = data.sources;
          } else if (name === "token") {
            words += data.text;
            answer.replaceChildren(renderMarkdown(words));
          } else if (name === "error") {
            throw new Error(data.detail);
          }
        }
        heard.textContent = answer.textContent;
        const cited = found.filter(source => words.includes(`[${source.id}]`));
        answer.append(...cited.map(source => el("p", { class: "hint" }, `[${source.id}] ${source.filename}, ${say("page").toLowerCase()} ${source.page}`)));
      } catch (failure) {
        answer.replaceChildren(renderMarkdown(words));
        throw failure;
      }
    });
  };
  const part = card(say("preview"), el("p", { class: "hint" }, say("previewLead")), el("form", { class: "grid", onsubmit: submit }, field(say("question"), input), el("div", { class: "row" }, ask)), answer, heard);
  part.classList.add("beside");
  return part;
}
