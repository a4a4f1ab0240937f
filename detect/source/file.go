package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"sync"
	"sync/atomic"

	"github.com/archvet/archvet/detect/arch"
)

// File is one file of a tree. Its content is read when it is first asked for.
type File struct {
	Path  string // relative to the root, with slashes
	Place Place

	tree  *Tree
	once  sync.Once
	data  []byte
	err   error
	read  atomic.Bool
	lines lineTable
}

// Name returns the last element of the path.
func (f *File) Name() string { return path.Base(f.Path) }

// Dir returns the directory that holds the file, "." for the root.
func (f *File) Dir() string { return path.Dir(f.Path) }

// Ext returns the file name's extension with its dot.
func (f *File) Ext() string { return path.Ext(f.Path) }

var errTooLarge = errors.New("too large")

// Data returns the content. A file that cannot be read, or is over the size limit,
// is recorded in the tree once and gives an error each time.
func (f *File) Data() ([]byte, error) {
	f.once.Do(func() {
		f.data, f.err = f.load()
		f.read.Store(f.err == nil)
		switch {
		case errors.Is(f.err, errTooLarge):
			f.tree.Skip(f.Path, f.err.Error())
		case f.err != nil:
			f.tree.Report(arch.Problem{At: arch.Range{File: f.Path}, Message: "cannot be read: " + cause(f.err)})
			f.tree.Skip(f.Path, cause(f.err))
		}
	})
	return f.data, f.err
}

// Read reports whether the content was asked for and could be read.
func (f *File) Read() bool { return f.read.Load() }

func (f *File) load() ([]byte, error) {
	data, err := readRegular(f.tree.fsys, f.Path, f.tree.limit)
	if errors.Is(err, errTooLarge) {
		return nil, fmt.Errorf("%w: over %d bytes", errTooLarge, f.tree.limit)
	}
	return data, err
}

// readSmall reads a regular file of up to limit bytes. It asks what the file is before
// it opens it, since opening a pipe waits for whoever writes into it.
func readSmall(fsys fs.FS, name string, limit int64) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	return readRegular(fsys, name, limit)
}

// readRegular reads what was seen to be a regular file, of up to limit bytes.
func readRegular(fsys fs.FS, name string, limit int64) ([]byte, error) {
	h, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer h.Close() //nolint:errcheck // read only: nothing can be lost
	info, err := h.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fs.ErrInvalid // swapped for a device after the look at it
	case info.Size() > limit:
		return nil, errTooLarge
	}
	data, err := io.ReadAll(io.LimitReader(h, limit+1))
	if err == nil && int64(len(data)) > limit {
		return nil, errTooLarge
	}
	return data, err
}

// Range returns a range in this file.
func (f *File) Range(start, end int) arch.Range {
	return arch.Range{File: f.Path, Start: start, End: end}
}

// IsBinary reports whether the first bytes look like something other than text.
func (f *File) IsBinary() bool {
	data, err := f.Data()
	return err != nil || bytes.IndexByte(data[:min(len(data), 512)], 0) >= 0
}
