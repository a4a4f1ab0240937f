#!/bin/sh
# Builds the grammars' WebAssembly modules out of the pinned C sources, and records
# what went in and what came out. Debian: clang-14 lld-14 wasi-libc
# libclang-rt-14-dev-wasm32.
#
#   build.sh [directory for the modules, else ../modules]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../modules}
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
printf 'module grammars\n\ngo 1.26\n' > go.mod
source_of() { go mod download -json "github.com/tree-sitter/$1" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p'; }
core=$(source_of go-tree-sitter@v0.25.0)
python=$(source_of tree-sitter-python@v0.23.6)
javascript=$(source_of tree-sitter-javascript@v0.25.0)
typescript=$(source_of tree-sitter-typescript@v0.23.2)

# Paths of this machine must not reach the module.
cc() { clang-14 --target=wasm32-wasi -O2 -DNDEBUG -ffile-prefix-map="$core"=core -ffile-prefix-map="$here"=. "$@"; }

cc -I"$core/include" -I"$core/src" -D_WASI_EMULATED_PROCESS_CLOCKS -DHAVE_ENDIAN_H -c "$core/src/lib.c" -o core.o
build() {
	cc -I"$core/include" -DLANGUAGE="tree_sitter_$1" -c "$here/bridge.c" -o "$1-bridge.o"
	cc -I"$2" -c "$2/parser.c" -o "$1-parser.o"
	cc -I"$2" -c "$2/scanner.c" -o "$1-scanner.o"
	cc -mexec-model=reactor -Wl,--strip-all -Wl,--gc-sections -Wl,-z,stack-size=1048576 -Wl,--initial-memory=33554432 \
		core.o "$1-bridge.o" "$1-parser.o" "$1-scanner.o" -o "$1.wasm"
	gzip -n -9 -c "$1.wasm" > "$out/$1.wasm.gz"
}
build python "$python/src"
build javascript "$javascript/src"
build typescript "$typescript/typescript/src"
build tsx "$typescript/tsx/src"

cd "$out"
{
	(cd "$here" && sha256sum bridge.c build.sh)
	sha256sum python.wasm.gz javascript.wasm.gz typescript.wasm.gz tsx.wasm.gz
} > SHA256SUMS
