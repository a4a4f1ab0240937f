// Command gen compiles the data of detect/limits into table.go. It runs in the
// folder of that package.
package main

import (
	"fmt"
	"os"
)

func main() {
	src, err := generate(os.DirFS("data"))
	if err == nil {
		err = os.WriteFile("table.go", src, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}
