// Package vetunit spares the processes that "go vet" starts, one for each package,
// from analysing the same repository each time: the first one keeps its model in the
// user's cache, under a digest of everything that the model was made from.
package vetunit

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

// unit is the part of the go command's description of a package that matters here.
type unit struct {
	GoFiles  []string
	VetxOnly bool // only facts are wanted, of which there are none
}

// Prepare makes the model of the repository around a unit known to the rules. It is
// an optimisation alone: whatever goes wrong in it, the rules analyse for themselves.
func Prepare(config string) {
	data, err := os.ReadFile(config)
	var u unit
	if err != nil || json.Unmarshal(data, &u) != nil || u.VetxOnly || len(u.GoFiles) == 0 {
		return
	}
	root := detect.FindRoot(filepath.Dir(u.GoFiles[0]))
	file, err := place(root)
	if err != nil {
		return
	}
	if a, ok := read(file); ok {
		if repo, err := detect.Restore(root, a); err == nil {
			detect.Register(root, repo)
		}
		return
	}
	repo, err := detect.Load(root, detect.Options{})
	if err != nil || len(repo.Arch.Coverage.Incomplete) > 0 {
		return // what failed once may work the next time
	}
	write(file, repo.Arch)
}

// place names the file that holds the model of what is at root now, as this very
// build of archvet sees it.
func place(root string) (string, error) {
	digest, err := detect.Digest(root)
	if err != nil {
		return "", err
	}
	exe, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find own executable: %w", err)
	}
	info, err := os.Stat(exe)
	if err != nil {
		return "", fmt.Errorf("find own executable: %w", err)
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find cache: %w", err)
	}
	name := fmt.Sprintf("%s-%x-%x.gob", digest, info.Size(), info.ModTime().UnixNano())
	return filepath.Join(dir, "archvet", "vet", name), nil
}

func read(file string) (*arch.Architecture, bool) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, false
	}
	a := new(arch.Architecture)
	return a, gob.NewDecoder(bytes.NewReader(data)).Decode(a) == nil
}

// write goes by way of another name, so that no process ever reads half a model.
func write(file string, a *arch.Architecture) {
	var b bytes.Buffer
	if gob.NewEncoder(&b).Encode(a) != nil || os.MkdirAll(filepath.Dir(file), 0o700) != nil {
		return
	}
	prune(filepath.Dir(file))
	tmp, err := os.CreateTemp(filepath.Dir(file), "tmp-*")
	if err != nil {
		return
	}
	_, err = tmp.Write(b.Bytes())
	if closed := tmp.Close(); err != nil || closed != nil || os.Rename(tmp.Name(), file) != nil {
		_ = os.Remove(tmp.Name()) // pruned later
	}
}

// keep is how long a model is worth its place: every edit makes a new one.
const keep = 24 * time.Hour

func prune(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > keep {
			_ = os.Remove(filepath.Join(dir, e.Name())) // tried again the next time
		}
	}
}
