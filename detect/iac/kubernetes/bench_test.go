package kubernetes

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/archvet/archvet/detect/source"
)

// perService is how many files a service has in the benchmark's repository.
const perService = 8

// manifests makes a repository of that many files of about 2.5 KB each: services of
// forty teams with what usually stands around them.
func manifests(files int) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := range files {
		name := fmt.Sprintf("svc%d", i/perService)
		text := ""
		switch i % perService {
		case 0:
			text = workload(name)
		case 1:
			text = fmt.Sprintf("apiVersion: v1\nkind: Service\nmetadata: {name: %s}\nspec:\n  selector: {app: %s}\n  ports: [{name: http, port: 80, targetPort: http}]\n---\n", name, name) +
				fmt.Sprintf("apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: %s}\nspec: {scaleTargetRef: {kind: Deployment, name: %s}, maxReplicas: 9}\n---\n", name, name) + filler("networking.k8s.io/v1", "NetworkPolicy", name)
		case 2:
			text = fmt.Sprintf("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s-config}\ndata:\n", name)
			for k := range 40 {
				text += fmt.Sprintf("  KEY_%d: \"http://svc%d.shop.svc.cluster.local:80/x\"\n", k, (i+k)%1000)
			}
		case 3:
			text = fmt.Sprintf("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s-files}\ndata:\n  app.properties: |\n", name)
			for k := range 50 {
				text += fmt.Sprintf("    shop.module%d.setting = a value of the program's own\n", k)
			}
		case 4:
			text = definition(name)
		default:
			text = filler(fmt.Sprintf("kind%d.example.com/v1", i%perService), "Rule", name)
		}
		fsys[fmt.Sprintf("deploy/team%d/%s/f%d.yaml", i/perService%40, name, i%perService)] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func workload(name string) string {
	text := fmt.Sprintf("# The %s service.\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: %s\n  labels: {app: %s}\nspec:\n  replicas: 3\n  selector:\n    matchLabels: {app: %s}\n  template:\n    metadata:\n      labels: {app: %s}\n    spec:\n", name, name, name, name, name)
	text += fmt.Sprintf("      containers:\n      - name: app\n        image: registry.example/%s:1.0\n        ports:\n        - {name: http, containerPort: 8080}\n        readinessProbe:\n          httpGet: {path: /ready, port: http}\n        envFrom:\n        - configMapRef: {name: %s-config}\n        env:\n", name, name)
	for k := range 40 {
		text += fmt.Sprintf("        - name: SETTING_%d\n          value: \"value %d\"\n", k, k)
	}
	return text
}

// filler is an object that says nothing about the system.
func filler(version, kind, name string) string {
	text := fmt.Sprintf("apiVersion: %s\nkind: %s\nmetadata: {name: %s}\nrules:\n", version, kind, name)
	for range 25 {
		text += "- apiGroups: [\"\"]\n  resources: [pods, services, endpoints]\n  verbs: [get, list, watch, create, update]\n"
	}
	return text
}

func definition(name string) string {
	text := fmt.Sprintf("apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: %s.example.com}\nspec:\n  versions:\n  - name: v1\n    schema:\n      openAPIV3Schema:\n        properties:\n", name)
	for k := range 30 {
		text += fmt.Sprintf("          field%d:\n            description: what field %d of the object is for\n            type: string\n", k, k)
	}
	return text
}

func size(fsys fstest.MapFS) (n int64) {
	for _, f := range fsys {
		n += int64(len(f.Data))
	}
	return n
}

// bare parses every document and does nothing with it.
func bare(tb testing.TB, fsys fstest.MapFS) {
	for name, f := range fsys {
		d := yaml.NewDecoder(strings.NewReader(string(f.Data)))
		for {
			var n yaml.Node
			err := d.Decode(&n)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				tb.Fatal(name, err)
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	fsys := manifests(10_000)
	b.SetBytes(size(fsys))
	for b.Loop() {
		bare(b, fsys)
	}
}

// BenchmarkLoad also measures the bare parse of the same bytes right beside each load,
// for the ratio of the two.
func BenchmarkLoad(b *testing.B) {
	fsys := manifests(10_000)
	b.SetBytes(size(fsys))
	var load, parse time.Duration
	for range b.N {
		b.StopTimer()
		tree, err := source.New(fsys, source.Options{})
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		bare(b, fsys)
		parse += time.Since(start)
		b.StartTimer()
		start = time.Now()
		if d := Load(tree); len(d.Units) != 10_000/perService {
			b.Fatal(len(d.Units), "units")
		}
		load += time.Since(start)
	}
	b.ReportMetric(float64(load)/float64(parse), "load/parse")
}
