package link

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

// mentions finds edges of units whose language no front end reads: a variable that
// is declared for the unit, leads to another one, and is read in the unit's own
// source; or the URL of another one written there. What is only declared is no
// edge.
func (l *linker) mentions() {
	shared := map[string]int{}
	l.clients = map[string][]*node{}
	for _, n := range l.units {
		shared[n.unit.Code]++
		addNode(l.clients, squash(n.unit.Name), n)
	}
	for _, n := range l.units {
		if n.entry != nil && (l.calling[n.name()] || !isScript(n)) || n.unit.Kind == arch.Workflow {
			continue
		}
		files := l.filesOf(n.unit.Code)
		if len(files) == 0 {
			continue
		}
		if n.entry == nil {
			n.unit.Scope = arch.ScopeMentions
		}
		for _, d := range n.decls {
			l.mentionedEnv(n, d, files)
		}
		if shared[n.unit.Code] == 1 {
			l.mentionedHosts(n, files)
		}
	}
}

// isScript reports whether a unit's code was followed in a language whose frameworks
// load by name and reach others through what stands beside the process: where it leads
// nowhere, what is mentioned is the better evidence.
func isScript(n *node) bool { return n.entry.ir != nil && n.entry.ir.Scripts }

// maxMentionFiles and maxMentionSize bound what is searched for one unit.
const (
	maxMentionFiles = 1500
	maxMentionSize  = 256 << 10
)

// configExtensions are files beside the code that frameworks read.
var configExtensions = map[string]bool{".yml": true, ".yaml": true, ".properties": true, ".conf": true, ".toml": true, ".sh": true, ".template": true, ".json": true, ".xml": true, ".config": true, ".ini": true}

// filesOf are the files that belong to the program in a directory.
func (l *linker) filesOf(dir string) []*source.File {
	if dir == "" {
		return nil
	}
	if files, ok := l.files[dir]; ok {
		return files
	}
	if l.declares == nil {
		l.declares = l.declaring()
	}
	var files []*source.File
	for f := range l.below(dir) {
		_, isSource := extensions[f.Ext()]
		if f.Place != 0 && f.Place != source.CI || (!isSource && !configExtensions[f.Ext()] && !isDockerfile(f.Name())) || isLock(f.Name()) || l.declares[f.Path] {
			continue
		}
		if len(files) == maxMentionFiles {
			break
		}
		files = append(files, f)
	}
	l.files[dir] = files
	return files
}

func (l *linker) below(name string) func(func(*source.File) bool) {
	if f := l.in.Tree.File(name); f != nil {
		return func(yield func(*source.File) bool) { yield(f) }
	}
	return l.in.Tree.Below(name)
}

func isLock(name string) bool {
	return strings.Contains(name, "lock") || strings.HasPrefix(name, "package") || strings.HasPrefix(name, "tsconfig") || name == "pom.xml"
}

// declaring are the files that hold the declarations themselves.
func (l *linker) declaring() map[string]bool {
	files := map[string]bool{}
	for _, d := range l.decls {
		files[d.At.File] = true
	}
	for _, r := range l.stores {
		files[r.At.File] = true
	}
	return files
}

func (l *linker) mentionedEnv(n *node, d *iac.Unit, files []*source.File) {
	for _, e := range d.Env {
		v := l.ofText(d.Scope, e, nil)
		for _, to := range l.reached(n, v) {
			if to == n || (to.resource != nil && !slices.Contains([]arch.ResourceKind{arch.Datastore, arch.Broker}, to.resource.Kind)) {
				continue
			}
			if at := l.envRead(n.unit.Code, files, e.Name); !at.IsZero() {
				l.mention(n, to, v.scheme(), arch.Step{At: at, What: "reads " + e.Name}, v.trail[len(v.trail)-1])
			}
		}
	}
}

func (l *linker) mention(n, to *node, protocol string, evidence ...arch.Step) {
	style := arch.Sync
	switch {
	case to.isData():
		style = arch.Data
	case to.resource != nil && to.resource.Kind == arch.Broker:
		style = arch.Async
	}
	if to.resource != nil || style != arch.Sync {
		protocol = to.resource.Type
	}
	l.edge(n, to, style, protocol, evidence...)
}

