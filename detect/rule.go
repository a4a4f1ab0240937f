package detect

import "strings"

// Page returns the documentation of rule name from the source of its doc.go: the
// text of the package comment under the heading "# Analyzer NAME". Rules embed the
// file, so that one text serves go doc, the terminal, SARIF and the web.
//
// Every rule calls it when the program starts, even one that only prints its version,
// so it cuts the text out by itself: what Go's own tools do for it takes longer than all
// else at start-up.
func Page(src, name string) string {
	head, _, _ := strings.Cut(src, "\npackage ")
	_, body, ok := strings.Cut(head, "// # Analyzer "+name+"\n")
	var page strings.Builder
	page.Grow(len(body))
	empty := false
	for line := range strings.Lines(body) {
		text, comment := strings.CutPrefix(strings.TrimRight(line, " \t\r\n"), "//")
		if !comment {
			ok = false // a comment that an empty line ends is not the package's
			break
		}
		if text = strings.TrimPrefix(text, " "); text == "" {
			empty = true
			continue
		}
		if empty {
			page.WriteByte('\n')
		}
		empty = false
		page.WriteString(text)
		page.WriteByte('\n')
	}
	if !ok {
		return name + ": the rule has no page"
	}
	return strings.TrimSpace(page.String())
}

// URL returns the address of a rule's page.
func URL(name string) string { return "https://archvet.dev/rules/" + name }
