// The chat on any website: <script src="https://…/widget.js" data-position="right" data-color="#0f766e" data-lang="es" async></script>
// Everything lives in one element with a closed shadow root, so that neither side's styles reach the other; no name is left in the page.
(() => {
  const script = document.currentScript;
  const server = new URL(script.src).origin;
  const { position = "right", color, lang } = script.dataset;
  const spanish = (lang ?? navigator.language).toLowerCase().startsWith("es");
  const words = spanish ? { open: "Abrir el chat", close: "Cerrar el chat" } : { open: "Open the chat", close: "Close the chat" };
  const isColor = value => /^#[0-9a-f]{6}$/i.test(value ?? "");
  const side = position === "left" ? "left" : "right";

  const style = `
    :host { all: initial; position: fixed; ${side}: 20px; bottom: 20px; z-index: 2147483000; }
    button { all: unset; box-sizing: border-box; display: grid; place-items: center; width: 60px; height: 60px; border-radius: 50%; cursor: pointer;
      background: var(--accent); color: var(--ink); box-shadow: 0 2px 6px rgb(0 0 0 / .18), 0 8px 28px rgb(0 0 0 / .22); transition: transform .15s; float: ${side}; }
    button:hover { transform: scale(1.05); }
    button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
    svg { width: 28px; height: 28px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
    iframe { display: none; position: absolute; ${side}: 0; bottom: 76px; width: 400px; height: min(640px, 100vh - 116px); border: 0; border-radius: 18px;
      background: #fff; box-shadow: 0 4px 12px rgb(0 0 0 / .12), 0 16px 56px rgb(0 0 0 / .28); }
    .open iframe { display: block; }
    @media (max-width: 480px) {
      .open iframe { position: fixed; inset: 0; width: 100%; height: 100%; border-radius: 0; }
      .open button { display: none; }
    }
    @media (prefers-reduced-motion: reduce) { button { transition: none; } }
    @media (prefers-color-scheme: dark) { iframe { background: #0f141b; } }
    @media print { :host { display: none; } }`;

  const isLight = hex => {
    const [r, g, b] = [1, 3, 5].map(at => (parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.183;
  };

  const drawing = d => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    svg.append(path);
    return svg;
  };
  const shapes = { chat: "M4 5.5A1.5 1.5 0 0 1 5.5 4h13A1.5 1.5 0 0 1 20 5.5v10a1.5 1.5 0 0 1-1.5 1.5H10l-4.5 4v-4A1.5 1.5 0 0 1 4 15.5zM8 8.5h8M8 12.5h5", close: "M6 6l12 12M18 6L6 18" };

  function build(theme) {
    const host = document.createElement("rag-chat");
    const root = host.attachShadow({ mode: "closed" });
    // Adopted, not inline: it needs nothing of the page's own Content-Security-Policy.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    const box = document.createElement("div");
    box.style.setProperty("--accent", theme);
    box.style.setProperty("--ink", isLight(theme) ? "#000" : "#fff");
    const button = document.createElement("button");
    button.type = "button";
    const frame = document.createElement("iframe");
    frame.title = "Chat";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox");
    frame.allow = "clipboard-write";
    const tell = () => frame.contentWindow?.postMessage({ type: "rag:open" }, server);

    const show = isOpen => {
      box.classList.toggle("open", isOpen);
      button.replaceChildren(drawing(isOpen ? shapes.close : shapes.chat));
      button.setAttribute("aria-label", isOpen ? words.close : words.open);
      button.setAttribute("aria-expanded", String(isOpen));
      if (isOpen && !frame.src) {
        // Only who opens the chat loads it.
        const query = new URLSearchParams({ origin: location.origin, color: theme, ...(lang ? { lang } : {}) });
        frame.addEventListener("load", tell);
        frame.src = `${server}/widget/frame?${query}`;
      } else if (isOpen) {
        tell();
      }
    };
    button.addEventListener("click", () => show(!box.classList.contains("open")));
    addEventListener("message", event => {
      if (event.origin === server && event.source === frame.contentWindow && event.data?.type === "rag:close") {
        show(false);
        button.focus();
      }
    });
    show(false);
    box.append(frame, button);
    root.append(box);
    document.body.append(host);
  }

  // Where the server does not let this site use the chat, the browser refuses the answer, and nobody sees anything.
  const start = () => fetch(`${server}/api/v1/bot/config/public`, { credentials: "omit" })
    .then(response => (response.ok ? response.json() : Promise.reject()))
    .then(bot => build(isColor(color) ? color : bot.theme_color))
    .catch(() => {});
  if (document.body) {
    start();
  } else {
    addEventListener("DOMContentLoaded", start);
  }
})();
