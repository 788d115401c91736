// Who is signed in. The access token lives in this module and nowhere else; the refresh token is in a cookie that no script reads.
import { ApiError, refusal, request } from "/assets/api.js";

// A mark that there may be a cookie, so that a stranger's browser does not ask; no token.
const MARK = "rag.console";
const CSRF = { "X-Requested-With": "console" };

let token = null;
let renewing = null;
let onEnd = () => {};

export const whenSignedOut = action => { onEnd = action; };

export async function signIn(email, password) {
  const answer = await (await request("/auth/login", { method: "POST", body: { email, password, cookie: true } })).json();
  token = answer.access_token;
  localStorage.setItem(MARK, "1");
}

/** Goes on with the session of the cookie. False when there is none. */
export async function resume() {
  if (localStorage.getItem(MARK) !== "1") {
    return false;
  }
  try {
    await renew();
    return true;
  } catch (failure) {
    if (failure.status !== 401) {
      throw failure;
    }
    return false;
  }
}

/** Ends the session at the server: whoever is told so may leave the computer. */
export async function signOut() {
  try {
    await call("/auth/logout", { method: "POST", headers: CSRF });
  } catch (failure) {
    if (failure.status !== 401) {
      throw failure;
    }
    // There is no session any more.
  }
  forget();
}

function forget() {
  token = null;
  localStorage.removeItem(MARK);
  onEnd();
}

// One renewal for all requests that found the token expired.
const renew = () => (renewing ??= request("/auth/refresh", { method: "POST", headers: CSRF })
  .then(response => response.json())
  .then(answer => { token = answer.access_token; })
  .catch(failure => {
    if (failure.status === 401) {
      localStorage.removeItem(MARK);
    }
    throw failure;
  })
  .finally(() => { renewing = null; }));

/** A request as the signed-in admin: an expired token is renewed, and a Retry-After of reading is obeyed once, unseen. */
export async function call(path, options = {}) {
  const send = () => request(path, { ...options, headers: { ...options.headers, Authorization: `Bearer ${token}` } });
  try {
    return await withRenewal(send);
  } catch (failure) {
    const isReading = (options.method ?? "GET") === "GET";
    if (!isReading || failure.wait === null || failure.wait === undefined || failure.wait > 60) {
      throw failure;
    }
    await new Promise(resolve => setTimeout(resolve, failure.wait * 1000));
    options.signal?.throwIfAborted();
    return withRenewal(send);
  }
}

async function withRenewal(send) {
  try {
    return await send();
  } catch (failure) {
    if (failure.status !== 401) {
      throw failure;
    }
  }
  try {
    await renew();
  } catch (failure) {
    if (failure.status === 401) {
      forget();
    }
    throw failure;
  }
  return send();
}

export const read = async (path, signal) => (await call(path, { signal })).json();

/** An upload that tells how much has left; fetch cannot say that. Waits as long as the server asks when it is busy. */
export async function upload(file, onProgress) {
  for (let attempt = 0; ; attempt += 1) {
    const response = await sendFile(file, onProgress);
    if (response.ok) {
      return response.json();
    }
    if (response.status === 401 && attempt === 0) {
      await renew();
      continue;
    }
    const problem = await refusal(response);
    if (problem.wait === null || attempt >= 5) {
      throw problem;
    }
    await new Promise(resolve => setTimeout(resolve, problem.wait * 1000));
  }
}

const sendFile = (file, onProgress) => new Promise((resolve, reject) => {
  const sending = new XMLHttpRequest();
  sending.open("POST", "/api/v1/pdfs/upload");
  sending.setRequestHeader("Authorization", `Bearer ${token}`);
  sending.setRequestHeader("Accept-Language", document.documentElement.lang);
  sending.upload.addEventListener("progress", event => event.lengthComputable && onProgress(event.loaded / event.total));
  sending.addEventListener("error", () => reject(new ApiError("unreachable", "")));
  sending.addEventListener("load", () => {
    const wait = sending.getResponseHeader("Retry-After");
    resolve(new Response(sending.responseText, { status: sending.status, headers: wait === null ? {} : { "Retry-After": wait } }));
  });
  const form = new FormData();
  form.append("file", file);
  sending.send(form);
});

/** Saves an answer as the file that it names itself. */
export async function download(path) {
  const response = await call(path);
  const name = /filename="?([^";]+)"?/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "download";
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
