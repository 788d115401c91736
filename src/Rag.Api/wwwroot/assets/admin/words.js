import { speaker } from "/assets/page.js";

export const say = speaker({
  console: ["Rag console", "Consola de Rag"], skip: ["Skip to the content", "Saltar al contenido"], menu: ["Menu", "Menú"],
  signIn: ["Sign in", "Entrar"], signOut: ["Sign out", "Salir"], email: ["E-mail", "Correo electrónico"], password: ["Password", "Contraseña"],
  signInLead: ["For the people who keep the documents and the assistant.", "Para quienes cuidan los documentos y el asistente."],
  ended: ["Your session has ended. Sign in again.", "Tu sesión ha terminado. Entra de nuevo."],
  notAdmin: ["This account is not an administrator's.", "Esta cuenta no es de administración."],
  dashboard: ["Overview", "Resumen"], documents: ["Documents", "Documentos"], retrieval: ["Retrieval lab", "Laboratorio"],
  conversations: ["Conversations", "Conversaciones"], bot: ["Assistant", "Asistente"], users: ["Users", "Usuarios"], system: ["System", "Sistema"],
  openChat: ["Open the chat", "Abrir el chat"], loading: ["Loading…", "Cargando…"], close: ["Close", "Cerrar"], cancel: ["Cancel", "Cancelar"],
  save: ["Save", "Guardar"], saved: ["Saved.", "Guardado."], delete: ["Delete", "Eliminar"], deleted: ["Deleted.", "Eliminado."], search: ["Search", "Buscar"],
  retry: ["Try again", "Reintentar"], failed: ["Something went wrong.", "Algo salió mal."], unreachable: ["The server cannot be reached.", "No se puede contactar con el servidor."],
  previous: ["Previous", "Anterior"], next: ["Next", "Siguiente"], range: ["{0}–{1} of {2}", "{0}–{1} de {2}"], none: ["Nothing found.", "No hay nada."], actions: ["Actions", "Acciones"],

  healthy: ["It works", "Funciona"], degraded: ["It works with limits", "Funciona con límites"], unhealthy: ["It cannot answer now", "Ahora no puede responder"],
  healthTitle: ["Components", "Componentes"], questions: ["Questions", "Preguntas"], conversationsCount: ["in {0} conversation|in {0} conversations", "en {0} conversación|en {0} conversaciones"],
  answeredRefused: ["Answered or refused", "Respondidas o rechazadas"], answered: ["{0} answered", "{0} respondida|{0} respondidas"], refused: ["{0} not in the documents", "{0} no está en los documentos|{0} no están en los documentos"],
  firstToken: ["First word after", "Primera palabra tras"], tokens: ["Tokens", "Tokens"], feedback: ["Ratings", "Valoraciones"],
  helpful: ["{0} helpful", "{0} útil|{0} útiles"], unhelpful: ["{0} not helpful", "{0} no útil|{0} no útiles"], chunksCount: ["{0} passage|{0} passages", "{0} pasaje|{0} pasajes"], model: ["Model", "Modelo"],
  working: ["{0} being processed", "{0} en proceso"], broken: ["{0} failed", "{0} con error"], latest: ["Latest conversations", "Últimas conversaciones"], all: ["All", "Todas"],
  todayCount: ["{0} today", "{0} hoy"], questions30: ["Questions of 30 days", "Preguntas de 30 días"], tokens30: ["Tokens of 30 days", "Tokens de 30 días"],
  answeredWord: ["Answered", "Respondidas"], refusedWord: ["Not in the documents", "No están en los documentos"], noFigures: ["Nothing in these days yet.", "Nada en estos días todavía."],
  chartSays: ["{0}: {1} in all, at most {2} a day", "{0}: {1} en total, como mucho {2} al día"], highest: ["at most {0} a day", "como mucho {0} al día"],
  asTable: ["As a table", "Como tabla"], day: ["Day", "Día"], cost30: ["{0} in 30 days", "{0} en 30 días"], noPrices: ["No prices set (MODEL_PRICES)", "Sin precios (MODEL_PRICES)"],
  budgetLeft: ["{0} of {1} of today's budget", "{0} de {1} del presupuesto de hoy"], budgetSpent: ["today's budget is spent: {0} of {1}", "presupuesto de hoy agotado: {0} de {1}"],
  unanswered: ["Unanswered", "Sin respuesta"], unansweredLead: ["Questions that the documents did not answer, those that are alike together, the most asked first.", "Preguntas que los documentos no respondieron, las parecidas juntas, primero las más repetidas."],
  noUnanswered: ["Every question so far was answered, or none was asked.", "Hasta ahora todas las preguntas tuvieron respuesta, o no hubo ninguna."], times: ["Times", "Veces"],
  wordings: ["Also asked as", "También preguntada así"], seeUnanswered: ["{0} kind of question without an answer|{0} kinds of questions without an answer", "{0} tipo de pregunta sin respuesta|{0} tipos de preguntas sin respuesta"],
  noRatings: ["No ratings yet.", "Aún no hay valoraciones."], noData: ["No questions yet.", "Aún no hay preguntas."], botOff: ["The assistant is switched off: visitors get no answers.", "El asistente está apagado: los visitantes no reciben respuestas."],
  firstStep: ["Upload the first PDF: answers come from documents alone.", "Sube el primer PDF: las respuestas solo salen de los documentos."],
  database: ["Database", "Base de datos"], vector_store: ["Vector store", "Almacén de vectores"], embedder: ["Embedding model", "Modelo de embeddings"], cache: ["Cache", "Caché"], llm: ["Language model", "Modelo de lenguaje"],
  partHealthy: ["Working", "Funciona"], partDegraded: ["Limited", "Limitado"], partUnhealthy: ["Down", "Caído"],

  drop: ["Drop PDF files here, or", "Suelta archivos PDF aquí o"], choose: ["choose files", "elige archivos"], uploads: ["Uploads", "Subidas"],
  sent: ["Received", "Recibido"], file: ["File", "Archivo"], state: ["State", "Estado"], pages: ["Pages", "Páginas"], chunks: ["Passages", "Pasajes"],
  queued: ["Waiting", "En espera"], processing: ["Being read", "En lectura"], ready: ["Ready", "Listo"], failedState: ["Failed", "Error"], newVersion: ["New version", "Versión nueva"],
  view: ["View", "Ver"], details: ["Details", "Detalles"], replace: ["Replace", "Reemplazar"], reindex: ["Read again", "Leer de nuevo"], reindexed: ["“{0}” will be read again.", "“{0}” se leerá de nuevo."],
  sureDelete: ["Delete “{0}”? It is gone from answers at once.", "¿Eliminar “{0}”? Desaparece de las respuestas al momento."], sureDeleteTitle: ["Delete this document?", "¿Eliminar este documento?"],
  noDocuments: ["There are no documents yet.", "Aún no hay documentos."], live: ["Live", "En vivo"], notLive: ["Connecting…", "Conectando…"], version: ["Version", "Versión"], indexed: ["Indexed", "Indexado"],
  page: ["Page", "Página"], words: ["Words", "Palabras"], facts: ["Page by page", "Página a página"], imageOnly: ["image only", "solo imagen"], unreadable: ["{0} unreadable", "{0} ilegible"], hidden: ["{0} hidden characters", "{0} caracteres ocultos"], rotated: ["turned {0}°", "girada {0}°"], remarks: ["Remarks", "Observaciones"], language: ["Language", "Idioma"],

  labLead: ["What a question finds, what was kept and why the rest was dropped.", "Qué encuentra una pregunta, qué se queda y por qué se descarta el resto."], question: ["Question", "Pregunta"], keep: ["Passages to keep", "Pasajes que se quedan"], onlyFile: ["Only in", "Solo en"], everywhere: ["All documents", "Todos los documentos"], run: ["Search", "Buscar"],
  kept: ["Kept", "Se queda"], dropped: ["Dropped", "Descartado"], beyond_k: ["Enough better ones were found", "Hay suficientes mejores"], beyond_budget: ["No room left in the prompt", "Sin sitio en el prompt"], near_duplicate: ["Nearly the same as another", "Casi igual que otro"], below_threshold: ["Too far from the question", "Demasiado lejos de la pregunta"],
  rank: ["Rank", "Puesto"], passage: ["Passage", "Pasaje"], meaning: ["Meaning", "Significado"], wording: ["Words", "Palabras"], together: ["Together", "Conjunto"], score: ["Score", "Puntuación"], context: ["What the model is given", "Lo que recibe el modelo"], timings: ["Timings", "Tiempos"], nothingFound: ["Nothing was found: the visitor would be told so.", "No se encontró nada: así se le diría al visitante."],

  from: ["From", "Desde"], to: ["To", "Hasta"], exportAs: ["Export", "Exportar"], last: ["Last message", "Último mensaje"], messages: ["Messages", "Mensajes"], site: ["Site", "Sitio"], read: ["Read", "Leer"],
  sureForget: ["Delete this conversation for good, with sources and ratings?", "¿Eliminar esta conversación para siempre, con fuentes y valoraciones?"], visitor: ["Visitor", "Visitante"], assistant: ["Assistant", "Asistente"], noQuestion: ["(no question)", "(sin pregunta)"],
  rating: ["Rating", "Valoración"], anyRating: ["Any", "Cualquiera"], rated_up: ["Helpful", "Útil"], rated_down: ["Not helpful", "No útil"], seeUnhelpful: ["Conversations with answers that did not help", "Conversaciones con respuestas que no ayudaron"],
  sources: ["Sources", "Fuentes"], noConversations: ["No conversations yet: they appear as soon as somebody asks.", "Aún no hay conversaciones: aparecen en cuanto alguien pregunta."],
  no_answer: ["Not in the documents", "No está en los documentos"], cancelled: ["Stopped by the visitor", "Detenida por el visitante"], failed_answer: ["The model failed", "El modelo falló"], length: ["Reached its greatest length", "Llegó a su longitud máxima"],
  trace: ["How this answer came about", "Cómo surgió esta respuesta"], searchedFor: ["Searched for", "Se buscó"], answeredBy: ["Answered by", "Respondió"], cachedAnswer: ["from an earlier answer, without a call", "de una respuesta anterior, sin llamada"], overBudget: ["the day's token budget was spent", "se agotó el presupuesto diario de tokens"],
  evidence: ["Evidence", "Evidencia"], evidenceOf: ["{0}; an answer is given from {1}", "{0}; se responde desde {1}"], tokensOf: ["{0} in the prompt, {1} in the answer", "{0} en el prompt, {1} en la respuesta"], noCall: ["no call to a model", "sin llamada a un modelo"], history: ["Known before", "Conocido antes"], historyMessages: ["{0} message|{0} messages", "{0} mensaje|{0} mensajes"], candidates: ["Candidates", "Candidatos"], noCandidates: ["No passage came into question.", "Ningún pasaje entró en consideración."],
  stage_embed: ["embedding", "embedding"], stage_search: ["search", "búsqueda"], stage_rank: ["ranking", "ordenación"], stage_context: ["context", "contexto"], stage_first_token: ["first word", "primera palabra"], stage_total: ["in all", "total"],


  pagesCount: ["{0} page|{0} pages", "{0} página|{0} páginas"], botState: ["Visitors get answers", "Los visitantes reciben respuestas"], on: ["On", "Encendido"], off: ["Off", "Apagado"], switchOff: ["Switch off", "Apagar"], switchOn: ["Switch on", "Encender"],
  botName: ["Name", "Nombre"], welcome: ["Welcome", "Bienvenida"], color: ["Colour", "Color"], starters: ["Starting questions (one a line, at most 6)", "Preguntas de inicio (una por línea, como mucho 6)"], placeholder: ["Placeholder of the question", "Texto de ayuda de la pregunta"], contact: ["Contact, where there is no answer", "Contacto, cuando no hay respuesta"], botLanguage: ["Language of our own texts", "Idioma de nuestros textos"], spanish: ["Spanish", "Español"], english: ["English", "Inglés"],
  systemPrompt: ["Tone and task", "Tono y tarea"], extra: ["Further instructions", "Más instrucciones"], temperature: ["Temperature (0 exact, 1 free)", "Temperatura (0 exacta, 1 libre)"], reset: ["Back to defaults", "Valores por defecto"], sureReset: ["Every field goes back to its default.", "Todos los campos vuelven a su valor por defecto."], stale: ["Somebody else changed it in the meantime. The page shows their version now; nothing of yours was saved.", "Otra persona lo cambió mientras tanto. La página muestra ahora su versión; lo tuyo no se guardó."],
  preview: ["Try it", "Probar"], previewLead: ["With what stands in the form, before it is saved. Nothing is stored.", "Con lo que hay en el formulario, antes de guardarlo. No se guarda nada."], ask: ["Ask", "Preguntar"],

  addUser: ["Add a user", "Añadir usuario"], name: ["Name", "Nombre"], fullName: ["Full name", "Nombre completo"], role: ["Role", "Rol"], admin: ["Admin", "Administrador"], user: ["User", "Usuario"], active: ["Active", "Activo"], inactive: ["Inactive", "Inactivo"], lastLogin: ["Last sign-in", "Último acceso"], never: ["Never", "Nunca"], edit: ["Edit", "Editar"], newPassword: ["New password (empty: unchanged)", "Contraseña nueva (vacía: sin cambios)"], passwordRule: ["8 to 72 bytes, an upper-case letter and a sign.", "De 8 a 72 bytes, una mayúscula y un signo."], sureUser: ["Delete the user “{0}”?", "¿Eliminar al usuario “{0}”?"], you: ["you", "tú"],

  settings: ["Settings", "Ajustes"], configuration: ["Configuration in force", "Configuración en vigor"], variable: ["Variable", "Variable"], value: ["Value", "Valor"], origin: ["From", "Origen"], onlyChosen: ["Only what was set", "Solo lo que se ha fijado"], default: ["default", "por defecto"], environment: ["environment", "entorno"], stored: ["stored", "guardado"], command_line: ["command line", "línea de comandos"],

  consistency: ["Do the stores agree?", "¿Concuerdan los almacenes?"], consistencyLead: ["Compares files, documents, passages, full text and vectors.", "Compara archivos, documentos, pasajes, texto completo y vectores."], check: ["Check", "Comprobar"], repair: ["Repair", "Reparar"], agree: ["Everything agrees: {0} document.|Everything agrees: {0} documents.", "Todo concuerda: {0} documento.|Todo concuerda: {0} documentos."], problems: ["{0} thing does not agree.|{0} things do not agree.", "{0} cosa no concuerda.|{0} cosas no concuerdan."], repaired: ["{0} repaired, {1} left.", "{0} reparada, {1} pendientes.|{0} reparadas, {1} pendientes."],
});
