// The console: signing in, the frame with its pages, and which one is shown.
import { el, icon } from "/assets/page.js";
import { read, resume, signIn, signOut, whenSignedOut } from "/assets/admin/session.js";
import { attempt, wordsOf } from "/assets/admin/parts.js";
import { say } from "/assets/admin/words.js";

const PAGES = [
  ["dashboard", "gauge"], ["documents", "page"], ["retrieval", "search"], ["conversations", "chat"], ["unanswered", "alert"], ["bot", "bot"], ["users", "users"], ["system", "gear"],
];
const shell = document.getElementById("shell");
const skip = document.getElementById("skip");
let leaving = new AbortController();
let user = null;

function showSignIn(notice = null) {
  leaving.abort();
  user = null;
  skip.hidden = true;
  document.title = `${say("signIn")} · Rag`;
  const email = el("input", { id: "email", type: "email", autocomplete: "username", required: true });
  const password = el("input", { id: "password", type: "password", autocomplete: "current-password", required: true });
  const button = el("button", { type: "submit", class: "button primary" }, say("signIn"));
  const failure = el("p", { class: "notice bad", role: "alert", hidden: notice === null }, icon("alert"), el("span", {}, notice ?? ""));
  const submit = async event => {
    event.preventDefault();
    failure.hidden = true;
    button.disabled = true;
    try {
      await signIn(email.value, password.value);
      await enter();
    } catch (problem) {
      failure.lastChild.textContent = wordsOf(problem);
      failure.hidden = false;
      hold(button, problem.wait);
    }
  };
  shell.replaceChildren(el("main", { class: "sign-in", id: "main" }, el("form", { class: "card", onsubmit: submit },
    el("img", { src: "/assets/icon.svg", alt: "", width: "48", height: "48" }),
    el("h1", {}, say("signIn")), el("p", { class: "hint" }, say("signInLead")), failure,
    el("div", { class: "field" }, el("label", { for: "email" }, say("email")), email),
    el("div", { class: "field" }, el("label", { for: "password" }, say("password")), password), button)));
  email.focus();
}

// A form that was refused with Retry-After can be sent again when that time is over.
function hold(button, seconds) {
  setTimeout(() => { button.disabled = false; }, (seconds ?? 0) * 1000);
}

async function enter() {
  user = await read("/auth/me");
  if (!user.is_admin) {
    await signOut();
    showSignIn(say("notAdmin"));
    return;
  }
  const links = PAGES.map(([name, shape]) => el("a", { href: `#/${name}`, "data-page": name }, icon(shape), el("span", {}, say(name))));
  const out = el("button", { type: "button", class: "plain" }, say("signOut"));
  out.addEventListener("click", () => attempt(out, signOut));
  shell.replaceChildren(el("div", { class: "frame" },
    el("header", { class: "side" },
      el("a", { class: "brand", href: "#/dashboard" }, el("img", { src: "/assets/icon.svg", alt: "", width: "32", height: "32" }), el("span", {}, say("console"))),
      el("nav", { "aria-label": say("menu") }, links),
      el("div", { class: "me" }, el("a", { href: "/chat", target: "_blank", rel: "noopener" }, icon("external"), el("span", {}, say("openChat"))),
        el("span", { class: "who", title: user.email }, user.email), out)),
    el("main", { id: "main", tabindex: "-1" })));
  skip.textContent = say("skip");
  skip.hidden = false;
  await show();
}

async function show({ byUser = false } = {}) {
  if (user === null) {
    return;
  }
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const [, name = "dashboard", argument = null] = /^#\/(\w+)(?:\/(.+))?$/.exec(location.hash) ?? [];
  const page = PAGES.some(([known]) => known === name) ? name : "dashboard";
  const main = document.getElementById("main");
  for (const link of document.querySelectorAll("[data-page]")) {
    link.toggleAttribute("aria-current", false);
    if (link.dataset.page === page) {
      link.setAttribute("aria-current", "page");
      link.scrollIntoView({ block: "nearest", inline: "center" });
    }
  }
  document.title = `${say(page)} · Rag`;
  const body = el("div", { class: "page", "aria-busy": "true" }, el("p", { class: "hint" }, say("loading")));
  main.replaceChildren(el("h1", {}, say(page)), body);
  if (byUser) {
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  try {
    const { open } = await import(`/assets/admin/${page}.js`);
    await open(body, { signal, user, argument });
    body.removeAttribute("aria-busy");
  } catch (failure) {
    if (failure.name !== "AbortError" && !signal.aborted) {
      body.replaceChildren(el("p", { class: "notice bad", role: "alert" }, icon("alert"), el("span", {}, wordsOf(failure))),
        el("button", { type: "button", class: "button", onclick: () => show() }, say("retry")));
    }
  }
}

skip.addEventListener("click", event => {
  event.preventDefault();
  document.getElementById("main").focus();
});
addEventListener("hashchange", () => show({ byUser: true }));
whenSignedOut(() => user !== null && showSignIn(say("ended")));

try {
  await (await resume() ? enter() : showSignIn());
} catch (failure) {
  showSignIn(wordsOf(failure));
}
