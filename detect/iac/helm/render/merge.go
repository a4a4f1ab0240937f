package render

// WithoutNulls takes out what is explicitly nothing: to templates it is not there.
func (d *Dict) WithoutNulls() {
	if d == nil {
		return
	}
	for k, p := range d.m {
		if p.val.v == nil && p.val.from == nil {
			delete(d.m, k)
		}
		p.val.Dict().WithoutNulls()
	}
}

// Copy makes a value that templates may change.
func Copy(v Value) Value {
	budget := maxNodes
	return deepCopy(v, 0, &budget)
}

// Merge puts over on top of a value: mappings entry by entry, anything else as a
// whole; an explicit null takes away what is below.
func Merge(below, over Value) Value {
	budget := maxNodes
	return merge(below, over, 0, &budget)
}

const maxDepth = 100

func merge(below, over Value, depth int, budget *int) Value {
	b, o := below.Dict(), over.Dict()
	if *budget--; b == nil || o == nil || depth > maxDepth || *budget < 0 {
		return over
	}
	out := b.copy()
	for _, k := range o.keys() {
		p := o.m[k]
		old, ok := b.m[k]
		switch {
		case p.val.v == nil && p.val.why() == "" && ok:
			delete(out.m, k)
		case ok:
			out.m[k] = pair{p.key, merge(old.val, p.val, depth+1, budget)}
		default:
			out.m[k] = p
		}
	}
	return Value{v: out}
}
