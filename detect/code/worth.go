package code

// Worth returns which of a language's files are worth parsing, in their order: those
// that speak of the world outside, all that lead to them through imports, and what
// these import themselves, since values come from there.
func Worth[File comparable](files []File, speaks func(File) bool, imports map[File][]File) []File {
	importers := map[File][]File{}
	for _, f := range files {
		for _, to := range imports[f] {
			importers[to] = append(importers[to], f)
		}
	}
	leads := map[File]bool{}
	var queue []File
	add := func(f File) {
		if !leads[f] {
			leads[f] = true
			queue = append(queue, f)
		}
	}
	for _, f := range files {
		if speaks(f) {
			add(f)
		}
	}
	for len(queue) > 0 {
		f := queue[0]
		queue = queue[1:]
		for _, by := range importers[f] {
			add(by)
		}
	}
	worth := map[File]bool{}
	for f := range leads {
		worth[f] = true
		for _, to := range imports[f] {
			worth[to] = true
		}
	}
	var out []File
	for _, f := range files {
		if worth[f] {
			out = append(out, f)
		}
	}
	return out
}
