package config

import (
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// Index holds the keys and values of a repository's configuration files.
type Index struct {
	files []file
}

type file struct {
	dir    string
	values map[string]arch.Value[string] // by normalised key, with dots between levels
}

var configName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^((app|application|appsettings|bootstrap|conf|config|configuration|default|settings)([._-][\w.-]*)?|[\w-]+[._-](conf|config|settings))\.(json|ya?ml|env|properties)$|^\.env$`)
})

// Load reads the configuration files of a repository.
func Load(t *source.Tree) *Index {
	x := &Index{}
	for _, f := range t.Files() {
		if !f.Place.Own() || !configName().MatchString(f.Name()) {
			continue
		}
		if values := read(f); len(values) > 0 {
			x.files = append(x.files, file{dir: configDir(f.Dir()), values: values})
		}
	}
	return x
}

// configDir is the directory whose code a file configures: folders that only hold
// configuration belong to the one above.
func configDir(dir string) string {
	for {
		switch strings.ToLower(path.Base(dir)) {
		case "config", "configs", "conf", "configuration", "settings", "resources":
			dir = path.Dir(dir)
		default:
			return dir
		}
	}
}

// Lookup returns what the configuration nearest to dir says of a key. Levels of the
// key have dots between them; case, dashes and underscores do not matter.
func (x *Index) Lookup(dir, key string) arch.Value[string] {
	want := normal(key)
	best, found := -1, arch.Value[string]{}
	for _, f := range x.files {
		v, ok := f.values[want]
		if !ok {
			continue
		}
		d, near := distance(dir, f.dir)
		switch {
		case !near || best >= 0 && d > best:
		case best < 0 || d < best:
			best, found = d, v
		case v.V != found.V:
			found = arch.Hide[string](v.At, "configuration files disagree about "+key)
		}
	}
	return found
}

// distance orders files by how near they are to code in dir: 0 in it or below it,
// and one more for each level above. Files beside it are somebody else's.
func distance(dir, of string) (d int, near bool) {
	for {
		if dir == "." || of == dir || strings.HasPrefix(of, dir+"/") {
			return d, d == 0 || of == dir || dir == "." && of == "."
		}
		dir = path.Dir(dir)
		d++
	}
}

func normal(key string) string {
	return strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(key))
}

func read(f *source.File) map[string]arch.Value[string] {
	data, err := f.Data()
	if err != nil {
		return nil // recorded in the tree
	}
	values := map[string]arch.Value[string]{}
	switch f.Ext() {
	case ".env", ".properties":
		lines(f, data, values)
	default:
		docs, _ := yamldoc.Parse(f.Path, data) // a template is not ours to complain about
		for _, doc := range docs {
			flatten(doc, "", values, 0)
		}
	}
	return values
}

// maxLevels bounds the nesting of keys.
const maxLevels = 12

func flatten(n yamldoc.Node, prefix string, values map[string]arch.Value[string], level int) {
	if level > maxLevels {
		return
	}
	for k, v := range n.Pairs() {
		key := prefix + normal(k.Text())
		switch v.Kind() {
		case yamldoc.Scalar:
			if _, ok := values[key]; !ok && !v.IsNull() {
				values[key] = v.String()
			}
		case yamldoc.Map:
			flatten(v, key+".", values, level+1)
		}
	}
}

// lines reads NAME=value files.
func lines(f *source.File, data []byte, values map[string]arch.Value[string]) {
	offset := 0
	for line := range strings.Lines(string(data)) {
		start := offset
		offset += len(line)
		text := strings.TrimSpace(line)
		if text == "" || text[0] == '#' || text[0] == '!' {
			continue
		}
		i := strings.IndexAny(line, "=:")
		if i < 0 {
			continue
		}
		name := normal(strings.TrimPrefix(strings.TrimSpace(line[:i]), "export "))
		val := strings.Trim(strings.TrimSpace(line[i+1:]), `"'`)
		if _, ok := values[name]; !ok {
			values[name] = arch.Given(val, f.Range(start, start+len(strings.TrimRight(line, "\r\n"))))
		}
	}
}
