package docs

import (
	"html"
	"regexp"
	"strings"
	"sync"
)

var marks = sync.OnceValue(func() (m struct{ number, code, strong, emphasis, link *regexp.Regexp }) {
	m.number = regexp.MustCompile(`^\d+[.)]\s+`)
	m.code = regexp.MustCompile("`([^`]+)`")
	m.strong = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	m.emphasis = regexp.MustCompile(`\*([^*\s][^*]*)\*`)
	m.link = regexp.MustCompile(`\[([^\]]+)\]\((https://[^)\s]+)\)`)
	return m
})

// markdown renders what playbooks are written in: headings, paragraphs, numbered lists
// with bullets below, and fenced code.
func markdown(text string) string {
	r := &renderer{}
	for line := range strings.Lines(text) {
		r.line(strings.TrimRight(line, "\r\n"))
	}
	r.close(0)
	return r.out.String()
}

type renderer struct {
	out    strings.Builder
	open   []string // lists that are open: "ol", "ul"
	para   []string // lines of the paragraph or item that is read
	fenced bool
}

func (r *renderer) line(line string) {
	text := strings.TrimSpace(line)
	indent := len(line) - len(strings.TrimLeft(line, " "))
	number := marks().number.FindString(text)
	switch {
	case strings.HasPrefix(text, "```"):
		r.flush()
		if indent == 0 && !r.fenced {
			r.close(0)
		}
		r.out.WriteString(map[bool]string{false: "<pre>", true: "</pre>\n"}[r.fenced])
		r.fenced = !r.fenced
	case r.fenced:
		r.out.WriteString(html.EscapeString(line) + "\n")
	case text == "":
		r.flush()
	case strings.HasPrefix(line, "#"):
		r.close(0)
		level := min(6, 1+len(text)-len(strings.TrimLeft(text, "#")))
		tag := "h" + string(rune('0'+level)) + ">"
		r.out.WriteString("<" + tag + inline(strings.TrimSpace(strings.TrimLeft(text, "#"))) + "</" + tag + "\n")
	case number != "" && indent == 0:
		r.item(1, "ol", text[len(number):])
	case strings.HasPrefix(text, "- ") && indent == 0:
		r.item(1, "ul", text[2:])
	case strings.HasPrefix(text, "- "):
		r.item(2, "ul", text[2:])
	case indent == 0 && len(r.para) == 0:
		r.close(0)
		r.para = append(r.para, text)
	default:
		r.para = append(r.para, text)
	}
}

// item begins an item of the list at a depth.
func (r *renderer) item(depth int, tag, text string) {
	r.close(depth)
	if len(r.open) == depth && r.open[depth-1] != tag {
		r.close(depth - 1)
	}
	for len(r.open) < depth {
		r.out.WriteString("<" + tag + ">\n")
		r.open = append(r.open, tag)
	}
	r.out.WriteString("<li>")
	r.para = []string{text}
}

// close ends the paragraph, and the lists below a depth.
func (r *renderer) close(depth int) {
	r.flush()
	for len(r.open) > depth {
		last := len(r.open) - 1
		r.out.WriteString("</" + r.open[last] + ">\n")
		r.open = r.open[:last]
	}
}

func (r *renderer) flush() {
	if len(r.para) == 0 {
		return
	}
	text := inline(strings.Join(r.para, " "))
	if len(r.open) == 0 {
		text = "<p>" + text + "</p>"
	}
	r.out.WriteString(text + "\n")
	r.para = nil
}

// inline renders code, emphasis and links; what is in code is left as it is.
func inline(text string) string {
	m := marks()
	var out strings.Builder
	for text != "" {
		at := m.code.FindStringSubmatchIndex(text)
		plain := text
		if at != nil {
			plain = text[:at[0]]
		}
		plain = m.link.ReplaceAllString(html.EscapeString(plain), `<a href="$2">$1</a>`)
		out.WriteString(m.emphasis.ReplaceAllString(m.strong.ReplaceAllString(plain, "<strong>$1</strong>"), "<em>$1</em>"))
		if at == nil {
			break
		}
		out.WriteString("<code>" + html.EscapeString(text[at[2]:at[3]]) + "</code>")
		text = text[at[1]:]
	}
	return out.String()
}
