package helm

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/archvet/archvet/detect/source"
)

// No template keeps the run from ending, and what stands before it is read.
func TestHostileTemplates(t *testing.T) {
	for name, text := range map[string]string{
		"endless include":   `{{ define "a" }}{{ include "a" . }}{{ include "a" . }}{{ end }}{{ include "a" . }}`,
		"endless template":  `{{ define "a" }}{{ template "a" . }}{{ template "a" . }}{{ end }}{{ template "a" . }}`,
		"endless tpl":       `{{ $s := "{{ tpl .s . }}{{ tpl .s . }}" }}{{ tpl $s (dict "s" $s) }}`,
		"loops in loops":    `{{ range until 100000 }}{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}{{ end }}`,
		"doubled text":      `{{ $s := "x" }}{{ range until 100 }}{{ $s = printf "%s%s" $s $s }}{{ end }}{{ $s }}`,
		"doubled list":      `{{ $l := list 1 }}{{ range until 100 }}{{ $l = concat $l $l }}{{ end }}{{ $l }}`,
		"doubled mapping":   `{{ $d := dict "a" 1 }}{{ range until 100 }}{{ $d = dict "a" $d "b" $d }}{{ end }}{{ $d }}{{ toYaml $d }}{{ toJson $d }}{{ deepCopy $d | len }}{{ merge $d $d | len }}{{ eq $d $d }}`,
		"mapping in itself": `{{ $d := dict "a" 1 }}{{ $_ := set $d "d" $d }}{{ $d }}{{ toYaml $d }}{{ toJson $d }}{{ deepCopy $d | len }}{{ mergeOverwrite $d $d | len }}{{ eq $d $d }}`,
		"values in values":  `{{ $_ := set .Values "v" .Values }}{{ toYaml .Values }}{{ .Values | quote }}`,
		"much of nothing":   `{{ repeat 1000000000 "x" }}{{ indent 1000000000 "x" }}{{ repeat 1000000000 "" }}`,
		"far numbers":       `{{ untilStep -9223372036854775808 9223372036854775807 1 | len }}{{ div -9223372036854775808 -1 }}{{ mod 1 0 }}`,
		"odd arguments":     `{{ trunc -5 "abc" }}{{ substr 5 2 "abc" }}{{ slice "abc" 2 1 }}{{ index (list 1) 7 }}{{ dig "a" 1 (list) }}{{ chunk 0 (list 1 2) }}{{ first 1 }}{{ splitList "" "abc" }}{{ printf "%" }}{{ printf "%999999999s" "x" }}{{ .Files.Get }}{{ .Files.Glob "[" }}`,
		"deep branches":     strings.Repeat("{{ if 1 }}", 20000) + strings.Repeat("{{ end }}", 20000),
		"nested pipelines":  "{{ " + strings.Repeat("(", 5000) + "1" + strings.Repeat(")", 5000) + " }}",
		"growing replace":   `{{ $s := "aa" }}{{ range until 100 }}{{ $s = replace "a" "aaaa" $s }}{{ end }}{{ regexReplaceAll "a" $s "aaaa" }}`,
		"lines upon lines":  `{{ $s := "\n" }}{{ range until 30 }}{{ $s = cat $s $s | nindent 100 }}{{ end }}`,
	} {
		fsys := fstest.MapFS{
			"c/Chart.yaml":            {Data: []byte("name: c\n")},
			"c/values.yaml":           {Data: []byte("a: {b: c}\n")},
			"c/templates/a.yaml":      {Data: []byte("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{image: own/a}]}\n")},
			"c/templates/b.yaml":      {Data: []byte("apiVersion: v1\nkind: Pod\nmetadata:\n  name: b\n  annotations:\n    x: " + text + "\n")},
			"c/charts/d/Chart.yaml":   {Data: []byte("name: d\ndependencies: [{name: c, repository: 'file://../..'}, {name: d, repository: 'file://.'}]\n")},
			"c/charts/d/templates/_x": {Data: []byte("")},
		}
		tree, err := source.New(fsys, source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		d := Load(tree)
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%s: took %v", name, took)
		}
		if len(d.Units) == 0 || d.Units[0].Name != "a" {
			t.Errorf("%s: the other template is lost", name)
		}
	}
}
