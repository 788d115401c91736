// What was wrong with an answer, in the visitor's own words: loaded by whoever rates one as not helpful.
import { el } from "/assets/page.js";
import { say } from "/assets/chat/words.js";

const LONGEST = 1000;

/** A form under an answer. `send(comment)` resolves to whether it was taken; `done()` is called once the form is gone. */
export function askWhy(id, send, done) {
  const close = () => { form.remove(); done(); };
  const text = el("textarea", { id, rows: "2", maxlength: LONGEST, dir: "auto" });
  const submit = el("button", { type: "submit", class: "button small primary" }, say("sendComment"));
  const form = el("form", {
    class: "why",
    onsubmit: async event => {
      event.preventDefault();
      submit.disabled = true;
      if (text.value.trim() === "" || await send(text.value.trim())) {
        close();
      }
      submit.disabled = false;
    },
    onkeydown: event => event.key === "Escape" && (event.stopPropagation(), close()),
  }, el("label", { for: id }, say("why")), text,
  el("div", {}, submit, el("button", { type: "button", class: "button small", onclick: close }, say("noComment"))));
  return form;
}
