package render

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// Value is something that templates work with: nil, bool, int64, float64, [Text],
// [*Dict], []Value, or an object with methods.
type Value struct {
	v    any
	from *Origin
}

// Dict is a mapping. Ranging over it goes by its sorted keys.
type Dict struct {
	m map[string]pair
}

type pair struct {
	key Text
	val Value
}

// unknown is the value of what only a run can know. It counts as set.
type unknown struct{}

// method is a function that belongs to an object of the template's context.
type method func(*Engine, []Value) Value

// Unknown returns a value that is hidden for a reason.
func Unknown(why string, at arch.Range) Value {
	return Value{unknown{}, &Origin{At: at, Why: why}}
}

func missing(why string) Value { return Value{nil, &Origin{Why: why}} }

// String makes a value of a string that is computed.
func String(s string) Value { return Value{v: plain(s)} }

// ReleaseName makes a value of a string that the user of a chart chooses.
func ReleaseName(s string) Value {
	from := &Origin{Release: true}
	return Value{Text{{S: s, From: from}}, from}
}

// Bool makes a value of a truth value.
func Bool(b bool) Value { return Value{v: b} }

// Int makes a value of a number.
func Int(i int) Value { return Value{v: int64(i)} }

// NewDict makes an empty mapping.
func NewDict() *Dict { return &Dict{m: map[string]pair{}} }

// Value wraps a mapping.
func (d *Dict) Value() Value { return Value{v: d} }

// Dict returns the mapping that a value is, nil for another.
func (v Value) Dict() *Dict {
	d, _ := v.v.(*Dict)
	return d
}

// Set puts a value under a key.
func (d *Dict) Set(key string, v Value) { d.m[key] = pair{plain(key), v} }

func (d *Dict) put(key Text, v Value) { d.m[key.String()] = pair{key, v} }

// Get returns the value under a key; that of the nil Dict is missing.
func (d *Dict) Get(key string) (Value, bool) {
	if d == nil {
		return Value{}, false
	}
	p, ok := d.m[key]
	return p.val, ok
}

// Len returns the number of entries.
func (d *Dict) Len() int { return len(d.m) }

