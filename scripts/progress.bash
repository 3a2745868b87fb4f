# Sourced by every script here: where the repository is, and how a script talks to the person who runs it.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT"

# A Node that scripts/setup fetched because the machine's own is too old.
if [[ -x "$ROOT/build/node/bin/node" ]]; then
  export PATH="$ROOT/build/node/bin:$PATH"
fi

# step <what happens now>
step() { printf '\n==> %s\n' "$*"; }

# note <detail>
note() { printf '    %s\n' "$*"; }

# die <one plain sentence>
die() {
  printf '\n%s\n' "$*" >&2
  exit 1
}

# usage <script>: the comment block at the top of the script, without the comment signs.
usage() { sed -n '2,/^$/{s/^# \{0,1\}//p}' "$1"; }

has() { command -v "$1" >/dev/null 2>&1; }

cores() { nproc 2>/dev/null || getconf _NPROCESSORS_ONLN; }
