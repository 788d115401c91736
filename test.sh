#!/usr/bin/env bash
# Runs the tests and sets up what they need.
#
#   ./test.sh          everything (seeded samples of the long campaigns)
#   ./test.sh unit     the everyday part: no server, no browser, no child process
#   ./test.sh long     everything, the long campaigns whole
#   ./test.sh all -- --filter FullyQualifiedName~Chunker     what follows -- goes to dotnet test
#
# The last line is "N passed, N failed, N skipped". With CI=true a test that was skipped because a service or tool is missing fails.
set -uo pipefail
cd "$(dirname "$0")"

mode="${1:-all}"
[ $# -gt 0 ] && shift
[ "${1:-}" = "--" ] && shift
configuration="${RAG_BUILT:-Debug}"
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT

say() { printf '\n== %s\n' "$*"; }

install_debian() {
  local missing=()
  for package in "$@"; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    say "not installed, and only root can: ${missing[*]} (the tests that need them are skipped)"
    return 0
  fi
  say "installing ${missing[*]}"
  apt-get update -qq >"$results/apt.log" 2>&1 || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >>"$results/apt.log" 2>&1 \
    || { tail -n 5 "$results/apt.log"; say "could not install ${missing[*]}"; }
}

case "$mode" in
  unit) projects=(tests/Rag.Domain.UnitTests tests/Rag.Application.UnitTests tests/Rag.ArchitectureTests) ;;
  all|long) projects=(tests/Rag.Domain.UnitTests tests/Rag.Application.UnitTests tests/Rag.ArchitectureTests
                      tests/Rag.Infrastructure.IntegrationTests tests/Rag.Api.FunctionalTests) ;;
  *) sed -n '2,10p' "$0"; exit 64 ;;
esac
[ "$mode" = long ] && export RAG_LONG_TESTS=true
[ "$mode" = unit ] || install_debian chromium

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

if [ "${CI:-}" = true ] && [ "$skipped" -gt 0 ]; then
  say "skipped with CI=true, which counts as failed:"
  grep -ho '<UnitTestResult [^>]*outcome="NotExecuted"' "$results"/*.trx | grep -o 'testName="[^"]*"' | sort
  failed=$((failed + skipped))
  skipped=0
fi

echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
