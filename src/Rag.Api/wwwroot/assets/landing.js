import { language, speaker } from "/assets/page.js";

const say = speaker({
  title: ["Answers from your documents, with the page they come from", "Respuestas de tus documentos, con la página de la que salen"],
  lead: [
    "Upload PDFs, ask in plain words. Every answer cites its pages; what the documents do not say is not invented.",
    "Sube tus PDF y pregunta con tus palabras. Cada respuesta cita sus páginas; lo que los documentos no dicen no se inventa.",
  ],
  chat: ["Open the chat", "Abrir el chat"],
  admin: ["Admin console", "Consola de administración"],
  demo: ["Widget", "Widget"],
  demoText: ["One script tag puts the chat on any website. See it on a sample page.", "Una etiqueta de script pone el chat en cualquier web. Míralo en una página de ejemplo."],
  docs: ["API", "API"],
  docsText: ["Every operation in Swagger, ready to be tried.", "Todas las operaciones en Swagger, listas para probar."],
  health: ["Health", "Estado"],
  healthText: ["The state of everything that answering needs.", "El estado de todo lo que hace falta para responder."],
  healthy: ["Working", "Funciona"],
  degraded: ["Limited", "Limitado"],
  unhealthy: ["Not ready", "No está listo"],
});

if (language === "es") {
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = say(element.dataset.word);
  }
}

const state = document.getElementById("state");
fetch("/api/v1/health/ready").then(response => response.json()).catch(() => ({ status: "unhealthy" })).then(({ status }) => {
  state.classList.add(status);
  state.textContent = say(status);
});
// Switched off with ENABLE_DOCS, it is not there.
fetch("/swagger/index.html").then(response => { document.getElementById("docs").hidden = !response.ok; }).catch(() => {});
