package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"io/fs"
	"slices"
	"strings"
)

// maxIndex bounds the git index that is read: that of the largest public
// repositories has about this size.
const maxIndex = 64 << 20

// tracked are the paths that git keeps, in order. An ignore rule does not hold for
// them: it only says what is not to be added.
type tracked []string

// readTracked reads the index of the repository at the root of fsys. Without one, or
// with one in a form of its own, nothing is tracked, and the ignore rules are all
// there is.
func readTracked(fsys fs.FS) tracked {
	data, err := readSmall(fsys, ".git/index", maxIndex)
	if err != nil {
		return nil
	}
	return parseIndex(data, hashSize(data))
}

// hashSize is the length of the object ids of an index. Nothing in it says which of
// the two kinds they are but the sum at its end.
func hashSize(data []byte) int {
	if n := len(data) - sha256.Size; n > 0 && sha256.Sum256(data[:n]) == [sha256.Size]byte(data[n:]) {
		return sha256.Size
	}
	return 20
}

// Layout of an index: a header, then entries of fixed fields (times, ids and sizes,
// 40 bytes), a hash, two bytes of flags and the name.
const (
	indexHeader = 12
	indexFixed  = 40
	modeOffset  = 24
	extended    = 0x4000 // flag: two more bytes of flags follow
)

// parseIndex returns the names of the files in an index, nil when it is not one.
func parseIndex(data []byte, hash int) tracked {
	if len(data) < indexHeader || string(data[:4]) != "DIRC" {
		return nil
	}
	version := binary.BigEndian.Uint32(data[4:])
	count := int(binary.BigEndian.Uint32(data[8:]))
	if version < 2 || version > 4 || count > len(data)/(indexFixed+hash) {
		return nil
	}
	names := make(tracked, 0, count)
	rest, last := data[indexHeader:], ""
	for range count {
		if len(rest) < indexFixed+hash+2 {
			return nil
		}
		mode := binary.BigEndian.Uint32(rest[modeOffset:])
		size := indexFixed + hash + 2
		if binary.BigEndian.Uint16(rest[size-2:])&extended != 0 {
			size += 2
		}
		name, next, ok := indexName(rest, size, version, last)
		if !ok || name < last {
			return nil
		}
		if mode>>12 == 0o10 { // a file, not a link, a submodule or a sparse directory
			names = append(names, name)
		}
		rest, last = next, name
	}
	return names
}

// indexName reads the name of an entry, which version 4 gives as what differs from
// the one before it, and returns what follows the entry.
func indexName(entry []byte, size int, version uint32, last string) (name string, rest []byte, ok bool) {
	if size > len(entry) {
		return "", nil, false
	}
	keep := 0
	if version == 4 {
		cut, n := offset(entry[size:])
		if n == 0 || cut > len(last) {
			return "", nil, false
		}
		keep, size = len(last)-cut, size+n
	}
	end := bytes.IndexByte(entry[size:], 0)
	if end < 0 || keep+end > maxName {
		return "", nil, false
	}
	name = last[:keep] + string(entry[size:size+end])
	next := size + end + 1
	if version < 4 {
		next = (size + end + 8) / 8 * 8 // one to eight NULs
	}
	if next > len(entry) {
		return "", nil, false
	}
	return name, entry[next:], true
}

// offset reads a number as pack files encode it, and the count of its bytes; 0 for
// none.
func offset(b []byte) (v, n int) {
	for i, c := range b[:min(len(b), 4)] {
		v = v<<7 | int(c&0x7f)
		if c&0x80 == 0 {
			return v, i + 1
		}
		v++
	}
	return 0, 0
}

// has reports whether a file is tracked, or a directory holds tracked ones.
func (t tracked) has(name string, dir bool) bool {
	if dir {
		name += "/"
	}
	i, found := slices.BinarySearch(t, name)
	return found || dir && i < len(t) && strings.HasPrefix(t[i], name)
}
