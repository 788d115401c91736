# Built on the machine's own architecture whatever the image is for: the compiler writes for both.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ARG TARGETARCH
WORKDIR /source

# What decides the packages comes first, so that a change of code does not fetch them again.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Rag.Domain/Rag.Domain.csproj src/Rag.Domain/packages.lock.json src/Rag.Domain/
COPY src/Rag.Application/Rag.Application.csproj src/Rag.Application/packages.lock.json src/Rag.Application/
COPY src/Rag.Infrastructure/Rag.Infrastructure.csproj src/Rag.Infrastructure/packages.lock.json src/Rag.Infrastructure/
COPY src/Rag.Api/Rag.Api.csproj src/Rag.Api/packages.lock.json src/Rag.Api/
RUN dotnet restore --locked-mode -p:PublishReadyToRun=true src/Rag.Api/Rag.Api.csproj

COPY src/ src/
COPY models/ models/
# Compiled ahead of time for the system it runs on, and with that system's native libraries alone. The storage folder is made here, because
# there is no shell later: a new Docker volume takes its owner over from it.
RUN case "$TARGETARCH" in arm64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac \
    && dotnet publish src/Rag.Api/Rag.Api.csproj --no-restore -c Release -r "$rid" --no-self-contained -p:PublishReadyToRun=true -p:UseAppHost=false -o /app \
    && mkdir -p /storage

# Chiselled: no shell, no package manager, no root. "extra" has ICU and the time zones, which accents and dates need.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra AS final
# The user that the process runs as: the image's own, "app". A platform that mounts its volumes for root alone sets it to 0 (docs/deployment.md).
ARG RUN_AS=1654
WORKDIR /app
COPY --from=build /app ./
COPY --from=build --chown=1654:1654 /storage ./backend/storage

# Where the disks of the old backend are mounted. Diagnostics would want a socket in /tmp, which is read-only with the rest.
ENV STORAGE_DIR=/app/backend/storage \
    DOTNET_EnableDiagnostics=0
EXPOSE 8000
USER $RUN_AS
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["dotnet", "/app/Rag.Api.dll", "health"]
ENTRYPOINT ["dotnet", "/app/Rag.Api.dll"]
