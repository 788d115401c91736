// A subset of Markdown as DOM nodes: headings, lists, quotes, code, tables, rules, emphasis, links and citations [n].
// Nothing becomes markup by way of a string: an HTML tag in an answer is shown as the text that it is.
import { el } from "/assets/page.js";

const FENCE = /^\s{0,3}(```|~~~)/;
const HEADING = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^\s{0,3}([-*_])(\s*\1){2,}\s*$/;
const ITEM = /^(\s*)(?:([-*+•])|(\d{1,4})[.)])\s+(.*)$/;
const QUOTE = /^\s{0,3}>\s?(.*)$/;
const TABLE_RULE = /^(?=.*\|)\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;
const DEEPEST = 6;

/** What a link may lead to; anything else stays text. */
export function safeUrl(text) {
  try {
    const url = new URL(text);
    return ["http:", "https:", "mailto:", "tel:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * @param text the answer so far; an unfinished construct is shown as text until it is finished.
 * @param cite makes the node of the citation [n], or null where n is no source: then it stays text.
 */
export function renderMarkdown(text, cite = () => null) {
  const fragment = document.createDocumentFragment();
  blocks(text.replace(/\r\n?/g, "\n").split("\n"), fragment, cite, 0);
  return fragment;
}

function blocks(lines, parent, cite, depth) {
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    if (line.trim() === "") {
      at += 1;
    } else if (FENCE.test(line)) {
      at = code(lines, at, parent);
    } else if (HEADING.test(line)) {
      const [, marks, words] = HEADING.exec(line);
      // The page has h1, and h2 for the conversation.
      parent.append(inline(el(`h${Math.min(6, marks.length + 2)}`, { dir: "auto" }), words, cite));
      at += 1;
    } else if (RULE.test(line)) {
      parent.append(el("hr"));
      at += 1;
    } else if (QUOTE.test(line) && depth < DEEPEST) {
      const inner = [];
      while (at < lines.length && QUOTE.test(lines[at])) {
        inner.push(QUOTE.exec(lines[at++])[1]);
      }
      const quote = el("blockquote", { dir: "auto" });
      blocks(inner, quote, cite, depth + 1);
      parent.append(quote);
    } else if (ITEM.test(line) && depth < DEEPEST) {
      at = list(lines, at, parent, cite, depth);
    } else if (line.includes("|") && TABLE_RULE.test(lines[at + 1] ?? "")) {
      at = table(lines, at, parent, cite);
    } else {
      at = paragraph(lines, at, parent, cite);
    }
  }
}

function code(lines, start, parent) {
  const mark = FENCE.exec(lines[start])[1];
  let end = start + 1;
  while (end < lines.length && !lines[end].trim().startsWith(mark)) {
    end += 1;
  }
  // Scrolls sideways, so that the keyboard must get there.
  parent.append(el("pre", { tabindex: "0", dir: "ltr" }, el("code", {}, lines.slice(start + 1, end).join("\n"))));
  return end + 1;
}

function list(lines, start, parent, cite, depth) {
  const [, indent, bullet, number] = ITEM.exec(lines[start]);
  const items = bullet ? el("ul", { dir: "auto" }) : el("ol", { dir: "auto", start: number === "1" ? null : number });
  let at = start;
  while (at < lines.length) {
    const match = ITEM.exec(lines[at]);
    if (!match || match[1].length < indent.length || Boolean(match[2]) !== Boolean(bullet) || match[1].length > indent.length + 1) {
      break;
    }
    const inner = [match[4]];
    at += 1;
    while (at < lines.length && belongs(lines, at, indent.length)) {
      inner.push(lines[at].replace(/^(\t| {1,4})/, ""));
      at += 1;
    }
    while (at < lines.length && lines[at].trim() === "" && ITEM.test(lines[at + 1] ?? "")) {
      at += 1;
    }
    const item = el("li");
    blocks(inner, item, cite, depth + 1);
    // One line needs no paragraph.
    const [only] = item.children;
    if (only?.tagName === "P" && (item.children.length === 1 || item.children[1].matches("ul, ol"))) {
      only.replaceWith(...only.childNodes);
    }
    items.append(item);
  }
  parent.append(items);
  return at;
}

// What is indented deeper than the item's mark, and a line that goes on without any mark of its own.
function belongs(lines, at, indent) {
  const line = lines[at];
  if (line.trim() === "") {
    return /^\s{2,}\S/.test(lines[at + 1] ?? "") && /^\s*/.exec(lines[at + 1])[0].length > indent + 1;
  }
  const depth = /^\s*/.exec(line)[0].length;
  return depth > indent + 1 || (depth <= indent && !startsBlock(line) && lines[at - 1].trim() !== "");
}

const startsBlock = line => [FENCE, HEADING, RULE, ITEM, QUOTE].some(rule => rule.test(line));

function table(lines, start, parent, cite) {
  const cells = line => line.trim().replace(/^\||\|$/g, "").split("|").map(cell => cell.trim());
  const heads = cells(lines[start]);
  const body = el("tbody");
  let at = start + 2;
  for (; at < lines.length && lines[at].includes("|"); at += 1) {
    const row = cells(lines[at]);
    body.append(el("tr", {}, heads.map((_, index) => inline(el("td", { dir: "auto" }), row[index] ?? "", cite))));
  }
  const head = el("thead", {}, el("tr", {}, heads.map(words => inline(el("th", { scope: "col", dir: "auto" }), words, cite))));
  parent.append(el("div", { class: "table", tabindex: "0" }, el("table", {}, head, body)));
  return at;
}

function paragraph(lines, start, parent, cite) {
  let end = start + 1;
  while (end < lines.length && lines[end].trim() !== "" && !startsBlock(lines[end])) {
    end += 1;
  }
  const element = el("p", { dir: "auto" });
  lines.slice(start, end).forEach((line, index) => {
    if (index > 0) {
      element.append(el("br"));
    }
    inline(element, line.trim(), cite);
  });
  parent.append(element);
  return end;
}

// In the order in which they are tried at each place; each ends with the line, so that none runs away with the text.
const INLINE = new RegExp([
  String.raw`(\x60+)(?<code>.+?)\1(?!\x60)`,
  String.raw`\\(?<escaped>[\\\x60*_{}\[\]()#+.!|>~\-])`,
  String.raw`\[(?<label>[^\[\]\n]{1,300})\]\((?<url>[^\s()]{1,2000}(?:\([^\s()]*\)[^\s()]*)?)(?:\s+"[^"]*")?\)`,
  String.raw`\[(?<cite>\d{1,3})\]`,
  String.raw`(?<bare>https?://[^\s<>"'\]]{1,2000}[^\s<>"'\].,;:!?)])`,
  String.raw`\*\*(?<strong>\S(?:.*?\S)?)\*\*`,
  String.raw`(?<![\p{L}\p{N}_])__(?<strong2>\S(?:.*?\S)?)__(?![\p{L}\p{N}_])`,
  String.raw`\*(?<em>[^\s*](?:[^*]*?[^\s*])?)\*`,
  String.raw`(?<![\p{L}\p{N}_])_(?<em2>[^\s_](?:[^_]*?[^\s_])?)_(?![\p{L}\p{N}_])`,
  String.raw`~~(?<del>\S(?:.*?\S)?)~~`,
].join("|"), "gu");

function inline(parent, text, cite, depth = 0) {
  let last = 0;
  for (const match of depth < DEEPEST ? text.matchAll(INLINE) : []) {
    const node = inlineNode(match, cite, depth);
    if (node !== null) {
      parent.append(text.slice(last, match.index), node);
      last = match.index + match[0].length;
    }
  }
  parent.append(text.slice(last));
  return parent;
}

function inlineNode({ groups, 0: whole }, cite, depth) {
  const nested = (tag, words) => inline(el(tag), words, cite, depth + 1);
  if (groups.code !== undefined) {
    return el("code", {}, groups.code.trim() || groups.code);
  }
  if (groups.escaped !== undefined) {
    return document.createTextNode(groups.escaped);
  }
  if (groups.cite !== undefined) {
    return cite(Number(groups.cite));
  }
  const address = groups.url ?? groups.bare;
  if (address !== undefined) {
    const url = safeUrl(address);
    return url === null
      ? document.createTextNode(whole)
      : el("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, groups.label ?? address);
  }
  if (groups.del !== undefined) {
    return nested("del", groups.del);
  }
  const strong = groups.strong ?? groups.strong2;
  return strong !== undefined ? nested("strong", strong) : nested("em", groups.em ?? groups.em2);
}
