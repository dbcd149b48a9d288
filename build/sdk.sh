# Sourced by ./run and ./test: finds the .NET 10 SDK, or says how to get it and ends with 1.

find_dotnet_sdk() {
  # The installer script's own folder is often not on the PATH.
  if ! command -v dotnet >/dev/null 2>&1 && [[ -x "${HOME:-}/.dotnet/dotnet" ]]; then
    export DOTNET_ROOT="$HOME/.dotnet" PATH="$HOME/.dotnet:$PATH"
  fi
  local listed=""
  if command -v dotnet >/dev/null 2>&1; then
    listed=$(dotnet --list-sdks 2>/dev/null || true)
  fi
  if ! grep -q '^10\.' <<<"$listed"; then
    cat >&2 <<'MESSAGE'
This needs the .NET 10 SDK, and none was found.

  Debian and Ubuntu   set up Microsoft's package source as Microsoft's page "Install .NET on Linux" describes, then
                      apt-get install dotnet-sdk-10.0
  any Linux or macOS  get Microsoft's dotnet-install.sh (same page), then
                      bash dotnet-install.sh --channel 10.0
                      It installs into ~/.dotnet, where this script looks as well.

Then run this again.
MESSAGE
    if [[ -n "$listed" ]]; then
      printf '\nFound only:\n%s\n' "$listed" >&2
    fi
    exit 1
  fi
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
}
