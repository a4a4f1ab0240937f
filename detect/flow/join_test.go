package flow_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/code"
	"github.com/archvet/archvet/detect/code/golang"
	"github.com/archvet/archvet/detect/flow"
	"github.com/archvet/archvet/detect/source"
)

const spawning = `package main

import (
	"net/http"
	"sync"
)

func main() { http.HandleFunc("/", handle); http.ListenAndServe(":80", nil) }

func handle(w http.ResponseWriter, r *http.Request) {
	go audit("x")                 // left: what is received below is another's
	c := make(chan int)
	go func() { c <- 1 }()        // joined
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { defer wg.Done() }() // joined
	<-c
	wg.Wait()
	helper()
	<-total()
	go notify(r.FormValue)        // left
	run(func() {})
}

func helper() {
	go func() { audit("y") }()    // left: a helper of the handler
}

func total() <-chan int {
	c := make(chan int, 1)
	go func() { c <- 1 }()        // perhaps
	return c
}

func run(f func()) {
	go f()                        // left
}

func audit(s string) {}

func notify(f func(string) string) { audit(f("a")) }
`

func TestJoined(t *testing.T) {
	tree, err := source.New(fstest.MapFS{"go.mod": {Data: []byte("module shop\n\ngo 1.26\n")}, "main.go": {Data: []byte(spawning)}}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(spawning, "\n")
	seen := 0
	for _, op := range flow.New(code.GoTable(), golang.Load(tree)).View(flow.Entry{Funcs: []string{"shop.main"}}).Operations() {
		if op.Row.Action != code.Spawn {
			continue
		}
		seen++
		got := "perhaps"
		if op.Joined.Known() {
			got = map[bool]string{true: "joined", false: "left"}[op.Joined.V]
		}
		line := lines[tree.Position(op.At).Line-1]
		if _, want, _ := strings.Cut(line, "// "); !strings.HasPrefix(want, got) {
			t.Errorf("got %q for %s", got, line)
		}
	}
	if seen != strings.Count(spawning, "\tgo ") {
		t.Errorf("%d of %d go statements were seen", seen, strings.Count(spawning, "\tgo "))
	}
}
