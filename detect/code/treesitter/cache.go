package treesitter

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/tetratelabs/wazero"
)

// openCache returns a cache of compiled modules below the user's cache directory, so
// that only the first run compiles. Where there is none that can be written, or it
// lies in a repository, what is compiled is kept for this run alone: being slower is
// all that is lost.
func openCache() wazero.CompilationCache {
	if dir, err := os.UserCacheDir(); err == nil {
		if cache, err := cacheIn(filepath.Join(dir, "archvet", "grammars")); err == nil {
			return cache
		}
	}
	return wazero.NewCompilationCache()
}

func cacheIn(dir string) (wazero.CompilationCache, error) {
	if inRepository(dir) {
		return nil, os.ErrPermission
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	probe, err := os.CreateTemp(dir, "probe*") // a read-only file system shows only here
	if err != nil {
		return nil, err
	}
	name := probe.Name()
	if err := probe.Close(); err != nil {
		return nil, err
	}
	if err := os.Remove(name); err != nil {
		return nil, err
	}
	return wazero.NewCompilationCacheWithDir(dir)
}

// inRepository reports whether a directory lies in a work tree that is not the user's
// whole home.
func inRepository(dir string) bool {
	home, _ := os.UserHomeDir() // "" stops nowhere
	for at := filepath.Clean(dir); at != home && strings.TrimSuffix(at, string(filepath.Separator)) != ""; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, ".git")); err == nil {
			return true
		}
		if filepath.Dir(at) == at {
			break
		}
	}
	return false
}
