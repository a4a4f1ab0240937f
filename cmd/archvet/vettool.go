package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/archvet/archvet/analyzers"
	"github.com/archvet/archvet/cmd/internal/run"
	"github.com/archvet/archvet/cmd/internal/vetunit"
	"github.com/archvet/archvet/detect"
)

// asVettool reports whether the go command is asking, as it does for
// "go vet -vettool=archvet".
func asVettool(args []string) bool {
	if len(args) == 0 {
		return false
	}
	last := args[len(args)-1]
	return args[0] == "-V=full" || args[0] == "-flags" || strings.HasSuffix(last, ".cfg")
}

func vettool() {
	if os.Args[1] == "-V=full" {
		if err := describe(os.Stdout); err != nil {
			say(os.Stderr, "archvet: %v", err)
			os.Exit(run.Incomplete)
		}
		return
	}
	if last := os.Args[len(os.Args)-1]; strings.HasSuffix(last, ".cfg") {
		vetunit.Prepare(last)
	}
	var rules []*analysis.Analyzer
	for _, r := range analyzers.All {
		rules = append(rules, r.Analyzer)
	}
	unitchecker.Main(rules...)
}

// describe answers the go command's question for the tool's identity. The go command
// keeps findings by this answer and the package's own files. Ours depend on other
// files as well, on IaC and on other packages; so a digest of the repository around
// is part of the identity, and an edit of a manifest is never answered from the past.
func describe(w io.Writer) error {
	sum := sha256.New()
	exe, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find own executable: %w", err)
	}
	f, err := os.Open(exe)
	if err != nil {
		return fmt.Errorf("read own executable: %w", err)
	}
	defer f.Close() //nolint:errcheck // read only: nothing can be lost
	if _, err := io.Copy(sum, f); err != nil {
		return fmt.Errorf("read own executable: %w", err)
	}
	dir, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("find current directory: %w", err)
	}
	digest, err := detect.Digest(detect.FindRoot(dir))
	if err != nil {
		return err
	}
	_, _ = io.WriteString(sum, digest) // a hash takes everything
	_, err = fmt.Fprintf(w, "%s version devel buildID=%x\n", filepath.Base(os.Args[0]), sum.Sum(nil))
	return err
}
