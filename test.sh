#!/usr/bin/env bash
# Runs the tests and sets up what they need.
#
#   ./test.sh          everything
#   ./test.sh long     everything, and the long campaigns whole instead of a sample of each: 2,000 hostile PDFs, 200 kills
#   ./test.sh unit     the everyday part: no server, no browser, no child process
#   ./test.sh all -- --filter FullyQualifiedName~Chunker     what follows -- goes to dotnet test
#
# The tests need the .NET SDK; for MongoDB and Chroma, either npm (the servers come from there) or TEST_MONGO_URI and TEST_CHROMA_URL; and
# for Redis redis-server, or TEST_REDIS_URL, and for the pages Chromium: both are installed where they are missing (Debian, as root). Without
# one its tests are skipped; with CI=true they fail. The functional tests of the main job run three times: embedded; on MongoDB with embedded vectors and
# without Redis (TEST_BACKEND=mongo); on MongoDB, Chroma and Redis (TEST_BACKEND=full). The last line is "N passed, N failed, N skipped"; tests that compare with data beside the checkout (reference
# outputs, evaluation sets) are skipped where it is missing and say so.
set -uo pipefail
cd "$(dirname "$0")"

mode="${1:-all}"
[ $# -gt 0 ] && shift
[ "${1:-}" = "--" ] && shift
configuration="${RAG_BUILT:-Debug}"
results="$(mktemp -d)"
servers=()
own_chroma=''
stop_servers() {
  [ ${#servers[@]} -eq 0 ] || kill "${servers[@]}" 2>/dev/null
  rm -rf "$results"
}
trap stop_servers EXIT

say() { printf '\n== %s\n' "$*"; }

# Tests of a campaign take all of it when they see this.
[ "$mode" = long ] && export RAG_LONG=1

# A registry that does not answer at once does so a moment later.
retry() {
  for pause in 2 5 15; do
    "$@" && return
    sleep "$pause"
  done
  "$@"
}

# Below those that the system gives to outgoing connections.
free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)) && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

start_chroma() {
  [ -z "${TEST_CHROMA_URL:-}" ] || return 0
  command -v npm >/dev/null || { echo "no npm: tests on a Chroma server are skipped"; return 0; }
  local folder=tests/services/chroma port
  if [ ! -f "$folder/node_modules/chromadb/dist/cli.mjs" ]; then
    retry npm install --prefix "$folder" --no-audit --no-fund --no-package-lock --loglevel error \
      || { echo "npm could not install the Chroma server: its tests are skipped"; return 0; }
  fi
  port="$(free_port)"
  node "$folder/node_modules/chromadb/dist/cli.mjs" run --path "$results/chroma-$port" --host 127.0.0.1 --port "$port" >"$results/chroma.log" 2>&1 &
  own_chroma=$!
  servers+=("$own_chroma")
  for _ in $(seq 60); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      export TEST_CHROMA_URL="http://127.0.0.1:$port"
      return 0
    fi
    sleep 0.5
  done
  echo "the Chroma server did not start: its tests are skipped"
  tail -5 "$results/chroma.log"
}

# For a pass that stands on it: one that had served a whole run before was seen to panic. Somebody's own server stays as it is.
renew_chroma() {
  [ -n "$own_chroma" ] || return 0
  kill "$own_chroma" 2>/dev/null
  unset TEST_CHROMA_URL
  start_chroma
}

start_redis() {
  [ -z "${TEST_REDIS_URL:-}" ] || return 0
  if ! command -v redis-server >/dev/null; then
    { retry apt-get update -qq && DEBIAN_FRONTEND=noninteractive retry apt-get install -y -qq --no-install-recommends redis-server >/dev/null; } \
      || { echo "redis-server could not be installed: its tests are skipped"; return 0; }
  fi
  local port
  port="$(free_port)"
  redis-server --bind 127.0.0.1 --port "$port" --requirepass 'p@ss/w:rd' --save '' --dir "$results" >"$results/redis.log" 2>&1 &
  servers+=($!)
  for _ in $(seq 60); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      export TEST_REDIS_URL="redis://:p%40ss%2Fw%3Ard@127.0.0.1:$port"
      return 0
    fi
    sleep 0.5
  done
  echo "redis-server did not start: its tests are skipped"
  tail -5 "$results/redis.log"
}

case "$mode" in
  unit) projects=(tests/Rag.Domain.UnitTests tests/Rag.Application.UnitTests tests/Rag.ArchitectureTests) ;;
  all|long) projects=(tests/Rag.Domain.UnitTests tests/Rag.Application.UnitTests tests/Rag.ArchitectureTests
                      tests/Rag.Infrastructure.IntegrationTests tests/Rag.Api.FunctionalTests tests/Rag.Browser.Tests) ;;
  *) sed -n '2,11p' "$0"; exit 64 ;;
