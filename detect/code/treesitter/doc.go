// Package treesitter parses source code with tree-sitter grammars.
//
// The grammars are compiled to WebAssembly ahead of time (build/build.sh), embedded,
// and run in the process: no C compiler is needed to install the program, and what a
// hostile file makes of a parser stays in a sandbox with bounded memory and a bounded
// number of steps.
package treesitter
