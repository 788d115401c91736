#!/usr/bin/env bash
# Checks a deployment from outside, as an operator would: what is right, what is not, and what to do about it.
#
#   scripts/check-deployment.sh URL EMAIL PASSWORD
#
#   URL       where it answers, for example https://rag.example.com
#   EMAIL     of an admin
#   PASSWORD  of that admin; - reads it from standard input, so that it is in no list of processes
#
# QUESTION asks something else than the default; ORIGIN is a website that must be allowed to call it (https://www.example.com).
# Needs bash 5 and curl. It asks one question and deletes that conversation again. Status 0: all is right; 1: something is not; 64: called wrongly.
set -uo pipefail
export LC_ALL=C

[ $# -eq 3 ] || { sed -n '2,11p' "$0" | sed 's/^# \{0,1\}//' >&2; exit 64; }
[ -n "${EPOCHREALTIME:-}" ] || { echo "This needs bash 5 or newer; this is $BASH_VERSION." >&2; exit 64; }
command -v curl >/dev/null || { echo "This needs curl." >&2; exit 64; }

url="${1%/}" email="$2" password="$3"
[ "$password" = - ] && IFS= read -r password
api="$url/api/v1"
question="${QUESTION:-¿De qué tratan los documentos?}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

pass() { passed=$((passed + 1)); printf '  ok      %s\n' "$1"; }
fail() { failed=$((failed + 1)); printf '  FAILED  %s\n          %s\n' "$1" "$2"; }
note() { printf '  note    %s\n' "$1"; }

finish() {
  printf '\n%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] && exit 0
  exit 1
}

# call METHOD PATH [curl options]: the body goes to $work/body, the header lines to $work/headers, the status to $status (000: no answer).
call() {
  local method="$1" path="$2"
  shift 2
  : >"$work/body"
  : >"$work/headers"
  status="$(curl -sS --max-time 30 -X "$method" -D "$work/headers" -o "$work/body" -w '%{http_code}' "$@" "$path" 2>"$work/error")" || status=000
}

# The first text or number of that name in what was answered.
field() { grep -oE "\"$1\":(\"[^\"]*\"|[^,}]*)" "$work/body" | head -1 | sed 's/^[^:]*://; s/^"//; s/"$//'; }
header() { tr -d '\r' <"$work/headers" | grep -i "^$1:" | head -1 | sed 's/^[^:]*: *//'; }
said() { [ "$status" = 000 ] && sed 's/^curl: //' "$work/error" | head -1 || echo "It answered $status $(field code)"; }
text() { printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g'; }
milliseconds() { echo $(((${2/./} - ${1/./}) / 1000)); }

printf 'Checking %s\n\n' "$url"

call GET "$api/health"
if [ "$status" != 200 ] || [ "$(field status)" != ok ]; then
  fail "It does not answer at $api/health." "$(said). Check the URL, and the log of the service: it says why a start ended."
  finish
fi
pass "It answers: version $(field version)."

if [ "$(field environment)" = production ]; then
  pass "It runs as production."
else
  fail "It runs as \"$(field environment)\"." "Set ENVIRONMENT=production: anything else shows more than visitors should see."
fi

case "$url" in
  https://* | http://localhost* | http://127.0.0.1* | 'http://[::1]'*) ;;
  *) fail "The address is not https." "Passwords and tokens travel readable. Put a proxy with a certificate before it." ;;
esac

call GET "$api/health/ready"
if [ "$status" != 200 ]; then
  fail "It cannot work yet." "$(said). $(tr '{' '\n' <"$work/body" | grep '"unhealthy"' | grep -o '"detail":"[^"]*"' | sed 's/"detail"://' | tr '\n' ' ')"
elif [ "$(field status)" = healthy ]; then
  pass "It is ready: every part is healthy."
else
  pass "It is ready, with less than everything."
  tr '{' '\n' <"$work/body" | grep '"degraded".*"detail"' | grep -o '"detail":"[^"]*"' | sed 's/"detail":/degraded: /' | while read -r line; do note "$line"; done
fi

call GET "$api/rag/rag-status"
if [ "$status" = 401 ] && [ -n "$(header WWW-Authenticate)" ]; then
  pass "Without a token the documents' state is refused (401)."
else
  fail "Without a token the documents' state is not refused with 401." "$(said). Something between here and the service answers instead of it."
fi

token=""
printf '{"email":"%s","password":"%s"}' "$(text "$email")" "$(text "$password")" >"$work/login"
call POST "$api/auth/login" -H 'Content-Type: application/json' --data-binary "@$work/login"
if [ "$status" = 200 ]; then
  token="$(field access_token)"
  pass "The admin signs in."
else
  fail "The admin cannot sign in." "$(said). Check e-mail and password; Rag.Api create-admin --email ADDRESS --force makes an admin (README)."
fi

if [ -n "$token" ]; then
  printf 'Authorization: Bearer %s\n' "$token" >"$work/token"
  call GET "$api/rag/rag-status" -H "@$work/token"
  if [ "$status" = 200 ]; then
    pass "The documents' state: $(field total_documents) documents, $(field total_chunks) chunks, vectors in $(field provider)."
    [ "$(field total_chunks)" != 0 ] || note "There is nothing to answer from yet: upload PDFs in $url/admin."
  else
    fail "The documents' state cannot be read." "$(said). The user may not be an admin, or the database or the vector store is lost: see $api/health/ready."
  fi
fi

call OPTIONS "$api/chat/stream" -H 'Origin: https://nobody.invalid' -H 'Access-Control-Request-Method: POST' -H 'Access-Control-Request-Headers: content-type'
if [ -z "$(header Access-Control-Allow-Origin)" ]; then
  pass "A website that is not on the lists may not call it."
else
  fail "Any website may call it." "It allows $(header Access-Control-Allow-Origin). Check CORS_ORIGINS, and that no proxy adds headers of its own."
fi

if [ -n "${ORIGIN:-}" ]; then
  call OPTIONS "$api/chat/stream" -H "Origin: $ORIGIN" -H 'Access-Control-Request-Method: POST' -H 'Access-Control-Request-Headers: content-type'
  if [ "$(header Access-Control-Allow-Origin)" = "$ORIGIN" ]; then
    pass "$ORIGIN may call it."
  else
    fail "$ORIGIN may not call it." "Add it to CORS_ORIGINS, or to CORS_ORIGINS_WIDGET for the chat alone."
  fi
fi

call GET "$url/metrics"
if [ "$status" != 200 ]; then
  pass "The metrics cannot be read from outside."
else
  fail "The metrics can be read from outside." "Publish the port of PORT alone, never METRICS_PORT."
fi

# One line of the stream at a time, each with the moment at which it came.
printf '{"input":"%s"}' "$(text "$question")" >"$work/question"
: >"$work/body"
opened="" first="" last="" tokens=0 began="$EPOCHREALTIME"
while IFS= read -r line; do
  last="$EPOCHREALTIME" opened="${opened:-$EPOCHREALTIME}"
  printf '%s\n' "$line" >>"$work/body"
  case "$line" in 'event: token'*) tokens=$((tokens + 1)) first="${first:-$last}" ;; esac
done < <(curl -sS -N --max-time 120 -X POST "$api/chat/stream" -H 'Content-Type: application/json' -H 'Accept: text/event-stream' \
  -D "$work/headers" --data-binary "@$work/question" 2>"$work/error"; echo)
status="$(sed -n 's/^HTTP[^ ]* \([0-9]*\).*/\1/p' "$work/headers" 2>/dev/null | tail -1)"
status="${status:-000}"
reason="$(field finish_reason)"

if [ "$status" = 503 ] && [ "$(field code)" = bot_inactive ]; then
  fail "The bot is switched off." "Switch it on in $url/admin, or with POST $api/bot/toggle."
elif [ "$status" != 200 ]; then
  fail "A question is not answered." "$(said)."
elif grep -q '^event: error' "$work/body"; then
  fail "A question ends in an error." "$(field code). Check the model's key and address (OPENAI_API_KEY, OPENAI_BASE_URL) and its provider's state."
elif [ "$tokens" -eq 0 ] || [ -z "$reason" ]; then
  fail "The answer is not whole." "$tokens tokens came, and no end of the stream. A proxy may cut it: its limit of time must be longer than an answer."
else
  pass "A question is answered: $tokens tokens, the first after $(milliseconds "$began" "$first") ms, the end after $(milliseconds "$began" "$last") ms ($reason)."
  # The service sends a line at once, before it searches and the model writes. Where that one too comes with the end, somebody kept it back.
  if [ "$(milliseconds "$began" "$last")" -gt 200 ] && [ "$(milliseconds "$opened" "$last")" -lt 10 ]; then
    fail "The answer came in one piece." "A proxy keeps the stream back: switch its buffering off for $api/chat/stream (nginx: proxy_buffering off)."
  else
    pass "It streams: the first line came after $(milliseconds "$began" "$opened") ms, before the end."
  fi
  [ "$reason" != no_answer ] || note "The documents do not answer \"$question\", so that no model was asked: set QUESTION to one that they answer."
fi

conversation="$(field conversation_id)"
if [ -n "$token" ] && [ -n "$conversation" ]; then
  call DELETE "$api/chat/conversations/$conversation" -H "@$work/token"
  [ "$status" = 204 ] || note "The conversation of this check could not be deleted again: $conversation."
fi

call GET "$url/swagger/index.html"
case "$status" in
  200) pass "The documentation is at $url/swagger." ;;
  404) pass "The documentation is switched off (ENABLE_DOCS=false)." ;;
  *) fail "The documentation does not answer." "$(said)." ;;
esac

finish
