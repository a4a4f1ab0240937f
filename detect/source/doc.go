// Package source reads a repository: confined to its root, once, within limits.
//
// It knows which files there are, what sort of place each stands in (vendored,
// generated, test, example), their content, and how byte offsets map to lines. It
// never follows a link out of the root and never writes.
package source
