package limits

import (
	"iter"
	"slices"
	"strings"
)

// Limit is one setting of a platform with the values that hold for it.
type Limit struct {
	ID         string
	Platform   string
	Resource   string
	Attribute  string
	Names      []Name
	Default    Quantity
	Min        Quantity
	Max        Quantity
	Unit       Unit
	Values     []Value
	Note       string
	Source     string
	AsOf       Date
	Confidence Confidence
}

// Name is how one IaC format spells the setting of a [Limit]. Several spellings
// are separated by " | ".
type Name struct {
	Format string
	Path   string
}

// Value is a further value of a [Limit]. Values of a plain list have no Name.
type Value struct {
	Name string
	Text string
}

// Confidence says how far a row can be trusted.
type Confidence string

// How a row was established.
const (
	Verified   Confidence = "verified"   // the numbers were read in the source that is named
	Unverified Confidence = "unverified" // common knowledge: good for a hint, not for an error
)

// Get finds the limit with this id; limits that rules need have a constant.
func Get(id string) (Limit, bool) {
	i, ok := slices.BinarySearchFunc(table, id, func(l Limit, id string) int { return strings.Compare(l.ID, id) })
	if !ok {
		return Limit{}, false
	}
	return table[i], true
}

// All yields every limit, sorted by id.
func All() iter.Seq[Limit] { return slices.Values(table) }

// Words returns the texts of the further values with this name.
func (l Limit) Words(name string) []string {
	var words []string
	for _, v := range l.Values {
		if v.Name == name {
			words = append(words, v.Text)
		}
	}
	return words
}
