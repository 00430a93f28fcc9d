# shellcheck shell=bash
# What ./run, ./test and ./bench have in common. Sourced, from the root of the repository.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '%s\n' "$*" >&2; }

need_dotnet() {
    if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
        say "The .NET 10 SDK is missing. Install it: https://dotnet.microsoft.com/download/dotnet/10.0"
        return 1
    fi
}

# What the package brings; a package whose program is there needs no installation.
has() {
    case $1 in
        postgresql) command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ;;
        nodejs) command -v node >/dev/null ;;
        npm) command -v npm >/dev/null ;;
        chromium) [ -x "${PORTAL_CHROMIUM:-/usr/bin/chromium}" ] ;;
        poppler-utils) command -v pdftotext >/dev/null ;;
        python3-*) /usr/bin/python3 -c "import ${1#python3-}" 2>/dev/null ;;
        libnss3-tools) command -v certutil >/dev/null ;;
        zbar-tools) command -v zbarimg >/dev/null ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

# The package would make and start a system-wide cluster on port 5432, which nobody asked for.
no_system_cluster='f=/etc/postgresql-common/createcluster.conf; [ -e "$f" ] || { mkdir -p "${f%/*}" && echo "create_main_cluster = false" >"$f"; }'

# need PACKAGE...: installs what is missing, through apt and as root or through sudo without a password.
need() {
    local missing=() package command
    for package in "$@"; do has "$package" || missing+=("$package"); done
    [ "${#missing[@]}" -gt 0 ] || return 0
    command="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
    if ! command -v apt-get >/dev/null; then
        say "Missing: ${missing[*]}. This machine has no apt: install them by its own means and start again."
        return 1
    fi
    case " ${missing[*]} " in *" postgresql "*) command="$no_system_cluster; $command" ;; esac
    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            say "Missing: ${missing[*]}. Run this and start again:"
            say "  sudo sh -c '$command'"
            return 1
        fi
        as_root=(sudo -n)
    fi
    say "Installing ${missing[*]}"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c "$command" </dev/null >&2 || return 1
    for package in "${missing[@]}"; do
        has "$package" || { say "$package is installed and yet not found."; return 1; }
    done
}

# Fonts and other packages of the pages. Without them the pages use the system's fonts, so a failure is a warning.
web_packages() {
    local lock=wwwroot-assets/package-lock.json done=wwwroot-assets/node_modules/.package-lock.json
    if [ ! -f "$lock" ] || { [ -f "$done" ] && [ ! "$lock" -nt "$done" ]; }; then return 0; fi
    if command -v npm >/dev/null && npm ci --prefix wwwroot-assets --omit=dev --no-audit --no-fund --loglevel=error </dev/null >&2; then
        touch "$done"
    else
        say "Warning: the front-end packages could not be installed; the pages use the system's fonts."
    fi
}
