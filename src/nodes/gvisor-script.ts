/* eslint-disable @stylistic/max-len -- lines of a shell script */

/**
 * The script that prepares a node, for any POSIX shell with the tools of busybox.
 *
 * It is idempotent, as every restart of the pod runs it again, and restarts containerd only when its configuration
 * changed. A configuration that containerd does not accept is never put in place: the node would fail with it.
 * Containers keep running while containerd restarts.
 *
 * Arguments: the command that restarts containerd. Environment: `HOST` is the directory with the mounts of the node,
 * `CONFIG` that of the ConfigMap, `WORK` a scratch directory.
 */
export const INSTALL_SCRIPT = String.raw`set -eu

fail() {
  echo "gVisor: $*" >&2
  exit 1
}

on_node() {
  nsenter -t 1 -m -u -i -n -p -- "$@"
}

# Replaces a file in one step, so that a program that runs keeps the old one.
put() {
  if cmp -s "$1" "$2"; then return; fi
  mkdir -p "$(dirname "$2")"
  cp "$1" "$2.new"
  chmod "$3" "$2.new"
  mv -f "$2.new" "$2"
  echo "wrote $2"
}

# Downloads the archive for this machine, and sets $from to the directory that has runsc.
fetch() {
  machine=$(uname -m)
  url=
  while read -r architecture sum address; do
    if [ "$architecture" = "$machine" ]; then url=$address; break; fi
  done < "$CONFIG/archives"
  [ -n "$url" ] || fail "no archive is for $machine; give one in 'archives'"
  mkdir -p "$WORK/binaries"
  if command -v curl > /dev/null; then curl -fsSL -o "$WORK/archive" "$url"; else wget -q -O "$WORK/archive" "$url"; fi
  echo "$sum  $WORK/archive" | sha256sum -c > /dev/null || fail "$url does not have the SHA-256 $sum"
  tar -xf "$WORK/archive" -C "$WORK/binaries"
  runsc=$(find "$WORK/binaries" -name runsc -type f | head -n 1)
  [ -n "$runsc" ] || fail "$url has no runsc"
  from=$(dirname "$runsc")
}

from=$BINARIES
if [ -f "$CONFIG/archives" ]; then fetch; fi
for name in runsc containerd-shim-runsc-v1; do
  [ -f "$from/$name" ] || fail "there is no $name in $from"
done
# Releases from September 2026 on want gvisor-bin beside runsc; earlier ones have none.
for name in gvisor-bin containerd-shim-runsc-v1 runsc; do
  [ -e "$from/$name" ] || continue
  (cd "$from" && find "$name" -type f) | while read -r file; do put "$from/$file" "$HOST$INSTALL_DIRECTORY/$file" 755; done
done

put "$CONFIG/runsc.toml" "$HOST$RUNSC_CONFIG" 644

config="$HOST$CONTAINERD_CONFIG"
[ -f "$config" ] || fail "the node has no $CONTAINERD_CONFIG; give 'containerdConfigPath'"
version=$(sed '/^[[:space:]]*\[/q' "$config" | sed -n 's/^[[:space:]]*version[[:space:]]*=[[:space:]]*\([0-9][0-9]*\).*/\1/p')
[ "$version" = "$CONFIG_VERSION" ] || fail "$CONTAINERD_CONFIG has version '$version', not $CONFIG_VERSION; give 'containerdConfigVersion'"

begin='# BEGIN gVisor (do not edit: a DaemonSet writes this)'
end='# END gVisor'
awk -v begin="$begin" -v end="$end" '$0 == begin { skip = 1 } !skip { print } $0 == end { skip = 0 }' "$config" > "$WORK/config.toml"
if grep -Eq "runtimes[.][\"']?$HANDLER[\"']?[].]" "$WORK/config.toml"; then
  fail "$CONTAINERD_CONFIG has a runtime $HANDLER of its own; remove it there, or give another 'handler'"
fi
if env | grep -q '^SANDBOX_IMAGE='; then
  # In its table, right after the head of it; a table may not be written twice.
  awk -v table="$SANDBOX_TABLE" -v key="$SANDBOX_KEY" -v image="$SANDBOX_IMAGE" '
    function name(line) { sub(/#.*/, "", line); gsub(/[]["\047 \t\r]/, "", line); return line }
    function set() { print "  " key " = \"" image "\""; done = 1 }
    /^[ \t]*\[/ { inside = name($0) == name(table); print; if (inside) set(); next }
    inside && $0 ~ "^[ \t]*" key "[ \t]*=" { next }
    { print }
    END { if (!done) { print "[" table "]"; set() } }' "$WORK/config.toml" > "$WORK/config.sandbox"
  mv "$WORK/config.sandbox" "$WORK/config.toml"
fi
{ echo "$begin"; cat "$CONFIG/containerd.toml"; echo "$end"; } >> "$WORK/config.toml"
if cmp -s "$WORK/config.toml" "$config"; then
  echo "containerd knows $HANDLER already"
  exit 0
fi

# A copy first, for its owner and mode.
cp -p "$config" "$config.new"
cat "$WORK/config.toml" > "$config.new"
if on_node sh -c 'command -v containerd' > /dev/null; then
  on_node containerd --config "$CONTAINERD_CONFIG.new" config dump > /dev/null || { rm -f "$config.new"; fail "containerd does not accept its configuration with $HANDLER"; }
fi
cp -p "$config" "$config.before-gvisor"
mv -f "$config.new" "$config"
echo "wrote $config"
if ! on_node "$@"; then
  mv -f "$config.before-gvisor" "$config"
  on_node "$@" || true
  fail "'$*' failed; the configuration is as it was"
fi
`;
