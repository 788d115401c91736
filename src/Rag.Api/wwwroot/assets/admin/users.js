import { el, formatted } from "/assets/page.js";
import { call, read } from "/assets/admin/session.js";
import { attempt, button, confirmed, field, openDialog, pager, paused, pill, row, table, toast } from "/assets/admin/parts.js";
import { say } from "/assets/admin/words.js";

/** Who may sign in. */
export async function open(body, { signal, user }) {
  const search = el("input", { type: "search", placeholder: say("search"), "aria-label": say("search") });
  const list = el("div", { class: "page" });
  const load = async (skip = 0) => {
    const query = new URLSearchParams({ skip, limit: 20, ...(search.value.trim() === "" ? {} : { search: search.value.trim() }) });
    const page = await read(`/users?${query}`, signal);
    list.replaceChildren(page.items.length === 0 ? el("p", { class: "hint" }, say("none"))
      : table(say("users"), [say("email"), say("name"), say("role"), say("state"), say("lastLogin"), say("actions")], page.items.map(item => rowOf(item, user, () => load(skip)))),
    pager(page, load) ?? "");
  };
  search.addEventListener("input", paused(() => load().catch(() => {})));
  body.replaceChildren(el("div", { class: "row" }, el("div", { class: "grow" }, search), button(say("addUser"), () => edit(null, load), "button primary", "plus")), list);
  await load();
}

function rowOf(item, me, reload) {
  const cells = row(item.email, item.full_name ?? item.username, say(item.is_admin ? "admin" : "user"), pill(item.is_active ? "good" : "", say(item.is_active ? "active" : "inactive")),
    item.last_login === null ? say("never") : formatted.time(item.last_login), el("div", { class: "row" },
      button(say("edit"), () => edit(item, reload), "button small", null, `${say("edit")}: ${item.email}`),
      item.id === me.id ? pill("", say("you")) : button(say("delete"), async () => {
        if (await confirmed(say("delete"), say("sureUser", item.email), say("delete"))) {
          await call(`/users/${item.id}`, { method: "DELETE" });
          toast(say("deleted"));
          await reload();
        }
      }, "button small danger", null, `${say("delete")}: ${item.email}`)));
  ["name", "", "", "", "when", "act"].forEach((look, index) => { cells.children[index].className = look; });
  return cells;
}

async function edit(item, reload) {
  const isNew = item === null;
  const email = el("input", { type: "email", required: true, value: item?.email });
  const name = el("input", { type: "text", maxlength: "100", value: item?.full_name });
  const password = el("input", { type: "password", autocomplete: "new-password", required: isNew });
  const isAdmin = el("input", { type: "checkbox", checked: item?.is_admin });
  const isActive = el("input", { type: "checkbox", checked: item?.is_active ?? true });
  const save = el("button", { type: "submit", class: "button primary" }, say("save"));
  const check = (word, box) => el("label", { class: "check" }, box, say(word));
  await openDialog(isNew ? say("addUser") : item.email, dialog => el("form", {
    class: "grid",
    onsubmit: event => {
      event.preventDefault();
      attempt(save, async () => {
        const body = {
          email: email.value, full_name: name.value.trim() === "" ? null : name.value.trim(), is_admin: isAdmin.checked,
          ...(isNew ? {} : { is_active: isActive.checked }), ...(password.value === "" ? {} : { password: password.value }),
        };
        await call(isNew ? "/users" : `/users/${item.id}`, { method: isNew ? "POST" : "PATCH", body });
        toast(say("saved"));
        dialog.close("");
        await reload();
      });
    },
  }, field(say("email"), email), field(say("fullName"), name), field(isNew ? say("password") : say("newPassword"), password, say("passwordRule")),
  check("admin", isAdmin), !isNew && check("active", isActive), el("div", { class: "row end" }, save)));
}
