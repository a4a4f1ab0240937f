package baseline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/source"
)

// version is that of the format.
const version = 1

// maxSize bounds the file: a longer one is no list of findings.
const maxSize = 32 << 20

// Error is what is wrong with the file, with its place.
type Error struct{ line string }

// Error returns it in a line.
func (e *Error) Error() string { return e.line }

// Lines returns that line.
func (e *Error) Lines() []string { return []string{e.line} }

// Read reads a baseline. That there is none is an error that is [fs.ErrNotExist].
func Read(fsys fs.FS, name string) (*Baseline, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read the baseline: %w", err)
	}
	defer f.Close() //nolint:errcheck // read only: nothing can be lost
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("read the baseline: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxSize {
		return nil, &Error{fmt.Sprintf("%s:1:1: not a file of at most %d bytes", name, maxSize)}
	}
	data, err := io.ReadAll(io.LimitReader(f, maxSize))
	if err != nil {
		return nil, fmt.Errorf("read the baseline: %w", err)
	}
	return parse(name, data)
}

// parse is strict: an entry that is silently without effect would be missed by nobody.
func parse(name string, data []byte) (*Baseline, error) {
	p := &parser{name: name, data: data, dec: json.NewDecoder(bytes.NewReader(data))}
	b, err := p.file()
	if err == nil {
		if _, more := p.dec.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("there is text behind the end")
		}
	}
	if err != nil {
		return nil, p.fail(err)
	}
	return b, nil
}

type parser struct {
	name string
	data []byte
	dec  *json.Decoder
	at   int // where the entry that is read begins
}

func (p *parser) fail(err error) error {
	at := max(p.at, int(p.dec.InputOffset()))
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		at = int(syntax.Offset) - 1
	case p.at > 0:
		at = p.at
	}
	line, column := place(p.data, at)
	return &Error{fmt.Sprintf("%s:%d:%d: %s", p.name, line, column, strings.TrimPrefix(err.Error(), "json: "))}
}

// place returns the line and column of the first text at or behind an offset.
func place(data []byte, at int) (line, column int) {
	at = max(0, min(at, len(data)))
	for at < len(data) && strings.IndexByte(" \t\r\n,", data[at]) >= 0 {
		at++
	}
	starts := source.LineStarts(data)
	i, ok := slices.BinarySearch(starts, at)
	if !ok {
		i--
	}
	return i + 1, at - starts[i] + 1
}

func (p *parser) delim(want json.Delim) error {
	t, err := p.dec.Token()
	if err != nil {
		return unexpected(err)
	}
	if t != want {
		return fmt.Errorf("%q must stand here", want.String())
	}
	return nil
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return errors.New("the file ends too early")
	}
	return err
}

func (p *parser) file() (*Baseline, error) {
	b, v := &Baseline{}, 0
	if err := p.delim('{'); err != nil {
		return nil, err
	}
	for p.dec.More() {
		key, err := p.dec.Token()
		if err != nil {
			return nil, unexpected(err)
		}
		switch key {
		case "version":
			err = p.dec.Decode(&v)
		case "findings":
			err = p.entries(b)
		default:
			err = fmt.Errorf("unknown key %q", key)
		}
		if err != nil {
			return nil, unexpected(err)
		}
		if key == "version" && v != version {
			return nil, fmt.Errorf("version %d: must be %d", v, version)
		}
	}
	if err := p.delim('}'); err != nil {
		return nil, err
	}
	if v == 0 {
		return nil, errors.New("the version is missing")
	}
	return b, nil
}

func (p *parser) entries(b *Baseline) error {
	if err := p.delim('['); err != nil {
		return err
	}
	for p.dec.More() {
		p.at = int(p.dec.InputOffset())
		var raw json.RawMessage
		if err := p.dec.Decode(&raw); err != nil {
			return unexpected(err)
		}
		strict := json.NewDecoder(bytes.NewReader(raw))
		strict.DisallowUnknownFields()
		var e Entry
		if err := strict.Decode(&e); err != nil {
			return err
		}
		if e.Rule == "" || e.File == "" || e.Count < 1 {
			return errors.New("an entry needs a rule, a file and a count")
		}
		e.line, _ = place(p.data, p.at)
		b.Entries = append(b.Entries, e)
	}
	p.at = 0
	return p.delim(']')
}

// Write writes the baseline to a file, whole or not at all.
func (b *Baseline) Write(name string) error {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	out.WriteString("{\n  \"version\": 1,\n  \"findings\": [")
	for i, e := range b.Entries {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n    ") // an entry a line: a change of the file reads well
		if err := enc.Encode(e); err != nil {
			return fmt.Errorf("write the baseline: %w", err)
		}
		out.Truncate(out.Len() - 1)
	}
	out.WriteString("\n  ]\n}\n")
	if info, err := os.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("write the baseline: %s is not a regular file", name)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("write the baseline: %w", err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), File+".*")
	if err != nil {
		return fmt.Errorf("write the baseline: %w", err)
	}
	_, err = tmp.Write(out.Bytes())
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		_ = os.Remove(tmp.Name()) // the first failure is the one to tell
		return fmt.Errorf("write the baseline: %w", err)
	}
	return nil
}