// envRead remembers where a variable is read: units often share their source.
func (l *linker) envRead(dir string, files []*source.File, name string) arch.Range {
	key := [2]string{dir, name}
	at, ok := l.reads[key]
	if !ok {
		at = findEnv(files, name)
		l.reads[key] = at
	}
	return at
}

// findEnv returns the first place where a variable is read: its whole name, quoted,
// in ${}, or behind the object that holds the environment.
func findEnv(files []*source.File, name string) arch.Range {
	read := regexp.MustCompile(`(?:["'` + "`" + `]|\$\{?|\benv\.|\benv!\(\s*")` + regexp.QuoteMeta(name) + `\b`)
	for _, f := range files {
		for _, m := range matches(f, []byte(name), read) {
			return f.Range(m[0], m[1])
		}
	}
	return arch.Range{}
}

// matches returns where a pattern occurs in a file, outside of comments.
func matches(f *source.File, must []byte, re *regexp.Regexp) [][]int {
	data, err := f.Data()
	if err != nil || len(data) > maxMentionSize || (len(must) > 0 && !bytes.Contains(data, must)) {
		return nil
	}
	return slices.DeleteFunc(re.FindAllSubmatchIndex(data, 200), func(m []int) bool { return isComment(data, m[0]) })
}

// isComment reports whether the line begins as comments do in the usual languages.
func isComment(data []byte, at int) bool {
	line := bytes.TrimSpace(data[bytes.LastIndexByte(data[:at], '\n')+1 : at])
	for _, mark := range []string{"//", "#", "*", "/*", "--", "<!--"} {
		if bytes.HasPrefix(line, []byte(mark)) {
			return true
		}
	}
	return false
}

var literalURL = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\b((?:https?|grpc|amqp|mongodb|redis|lb|jdbc:[a-z]+|postgres(?:ql)?)://)([A-Za-z0-9._:@-]+)`)
})

// mentionedHosts finds URLs of other units and resources written in the source.
func (l *linker) mentionedHosts(n *node, files []*source.File) {
	for _, f := range files {
		if isDockerfile(f.Name()) || strings.HasPrefix(path.Base(f.Dir()), "static") {
			continue
		}
		owner := l.ownerOf(n, f)
		if owner == nil {
			continue
		}
		for _, m := range matches(f, []byte("://"), literalURL()) {
			data, _ := f.Data() // read by matches
			for _, e := range endpoints(string(data[m[0]:m[1]])) {
				if isLocal(e.host) {
					continue
				}
				if to := l.inScope(owner, e); to != nil && to != owner {
					l.mention(owner, to, e.scheme, arch.Step{At: f.Range(m[0], m[1]), What: string(data[m[0]:m[1]])})
				}
			}
		}
	}
}

// inScope resolves a host only within the scopes that declare a unit.
func (l *linker) inScope(n *node, e endpoint) *node {
	for _, host := range spellings(e.host) {
		for _, s := range n.scopesOf() {
			if to := choose(l.scope(s).hosts[host], e.port); to != nil {
				return to
			}
		}
	}
	return nil
}

// ownerOf is the unit that a file is for: a configuration server holds the files of
// its clients, named after them, and beside them one for all of them, which is
// nobody's.
func (l *linker) ownerOf(n *node, f *source.File) *node {
	if !configExtensions[f.Ext()] {
		return n
	}
	if c := l.client(n, f); c != nil {
		return c
	}
	if l.known.holds(f) {
		return l.known.named(strings.TrimSuffix(f.Name(), f.Ext()))
	}
	if strings.HasPrefix(f.Name(), "application") {
		for _, other := range l.in.Tree.In(f.Dir()) {
			if l.client(n, other) != nil {
				return nil
			}
		}
	}
	return n
}

// client is the other unit that a configuration file is named after.
func (l *linker) client(n *node, f *source.File) *node {
	name := squash(strings.TrimSuffix(f.Name(), f.Ext()))
	for _, o := range l.clients[name] {
		if o != n && configExtensions[f.Ext()] && shareScope(o, n) {
			return o
		}
	}
	return nil
}
