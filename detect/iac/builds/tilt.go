package builds

import (
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

var tiltCall = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^[ \t]*(docker_build|docker_build_with_restart|custom_build|custom_build_with_restart|docker_build_sub)[ \t]*\(`)
})

// tilt reads the builds of a Tiltfile by a light scan: calls whose image and context
// are written as they are.
func (l *loader) tilt(f *source.File) {
	data, err := f.Data()
	if err != nil {
		return // recorded by Data
	}
	text := string(data)
	for _, m := range tiltCall().FindAllStringSubmatchIndex(text, maxHints) {
		args := callArguments(text, m[1])
		image := positional(args, 0, "ref")
		if !image.ok {
			continue
		}
		b := build{image: image.text, dir: f.Dir(), at: f.Range(image.start, image.stop)}
		if strings.HasPrefix(text[m[2]:m[3]], "docker_build") {
			context := positional(args, 1, "context")
			if !context.ok || path.IsAbs(context.text) {
				continue
			}
			b.dir = path.Join(b.dir, context.text)
		} else if deps := named(args, "deps"); deps.ok {
			b.dir = path.Join(b.dir, deps.text)
		} else {
			continue
		}
		if file := named(args, "dockerfile"); file.ok {
			b.dockerfile = path.Join(f.Dir(), file.text)
		} else if file.name != "" {
			continue // said, and not known
		}
		if stage := named(args, "target"); stage.ok {
			b.target = stage.text
		}
		l.add(b)
	}
}

// argument is one argument of a call; ok when it is a plain string, or a list of one.
type argument struct {
	name, text  string
	ok          bool
	start, stop int
}

// maxCall bounds the text of one call.
const maxCall = 16 << 10

// callArguments splits the arguments of the call whose parenthesis ends at pos.
func callArguments(text string, pos int) []argument {
	var list []argument
	level, start := 0, pos
	end := min(len(text), pos+maxCall)
	for i := pos; i < end; i++ {
		switch c := text[i]; {
		case c == '"' || c == '\'':
			i += quoted(text[i:end]) - 1
		case c == '#':
			for i < end && text[i] != '\n' {
				i++
			}
		case c == '(' || c == '[' || c == '{':
			level++
		case level == 0 && (c == ',' || c == ')'):
			list = append(list, argumentOf(text, start, i))
			start = i + 1
			if c == ')' {
				return list
			}
		case c == ')' || c == ']' || c == '}':
			level--
		}
	}
	return list
}

// quoted is the length of the string that s begins with.
func quoted(s string) int {
	if len(s) >= 3 && s[1] == s[0] && s[2] == s[0] {
		if i := strings.Index(s[3:], s[:3]); i >= 0 {
			return i + 6
		}
		return len(s)
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case s[0], '\n':
			return i + 1
		}
	}
	return len(s)
}

func argumentOf(text string, start, stop int) argument {
	body := strings.TrimSpace(text[start:stop])
	a := argument{}
	if name, value, ok := strings.Cut(body, "="); ok && !strings.ContainsAny(name, `"'([{`) {
		a.name, body = strings.TrimSpace(name), strings.TrimSpace(value)
	}
	a.stop = start + len(strings.TrimRight(text[start:stop], " \t\r\n"))
	if strings.HasPrefix(body, "[") && strings.HasSuffix(body, "]") {
		body = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(body[1:len(body)-1]), ","))
	}
	a.start = max(start, a.stop-len(body))
	if n := len(body); n >= 2 && (body[0] == '"' || body[0] == '\'') && quoted(body) == n && body[n-1] == body[0] {
		a.text, a.ok = body[1:n-1], true
	}
	return a
}

func positional(args []argument, i int, name string) argument {
	if a := named(args, name); a.name != "" {
		return a
	}
	if i < len(args) && args[i].name == "" {
		return args[i]
	}
	return argument{}
}

func named(args []argument, name string) argument {
	for _, a := range args {
		if a.name == name {
			return a
		}
	}
	return argument{}
}

var earthImage = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^[ \t]+SAVE IMAGE[ \t]+((?:--\S+[ \t]+)*)([^\s#]+)`)
})

// earthly reads the images that an Earthfile saves; they are built from its directory.
func (l *loader) earthly(f *source.File) {
	data, err := f.Data()
	if err != nil {
		return // recorded by Data
	}
	for _, m := range earthImage().FindAllSubmatchIndex(data, maxHints) {
		image := string(data[m[4]:m[5]])
		// A Dockerfile that stands beside it is another way to build, not this one.
		if name := imageOf(image); name != "" {
			l.add(build{image: image, dir: f.Dir(), at: arch.Range{File: f.Path, Start: m[4], End: m[5]}})
		}
	}
}
