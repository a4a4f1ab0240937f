package helm

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

// The bounds on packed charts: of all together, of one, and of its files.
const (
	maxUnpacked     = 64 << 20
	maxArchive      = 8 << 20
	maxArchiveFiles = 2000
)

// inside separates the path of an archive from that of a file in it.
const inside = ".tgz!/"

// treeOf returns the tree that holds a path: the repository's, or that of an archive.
func (cs *charts) treeOf(name string) *source.Tree {
	if i := strings.LastIndex(name, inside); i >= 0 {
		if t := cs.packed[name[:i+len(".tgz")]]; t != nil {
			return t
		}
	}
	return cs.tree
}

func (cs *charts) file(name string) *source.File { return cs.treeOf(name).File(name) }

// unpacked is the place of what stands in an archive: the archive itself.
func unpacked(at arch.Range) arch.Range {
	if i := strings.Index(at.File, inside); i >= 0 {
		return arch.Range{File: at.File[:i+len(".tgz")]}
	}
	return at
}

// unpack reads an archive into memory and returns the directories of its charts.
func (cs *charts) unpack(f *source.File) []string {
	t, seen := cs.packed[f.Path]
	if !seen {
		var err error
		if t, err = cs.readArchive(f); err != nil {
			at := unpacked(arch.Range{File: f.Path})
			cs.tree.Report(arch.Problem{At: at, Message: "packed chart not read: " + err.Error()})
			cs.tree.Skip(at.File, err.Error())
		}
		cs.packed[f.Path] = t
	}
	var dirs []string
	if t == nil {
		return nil
	}
	for _, in := range t.Files() {
		if in.Name() == "Chart.yaml" && path.Dir(in.Dir()) == f.Path+"!" {
			dirs = append(dirs, in.Dir())
		}
	}
	return dirs
}

func (cs *charts) readArchive(f *source.File) (*source.Tree, error) {
	if strings.Count(f.Path, inside) >= 2 {
		return nil, errors.New("archives within archives within archives")
	}
	data, err := f.Data()
	if err != nil {
		return nil, err
	}
	files, err := unpackTar(data, min(maxArchive, cs.budget))
	if err != nil {
		return nil, err
	}
	// A zip is a file system in memory.
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, in := range files {
		cs.budget -= len(in.data)
		h, err := w.CreateHeader(&zip.FileHeader{Name: f.Path + "!/" + in.name, Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := h.Write(in.data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	fsys, err := zip.NewReader(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	if err != nil {
		return nil, err
	}
	return source.New(fsys, source.Options{})
}

// packedFile is one file of an archive.
type packedFile struct {
	name string
	data []byte
}

// unpackTar reads the regular files of a compressed archive. Names that lead out of it
// are left out, as are links.
func unpackTar(data []byte, budget int) ([]packedFile, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("not a compressed archive: %w", err)
	}
	limited := &io.LimitedReader{R: z, N: int64(budget) + 1}
	r := tar.NewReader(limited)
	var files []packedFile
	seen := map[string]bool{}
	for {
		h, err := r.Next()
		switch {
		case errors.Is(err, io.EOF):
			return files, nil
		case limited.N <= 0:
			return nil, fmt.Errorf("larger than %d bytes when unpacked", budget)
		case err != nil:
			return nil, fmt.Errorf("not an archive: %w", err)
		}
		name := path.Clean(h.Name)
		if h.Typeflag != tar.TypeReg || path.IsAbs(name) || name == ".." || strings.HasPrefix(name, "../") || seen[name] || strings.ContainsAny(h.Name, "\\!\x00") || !slices.Contains([]string{".yaml", ".yml", ".tpl", ".txt", ".json", ".tgz"}, path.Ext(name)) && len(files) > maxArchiveFiles/2 {
			continue
		}
		if len(files) >= maxArchiveFiles {
			return nil, fmt.Errorf("more than %d files", maxArchiveFiles)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			if limited.N <= 0 {
				return nil, fmt.Errorf("larger than %d bytes when unpacked", budget)
			}
			return nil, fmt.Errorf("not an archive: %w", err)
		}
		seen[name] = true
		files = append(files, packedFile{name, content})
	}
}
