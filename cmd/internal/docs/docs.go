// Package docs makes the HTML pages under docs/ from the texts that everything else
// shows: a rule's doc.go and playbook, and the doc.go of each format and language.
//
// The pages are written by the package's test:
//
//	go test ./cmd/internal/docs -update
//
// and the same test fails when they are stale.
package docs

import (
	"bytes"
	"fmt"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"html"
	"io/fs"
	"path"
	"strings"

	"github.com/archvet/archvet/analyzers"
	"github.com/archvet/archvet/cmd/internal/report"
)

// Dir is where the pages are, relative to the root of the repository.
const Dir = "docs"

// Pages returns the pages by their paths below [Dir], from the sources in repo.
func Pages(repo fs.FS) (map[string][]byte, error) {
	pages := map[string][]byte{}
	var list bytes.Buffer
	for _, r := range analyzers.All {
		rule := report.RuleOf(r.Analyzer, r.Playbook)
		pages["rules/"+rule.Name+".html"] = page("../", rule.Name, ruleBody(rule))
		fmt.Fprintf(&list, "<tr><td><a href=\"rules/%s.html\">%[1]s</a></td><td>%s</td></tr>\n", html.EscapeString(rule.Name), html.EscapeString(rule.Summary))
	}
	pages["index.html"] = page("", "archvet", "<h1>archvet</h1>\n<p>go vet for architecture: it reads a repository, its code and its IaC, and answers which architecture this is, "+
		"where the code does not fit it, and what the steps to a better fit are.</p>\n<p><a href=\"formats.html\">What it reads</a></p>\n<h2>Rules</h2>\n<table>\n"+list.String()+"</table>\n")
	formats, err := formatsBody(repo)
	if err != nil {
		return nil, err
	}
	pages["formats.html"] = page("", "What archvet reads", formats)
	return pages, nil
}

func page(up, title, body string) []byte {
	home := ""
	if body != "" && title != "archvet" {
		home = "<p><a href=\"" + up + "index.html\">archvet</a></p>\n"
	}
	return []byte("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
		html.EscapeString(title) + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n" + home + body + "</body>\n</html>\n")
}

const style = "body{max-width:48rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}" +
	"pre{background:#f4f4f4;padding:.7rem;overflow:auto}code,pre{font-family:ui-monospace,monospace;font-size:.9rem}td{padding:.2rem .8rem .2rem 0;vertical-align:top}"

func ruleBody(rule report.Rule) string {
	_, text, _ := strings.Cut(rule.Page, "\n")
	out := "<h1>" + html.EscapeString(rule.Name) + "</h1>\n<p><strong>" + html.EscapeString(rule.Summary) + ".</strong></p>\n" + commentHTML(text)
	return out + markdown(string(rule.Playbook))
}

// commentHTML renders the text of a doc comment.
func commentHTML(text string) string {
	var p comment.Parser
	pr := comment.Printer{HeadingLevel: 2, HeadingID: func(*comment.Heading) string { return "" }, DocLinkURL: func(*comment.DocLink) string { return "" }}
	return string(pr.HTML(p.Parse(text)))
}

// formatsBody joins the package comments of loaders and front ends.
func formatsBody(repo fs.FS) (string, error) {
	out := "<h1>What archvet reads</h1>\n"
	for _, part := range []struct{ title, dir string }{{"Formats", "detect/iac"}, {"Languages", "detect/code"}} {
		out += "<h2>" + part.title + "</h2>\n"
		names, err := fs.Glob(repo, part.dir+"/*/doc.go")
		if err != nil {
			return "", fmt.Errorf("list %s: %w", part.dir, err)
		}
		for _, name := range names {
			src, err := fs.ReadFile(repo, name)
			if err != nil {
				return "", fmt.Errorf("read %s: %w", name, err)
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ParseComments|parser.PackageClauseOnly)
			if err != nil {
				return "", fmt.Errorf("read %s: %w", name, err)
			}
			if text := file.Doc.Text(); text != "" && loads(repo, path.Dir(name)) {
				pkg := path.Base(path.Dir(name))
				out += "<h3 id=\"" + pkg + "\">" + pkg + "</h3>\n" + strings.NewReplacer("<h2", "<h4", "</h2>", "</h4>").Replace(commentHTML(text))
			}
		}
	}
	return out, nil
}

// loads reports whether a package reads a format, rather than helps others to.
func loads(repo fs.FS, dir string) bool {
	names, _ := fs.Glob(repo, dir+"/*.go") // the pattern is well formed
	for _, name := range names {
		if src, err := fs.ReadFile(repo, name); err == nil && bytes.Contains(src, []byte("\nfunc Load(")) {
			return true
		}
	}
	return false
}
