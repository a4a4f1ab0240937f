package detect

import (
	"fmt"
	"go/ast"
	"strings"
)

// Page returns the documentation of rule name from the source of its doc.go: the
// text of the package comment under the heading "# Analyzer NAME". Rules embed the
// file, so that one text serves go doc, the terminal, SARIF and the web.
//
// Every rule calls it when the program starts, even one that only prints its version,
// so it looks for the comment's lines itself: a Go parser for each rule takes longer
// than all else at start-up.
func Page(src, name string) string {
	var doc ast.CommentGroup
	for line := range strings.Lines(src) {
		if strings.HasPrefix(line, "package ") {
			break
		}
		line = strings.TrimRight(line, "\r\n")
		if !strings.HasPrefix(line, "//") {
			doc.List = nil // an empty line ends a comment that is not the package's
			continue
		}
		doc.List = append(doc.List, &ast.Comment{Text: line})
	}
	_, page, ok := strings.Cut(doc.Text(), "# Analyzer "+name+"\n")
	if !ok {
		return fmt.Sprintf("%s: the rule has no page", name)
	}
	return strings.TrimSpace(page)
}

// URL returns the address of a rule's page.
func URL(name string) string { return "https://archvet.dev/rules/" + name }
