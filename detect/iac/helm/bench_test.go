package helm

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

var sink iac.Declared

// A chart of 300 services that share their named templates.
func BenchmarkLoad(b *testing.B) {
	values := "global: {registry: example.com}\n"
	fsys := fstest.MapFS{
		"c/Chart.yaml": {Data: []byte("name: c\n")},
		"c/templates/_d.tpl": {Data: []byte(`{{ define "labels" }}
app: {{ .name }}
release: {{ .root.Release.Name | trunc 63 | trimSuffix "-" }}
{{ end }}`)},
	}
	for i := range 300 {
		values += fmt.Sprintf("svc%d: {image: shop/svc%d, tag: v1, port: 80%02d, env: {A: a, B: b, C: c}}\n", i, i, i%100)
		fsys[fmt.Sprintf("c/templates/svc%d.yaml", i)] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: NAME
  labels: {{- include "labels" (dict "name" "NAME" "root" $) | nindent 4 }}
spec:
  template:
    metadata:
      labels: {{- include "labels" (dict "name" "NAME" "root" $) | nindent 8 }}
    spec:
      containers:
        - name: NAME
          image: "{{ .Values.global.registry }}/{{ .Values.NAME.image }}:{{ .Values.NAME.tag }}"
          env:
            {{- range $k, $v := .Values.NAME.env }}
            - name: {{ $k }}
              value: {{ $v | quote }}
            {{- end }}
          ports: [{containerPort: {{ .Values.NAME.port }}}]
`, "NAME", fmt.Sprintf("svc%d", i)))}
	}
	fsys["c/values.yaml"] = &fstest.MapFile{Data: []byte(values)}
	tree, err := source.New(fsys, source.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		sink = Load(tree)
	}
	if len(sink.Units) != 300 {
		b.Fatalf("%d units", len(sink.Units))
	}
}
