package python

import (
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

// text is the value of a string literal.
func (e *emitter) text(n node) code.Expr {
	at := e.at(n)
	raw := false
	var parts []code.Expr
	for c := range n.Children() {
		switch c.Kind() {
		case "string_start":
			raw = strings.ContainsAny(c.Text(), "rR")
		case "string_content":
			s := c.Text()
			if !raw {
				s = unescape(s)
			}
			parts = append(parts, code.Text(s, e.at(c)))
		case "interpolation":
			v := e.expr(c.Child("expression"))
			parts = append(parts, v)
		}
	}
	switch {
	case len(parts) == 0:
		return code.Text("", at)
	case len(parts) == 1 && parts[0].Kind == code.Const:
		return code.Text(parts[0].Text, at)
	}
	return joined(parts, at)
}

var plainEscapes = strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\r`, "\r", `\\`, `\`, `\'`, `'`, `\"`, `"`, "\\\n", "")

func unescape(s string) string { return plainEscapes.Replace(s) }

// plainString is the value of a literal without anything to fill in.
func plainString(n node) (string, bool) {
	if n.Kind() != "string" {
		return "", false
	}
	out := ""
	for c := range n.Children() {
		switch c.Kind() {
		case "string_content":
			out += unescape(c.Text())
		case "interpolation":
			return "", false
		}
	}
	return out, true
}

// joined is a text made of parts; constants that meet become one.
func joined(parts []code.Expr, at arch.Range) code.Expr {
	v := code.Expr{Kind: code.Concat, Type: "string", At: at}
	for _, p := range parts {
		switch last := len(v.Args) - 1; {
		case p.Kind == code.Concat:
			v.Args = append(v.Args, p.Args...)
		case p.Kind == code.Const && last >= 0 && v.Args[last].Kind == code.Const:
			v.Args[last].Text += p.Text
		default:
			v.Args = append(v.Args, p)
		}
	}
	if len(v.Args) == 1 && v.Args[0].Kind == code.Const {
		return code.Text(v.Args[0].Text, at)
	}
	return v
}

// percent is a format with the operator %.
func (e *emitter) percent(format, args code.Expr, at arch.Range) code.Expr {
	values := []code.Expr{args}
	if args.Kind == code.Make && args.Type == "slice" {
		values = args.Args
	}
	if format.Kind != code.Const {
		return joined(append([]code.Expr{format}, values...), at)
	}
	var parts []code.Expr
	rest := format.Text
	for {
		i := strings.IndexByte(rest, '%')
		if i < 0 || i+1 >= len(rest) {
			break
		}
		parts = append(parts, code.Text(rest[:i], at))
		rest = rest[i+1:]
		name := ""
		if rest[0] == '(' {
			name, rest, _ = strings.Cut(rest[1:], ")")
		}
		rest = strings.TrimLeft(rest, "+-# 0123456789.")
		if rest == "" {
			break
		}
		verb := rest[0]
		rest = rest[1:]
		switch {
		case verb == '%':
			parts = append(parts, code.Text("%", at))
		case name != "":
			parts = append(parts, namedValue(args, name, at))
		case len(values) > 0:
			parts, values = append(parts, values[0]), values[1:]
		}
	}
	return joined(withoutEmpty(append(parts, code.Text(rest, at))), at)
}

func namedValue(made code.Expr, name string, at arch.Range) code.Expr {
	for i, n := range made.Names {
		if n == name && i < len(made.Args) {
			return made.Args[i]
		}
	}
	return code.Unknown(at, "value "+name+" of a format")
}

func withoutEmpty(parts []code.Expr) []code.Expr {
	var out []code.Expr
	for _, p := range parts {
		if p.Kind != code.Const || p.Text != "" {
			out = append(out, p)
		}
	}
	return out
}

// braces is a format with the method format.
func (e *emitter) braces(format code.Expr, args []code.Expr, names []string, at arch.Range) code.Expr {
	if format.Kind != code.Const {
		return joined(append([]code.Expr{format}, args...), at)
	}
	var parts []code.Expr
	rest, next := strings.NewReplacer("{{", "\x00", "}}", "\x01").Replace(format.Text), 0
	for {
		before, after, ok := strings.Cut(rest, "{")
		if !ok {
			break
		}
		spec, tail, ok := strings.Cut(after, "}")
		if !ok {
			break
		}
		parts = append(parts, code.Text(unbrace(before), at))
		name, _, _ := strings.Cut(spec, ":")
		name, _, _ = strings.Cut(name, "!")
		if name == "" {
			name = strconv.Itoa(next)
			next++
		}
		parts = append(parts, formatValue(args, names, name, at))
		rest = tail
	}
	return joined(withoutEmpty(append(parts, code.Text(unbrace(rest), at))), at)
}

func unbrace(s string) string { return strings.NewReplacer("\x00", "{", "\x01", "}").Replace(s) }

func formatValue(args []code.Expr, names []string, name string, at arch.Range) code.Expr {
	if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(args) && (i >= len(names) || names[i] == "") {
		return args[i]
	}
	for i, n := range names {
		if n == name {
			return args[i]
		}
	}
	return code.Unknown(at, "value "+name+" of a format")
}
