package eval

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTerragrunt reads folders of Terragrunt as roots.
func TestTerragrunt(t *testing.T) {
	const module = "variable \"name\" {}\nvariable \"queue\" { default = \"none\" }\nvariable \"size\" { default = 1 }\nvariable \"src\" { default = \"\" }\n" +
		"resource \"r\" \"x\" {\n  v = var.name\n  q = var.queue\n  s = var.size\n  f = var.src\n}\noutput \"arn\" { value = r.x.arn }\n"
	files := map[string]string{
		"modules/app/main.tf": module,
		"root.hcl":            "locals { company = \"acme\" }\nremote_state {\n  backend = \"s3\"\n}\ninputs = {\n  size = 5\n  name = \"root\"\n}\n",
		"live/prod/env.hcl":   "locals {\n  stage = \"prod\"\n}\n",
		"live/prod/queue/terragrunt.hcl": `
include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}
locals {
  env  = read_terragrunt_config(find_in_parent_folders("env.hcl"))
  name = "${include.root.locals.company}-${local.env.locals.stage}"
}
terraform {
  source = "${get_repo_root()}/modules//app?ref=v1"
}
inputs = {
  name = "${local.name}-${basename(get_terragrunt_dir())}"
  src  = "${get_terragrunt_dir()}/src"
}
`,
		"live/prod/worker/terragrunt.hcl": `
terraform {
  source = "../../../modules/app"
}
dependency "queue" {
  config_path = "../queue"
}
inputs = merge({ size = 7 }, {
  name  = get_env("NAME", "x")
  queue = dependency.queue.outputs.arn
})
`,
		"live/dev/own/terragrunt.hcl":   "inputs = { name = path_relative_to_include() }\ninclude {\n  path = find_in_parent_folders(\"root.hcl\")\n}\n",
		"live/dev/own/main.tf":          module,
		"live/dev/far/terragrunt.hcl":   "terraform {\n  source = \"git::https://example.com/x.git//app\"\n}\n",
		"stacks/terragrunt.stack.hcl":   "locals { n = \"stacked\" }\nunit \"a\" {\n  source = \"../units/app\"\n  path   = \"a\"\n  values = { name = local.n }\n}\n",
		"units/app/terragrunt.hcl":      "terraform {\n  source = \"../../modules/app\"\n}\ninputs = { name = values.name }\n",
		"circle/terragrunt.hcl":         "include {\n  path = find_in_parent_folders(\"terragrunt.hcl\", \"./terragrunt.hcl\")\n}\nlocals {\n  a = local.b\n  b = local.a\n  c = read_terragrunt_config(\"./terragrunt.hcl\")\n}\n",
		"circle/main.tf":                "resource \"r\" \"x\" {}",
		"live/prod/loop/terragrunt.hcl": "terraform {\n  source = \"../../../modules/app\"\n}\ndependency \"l\" {\n  config_path = \"../loop\"\n}\ninputs = { name = dependency.l.outputs.arn }\n",
	}
	tree, roots := load(t, files)
	var got []string
	for _, r := range roots {
		line := r.Dir + " " + r.Scope() + " " + r.Environment
		for _, in := range r.Instances() {
			b := in.Body()
			line += fmt.Sprintf(" %s %s %s %s", show(b.Get("v").Text()), show(b.Get("q").Text()), b.Get("s").String().V, show(b.Get("f").Text()))
		}
		got = append(got, strings.TrimSpace(line))
	}
	want := []string{
		"circle circle",
		"live/dev/own live/dev/own dev live/dev/own none 5",
		"modules/app live/prod/loop prod <live/prod/loop#r.x arn> none 1",
		"modules/app live/prod/queue prod acme-prod-queue none 5 ../../live/prod/queue/src",
		"modules/app live/prod/worker prod ?(depends on var.name) <live/prod/queue#r.x arn> 7",
		"modules/app stacks/a  stacked none 1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if p := tree.Problems(); len(p) > 0 {
		t.Errorf("problems %v", p)
	}
}
