# The program as one file, for pods and other containers. docs/scale.md has the commands.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /costsim
COPY . .
RUN dotnet publish -c Release --self-contained --use-current-runtime src/CostSim.Cli -o /published

# No shell, no package manager, and a user without rights (1654).
FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
COPY --from=build /published/costsim /usr/local/bin/costsim
# Native parts are laid out at the first run, in a folder that every user can write.
ENV DOTNET_BUNDLE_EXTRACT_BASE_DIR=/tmp/costsim
ENTRYPOINT ["/usr/local/bin/costsim"]
