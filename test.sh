#!/usr/bin/env bash
# Runs the tests and sets up what they need.
#
#   ./test.sh          everything
#   ./test.sh long     everything, and the long campaigns whole instead of a sample of each: 2,000 hostile PDFs
#   ./test.sh unit     the everyday part: no server, no browser, no child process
#   ./test.sh all -- --filter FullyQualifiedName~Chunker     what follows -- goes to dotnet test
#
# The tests need the .NET SDK; for MongoDB, either node (the server comes from npm) or TEST_MONGO_URI; and for the pages Chromium, which
# is installed where it is missing (Debian, as root). The last line is "N passed, N failed, N skipped"; tests that compare with data beside the checkout (reference outputs, evaluation sets) are skipped
# where it is missing and say so.
set -uo pipefail
cd "$(dirname "$0")"

mode="${1:-all}"
[ $# -gt 0 ] && shift
[ "${1:-}" = "--" ] && shift
configuration="${RAG_BUILT:-Debug}"
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT

say() { printf '\n== %s\n' "$*"; }

# Tests of a campaign take all of it when they see this.
[ "$mode" = long ] && export RAG_LONG=1

case "$mode" in
  unit) projects=(tests/Rag.Domain.UnitTests tests/Rag.Application.UnitTests tests/Rag.ArchitectureTests) ;;
  all|long) projects=(tests/Rag.Domain.UnitTests tests/Rag.Application.UnitTests tests/Rag.ArchitectureTests
                      tests/Rag.Infrastructure.IntegrationTests tests/Rag.Api.FunctionalTests tests/Rag.Browser.Tests) ;;
  *) sed -n '2,11p' "$0"; exit 64 ;;
esac

# The Mongo-compatible server that tests start themselves; without it, or TEST_MONGO_URI, they are skipped and say so.
if [ "$mode" = all ] && [ -z "${TEST_MONGO_URI:-}" ] && [ ! -d tests/services/node_modules ]; then
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

for project in "${projects[@]}"; do
  say "$project"
  dotnet test "$project" --no-build --nologo -c "$configuration" -v quiet \
    --logger "trx;LogFileName=$(basename "$project").trx" --results-directory "$results" "$@"
done

# The counters of every project's result file, added up; a project that left none has failed as a whole.
passed=0 failed=0 skipped=0
for project in "${projects[@]}"; do
  file="$results/$(basename "$project").trx"
  if [ ! -f "$file" ]; then
    [ $# -gt 0 ] && continue
    echo "$project left no results"
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
