# The service and creditctl, as one unprivileged process that keeps its decisions in the volume /data.
#
#   docker build -t credit-decision .
#   docker run -p 5000:5000 -v credit-data:/data credit-decision
#   docker exec CONTAINER creditctl decision list --server http://127.0.0.1:5000

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
WORKDIR /source

# What a restore reads comes first, so that an edit of the source does not fetch the packages again.
COPY Directory.Build.props Directory.Build.targets Directory.Packages.props ./
COPY src/CreditDecision.Core/CreditDecision.Core.csproj src/CreditDecision.Core/packages.lock.json src/CreditDecision.Core/
COPY src/CreditDecision.Modeling/CreditDecision.Modeling.csproj src/CreditDecision.Modeling/packages.lock.json src/CreditDecision.Modeling/
COPY src/CreditDecision.Grpc/CreditDecision.Grpc.csproj src/CreditDecision.Grpc/packages.lock.json src/CreditDecision.Grpc/
COPY src/CreditDecision.Service/CreditDecision.Service.csproj src/CreditDecision.Service/packages.lock.json src/CreditDecision.Service/
COPY src/CreditDecision.Cli/CreditDecision.Cli.csproj src/CreditDecision.Cli/packages.lock.json src/CreditDecision.Cli/
# Compiled ahead, so that the first calls are not the slow ones; the runtime compiles what is hot again.
RUN dotnet restore src/CreditDecision.Service --runtime linux-x64 -p:PublishReadyToRun=true \
 && dotnet restore src/CreditDecision.Cli --locked-mode

COPY .editorconfig BannedSymbols.txt ./
COPY protos protos
COPY src src
ARG PUBLISH="--configuration Release --no-restore -p:UseAppHost=false -p:PublishDocumentationFile=false -p:PublishReferencesDocumentationFiles=false"
RUN dotnet publish src/CreditDecision.Service $PUBLISH --runtime linux-x64 --no-self-contained -p:PublishReadyToRun=true --output /out/service \
 && dotnet publish src/CreditDecision.Cli $PUBLISH --output /out/creditctl \
 && printf '#!/bin/sh\nexec dotnet /app/creditctl/creditctl.dll "$@"\n' > /out/creditctl.sh \
 && chmod 755 /out/creditctl.sh

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY LICENSE ./
COPY --from=build /out/service service
COPY --from=build /out/creditctl creditctl
COPY --from=build /out/creditctl.sh /usr/local/bin/creditctl
COPY models content/models
COPY strategies content/strategies
COPY governance content/governance

# The base image's own unprivileged user; only /data is its to write.
RUN install -d -m 700 -o "$APP_UID" -g "$APP_UID" /data
USER $APP_UID
VOLUME /data

# The base image would listen on 8080 by default; that is emptied so that one address stands.
ENV ASPNETCORE_HTTP_PORTS= \
    ASPNETCORE_URLS=http://*:5000 \
    # A container is reached through the network that it is put into; with a certificate, make the address https and this false.
    Door__AllowPlaintext=true \
    Store__Path=/data/decisions.db \
    Content__Directory=/app/content
EXPOSE 5000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["creditctl", "health", "--server", "http://127.0.0.1:5000"]
ENTRYPOINT ["dotnet", "/app/service/CreditDecision.Service.dll"]
