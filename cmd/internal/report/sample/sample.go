// Package sample gives tests of output formats a report that is built by hand, so
// that a golden file of a format changes only with the format.
package sample

import (
	"bytes"
	"cmp"
	"flag"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/cmd/internal/report"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

var files = map[string]string{
	"services/orders/checkout.go": "package orders\n\nfunc (h *Handler) checkout(ctx context.Context, order Order) error {\n\tfor _, line := range order.Lines {\n" +
		"\t\tif err := h.stock.Reserve(ctx, line); err != nil {\n\t\t\treturn err\n\t\t}\n\t}\n\treturn nil\n}\n",
	"services/orders/stock.go": "package orders\n\nfunc (s *Stock) Reserve(ctx context.Context, line Line) error {\n\t_, err := s.client.Reserve(ctx, line.proto())\n\treturn err\n}\n",
	"k8s/orders.yaml":          "kind: Deployment\nmetadata: {name: orders}\nspec:\n  env:\n    - name: INVENTORY_ADDRESS\n      value: inventory:9090\n",
	"k8s/inventory.yaml":       "kind: Deployment\nmetadata: {name: inventory}\n",
	"template.yaml":            "Resources:\n  Report:\n    Properties:\n      Timeout: 60\n      MemorySize: !Ref Memory\n      Events:\n        Get: {Type: Api}\n",
	"services/db/open.go":      "package db\n\nvar url = \"postgres://shop:s3cr3t@10.0.0.7:5432/shop\"\n",
	"broken.tf":                "resource \"x\" {\n  a = \n}\n",
}

// At returns the range of the first place in a file of the sample that reads text.
func At(file, text string) arch.Range {
	start := strings.Index(files[file], text)
	if start < 0 {
		panic("sample: " + file + " does not contain " + text)
	}
	return arch.Range{File: file, Start: start, End: start + len(text)}
}

// Report returns the report of a small hybrid shop.
func Report(t testing.TB) *report.Report {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	repo, err := detect.LoadFS(tree, detect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	repo.Arch = architecture()
	return &report.Report{
		Repo: repo, Findings: findings(), Hidden: 3, Version: "v0.0.0",
		Rules: []report.Rule{
			{
				Name: "chattycalls", Summary: "remote calls inside a loop over data", URL: "https://archvet.dev/rules/chattycalls",
				Page:     "chattycalls: remote calls inside a loop over data\n\nA call for each item waits for a round trip for each item.",
				Playbook: "# Batch the calls\n\n1. **Add a batch call** to the callee, beside\n   the old one. *Verify:* tests.\n2. Move the caller.\n\nThat is all.\n",
			},
			{Name: "hardcodedendpoint", Summary: "an address written in the code", Page: "hardcodedendpoint: an address written in the code", URL: "https://archvet.dev/rules/hardcodedendpoint"},
			{Name: "triggertimeout", Summary: "a function may run longer than its trigger waits", Page: "triggertimeout: a function may run longer than its trigger waits", URL: "https://archvet.dev/rules/triggertimeout"},
		},
	}
}

func architecture() *arch.Architecture {
	return &arch.Architecture{
		Style: arch.Hybrid, Confidence: 0.94, IaC: []string{"kubernetes", "sam"},
		Evidence: []arch.Reason{
			{Text: "2 own images run as Deployments", Weight: 0.4, At: At("k8s/inventory.yaml", "kind")},
			{Text: "1 function with code here", Weight: 0.5, At: At("template.yaml", "Report")},
		},
		Units: []*arch.Unit{
			{
				Name: "report", Kind: arch.Function, Platform: arch.AWSLambda, Language: "go", Code: "functions/report",
				Declared: []arch.Declaration{{At: At("template.yaml", "Report")}},
				Triggers: []arch.Trigger{{Kind: arch.OnHTTP}, {Kind: arch.OnHTTP}, {Kind: arch.OnQueue, From: "order-events"}},
				Settings: arch.Settings{
					Timeout:     arch.Given(60*time.Second, At("template.yaml", "60")),
					Memory:      arch.Hide[int](At("template.yaml", "!Ref Memory"), "parameter Memory has no default"),
					Concurrency: arch.ByDefault(1, At("template.yaml", "Report"), "aws.lambda.concurrency"),
				},
			},
			{
				Name: "orders", Kind: arch.Service, Platform: arch.Kubernetes, Language: "go", Code: "services/orders", Aliases: []string{"orders-api"},
				Declared: []arch.Declaration{{At: At("k8s/orders.yaml", "kind")}},
			},
			{Name: "inventory", Kind: arch.Service, Platform: arch.Kubernetes, Declared: []arch.Declaration{{At: At("k8s/inventory.yaml", "kind")}}},
		},
		Resources: []*arch.Resource{
			{Name: "orders-db", Kind: arch.Datastore, Type: "postgres", Platform: "aws", Declared: []arch.Declaration{{At: At("template.yaml", "Resources")}}},
			{Name: "order-events", Kind: arch.Broker, Type: "sqs", Platform: "aws"},
		},
		Edges: []*arch.Edge{
			{From: "orders", To: "order-events", Style: arch.Async, Protocol: "sqs"},
			{From: "orders", To: "orders-db", Style: arch.Data, Protocol: "postgres", Evidence: []arch.Step{{At: At("services/db/open.go", "postgres")}}},
			{From: "orders", To: "inventory", Style: arch.Sync, Protocol: "grpc", Evidence: []arch.Step{
				{At: At("services/orders/stock.go", "s.client.Reserve")}, {At: At("k8s/orders.yaml", "inventory:9090")},
			}},
		},
		Problems: []arch.Problem{{At: arch.Range{File: "broken.tf", Start: 21, End: 22}, Message: "invalid expression"}},
		Coverage: arch.Coverage{FilesRead: 7, ValuesUnknown: 2, Files: []arch.FileCoverage{
			{File: "k8s/orders.yaml", By: []string{"kubernetes"}, Values: 9, Hidden: []arch.Hidden{
				{At: At("k8s/orders.yaml", "inventory:9090"), Of: []string{"inventory", "orders"}, What: "env DB_URL", Why: "in a Secret"},
			}},
			{File: "notes.yaml"},
			{File: "services/orders/checkout.go", By: []string{"Go"}, Hidden: []arch.Hidden{
				{At: At("services/orders/checkout.go", "for _, line := range order.Lines"), Of: []string{"orders"}, What: "deadline of GET /x", Why: "set by the caller"},
			}},
		}},
	}
}

func findings() []arch.Finding {
	loop := At("services/orders/checkout.go", "for _, line := range order.Lines")
	list := []arch.Finding{
		{
			Rule: "chattycalls", Severity: arch.Warning, Confidence: arch.High, Unit: "orders", At: At("services/orders/checkout.go", "h.stock.Reserve(ctx, line)"),
			Message: "orders calls inventory once for each order line",
			Related: []arch.Related{
				{Label: "loop", At: loop, Message: "over order.Lines"},
				{Label: "remote call", At: At("services/orders/stock.go", "s.client.Reserve"), Message: "gRPC inventory.v1.Stock/Reserve"},
				{Label: "address", At: At("k8s/orders.yaml", "inventory:9090"), Message: "INVENTORY_ADDRESS = inventory:9090"},
			},
			Effect: "30 lines wait for 30 round trips, one after the other", WayOut: "batch endpoint", Effort: 3,
		},
		{
			Rule: "hardcodedendpoint", Severity: arch.Warning, Confidence: arch.Medium, Unit: "orders",
			At: At("services/db/open.go", `"postgres://shop:s3cr3t@10.0.0.7:5432/shop"`), Message: "the address of orders-db is written in the code\x1b[2J",
			WayOut: "read it from the environment, so that the same image runs in every environment and a new address is no new release", Effort: 1,
		},
		{
			Rule: "triggertimeout", Severity: arch.Error, Confidence: arch.High, Unit: "report", At: At("template.yaml", "60"),
			Message: "report may run 60 s, but the API in front of it answers for at most 29 s",
			Related: []arch.Related{{Label: "trigger", At: At("template.yaml", "Get"), Message: "Api GET /report (limit of REST APIs, 2026-08)"}},
			Effect:  "the caller gets 504 while the function runs on and is billed",
			WayOut:  "lower to 28 s, or 202 and a queue", Effort: 2,
			Fix: []arch.Edit{{At: At("template.yaml", "60"), New: "28"}},
		},
	}
	return list
}

var update = flag.Bool("update", false, "write golden files instead of comparing with them")

// Golden compares got with a golden file, which -update rewrites.
func Golden(t testing.TB, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; run with -update if that is meant (-want +got):\n%s", file, cmp.Or(gocmp.Diff(string(want), string(got)), "only in bytes"))
	}
}
