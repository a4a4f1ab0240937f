package eval

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

const deep = 100_000

func yamlBomb() string {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x]\n")
	for i := range 60 {
		fmt.Fprintf(&b, "a%d: &a%d [*a%d, *a%d]\n", i+1, i+1, i, i)
	}
	return b.String()
}

func doublings(n int, of string) string {
	var b strings.Builder
	b.WriteString("locals {\n v0 = \"" + strings.Repeat("x", 1000) + "\"\n")
	for i := range n {
		fmt.Fprintf(&b, " v%d = %s\n", i+1, strings.ReplaceAll(of, "@", fmt.Sprintf("local.v%d", i)))
	}
	fmt.Fprintf(&b, "}\nresource \"q\" \"big\" { v = local.v%d }\n", n)
	return b.String()
}

// attr is a resource with one attribute.
func attr(expr string) string { return "resource \"q\" \"hostile\" {\n  v = " + expr + "\n}\n" }

// TestHostile reads configurations that would take for ever, or all memory, if they
// were believed; what stands beside them is read.
func TestHostile(t *testing.T) {
	long := strings.Repeat("x", 200<<10)
	tests := []struct {
		name    string
		files   map[string]string
		problem string // part of what is said about it, when something is
	}{
		{"brackets", map[string]string{"a.tf": attr(strings.Repeat("[", deep) + strings.Repeat("]", deep))}, "nested too deeply"},
		{"open brackets", map[string]string{"a.tf": attr(strings.Repeat("[", deep))}, "nested too deeply"},
		{"parentheses", map[string]string{"a.tf": attr(strings.Repeat("(", deep) + "1" + strings.Repeat(")", deep))}, "nested too deeply"},
		{"blocks", map[string]string{"a.tf": strings.Repeat("a{", deep) + strings.Repeat("}", deep)}, "nested too deeply"},
		{"json arrays", map[string]string{"a.tf.json": `{"locals": {"a": ` + strings.Repeat("[", deep) + strings.Repeat("]", deep) + "}}"}, "nested too deeply"},
		{"json objects", map[string]string{"a.tf.json": strings.Repeat(`{"":`, deep) + "1" + strings.Repeat("}", deep)}, "nested too deeply"},
		{"tfvars", map[string]string{"terraform.tfvars": "a = " + strings.Repeat("[", deep)}, "nested too deeply"},
		{"not not", map[string]string{"a.tf": attr(strings.Repeat("!", deep) + "true")}, "nested too deeply"},
		{"minus", map[string]string{"a.tf": attr(strings.Repeat("- ", deep) + "1")}, "nested too deeply"},
		{"sums", map[string]string{"a.tf": attr("1" + strings.Repeat("+1", deep))}, ""},
		{"comparisons", map[string]string{"a.tf": attr("(1" + strings.Repeat("\n== 1", deep) + ")")}, ""},
		{"choices", map[string]string{"a.tf": attr(strings.Repeat("true ? 1 : ", deep/4) + "1")}, "nested too deeply"},
		{"choices on lines", map[string]string{"a.tf": attr("(" + strings.Repeat("true\n? 1 : ", deep/4) + "1)")}, ""},
		{"steps", map[string]string{"a.tf": attr("local.a" + strings.Repeat("[local.b]", deep/3))}, ""},
		{"stars", map[string]string{"a.tf": attr("local.a" + strings.Repeat("[*]", deep))}, ""},
		{"directives", map[string]string{"a.tf": attr(`"` + strings.Repeat("%{if true}", deep/4) + `"`)}, ""},
		{"directives in a template", map[string]string{"a.tf": attr(`templatefile("t", {})`), "t": strings.Repeat("%{if true}", 20_000) + strings.Repeat("%{endif}", 20_000)}, ""},
		{"interpolations", map[string]string{"a.tf": attr(strings.Repeat(`"${`, deep/4) + "1" + strings.Repeat(`}"`, deep/4))}, "nested too deeply"},
		{"number", map[string]string{"a.tf": attr("1e600000000")}, ""},
		{"number in a text", map[string]string{"a.tf": attr(`"${1e600000000}"`)}, ""},
		{"number in json", map[string]string{"a.tf": attr(`jsondecode("1e600000000")`)}, ""},
		{"number from a text", map[string]string{"a.tf": attr(`tostring("1e600000000" * 2)`)}, ""},
		{"number of a variable", map[string]string{"a.tf": "variable \"n\" {\n  type = number\n  default = \"1e600000000\"\n}\n" + attr("var.n")}, ""},
		{"number of instances", map[string]string{"a.tf": "resource \"q\" \"n\" {\n  count = \"1e600000000\"\n}"}, ""},
		{"number by a function", map[string]string{"a.tf": attr(`max(tonumber("1e600000000"), "1E+600000000", "1e-600000000")`)}, ""},
		{"powers", map[string]string{"a.tf": "locals {\n v0 = 1e4000\n v1 = local.v0*local.v0\n v2 = local.v1*local.v1*local.v1\n v3 = local.v2*local.v2*local.v2\n v4 = local.v3*local.v3*local.v3*local.v3*local.v3\n v5 = local.v4*local.v4*local.v4*local.v4*local.v4*local.v4\n}\n" + attr(`"${local.v5}"`)}, ""},
		{"texts", map[string]string{"a.tf": doublings(30, `"${@}${@}${@}"`)}, ""},
		{"texts of one", map[string]string{"a.tf": "locals { a = \"" + long + "\" }\n" + attr(`"`+strings.Repeat("${local.a}", 20_000)+`"`)}, ""},
		{"texts tried", map[string]string{"a.tf": "locals { a = \"" + long + "\" }\n" + attr(`try("`+strings.Repeat("${local.a}", 20_000)+`", 1)`)}, ""},
		{"lists", map[string]string{"a.tf": doublings(60, "[@, @, @]")}, ""},
		{"encodings", map[string]string{"a.tf": doublings(60, "jsonencode([@, @])")}, ""},
		{"joins", map[string]string{"a.tf": doublings(60, `join(",", [for i in range(100) : @])`)}, ""},
		{"concats", map[string]string{"a.tf": doublings(60, "concat([@, @], flatten([[@], [@]]))")}, ""},
		{"formats", map[string]string{"a.tf": "locals { a = \"" + long + "\" }\n" + attr(`format("`+strings.Repeat("%[1]s", 20_000)+`", local.a)`)}, ""},
		{"formats of many", map[string]string{"a.tf": "locals { a = \"" + long + "\" }\n" + attr(`format("x", `+strings.Repeat("local.a, ", 20_000)+`"")`)}, ""},
		{"widths", map[string]string{"a.tf": attr(`format("%*d%.999999999f", 999999999, 1, 2)`)}, ""},
		{"replacements", map[string]string{"a.tf": "locals { a = \"" + long + "\" }\n" + attr(`replace(local.a, "x", local.a)`)}, ""},
		{"expressions", map[string]string{"a.tf": attr(`replace("` + strings.Repeat("a", 5000) + `", "/(a)/", "` + strings.Repeat("$1", 5000) + `")`)}, ""},
		{"products", map[string]string{"a.tf": attr("setproduct(range(1000), range(1000), range(1000))")}, ""},
		{"ranges", map[string]string{"a.tf": attr("range(0, 1000000000)")}, ""},
		{"loops", map[string]string{"a.tf": attr("[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]]")}, ""},
		{"loops in a template", map[string]string{"a.tf": attr(`"%{for a in range(1000)}%{for b in range(1000)}%{for c in range(1000)}x%{endfor}%{endfor}%{endfor}"`)}, ""},
		{"networks", map[string]string{"a.tf": attr(`cidrsubnets("::/0", ` + strings.Repeat("128,", 20_000) + "1)")}, ""},
		{"gzip", map[string]string{"a.tf": attr(`base64gunzip(base64gzip("` + long + `"))`)}, ""},
		{"yaml", map[string]string{"a.tf": attr(`jsonencode(yamldecode(file("b.yaml")))`), "b.yaml": yamlBomb()}, ""},
		{"yaml brackets", map[string]string{"a.tf": attr(`yamldecode(file("b.yaml"))`), "b.yaml": strings.Repeat("[", deep) + strings.Repeat("]", deep)}, ""},
		{"json brackets", map[string]string{"a.tf": attr(`jsondecode(file("b.json"))`), "b.json": strings.Repeat("[", deep) + strings.Repeat("]", deep)}, ""},
		{"csv", map[string]string{"a.tf": attr(`csvdecode("` + strings.Repeat("a,", 50_000) + `b\n")`)}, ""},
		{"circles", map[string]string{"a.tf": "locals {\n a = local.b\n b = local.c\n c = [local.a]\n}\n" + attr("local.a")}, ""},
		{"itself", map[string]string{"a.tf": attr("q.hostile.v")}, ""},
		{"chain", map[string]string{"a.tf": doublings(5000, "[@]")}, ""},
		{"count", map[string]string{"a.tf": "resource \"q\" \"n\" {\n  count = 1000000000\n}"}, "more than 200 instances"},
		{"for_each", map[string]string{"a.tf": "resource \"q\" \"n\" {\n  for_each = toset([for i in range(1000) : tostring(i)])\n}"}, "more than 200 instances"},
		{"module calls itself", map[string]string{"a.tf": "module \"m\" {\n  source = \"./m\"\n}", "m/a.tf": "module \"n\" {\n  source = \"../m\"\n  for_each = toset([\"a\", \"b\"])\n}"}, "calls itself"},
		{"modules call each other", map[string]string{"a.tf": "module \"m\" {\n  source = \"./m\"\n}", "m/a.tf": "module \"n\" {\n  source = \"../n\"\n}", "n/a.tf": "module \"m\" {\n  count = 3\n  source = \"../m\"\n}"}, "calls itself"},
		{"a circle without a root", map[string]string{"m/a.tf": "module \"n\" {\n  source = \"../n\"\n}", "n/a.tf": "module \"m\" {\n  source = \"../m\"\n}"}, "calls itself"},
		{"root calls itself", map[string]string{"a.tf": "module \"m\" {\n  source = \"./\"\n}"}, "calls itself"},
		{"out of the root", map[string]string{"a.tf": "module \"m\" {\n  source = \"../../etc\"\n}\n" + attr(`file("../../../etc/passwd")`)}, ""},
		{"not there", map[string]string{"a.tf": "module \"m\" {\n  source = \"./linked\"\n}"}, "holds no configuration"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.files["zz_beside.tf"] = "resource \"q\" \"beside\" {\n  v = \"read\"\n}\n"
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			tree, roots := load(t, tt.files)
			beside := ""
			for _, r := range roots {
				for _, in := range r.Instances() {
					body := in.Body()
					body.Get("v").Text()
					body.Get("v").Elems()
					if in.Label == "beside" {
						beside = body.Get("v").String().V
					}
				}
			}
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if took > 2*time.Minute {
				t.Errorf("took %v", took)
			}
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 1500 {
				t.Errorf("took %d MB", used)
			}
			if beside != "read" {
				t.Error("what stands beside is not read")
			}
			said := fmt.Sprint(tree.Problems())
			if !strings.Contains(said, tt.problem) {
				t.Errorf("problems %.300s, want %q", said, tt.problem)
			}
			t.Logf("%v, %d MB, %.200s", took.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20, said)
		})
	}
}

// TestEncodings reads the same from texts with a byte order mark, with lines as
// Windows ends them, and beside bytes that are no text.
func TestEncodings(t *testing.T) {
	const plain = "resource \"q\" \"a\" {\n  v = \"x\"\n  w = <<EOT\nline\nEOT\n}\n"
	for name, text := range map[string]string{
		"mark":    "\xef\xbb\xbf" + plain,
		"windows": strings.ReplaceAll(plain, "\n", "\r\n"),
		"invalid": plain + "resource \"q\" \"b\" {\n  v = \"\xff\xfe\"\n}\n",
	} {
		tree, roots := load(t, map[string]string{"main.tf": text})
		for _, in := range roots[0].Instances() {
			n := in.Body().Get("v")
			if in.Label == "a" && (n.String().V != "x" || tree.Position(n.At()).Line != 2) {
				t.Errorf("%s: %+v", name, n.String())
			}
		}
		if name == "invalid" && len(tree.Problems()) != 1 {
			t.Errorf("%s: problems %v", name, tree.Problems())
		}
	}
}
