// Package arch is the model of an analysed repository: its units, the resources
// they use, the edges between them, and what was found wrong.
//
// It is plain data. It does no I/O and imports only the standard library, so that
// every other package (loaders, front ends, the linker, rules, outputs) can speak
// it. Every value that was read from a file carries the [Range] it came from; what
// could not be read is an unknown [Value] with a reason, never a guess.
package arch

// Architecture is everything archvet understood of one repository.
type Architecture struct {
	Style      Style
	Confidence float64 // of Style, 0 to 1
	Evidence   []Reason
	IaC        []string // formats found, such as "kubernetes" or "sam"; sorted
	Mesh       []string // service meshes declared, such as "istio"; sorted
	Units      []*Unit
	Resources  []*Resource
	Edges      []*Edge
	Problems   []Problem
	Coverage   Coverage
	Limits     []Limit       // of platforms, where the repository's configuration says otherwise
	Explained  []Explanation // what the run was asked; none as a rule
}

// Limit replaces parts of a platform's limit; "" leaves a part as it is. The texts are
// numbers with their unit.
type Limit struct {
	ID                string
	Default, Min, Max string
	At                Range
}

// Style names the architecture of a whole repository.
type Style string

// The styles that archvet tells apart.
const (
	Monolith      Style = "monolith"      // one own unit, or replicas of one
	Microservices Style = "microservices" // several own, separately deployed, long-running services
	Serverless    Style = "serverless"    // own code runs as functions and workflows
	Hybrid        Style = "hybrid"        // functions and services both carry real parts
	NoStyle       Style = "none"          // a library, a command-line tool, or nothing deployable
)

// Reason is one line of evidence for the style, with its weight in the decision.
type Reason struct {
	Text   string
	Weight float64
	At     Range
}

// Problem is something in the input that could not be read or understood. The rest
// of the repository is analysed all the same.
type Problem struct {
	At      Range // zero offsets when only the file is known
	Message string
}

// Coverage counts what the analysis saw and what stayed hidden from it.
type Coverage struct {
	FilesRead     int
	FilesSkipped  []SkippedFile
	ValuesUnknown int            // settings, addresses and budgets that are written and could not be known
	Files         []FileCoverage // the files that were read, by name
	// Incomplete names loaders, front ends and rules that failed; a run with any of
	// them is not clean, whatever it found.
	Incomplete []string
}

// SkippedFile is a file that would have mattered and was not analysed.
type SkippedFile struct {
	File string
	Why  string
}

// FileCoverage says what was understood of one file.
type FileCoverage struct {
	File   string
	By     []string // formats and languages that took something from it; none when nobody did
	Values int      // that were taken from it and are known
	Hidden []Hidden
}

// Hidden is a value that is written and could not be known.
type Hidden struct {
	At   Range
	Of   []string // names of the units or resources whose value it is; sorted
	What string   // "env DB_URL", "settings timeout"
	Why  string
}

// Unit returns the unit of that name, or nil.
func (a *Architecture) Unit(name string) *Unit {
	for _, u := range a.Units {
		if u.Name == name {
			return u
		}
	}
	return nil
}

// Resource returns the resource of that name, or nil.
func (a *Architecture) Resource(name string) *Resource {
	for _, r := range a.Resources {
		if r.Name == name {
			return r
		}
	}
	return nil
}
