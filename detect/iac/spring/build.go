package spring

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// library is a dependency of a build file.
type library struct {
	name string // the artifact
	at   arch.Range
}

var (
	xmlComment    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)<!--.*?(-->|$)`) })
	pomDependency = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)<dependency>.*?</dependency>`) })
	pomArtifact   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<artifactId>\s*([\w.-]+)\s*</artifactId>`) })
	pomParent     = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)<parent>.*?</parent>`) })
	pomRelative   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<relativePath>\s*([^<\s]*)\s*</relativePath>`) })
	gradleLine    = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?m)^\s*(api|implementation|compile|runtimeOnly|runtime|compileOnly)\b[\s(]*(?:platform\()?(?:project\(\s*(?:path\s*[:=]\s*)?["'][\w.:-]*?([\w.-]+)["']|group\s*[:=]\s*["'][^"']*["']\s*,\s*name\s*[:=]\s*["']([\w.-]+)["']|["'][\w.-]+:([\w.-]+)(?::[^"']*)?["'])`)
	})
	gradleComment = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)/\*.*?\*/|(?m)^\s*//[^\n]*`) })
	gradleShared  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b(subprojects|allprojects)\b`) })
)

// notOwn are the elements of a pom.xml whose dependencies the program does not have.
var notOwn = []string{"dependencyManagement", "build", "profiles", "reporting", "pluginManagement", "exclusions"}

// libraries are the dependencies that a build file gives to a program: its own, and
// those of the modules of the repository that it depends on.
func (l *loader) libraries(dir string) []library {
	out := l.direct(dir)
	seen := map[string]bool{dir: true}
	for i := 0; i < len(out) && len(out) < maxLibraries; i++ {
		lib := out[i]
		if at := l.artifacts[lib.name]; at != "" && !seen[at] {
			seen[at] = true
			for _, inner := range l.direct(at) {
				out = append(out, library{inner.name, lib.at})
			}
		}
	}
	return out
}

// maxLibraries bounds the dependencies of one program.
const maxLibraries = 2000

// direct are the dependencies that the build file of a directory names.
func (l *loader) direct(dir string) []library {
	if f := l.tree.File(path.Join(dir, "pom.xml")); f != nil {
		return l.maven(f, 0)
	}
	var out []library
	for _, name := range []string{"build.gradle", "build.gradle.kts"} {
		out = append(out, l.gradle(path.Join(dir, name), false)...)
		for up := dir; up != "."; {
			up = path.Dir(up)
			out = append(out, l.gradle(path.Join(up, name), true)...)
		}
	}
	return out
}

// maxParents bounds the poms that a pom inherits from.
const maxParents = 8

func (l *loader) maven(f *source.File, depth int) []library {
	data, err := f.Data()
	if err != nil || depth > maxParents {
		return nil
	}
	text := string(blank(data, xmlComment()))
	var out []library
	if parent := l.parent(f, text); parent != nil {
		out = l.maven(parent, depth+1)
	}
	own := text
	for _, tag := range notOwn {
		own = blankTag(own, tag)
	}
	for _, m := range pomDependency().FindAllStringIndex(own, 2000) {
		block := own[m[0]:m[1]]
		a := pomArtifact().FindStringSubmatchIndex(block)
		if a == nil || strings.Contains(block, "<scope>test</scope>") {
			continue
		}
		out = append(out, library{block[a[2]:a[3]], f.Range(m[0]+a[0], m[0]+a[1])})
	}
	return out
}

// parent is the pom of the repository that a pom inherits from.
func (l *loader) parent(f *source.File, text string) *source.File {
	block := pomParent().FindString(text)
	a := pomArtifact().FindStringSubmatch(block)
	if a == nil {
		return nil
	}
	where := "../pom.xml"
	if r := pomRelative().FindStringSubmatch(block); r != nil {
		if where = r[1]; where == "" {
			return nil
		}
	}
	if !strings.HasSuffix(where, ".xml") {
		where = path.Join(where, "pom.xml")
	}
	up := l.tree.File(path.Join(f.Dir(), where))
	if up == nil || up == f {
		return nil
	}
	data, err := up.Data()
	if err != nil {
		return nil
	}
	head := pomParent().ReplaceAllString(string(blank(data, xmlComment())), "")
	if own := pomArtifact().FindStringSubmatch(head); own == nil || own[1] != a[1] {
		return nil
	}
	return up
}

// gradle reads the dependencies of a script; of one above the program, only those
// that it gives to all below it.
func (l *loader) gradle(name string, shared bool) []library {
	f := l.tree.File(name)
	if f == nil {
		return nil
	}
	data, err := f.Data()
	if err != nil {
		return nil
	}
	text := string(blank(data, gradleComment()))
	if shared {
		text = sharedBlocks(text)
	}
	var out []library
	for _, m := range gradleLine().FindAllStringSubmatchIndex(text, 2000) {
		i := 4
		for i < 8 && m[i] < 0 {
			i += 2
		}
		start := m[0] + len(text[m[0]:m[1]]) - len(strings.TrimLeft(text[m[0]:m[1]], " \t\r\n"))
		out = append(out, library{text[m[i]:m[i+1]], f.Range(start, m[1])})
	}
	return out
}

// sharedBlocks keeps of a script what stands in subprojects and allprojects.
func sharedBlocks(text string) string {
	out := []byte(strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return ' '
	}, text))
	if len(out) != len(text) { // not ASCII: positions would move
		out = slices.Repeat([]byte{' '}, len(text))
	}
	for _, m := range gradleShared().FindAllStringIndex(text, 20) {
		open := strings.IndexByte(text[m[1]:], '{')
		if open < 0 {
			continue
		}
		level := 0
		for i := m[1] + open; i < len(text); i++ {
			switch text[i] {
			case '{':
				level++
			case '}':
				level--
			}
			out[i] = text[i]
			if level == 0 {
				break
			}
		}
	}
	return string(out)
}

// blank replaces what a pattern matches by spaces, so that positions stay.
func blank(data []byte, re *regexp.Regexp) []byte {
	out := slices.Clone(data)
	for _, m := range re.FindAllIndex(data, -1) {
		for i := m[0]; i < m[1]; i++ {
			if out[i] != '\n' {
				out[i] = ' '
			}
		}
	}
	return out
}

// blankTag blanks an element and all in it, wherever it occurs.
func blankTag(text, tag string) string {
	open, closing := "<"+tag+">", "</"+tag+">"
	out := []byte(text)
	for from := 0; ; {
		i := strings.Index(text[from:], open)
		if i < 0 {
			return string(out)
		}
		start := from + i
		end := len(text)
		if j := strings.Index(text[start:], closing); j >= 0 {
			end = start + j + len(closing)
		}
		for k := start; k < end; k++ {
			if out[k] != '\n' {
				out[k] = ' '
			}
		}
		from = end
	}
}

// artifact is the name under which other modules depend on that of a build file.
func artifact(f *source.File) string {
	if f.Name() != "pom.xml" {
		return path.Base(f.Dir())
	}
	data, err := f.Data()
	if err != nil {
		return ""
	}
	head := pomParent().ReplaceAllString(string(blank(data, xmlComment())), "")
	if a := pomArtifact().FindStringSubmatch(head); a != nil {
		return a[1]
	}
	return ""
}
