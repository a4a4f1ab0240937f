package kubernetes

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/archvet/archvet/detect/source"
)

func TestZZ(t *testing.T) {
	dir := os.Getenv("ZZ")
	if dir == "" { t.Skip() }
	start := time.Now()
	tr, err := source.Open(dir, source.Options{})
	if err != nil { t.Fatal(err) }
	open := time.Since(start)
	d := Load(tr)
	fmt.Println("walk", open, "load", time.Since(start)-open, d.Formats, d.Mesh, len(d.Units), "units")
	pos := func(f string) string { return f }
	_ = pos
	long := os.Getenv("LONG") != ""
	for _, u := range d.Units {
		p := tr.Position(u.At)
		fmt.Printf("U %s name=%s scope=%s env=%q kind=%s/%s %s:%d img=%s cmd=%v args=%v hosts=", u.ID, u.Name, u.Scope, u.Environment, u.Kind, u.Platform, p.File, p.Line, u.Code.Image.V, len(u.Code.Command), len(u.Code.Args))
		for _, h := range u.Hosts { fmt.Print(h.Name, h.Ports, " ") }
		for _, tg := range u.Triggers { fmt.Print(" T:", tg.Kind, " ", tg.Front, " ", tg.From, " ", tg.Path, " ", tg.Schedule.V) }
		fmt.Println(" open:", u.EnvOpen, "repl", u.Settings.Replicas.V, u.Settings.MinReplicas.V, u.Settings.MaxReplicas.V, u.Settings.Grace.V)
		if long { for _, e := range u.Env { q := tr.Position(e.Value.At); fmt.Printf("     %s=%q %s %s:%d\n", e.Name, e.Value.V, e.Value.Why, q.File, q.Line) } }
	}
	for _, u := range d.Resources {
		p := tr.Position(u.At)
		fmt.Printf("R %s name=%s env=%q kind=%s/%s %s:%d hosts=%v db=%v\n", u.ID, u.Name, u.Environment, u.Kind, u.Type, p.File, p.Line, len(u.Hosts), u.Database.V)
	}
	for _, l := range d.Links { fmt.Printf("L %s -> %s%s %s %s %s\n", l.From, l.To, l.ToHost, l.Style, l.Path, l.What) }
	for _, p := range tr.Problems() { q := tr.Position(p.At); fmt.Println("P", q.File, q.Line, p.Message) }
	for _, s := range tr.Skipped() { fmt.Println("S", s) }
}
