package cdk

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/archvet/archvet/detect/iac/iactest"
)

func TestLoad(t *testing.T) { iactest.Golden(t, Load) }

func FuzzLoad(f *testing.F) { iactest.Fuzz(f, Load) }

// What is nested without end, calls itself or doubles at each step is evaluated as far
// as anything sensible goes.
func TestHostile(t *testing.T) {
	const head = "import * as cdk from 'aws-cdk-lib';\nimport * as sqs from 'aws-cdk-lib/aws-sqs';\n"
	const deep = 100_000
	for name, text := range map[string]string{
		"nesting":   head + "const x = " + strings.Repeat("[", deep) + strings.Repeat("]", deep) + ";",
		"calls":     head + "const q = a" + strings.Repeat(".b()", 20_000) + ";",
		"blocks":    head + strings.Repeat("{", 5_000) + "new sqs.Queue(this, 'q');" + strings.Repeat("}", 5_000),
		"recursion": head + "function f(a) { g(a); g(a); f(a + a); }\nfunction g(a) { f(a); new sqs.Queue(a, 'q'); }\nf('x');",
		"base":      head + "class A extends B { constructor(s, i) { super(s, i); new A(s, i); } }\nclass B extends A {}\nclass C extends cdk.Stack { constructor(s, i) { super(s, i); new C(this, 'c'); } }",
		"doubling":  head + "let x = 'abcdefgh';\n" + strings.Repeat("x = x + x;\n", 200) + "new sqs.Queue(this, x);",
		"spread":    head + "let x = {a: 1};\n" + strings.Repeat("x = {...x, ...x};\n", 100),
		"loops":     head + "const l = [1,2,3,4,5,6,7,8,9,10];\n" + strings.Repeat("for (const a of l) {\n", 12) + "new sqs.Queue(this, 'q' + a);" + strings.Repeat("}", 12),
		"cycle":     head + "const s = new cdk.Stack(s, 's');\nconst q = new sqs.Queue(s, 'q', { deadLetterQueue: { queue: q } });\nq.a = q;\nconst o = {};\no.o = o;",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			iactest.Load(t, fstest.MapFS{"lib/a.ts": {Data: []byte(text)}}, Load)
			if d := time.Since(start); d > 20*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

func TestRuntime(t *testing.T) {
	for name, want := range map[string]string{
		"NODEJS_20_X": "nodejs20.x", "PYTHON_3_12": "python3.12", "JAVA_17": "java17", "JAVA_8_CORRETTO": "java8.al2", "GO_1_X": "go1.x",
		"PROVIDED_AL2023": "provided.al2023", "DOTNET_8": "dotnet8", "DOTNET_CORE_3_1": "dotnetcore3.1", "RUBY_3_2": "ruby3.2",
	} {
		v := &value{kind: vSymbol, sym: symbol{"lambda", "Runtime." + name}}
		if got := runtimeOf(v).s; got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}
