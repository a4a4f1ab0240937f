package link

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// runtimes are the beginnings of the names of managed runtimes.
var runtimes = []struct{ prefix, language string }{
	{"go1", "go"}, {"go", "go"}, {"python", "python"}, {"nodejs", "javascript"}, {"node", "javascript"}, {"java", "java"}, {"dotnet", "csharp"}, {"ruby", "ruby"}, {"rust", "rust"}, {"php", "php"},
}

// bases are images that programs of one language are built in or run on.
var bases = map[string]string{
	"golang": "go", "go-toolset": "go", "ko": "go", "node": "javascript", "bun": "javascript", "python": "python", "pypy": "python", "ruby": "ruby", "rust": "rust", "php": "php", "composer": "php",
	"openjdk": "java", "eclipse-temurin": "java", "amazoncorretto": "java", "maven": "java", "gradle": "java", "java": "java", "jre": "java", "ibmjava": "java", "liberica-openjdk-alpine": "java", "tomcat": "java", "wildfly": "java",
	"sdk": "csharp", "aspnet": "csharp", "runtime": "csharp", "dotnet": "csharp", "runtime-deps": "csharp",
}

// languageOf works out what a unit is written in: what the declaration says, the
// entry that a front end found, the build manifest beside the code, the images it
// is built on, and last what most of the source files are.
func (l *linker) languageOf(n *node) string {
	lang := ""
	for _, d := range n.decls {
		lang = cmp.Or(lang, d.Code.Language, runtimeLanguage(d.Settings.Runtime.V))
	}
	if n.unit.Kind == arch.Workflow {
		return cmp.Or(lang, "asl") // orchestrators of Durable Functions are programs
	}
	if n.entry != nil {
		lang = cmp.Or(lang, n.entry.language)
	}
	if lang == "" && path.Ext(n.dir) != "" && l.in.Tree.File(n.dir) != nil {
		lang = extensions[path.Ext(n.dir)]
	}
	p := l.sources.dirs[n.dir]
	if lang == "" && p != nil && len(p.manifests) == 1 {
		lang = p.manifests[0]
	}
	if lang == "" {
		lang = buildLanguage(n.build)
	}
	if lang == "" && p != nil {
		lang = majority(p.files)
	}
	switch {
	case p == nil:
	case lang == "javascript" && l.isTypeScript(n.dir, p):
		return "typescript"
	case lang == "java" && p.files["kotlin"] > p.files["java"]:
		return "kotlin"
	}
	return lang
}

func runtimeLanguage(runtime string) string {
	for _, r := range runtimes {
		if strings.HasPrefix(strings.ToLower(runtime), r.prefix) {
			return r.language
		}
	}
	return ""
}

func (l *linker) isTypeScript(dir string, p *place) bool {
	return p.files["typescript"] > p.files["javascript"] || (p.files["typescript"] > 0 && l.in.Tree.File(path.Join(dir, "tsconfig.json")) != nil)
}

// buildLanguage is that of the final stage, else that of the only stage that
// builds something.
func buildLanguage(b *iac.Build) string {
	if b == nil || len(b.Stages) == 0 {
		return ""
	}
	if lang := bases[iac.ImageName(b.Base.V)]; lang != "" {
		return lang
	}
	var found []string
	for _, s := range b.Stages {
		if lang := bases[iac.ImageName(s.Base.V)]; lang != "" && !slices.Contains(found, lang) {
			found = append(found, lang)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return ""
}

func majority(files map[string]int) string {
	langs := make([]string, 0, len(files))
	for lang := range files {
		langs = append(langs, lang)
	}
	slices.SortFunc(langs, func(a, b string) int { return cmp.Or(cmp.Compare(files[b], files[a]), cmp.Compare(a, b)) })
	if len(langs) == 0 {
		return ""
	}
	return langs[0]
}
