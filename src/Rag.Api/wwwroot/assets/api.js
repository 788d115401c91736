// The public API: refusals as errors with words for people, and answers as they are streamed.
import { language } from "/assets/page.js";

const ROOT = "/api/v1";
const LONGEST_SILENCE = 45_000;

/** A refusal, or a failure on the way. `code` is stable; `message` can be shown; `wait` is what Retry-After asks for, in seconds. */
export class ApiError extends Error {
  constructor(code, message, { status = 0, wait = null, fields = [] } = {}) {
    super(message);
    Object.assign(this, { code, status, wait, fields });
  }
}

/** The response, or an ApiError; what the page itself aborted stays an AbortError. */
export async function request(path, { method = "GET", body, headers = {}, signal } = {}) {
  let response;
  try {
    response = await fetch(ROOT + path, {
      method,
      signal,
      headers: { "Accept-Language": language, ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (failure) {
    throw failure.name === "AbortError" ? failure : new ApiError("unreachable", "");
  }
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

export async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  const wait = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return new ApiError(problem.code ?? "http_error", problem.detail ?? "", {
    status: response.status,
    wait: Number.isNaN(wait) ? null : wait,
    fields: problem.errors ?? [],
  });
}

export const json = async (path, options) => (await request(path, options)).json();

/** The events of a stream as they come: {name, data, id}. Ends when the stream does; whether it was whole, the events say. */
export async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  try {
    while (true) {
      const { value, done } = await heard(reader.read());
      if (done) {
        return;
      }
      buffer += value;
      const frames = buffer.split("\n\n");
      buffer = frames.pop();
      for (const frame of frames) {
        const event = parsed(frame);
        if (event !== null) {
          yield event;
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

// The server says something every 15 seconds; a connection that lost its other end says nothing for ever.
function heard(reading) {
  let timer;
  const silence = new Promise((_, fail) => { timer = setTimeout(() => fail(new ApiError("unreachable", "")), LONGEST_SILENCE); });
  return Promise.race([reading, silence]).finally(() => clearTimeout(timer));
}

function parsed(frame) {
  let name = "message";
  let id = null;
  const data = [];
  for (const line of frame.split("\n")) {
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (field === "event") {
      name = value;
    } else if (field === "id") {
      id = value;
    } else if (field === "data") {
      data.push(value);
    }
  }
  // A comment keeps the connection open and says nothing.
  return data.length === 0 ? null : { name, id, data: JSON.parse(data.join("\n")) };
}
