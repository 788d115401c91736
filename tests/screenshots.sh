#!/usr/bin/env bash
# Pictures of every page, light and dark, 320 and 1280 wide, in artifacts/screenshots (not kept in git). Look at them.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet test tests/Rag.Browser.Tests -c Release -v quiet --nologo --filter FullyQualifiedName~Rag.Browser.Tests.Screenshots
ls artifacts/screenshots
