package treesitter

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/tetratelabs/wazero/api"
)

// What is not parsed, because nobody wrote it by hand or because it would take a run
// hostage.
var (
	ErrTooLarge = errors.New("larger than 1 MiB")
	ErrLongLine = errors.New("has a line of more than 64 KiB")
	ErrTooHard  = errors.New("takes too many steps to parse")
)

const (
	maxSize = 1 << 20
	maxLine = 64 << 10
)

// parser is one instance of a module.
type parser struct {
	mod                   api.Module
	alloc, release, parse api.Function
}

// Parse returns the syntax tree of a source file. What does not fit the grammar is in
// it as error nodes.
func (g *Grammar) Parse(ctx context.Context, src []byte) (*Tree, error) {
	if len(src) > maxSize {
		return nil, ErrTooLarge
	}
	if hasLongLine(src) {
		return nil, ErrLongLine
	}
	p, err := g.get(ctx)
	if err != nil {
		return nil, fmt.Errorf("start a %s parser: %w", g.lang, err)
	}
	t, err := p.run(ctx, src)
	if err != nil {
		_ = p.mod.Close(ctx) // its memory is in an unknown state
		return nil, fmt.Errorf("parse as %s: %w", g.lang, err)
	}
	g.put(ctx, p)
	t.src, t.grammar = src, g
	t.link()
	return t, nil
}

func hasLongLine(src []byte) bool {
	for len(src) > maxLine {
		i := bytes.LastIndexByte(src[:maxLine], '\n')
		if i < 0 {
			return true
		}
		src = src[i+1:]
	}
	return false
}

const nodeSize = 16

func (p *parser) run(ctx context.Context, src []byte) (*Tree, error) {
	mem := p.mod.Memory()
	at, err := p.allocate(ctx, len(src)+4)
	if err != nil {
		return nil, err
	}
	count := at + uint32(len(src)+3)&^3
	if len(src) > 0 && !mem.Write(at, src) {
		return nil, errors.New("no memory for the text")
	}
	// The library asks every hundred operations. Ordinary code takes about one operation
	// a byte.
	budget := uint64(10_000 + len(src)/2)
	res, err := p.parse.Call(ctx, uint64(at), uint64(len(src)), budget, uint64(count))
	if err != nil {
		return nil, err
	}
	n, ok := mem.ReadUint32Le(count)
	if !ok || uint32(res[0]) == 0 {
		return nil, ErrTooHard
	}
	table, ok := mem.Read(uint32(res[0]), n*nodeSize)
	if !ok {
		return nil, errors.New("the tree is out of bounds")
	}
	t := decode(table)
	for _, ptr := range []uint64{uint64(at), res[0]} {
		if _, err := p.release.Call(ctx, ptr); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (p *parser) allocate(ctx context.Context, n int) (uint32, error) {
	res, err := p.alloc.Call(ctx, uint64(n+4))
	if err != nil {
		return 0, err
	}
	if res[0] == 0 {
		return 0, errors.New("no memory for the text")
	}
	return uint32(res[0]), nil
}

// names reads a list of names that the grammar has.
func (p *parser) names(ctx context.Context, count, name string) ([]string, error) {
	res, err := p.mod.ExportedFunction(count).Call(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]string, uint32(res[0])+1) // fields count from 1
	for i := range out {
		res, err := p.mod.ExportedFunction(name).Call(ctx, uint64(i))
		if err != nil {
			return nil, err
		}
		out[i] = p.text(uint32(res[0]))
	}
	return out, nil
}

// text reads a string that ends with a zero.
func (p *parser) text(at uint32) string {
	const longest = 256
	mem := p.mod.Memory()
	if at == 0 || at >= mem.Size() {
		return ""
	}
	data, _ := mem.Read(at, min(longest, mem.Size()-at))
	if i := bytes.IndexByte(data, 0); i >= 0 {
		data = data[:i]
	}
	return string(data)
}

func decode(table []byte) *Tree {
	t := &Tree{nodes: make([]record, len(table)/nodeSize)}
	for i := range t.nodes {
		b := table[i*nodeSize:][:nodeSize]
		t.nodes[i] = record{
			start: binary.LittleEndian.Uint32(b), end: binary.LittleEndian.Uint32(b[4:]),
			symbol: binary.LittleEndian.Uint16(b[8:]), field: binary.LittleEndian.Uint16(b[10:]),
			depth: binary.LittleEndian.Uint16(b[12:]), flags: binary.LittleEndian.Uint16(b[14:]),
		}
	}
	return t
}