esac

# The Mongo-compatible server that tests start themselves; without it, or TEST_MONGO_URI, they are skipped and say so.
if [ "$mode" != unit ] && [ -z "${TEST_MONGO_URI:-}" ] && [ ! -d tests/services/node_modules ]; then
  say "servers of the tests"
  (cd tests/services && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || echo "npm could not install them"
fi

# The pages are tested in the system's Chromium; nothing is fetched from a browser's own download site.
if [ "$mode" != unit ] && [ ! -x /usr/bin/chromium ]; then
  say "installing chromium"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
fi

if [ -z "${RAG_BUILT:-}" ]; then
  say "building"
  dotnet build -v quiet --nologo Rag.sln || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
fi

if [ "$mode" != unit ]; then
  say "servers"
  start_chroma
  echo "Chroma: ${TEST_CHROMA_URL:-none}"
  start_redis
  # Without what is before the @: somebody's own server may have a password that is one.
  echo "Redis: $(sed 's/.*@//; s/,.*//' <<<"${TEST_REDIS_URL:-none}")"
fi

# NAME PROJECT …: what follows goes to dotnet test; the results are NAME's.
runs=()
run() {
  local name="$1" project="$2"
  shift 2
  runs+=("$name")
  say "$name"
  dotnet test "$project" --no-build --nologo -c "$configuration" -v quiet --logger "trx;LogFileName=$name.trx" --results-directory "$results" "$@"
}

for project in "${projects[@]}"; do
  run "$(basename "$project")" "$project" "$@"
done

# The main job once more on each set of servers: documents, questions, administration, bot, users, sessions, consistency. Left out is what
# no store is behind (configuration, edge, errors, docs, pages, logging, rate limits), what names its own stores (Mongo, Chroma, Redis, Instances,
# EmbeddedIndex) and the kills, which look into the files of SQLite.
main_job='FullyQualifiedName~FunctionalTests.Pdfs.|FullyQualifiedName~FunctionalTests.Chat.|FullyQualifiedName~FunctionalTests.RagAdmin.|FullyQualifiedName~FunctionalTests.Bot.|FullyQualifiedName~FunctionalTests.Users.|FullyQualifiedName~FunctionalTests.Auth.|FullyQualifiedName~FunctionalTests.Consistency.'
if [ "$mode" != unit ] && [ $# -eq 0 ]; then
  for backend in mongo full; do
    [ "$backend" = full ] && renew_chroma
    TEST_BACKEND=$backend run "Rag.Api.FunctionalTests on $backend" tests/Rag.Api.FunctionalTests --filter "$main_job"
  done
fi

# The counters of every run's result file, added up; a run that left none has failed as a whole.
passed=0 failed=0 skipped=0
for name in "${runs[@]}"; do
  file="$results/$name.trx"
  if [ ! -f "$file" ]; then
    [ $# -gt 0 ] && continue
    echo "$name left no results"
    failed=$((failed + 1))
    continue
  fi
  counters="$(grep -o '<Counters [^>]*' "$file")"
  count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  total=$(count total) ok=$(count passed) executed=$(count executed)
  passed=$((passed + ok))
  failed=$((failed + executed - ok))
  skipped=$((skipped + total - executed))
done

names() { grep -ho "<UnitTestResult [^>]*outcome=\"$1\"" "$results"/*.trx | grep -o 'testName="[^"]*"' | sort; }
if [ "$failed" -gt 0 ]; then
  say "failed:"
  names Failed
fi
if [ "$skipped" -gt 0 ]; then
  say "skipped:"
  names NotExecuted
fi

echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
