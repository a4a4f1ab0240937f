package eval

import (
	"bytes"
	"compress/gzip"
	"crypto/md5"  //nolint:gosec // the language has it; nothing is kept safe with it here
	"crypto/sha1" //nolint:gosec // the language has it; nothing is kept safe with it here
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
)

// digests are the functions that take a sum of a text, and of a file.
var digests = map[string]func([]byte) string{
	"md5":          func(b []byte) string { s := md5.Sum(b); return hex.EncodeToString(s[:]) },
	"sha1":         func(b []byte) string { s := sha1.Sum(b); return hex.EncodeToString(s[:]) },
	"sha256":       func(b []byte) string { s := sha256.Sum256(b); return hex.EncodeToString(s[:]) },
	"sha512":       func(b []byte) string { s := sha512.Sum512(b); return hex.EncodeToString(s[:]) },
	"base64sha256": func(b []byte) string { s := sha256.Sum256(b); return base64.StdEncoding.EncodeToString(s[:]) },
	"base64sha512": func(b []byte) string { s := sha512.Sum512(b); return base64.StdEncoding.EncodeToString(s[:]) },
}

// namespaces that uuidv5 knows by name.
var namespaces = map[string]string{
	"dns": "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "url": "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
	"oid": "6ba7b812-9dad-11d1-80b4-00c04fd430c8", "x500": "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
}

var (
	base64encodeFunc = textFunc(func(args []cty.Value) (string, error) {
		return base64.StdEncoding.EncodeToString([]byte(args[0].AsString())), nil
	}, text("s"))
	base64decodeFunc = textFunc(func(args []cty.Value) (string, error) {
		b, err := base64.StdEncoding.DecodeString(args[0].AsString())
		return readable(b, err)
	}, text("s"))
	base64gzipFunc = textFunc(func(args []cty.Value) (string, error) {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		if _, err := w.Write([]byte(args[0].AsString())); err != nil {
			return "", err
		}
		if err := w.Close(); err != nil {
			return "", err
		}
		return base64.StdEncoding.EncodeToString(b.Bytes()), nil
	}, text("s"))
	base64gunzipFunc = textFunc(func(args []cty.Value) (string, error) {
		b, err := base64.StdEncoding.DecodeString(args[0].AsString())
		if err != nil {
			return "", err
		}
		r, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			return "", err
		}
		out, err := io.ReadAll(io.LimitReader(r, maxText+1)) // a few bytes can stand for gigabytes
		if len(out) > maxText {
			return "", errors.New("too large")
		}
		return readable(out, err)
	}, text("s"))
	urlencodeFunc = onText(url.QueryEscape)
	urldecodeFunc = textFunc(func(args []cty.Value) (string, error) { return url.QueryUnescape(args[0].AsString()) }, text("s"))
	uuidv5Func    = textFunc(func(args []cty.Value) (string, error) { return uuidv5(args[0].AsString(), args[1].AsString()) }, text("namespace"), text("name"))
	timecmpFunc   = dynamic(timecmp, text("a"), text("b"))

	textencodeFunc = textFunc(func(args []cty.Value) (string, error) {
		b, err := encoded(args[0].AsString(), args[1].AsString())
		return base64.StdEncoding.EncodeToString(b), err
	}, text("s"), text("encoding"))
	textdecodeFunc = textFunc(func(args []cty.Value) (string, error) {
		b, err := base64.StdEncoding.DecodeString(args[0].AsString())
		if err != nil {
			return "", err
		}
		return decoded(b, args[1].AsString())
	}, text("s"), text("encoding"))
)

// readable refuses bytes that are no text.
func readable(b []byte, err error) (string, error) {
	if err == nil && (!utf8.Valid(b) || bytes.ContainsAny(b, tokenSet)) {
		err = errors.New("not a text")
	}
	return string(b), err
}

func uuidv5(namespace, name string) (string, error) {
	if known, ok := namespaces[namespace]; ok {
		namespace = known
	}
	space, err := hex.DecodeString(strings.ReplaceAll(namespace, "-", ""))
	if err != nil || len(space) != 16 {
		return "", errors.New("not a namespace")
	}
	sum := sha1.Sum(append(space, name...))
	id := sum[:16]
	id[6], id[8] = id[6]&0x0f|0x50, id[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:]), nil
}

func timecmp(args []cty.Value) (cty.Value, error) {
	a, err := time.Parse(time.RFC3339, args[0].AsString())
	if err != nil {
		return cty.DynamicVal, err
	}
	b, err := time.Parse(time.RFC3339, args[1].AsString())
	if err != nil {
		return cty.DynamicVal, err
	}
	return cty.NumberIntVal(int64(a.Compare(b))), nil
}

// wide says how the bytes of UTF-16 are ordered; other encodings than these and UTF-8
// are left to the run.
var wide = map[string]func(u uint16) [2]byte{
	"UTF-16LE": func(u uint16) [2]byte { return [2]byte{byte(u), byte(u >> 8)} },
	"UTF-16BE": func(u uint16) [2]byte { return [2]byte{byte(u >> 8), byte(u)} },
}

var errEncoding = errors.New("unknown encoding")

func encoded(s, encoding string) ([]byte, error) {
	encoding = strings.ToUpper(encoding)
	if encoding == "UTF-8" {
		return []byte(s), nil
	}
	order := wide[encoding]
	if order == nil {
		return nil, errEncoding
	}
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		pair := order(u)
		out = append(out, pair[:]...)
	}
	return out, nil
}

func decoded(b []byte, encoding string) (string, error) {
	encoding = strings.ToUpper(encoding)
	if encoding == "UTF-8" {
		return readable(b, nil)
	}
	order := wide[encoding]
	if order == nil || len(b)%2 != 0 {
		return "", errEncoding
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		pair := order(uint16(b[2*i]) | uint16(b[2*i+1])<<8) // swaps, or not
		units[i] = uint16(pair[0]) | uint16(pair[1])<<8
	}
	return readable([]byte(string(utf16.Decode(units))), nil)
}
