// Command gen writes the exported declarations of the standard library packages that
// matter to servers, from the sources of the Go installation that runs it.
package main

import (
	"fmt"
	"os"
)

func main() {
	text, err := declarations(packages)
	if err == nil {
		err = os.WriteFile("stdlib.txt", text, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// packages are those whose functions give values that calls are made on, or whose
// constants are addresses, methods, and durations. Others are stand-ins like any
// package from outside.
var packages = []string{
	"bufio", "bytes", "context", "crypto/tls", "database/sql", "database/sql/driver", "encoding/json", "errors", "flag", "fmt", "html/template", "io",
	"io/fs", "iter", "log", "log/slog", "maps", "math/rand", "mime/multipart", "net", "net/http", "net/http/cookiejar", "net/http/httputil",
	"net/rpc", "net/smtp", "net/textproto", "net/url", "os", "os/exec", "os/signal", "path", "path/filepath", "regexp", "runtime", "slices", "sort", "strconv",
	"strings", "sync", "sync/atomic", "text/template", "time",
}
