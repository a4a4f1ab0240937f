package javascript

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/source"
)

func dump(t testing.TB, files map[string]string) string {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.New(fsys, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := Load(tree)
	for _, problem := range tree.Problems() {
		if strings.Contains(problem.Message, "internal error") {
			t.Error(problem)
		}
	}
	if p == nil {
		return ""
	}
	var out bytes.Buffer
	if err := code.Dump(&out, p); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestConstructs holds what the IR says of single constructs against lines of its dump.
func TestConstructs(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"environment", "const { A, B = 'x' } = process.env", `set app.B = choice(%1.0:string, "x":string):string`},
		{"handler", "exports.handler = async (event) => { await fetch(process.env['URL']) }", "func app.handler @"},
		{"wrapped", "const middy = require('@middy/core'); const main = async () => {}; exports.handler = middy(main)", "0: call func app.main ("},
		{"command", "const { SNSClient, PublishCommand } = require('@aws-sdk/client-sns'); const c = new SNSClient({}); c.send(new PublishCommand({ TopicArn: 'x' }))", "send on make(input=make(TopicArn="},
		{"request", "const AWS = require('aws-sdk'); const s = new AWS.SQS(); s.sendMessage({}).promise()", "sendMessage on app.s:aws-sdk.SQS"},
		{"all", "async function f(xs) { await Promise.all(xs.map(async x => { await fetch(x) })) }", "loop=0 spawned"},
		{"forgotten", "async function g() { await fetch('http://a') }\nasync function f() { g(); }", "call func app.g () spawned ignored"},
		{"awaited", "async function g() { await fetch('http://a') }\nasync function f() { await g(); }", "call func app.g ()\n"},
		{"sleep", "const wait = ms => new Promise(r => setTimeout(r, ms)); fetch('x')", "call outside js||sleep (par0(app.wait))"},
		{"template", "fetch(`http://${process.env.H}/x`)", `concat("http://":string, %0.0:string, "/x":string)`},
		{"early", "function f(a) { if (!a) return; fetch('x') }", "if not compare[!]("},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := dump(t, map[string]string{"app.js": c.src}); !strings.Contains(got, c.want) {
				t.Errorf("no %q in\n%s", c.want, got)
			}
		})
	}
}

func TestModules(t *testing.T) {
	got := dump(t, map[string]string{
		"a.ts":         "import { put as p, Store } from './lib'\nconst s = new Store()\nexport async function main() { await p(1); await s.get() }",
		"lib/index.ts": "export * from './store.js'",
		"lib/store.ts": "export const put = async (x: number) => fetch('http://x')\nexport class Store { async get() { return fetch('http://y') } }",
		"dist/a.js":    "fetch('http://x')",
	})
	for _, want := range []string{"call func lib/store.put", "call func lib/store.Store.get on a.s"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "dist/a") {
		t.Error("what a build made is read")
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("const { a: [b = 1] } = require('x'); exports.handler = async ({ c }) => { for (const x of c) await fetch(x) }")
	f.Add("module.exports = { a() {}, b: () => {}, ...c }; class A extends A { x = this.x; constructor(private y) {} }")
	f.Fuzz(func(t *testing.T, src string) {
		dump(t, map[string]string{"app.ts": src + "\nfetch('x')"})
	})
}
