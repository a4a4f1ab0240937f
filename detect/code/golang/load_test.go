package golang

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/code"
)

func paths(p *code.Program) []string {
	var list []string
	for _, pkg := range p.Packages {
		list = append(list, pkg.Path+" "+pkg.Dir+" "+strings.Join(pkg.Files, ",")+" "+pkg.Main)
	}
	return list
}

// TestPackages says how files become packages; expected is "path dir files main".
func TestPackages(t *testing.T) {
	for _, c := range []struct {
		name, tree string
		want       []string
		line       string // of the dump
	}{
		{
			"nested modules", `
-- go.mod --
module a.com/x // why
-- x.go --
package x
-- sub/go.mod --
module "a.com/y"
replace (
	a.com/z v1.0.0 => ../lib
)
-- sub/y.go --
package y
import "a.com/z/deep"
func f() { deep.F() }
-- lib/deep/d.go --
package deep
func F() {}`,
			[]string{"a.com/x . x.go ", "a.com/x/lib/deep lib/deep lib/deep/d.go ", "a.com/y sub sub/y.go "},
			"0: call func a.com/x/lib/deep.F () ignored",
		},
		{
			"one module path in two directories", `
-- c1/go.mod --
module shop
-- c1/main.go --
package main
import "shop/lib"
func main() { lib.F() }
-- c1/lib/l.go --
package lib
func F() {}
-- c2/go.mod --
module shop
-- c2/lib/l.go --
package lib
func F() {}`,
			[]string{"shop@c1 c1 c1/main.go shop@c1.main", "shop@c1/lib c1/lib c1/lib/l.go ", "shop@c2/lib c2/lib c2/lib/l.go "},
			"0: call func shop@c1/lib.F () ignored",
		},
		{
			"modules that import each other's packages", `
-- go.work --
go 1.22
-- a/go.mod --
module e.com/a
-- a/a.go --
package a
import "e.com/b/c"
func f() { c.F() }
-- b/go.mod --
module e.com/b
-- b/c/c.go --
package c
func F() {}`,
			[]string{"e.com/a a a/a.go ", "e.com/b/c b/c b/c/c.go "},
			"0: call func e.com/b/c.F () ignored",
		},
		{
			"a part of a module", `
-- cmd/main.go --
package main
import ("github.com/o/r/pkg/db"; "github.com/x/y/db2"; "github.com/pkg/errors")
func main() { db.Open(); errors.New("x"); db2.F() }
-- pkg/db/db.go --
package db
func Open() {}
-- pkg/errors/e.go --
package errors`,
			[]string{"github.com/o/r/cmd cmd cmd/main.go github.com/o/r/cmd.main", "github.com/o/r/pkg/db pkg/db pkg/db/db.go ", "github.com/o/r/pkg/errors pkg/errors pkg/errors/e.go "},
			"0: call func github.com/o/r/pkg/db.Open () ignored",
		},
		{
			"below a GOPATH", `
-- src/github.com/o/r/main.go --
package main
import "github.com/o/r/lib"
func main() { lib.F() }
-- src/github.com/o/r/lib/l.go --
package lib
func F() {}`,
			[]string{"github.com/o/r src/github.com/o/r src/github.com/o/r/main.go github.com/o/r.main", "github.com/o/r/lib src/github.com/o/r/lib src/github.com/o/r/lib/l.go "},
			"0: call func github.com/o/r/lib.F () ignored",
		},
		{
			"no module at all", `
-- main.go --
package main
func main() {}
-- fn/main.go --
package main
func main() {}`,
			[]string{"fn fn fn/main.go fn.main", "main . main.go main.main"},
			"",
		},
		{
			"several programs in one directory", `
-- go.mod --
module m
-- fn/a.go --
package main
func main() { help() }
-- fn/b.go --
package main
func main() { help() }
-- fn/help.go --
package main
func help() {}`,
			[]string{"m/fn#a fn fn/a.go,fn/help.go m/fn#a.main", "m/fn#b fn fn/b.go,fn/help.go m/fn#b.main"},
			"0: call func m/fn#b.help () ignored",
		},
		{
			"what a build leaves out", `
-- go.mod --
module m
-- a.go --
package m
-- a_test.go --
package m
-- a_windows.go --
package m
-- a_linux_arm64.go --
package m
-- b_linux.go --
package m
-- ign.go --
//go:build ignore
package main
func main() {}
-- wire.go --
//go:build wireinject
package m
-- wire_gen.go --
//go:build !wireinject
package m
-- lambda.go --
//go:build lambda
package main
func main() {}
-- vendor/x/x.go --
package x
-- cgo.go --
//go:build cgo && go1.18
package m
import "C"`,
			[]string{"m . a.go,b_linux.go,cgo.go,wire_gen.go ", "m#lambda . lambda.go m#lambda.main"},
			"",
		},
		{
			"a cycle", `
-- go.mod --
module m
-- a/a.go --
package a
import "m/b"
func A() { b.B() }
-- b/b.go --
package b
import "m/a"
func B() { a.A() }`,
			[]string{"m/a a a/a.go ", "m/b b b/b.go "},
			"0: call func m/b.B () ignored",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, _ := load(t, c.tree)
			if got := paths(p); !slices.Equal(got, c.want) {
				t.Errorf("packages\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
			if d := dump(t, p); c.line != "" && !strings.Contains(d, "  "+c.line+"\n") {
				t.Errorf("no line %q in\n%s", c.line, d)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	p, problems := load(t, `
-- go.mod --
module m
-- bad.go --
package m

func ok() { g("x") }
func broken( {
-- good.go --
package m

func g(s string) { ok() }
-- empty.go --
-- other.go --
package other
`)
	var got []string
	for _, x := range problems {
		got = append(got, fmt.Sprintf("%s:%d-%d %s", x.At.File, x.At.Start, x.At.End, x.Message))
	}
	want := []string{"bad.go:45-46 Go syntax: expected ')', found '{'", "empty.go:0-0 Go syntax: expected 'package', found 'EOF'"}
	if !slices.Equal(got, want) {
		t.Errorf("problems %q, want %q", got, want)
	}
	if f := p.Funcs["m.ok"]; f == nil || len(f.Ops) != 1 || f.Ops[0].Callee.Func != "m.g" {
		t.Errorf("what is before the error is lost: %+v", f)
	}
	if f := p.Funcs["m.g"]; f == nil || f.Ops[0].Callee.Func != "m.ok" {
		t.Errorf("the rest of the package is lost: %+v", f)
	}
}

func TestMarks(t *testing.T) {
	p, _ := load(t, `
-- go.mod --
module m
-- examples/e.go --
package e
func f() {}
-- own.go --
package m
type API interface { Put() }
func f(a API) { a.Put() }
-- mocks/m.go --
package mocks
import "github.com/stretchr/testify/mock"
type API struct { mock.Mock }
func (*API) Put() {}
-- moq.go --
// Code generated by moq; DO NOT EDIT.
package m
type APIMock struct{}
func (APIMock) Put() {}
`)
	for id, test := range map[string]bool{"m/examples.f": true, "m.f": false, "m/mocks.(*API).Put": true, "m.APIMock.Put": true} {
		if p.Funcs[id].Test != test {
			t.Errorf("%s: test is %v", id, !test)
		}
	}
	if c := p.Funcs["m.f"].Ops[0].Callee; c.Iface != "" || c.Name != "Put" {
		t.Errorf("a call that only test doubles answer is %v", c)
	}
}

// TestHostile holds input that is deep, long or wrong against the bounds.
func TestHostile(t *testing.T) {
	const n = 20000
	for name, body := range map[string]string{
		"parentheses": "var x = " + strings.Repeat("(", n) + "1" + strings.Repeat(")", n),
		"sum":         "var x = s" + strings.Repeat("+s", n) + "\nvar s string",
		"chain":       "func f() { a" + strings.Repeat(".b()", 3000) + " }",
		"blocks":      "func f() " + strings.Repeat("{", n) + strings.Repeat("}", n),
		"ifs":         "func f() { " + strings.Repeat("if a == b { return }\n", n) + " }",
		"else ifs":    "func f() { " + strings.Repeat("if a { g() } else ", 4000) + "{ } }",
		"loops":       "func f() { " + strings.Repeat("for {", 2000) + strings.Repeat("}", 2000) + " }",
		"closures":    "func f() { " + strings.Repeat("func() {", 1500) + strings.Repeat("}()", 1500) + " }",
		"cases":       "func f() { switch x { case 1" + strings.Repeat(", 1", n) + ": g() } }",
		"pointers":    "type P *P\nfunc f(p P) { p.x() }",
		"embedded":    "type A struct { B }\ntype B struct { A }\nfunc f(a A) { a.x() }",
		"interfaces":  "type A interface { B }\ntype B interface { A }\nfunc f(a A) { a.x() }",
		"unfinished":  "func f() { x := y.\n",
		"no names":    "func () () {}\nfunc (a) b() {}\nfunc (x, y T) c() {}\nvar = 1\ntype struct{}",
		"huge number": "func f() { for i := 0; i < 1<<90; i++ {} ; for range 1<<70 {} }",
	} {
		t.Run(name, func(t *testing.T) {
			p, problems := load(t, "package m\n"+body+"\n")
			for _, pr := range problems {
				if strings.Contains(pr.Message, "internal error") {
					t.Error(pr.Message)
				}
			}
			checkRanges(t, p, len(body)+11)
		})
	}
}

// checkRanges makes sure that everything lies within its file.
func checkRanges(t testing.TB, p *code.Program, size int) {
	check := func(what string, r arch.Range) {
		if r.Start < 0 || r.End < r.Start || r.End > size {
			t.Errorf("%s is at %v, outside of its file", what, r)
		}
	}
	for id, f := range p.Funcs {
		check(id, f.At)
		check(id, f.Body)
		for i, op := range f.Ops {
			check(id, op.At)
			if op.Loop >= len(f.Loops) {
				t.Errorf("%s: op %d is in loop %d", id, i, op.Loop)
			}
		}
		for _, a := range f.Assigns {
			check(id, a.At)
			check(id, a.From.At)
		}
		for _, l := range f.Loops {
			check(id, l.At)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("package m\nfunc f(a string) { for _, x := range g(a) { h(&x) } }")
	f.Add("package main\nimport . \"x\"\ntype T[P any] struct { T2 }\nfunc (t *T[P]) m() (e error) { defer t.m(); return }\nfunc main() { select { case <-c: default: } }")
	f.Add("package m\nvar x, y = f(), struct{ a int }{1}\nfunc f() { switch a := b.(type) { case int: goto l }; l: x++ }")
	f.Fuzz(func(t *testing.T, src string) {
		p, problems := load(t, "-- go.mod --\nmodule m\n-- a/a.go --\npackage a\ntype T struct{}\n-- m.go --\n"+src)
		for _, pr := range problems {
			if strings.Contains(pr.Message, "internal error") {
				t.Error(pr.Message)
			}
		}
		checkRanges(t, p, 1<<20)
		dump(t, p)
	})
}
