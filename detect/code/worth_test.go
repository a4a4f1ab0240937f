package code

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWorth holds the choice to what leads to a file that speaks of the world outside,
// and to one step of what that imports.
func TestWorth(t *testing.T) {
	imports := map[string][]string{
		"main":   {"orders", "text"},
		"orders": {"client", "model"},
		"model":  {"money"},
		"a":      {"b"},
		"b":      {"a"},
	}
	files := []string{"a", "b", "client", "main", "model", "money", "orders", "text"}
	got := Worth(files, func(f string) bool { return f == "client" }, imports)
	if diff := cmp.Diff([]string{"client", "main", "model", "orders", "text"}, got); diff != "" {
		t.Error(diff)
	}
}
