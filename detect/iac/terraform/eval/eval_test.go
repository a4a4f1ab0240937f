package eval

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

func load(t *testing.T, files map[string]string) (*source.Tree, []*Root) {
	t.Helper()
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.New(m, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return tree, Load(tree, nil)
}

// show renders a text with its references.
func show(text iac.Text) string {
	var b strings.Builder
	for _, p := range text.Parts {
		switch {
		case p.Ref != "":
			fmt.Fprintf(&b, "<%s %s>", strings.TrimPrefix(p.Ref, ".#"), p.Attribute)
		case p.Why != "":
			fmt.Fprintf(&b, "?(%s)", p.Why)
		default:
			b.WriteString(p.Literal)
		}
	}
	return b.String()
}

// TestExpressions evaluates one expression as an attribute of a resource.
func TestExpressions(t *testing.T) {
	const base = `
variable "name" { default = "shop" }
variable "stage" { type = string }
variable "count_of" { type = number }
variable "any" {}
variable "net" { type = object({ id = string, size = number }) }
variable "map" { default = { a = "1", b = "2" } }
locals {
  list = ["x", "y"]
  null = null
}
resource "aws_sqs_queue" "q" { name = "${var.name}-q" }
resource "aws_sqs_queue" "n" {
  count = 2
  name  = "n${count.index}"
}
resource "aws_sqs_queue" "e" {
  for_each = toset(local.list)
  name     = each.key
}
resource "google_run" "s" {}
data "aws_region" "r" {}
`
	tests := []struct{ expr, want string }{
		{`"a"`, "a"},
		{`var.name`, "shop"},
		{`"${var.name}-${local.list[1]}"`, "shop-y"},
		{`aws_sqs_queue.q.arn`, "<aws_sqs_queue.q arn>"},
		{`"${aws_sqs_queue.q.url}/x"`, "<aws_sqs_queue.q url>/x"},
		{`aws_sqs_queue.q.name`, "<aws_sqs_queue.q name>"},
		{`upper(aws_sqs_queue.q.name)`, "SHOP-Q"},
		{`length(aws_sqs_queue.q.name)`, "6"},
		{`lower(aws_sqs_queue.q.arn)`, "<aws_sqs_queue.q arn>"},
		{`aws_sqs_queue.n[1].url`, "<aws_sqs_queue.n[1] url>"},
		{`aws_sqs_queue.e["x"].url`, `<aws_sqs_queue.e["x"] url>`},
		{`values(aws_sqs_queue.e)[1].arn`, `<aws_sqs_queue.e["y"] arn>`},
		{`join(",", aws_sqs_queue.n[*].arn)`, "<aws_sqs_queue.n[0] arn>,<aws_sqs_queue.n[1] arn>"},
		{`join(",", [for q in aws_sqs_queue.n : q.arn])`, "<aws_sqs_queue.n[0] arn>,<aws_sqs_queue.n[1] arn>"},
		{`trimprefix(google_run.s.status[0].url, "https://")`, "<google_run.s status[0].url>"},
		{`jsondecode(jsonencode({ a = [aws_sqs_queue.q.arn] })).a[0]`, "<aws_sqs_queue.q arn>"},
		{`merge({ a = "1" }, { a = aws_sqs_queue.q.arn }).a`, "<aws_sqs_queue.q arn>"},
		{`lookup({ a = aws_sqs_queue.q.arn }, "a", "none")`, "<aws_sqs_queue.q arn>"},
		{`lookup(var.map, "c", "none")`, "none"},
		{`split(":", aws_sqs_queue.q.arn)[5]`, "?(depends on aws_sqs_queue.q.arn)"},
		{`substr(aws_sqs_queue.q.arn, 0, 3)`, "?(depends on aws_sqs_queue.q.arn)"},
		{`md5(aws_sqs_queue.q.arn)`, "?(depends on aws_sqs_queue.q.arn)"},
		{`"${var.stage}-${var.name}"`, "?(var.stage is set outside of the repository)-shop"},
		{`"${var.count_of}-x"`, "?(depends on var.count_of)-x"},
		{`var.net.id`, "?(var.net is set outside of the repository)"},
		{`var.stage == "prod" ? "a" : "b"`, "?(depends on var.stage)"},
		{`var.name == "shop" ? "a" : "b"`, "a"},
		{`var.stage == "" ? "a" : "b"`, "?(depends on var.stage)"},
		{`startswith(var.stage, "p") ? "a" : "b"`, "?(depends on var.stage)"},
		{`try(var.map.c, "none")`, "none"},
		{`try(var.any.c, "none")`, "?(depends on var.any.c)"},
		{`can(var.map.c) ? "a" : "b"`, "b"},
		{`coalesce(local.null, "", "x")`, "x"},
		{`coalesce(var.stage, "x")`, "?(var.stage is set outside of the repository)"},
		{`one([])`, ""},
		{`replace("a-b", "-", ".")`, "a.b"},
		{`replace("a-b", "/[a-z]/", "x")`, "x-x"},
		{`basename("a/b.zip")`, "b.zip"},
		{`dirname("a/b.zip")`, "a"},
		{`path.module`, "."},
		{`format("%s-%02d", var.name, 3)`, "shop-03"},
		{`element(concat(["a"], local.list), 4)`, "x"},
		{`flatten([["a"], ["b"]])[1]`, "b"},
		{`setproduct(["a"], ["b", "c"])[1][1]`, "c"},
		{`tomap({ a = "b" })["a"]`, "b"},
		{`file("hello.txt")`, "hello ${name}"},
		{`file("missing.txt")`, "?(cannot be evaluated)"},
		{`templatefile("hello.txt", { name = aws_sqs_queue.q.arn })`, "hello <aws_sqs_queue.q arn>"},
		{`cidrsubnet("10.0.0.0/8", 8, 1)`, "10.1.0.0/16"},
		{`terraform.workspace`, "?(the workspace is chosen when it runs)"},
		{`"${data.aws_region.r.name}-x"`, "<data.aws_region.r name>-x"},
		{`{ for k, v in var.map : v => k }["2"]`, "b"},
		{`[for k, v in var.map : k if v == "2"][0]`, "b"},
		{`alltrue([true, false]) ? "a" : "b"`, "b"},
		{`anytrue([]) ? "a" : "b"`, "b"},
		{`contains(local.list, "x") ? "a" : "b"`, "a"},
		{`sum([1, 2])`, "3"},
		{`yamldecode("a: b").a`, "b"},
		{`"%{ for x in local.list }${x}%{ endfor }"`, "xy"},
	}
	for _, tt := range tests {
		t.Run(tt.expr, func(t *testing.T) {
			_, roots := load(t, map[string]string{
				"main.tf":   base + "resource \"x\" \"y\" { v = " + tt.expr + " }\n",
				"hello.txt": "hello ${name}",
			})
			for _, in := range roots[0].Instances() {
				if in.Type != "x" {
					continue
				}
				if got := show(in.Body().Get("v").Text()); got != tt.want {
					t.Errorf("got %s, want %s", got, tt.want)
				}
			}
		})
	}
}

// TestOrigins follows values to where they are written.
func TestOrigins(t *testing.T) {
	files := map[string]string{
		"main.tf": `locals {
  common = { A = "1", B = "2" }
  list   = [{ name = "C", value = "3" }]
}
variable "t" {
  default = 30
}
module "m" {
  source = "./m"
  env    = merge(local.common, { B = "4" })
  list   = concat([{ name = "D", value = "5" }], local.list)
  t      = var.t
}
`,
		"m/main.tf": `variable "env" {}
variable "list" {}
variable "t" {}
resource "x" "y" {
  env = var.env
  t   = var.t
  own = 7
  dynamic "var" {
    for_each = var.list
    content {
      value = var.value.value
    }
  }
}
`,
	}
	tree, roots := load(t, files)
	at := func(n Node) string {
		p := tree.Position(n.At())
		return fmt.Sprintf("%s:%d:%d %s", p.File, p.Line, p.Column, n.String().Source)
	}
	body := roots[0].Instances()[0].Body()
	vars := body.All("var")
	got := []string{at(body.Path("env", "A")), at(body.Path("env", "B")), at(vars[0].Get("value")), at(vars[1].Get("value")), at(body.Get("t")), at(body.Get("own"))}
	want := []string{"main.tf:2:18 inherited", "main.tf:10:38 explicit", "main.tf:11:42 explicit", "main.tf:3:35 inherited", "main.tf:6:13 inherited", "m/main.tf:7:9 explicit"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestInstances names what count, for_each and modules make.
func TestInstances(t *testing.T) {
	files := map[string]string{
		"main.tf": `
variable "on" { default = false }
variable "sets" { type = map(object({ n = number })) }
variable "hidden" { type = bool }
resource "a" "none" { count = var.on ? 1 : 0 }
resource "a" "two" { count = 2 }
resource "a" "perhaps" { count = var.hidden ? 1 : 0 }
resource "a" "each" { for_each = toset(["x", "y"]) }
resource "a" "keys" { for_each = { for s in ["p"] : s => a.two[0].id } }
resource "a" "any" { for_each = var.sets }
module "m" {
  for_each = { k = 1 }
  source   = "./m"
}
module "far" {
  count  = 1
  source = "org/name/aws"
}
`,
		"m/main.tf": `resource "b" "one" {}`,
	}
	_, roots := load(t, files)
	var got []string
	for _, in := range roots[0].Instances() {
		got = append(got, in.Address)
	}
	want := []string{"a.any[*]", `a.each["x"]`, `a.each["y"]`, `a.keys["p"]`, "a.perhaps[0]", "a.two[0]", "a.two[1]", "module.far[0]", `module.m["k"].b.one`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestRoots tells roots from modules, and their environments.
func TestRoots(t *testing.T) {
	files := map[string]string{
		"live/main.tf":                 "module \"m\" {\n source = \"../modules/used\"\n}\nvariable \"v\" {}\nresource \"r\" \"x\" { v = var.v }",
		"live/terraform.tfvars":        `w = "base"`,
		"live/env/prod.tfvars":         `v = "p"`,
		"live/env/staging.tfvars":      `v = "s"`,
		"live/env/test.tfvars.example": `v = "e"`,
		"modules/used/main.tf":         "",
		"modules/library/main.tf":      `variable "needed" {}`,
		"modules/alone/main.tf":        `variable "defaulted" { default = 1 }`,
		"single/main.tf":               "variable \"v\" {}\nresource \"r\" \"x\" { v = var.v }",
		"single/dev.tfvars":            `v = "d"`,
		"json/main.tf.json":            `{"variable": {"v": {"default": "j"}}, "resource": {"r": {"x": {"v": "${var.v}"}}}}`,
		"examples/main.tf":             `resource "r" "x" {}`,
		"tofu/main.tofu":               `resource "r" "x" { v = "t" }`,
		"tofu/override.tf":             `resource "r" "x" { v = "o" }`,
	}
	_, roots := load(t, files)
	var got []string
	for _, r := range roots {
		line := r.Scope()
		for _, in := range r.Instances() {
			line += " " + show(in.Body().Get("v").Text())
		}
		got = append(got, line)
	}
	want := []string{"json j", "live@prod p", "live@staging s", "modules/alone", "single d", "tofu o"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestBroken reports the fault and loads the rest.
func TestBroken(t *testing.T) {
	tree, roots := load(t, map[string]string{
		"main.tf":  "resource \"a\" \"ok\" {\n  v = 1\n}\n\nresource \"a\" \"bad\" {\n  v = [1,\n}\n",
		"other.tf": `resource "a" "fine" {}`,
	})
	var got []string
	for _, in := range roots[0].Instances() {
		got = append(got, in.Address)
	}
	if len(got) < 2 || got[len(got)-1] != "a.ok" {
		t.Errorf("loaded %v", got)
	}
	problems := tree.Problems()
	if len(problems) != 1 || tree.Position(problems[0].At).Line < 6 {
		t.Errorf("problems %v", problems)
	}
}

// TestState reads the outputs of other roots of the repository.
func TestState(t *testing.T) {
	const out = "resource \"q\" \"a\" { name = \"orders\" }\noutput \"url\" { value = q.a.url }\noutput \"name\" { value = q.a.name }\n"
	data := func(name, backend, config string) string {
		return "data \"terraform_remote_state\" \"" + name + "\" {\n  backend = \"" + backend + "\"\n  config = {" + config + "}\n}\n" +
			"resource \"r\" \"" + name + "\" { v = \"${data.terraform_remote_state." + name + ".outputs.url}/x\" }\n"
	}
	files := map[string]string{
		"s3/main.tf":     "terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n    key = \"net\"\n  }\n}\n" + out,
		"local/main.tf":  out,
		"remote/main.tf": "terraform {\n  cloud {\n    organization = \"o\"\n    workspaces {\n      name = \"w\"\n    }\n  }\n}\n" + out,
		"app/main.tf": "locals { bucket = \"b\" }\n" + data("s3", "s3", "bucket = local.bucket, key = \"net\"") + data("local", "local", "path = \"../local/terraform.tfstate\"") +
			data("remote", "remote", "organization = \"o\", workspaces = { name = \"w\" }") + data("other", "s3", "bucket = \"c\", key = \"net\""),
	}
	_, roots := load(t, files)
	var got []string
	for _, in := range roots[0].Instances() {
		if in.Mode == "resource" {
			got = append(got, in.Label+" "+show(in.Body().Get("v").Text()))
		}
	}
	want := []string{"local <local#q.a url>/x", "other <app#data.terraform_remote_state.other outputs.url>/x", "remote <remote#q.a url>/x", "s3 <s3#q.a url>/x"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