// keys are sorted; the methods of a mapping are not among them.
func (d *Dict) keys() []string {
	keys := make([]string, 0, len(d.m))
	for k, p := range d.m {
		if _, hidden := p.val.v.(method); !hidden {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return keys
}

// Shares reports whether two mappings have a key in common.
func (d *Dict) Shares(other *Dict) bool {
	for k := range d.m {
		if _, ok := other.Get(k); ok {
			return true
		}
	}
	return false
}

func (d *Dict) copy() *Dict { return &Dict{m: maps.Clone(d.m)} }

// IsTrue reports whether a value is the boolean true, and whether it is a boolean.
func (v Value) IsTrue() (yes, isBool bool) {
	yes, isBool = v.v.(bool)
	return yes, isBool
}

// FromYAML takes over a node with its places.
func FromYAML(n yamldoc.Node) Value {
	return reader{at: yamldoc.Node.At, file: true}.value(n, new(int))
}

// FromYAML takes over a node of the output, with the places that it comes from.
func (r *Rendered) FromYAML(n yamldoc.Node) Value {
	if r == nil {
		return FromYAML(n)
	}
	return reader{at: func(n yamldoc.Node) arch.Range {
		at := n.At()
		return r.Place(at.Start, at.End)
	}}.value(n, new(int))
}

// maxNodes bounds the nodes of one document with its aliases expanded.
const maxNodes = 100_000

type reader struct {
	at   func(yamldoc.Node) arch.Range
	file bool // what is read is a file, and not text of a template
}

func (r reader) value(n yamldoc.Node, count *int) Value {
	if *count++; *count > maxNodes || n.IsNull() {
		return Value{}
	}
	switch n.Kind() {
	case yamldoc.Map:
		d := NewDict()
		for k, v := range n.Pairs() {
			if k.Kind() == yamldoc.Scalar {
				d.put(Text{{S: k.Text(), From: &Origin{At: r.at(k)}}}, r.value(v, count))
			}
		}
		return Value{v: d}
	case yamldoc.List:
		list := []Value{}
		for i := range n.Items() {
			list = append(list, r.value(i, count))
		}
		return Value{v: list}
	}
	if lines := r.lines(n); lines != nil {
		return Value{v: lines}
	}
	at := n.At()
	isString := n.IsString() && (at.End-at.Start != len(n.Text()) || staysBool(n.Text()))
	return scalar(n.Text(), isString, &Origin{At: r.at(n)})
}

// lines reads a literal block, each line of which has its place; nil for another text.
func (r reader) lines(n yamldoc.Node) Text {
	if !r.file || !n.IsString() {
		return nil
	}
	var t Text
	places, i := n.Lines(), 0
	if len(places) == 0 {
		return nil
	}
	for line := range strings.Lines(n.Text()) {
		t = append(t, Seg{S: line, From: &Origin{At: places[i]}})
		i++
	}
	return t
}

// staysBool reports whether a text without quotes is no truth value of the YAML that
// charts are written in.
func staysBool(s string) bool {
	switch s {
	case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off", "OFF":
		return false
	}
	return true
}

// scalar makes a value of what YAML takes a text for.
func scalar(text string, isString bool, from *Origin) Value {
	if !isString {
		switch strings.ToLower(text) {
		case "true", "y", "yes", "on":
			return Value{true, from}
		case "false", "n", "no", "off":
			return Value{false, from}
		}
		// Numbers of files are floats to templates, which shows in large ones.
		if i, err := strconv.ParseInt(text, 0, 64); err == nil {
			return Value{float64(i), from}
		}
		if f, err := strconv.ParseFloat(text, 64); err == nil {
			return Value{f, from}
		}
	}
	if text == "" {
		return Value{Text(nil), from}
	}
	return Value{Text{{S: text, From: from}}, from}
}

// truth is what conditions make of a value.
func (v Value) truth() bool {
	switch x := v.v.(type) {
	case nil:
		return false
	case bool:
		return x
	case int64:
		return x != 0
	case float64:
		return x != 0
	case Text:
		return x.size() > 0
	case *Dict:
		return len(x.m) > 0
	case []Value:
		return len(x) > 0
	}
	return true
}

// text is the value as an action prints it.
func (v Value) text() Text {
	from := v.from
	if from == nil {
		from = computed
	}
	switch x := v.v.(type) {
	case Text:
		return x
	case nil, unknown:
		return nil
	case bool:
		return Text{{S: strconv.FormatBool(x), From: from}}
	case int64:
		return Text{{S: strconv.FormatInt(x, 10), From: from}}
	case float64:
		return Text{{S: strconv.FormatFloat(x, 'g', -1, 64), From: from}}
	}
	budget := maxSpelled
	return v.spell(0, &budget)
}

// maxSpelled bounds what is printed of a mapping: nobody wants to read that.
const maxSpelled = 5000

// spell prints lists and mappings as Go does.
func (v Value) spell(depth int, budget *int) Text {
	if *budget--; *budget < 0 || depth > maxDepth {
		return nil
	}
	var out Text
	switch x := v.v.(type) {
	case *Dict:
		out = plain("map[")
		for i, k := range x.keys() {
			if i > 0 {
				out = append(out, plain(" ")...)
			}
			out = append(append(append(out, x.m[k].key...), plain(":")...), x.m[k].val.spell(depth+1, budget)...)
		}
	case []Value:
		out = plain("[")
		for i, item := range x {
			if i > 0 {
				out = append(out, plain(" ")...)
			}
			out = append(out, item.spell(depth+1, budget)...)
		}
	default:
		if _, ok := v.v.(*Object); ok {
			return nil
		}
		return v.text()
	}
	return append(out, plain("]")...)
}

// Str returns a value as it is printed.
func (v Value) Str() string { return v.string() }

func (v Value) string() string { return v.text().String() }

// why is the reason for which a value is not known, "" for one that is.
func (v Value) why() string {
	switch v.v.(type) {
	case nil, unknown:
		if v.from != nil {
			return v.from.Why
		}
	}
	return ""
}

// int is what functions make of a value that is to be a number.
func (v Value) int() int64 {
	switch x := v.v.(type) {
	case int64:
		return x
	case float64:
		return int64(max(min(x, 1<<53), -(1 << 53)))
	case bool:
		if x {
			return 1
		}
	case Text:
		s := strings.TrimSpace(x.String())
		if i, err := strconv.ParseInt(s, 0, 64); err == nil {
			return i
		}
		if f, err := strconv.ParseFloat(s, 64); err == nil {
			return Value{v: f}.int()
		}
	}
	return 0
}

func (v Value) float() float64 {
	switch x := v.v.(type) {
	case float64:
		return x
	case Text:
		f, err := strconv.ParseFloat(strings.TrimSpace(x.String()), 64)
		if err != nil {
			return 0
		}
		return f
	}
	return float64(v.int())
}

func (v Value) list() []Value {
	l, _ := v.v.([]Value)
	return l
}
