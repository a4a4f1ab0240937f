package link

import (
	"testing"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/flow"
)

func TestStatement(t *testing.T) {
	for text, want := range map[string]struct {
		table string
		write bool
	}{
		"SELECT * FROM orders WHERE id = $1":                                        {"orders", false},
		"INSERT INTO orders(id) VALUES ($1)":                                        {"orders", true},
		"-- name: AddLine :one\nINSERT INTO \"order\".line_items (id)\nVALUES ($1)": {"order.line_items", true},
		"/* hot */ UPDATE `orders` SET state = 1":                                   {"orders", true},
		"SELECT 1":          {"", false},
		"(SELECT a FROM b)": {"b", false},
		"orders":            {"orders", false},
	} {
		var c arch.Call
		statement(&c, flow.Operation{Target: []flow.Origin{{Kind: flow.Literal, Text: text}}})
		if c.Table != want.table || c.Write != want.write {
			t.Errorf("%q: table %q, write %v, want %q, %v", text, c.Table, c.Write, want.table, want.write)
		}
	}
}
