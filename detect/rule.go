package detect

import (
	"fmt"
	"go/parser"
	"go/token"
	"strings"
)

// Page returns the documentation of rule name from the source of its doc.go: the
// text of the package comment under the heading "# Analyzer NAME". Rules embed the
// file, so that one text serves go doc, the terminal, SARIF and the web.
func Page(src, name string) string {
	f, err := parser.ParseFile(token.NewFileSet(), "doc.go", src, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil || f.Doc == nil {
		return fmt.Sprintf("%s: the rule has no page", name)
	}
	_, page, ok := strings.Cut(f.Doc.Text(), "# Analyzer "+name+"\n")
	if !ok {
		return fmt.Sprintf("%s: the rule has no page", name)
	}
	return strings.TrimSpace(page)
}

// URL returns the address of a rule's page.
func URL(name string) string { return "https://archvet.dev/rules/" + name }
