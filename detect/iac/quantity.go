package iac

import (
	"math"
	"strconv"
	"strings"
)

// memoryUnits are the suffixes of a quantity of memory, in bytes; the longer ones
// come first.
var memoryUnits = []struct {
	suffix string
	bytes  float64
}{
	{"Ki", 1 << 10},
	{"Mi", 1 << 20},
	{"Gi", 1 << 30},
	{"Ti", 1 << 40},
	{"k", 1e3},
	{"K", 1e3},
	{"M", 1e6},
	{"G", 1e9},
	{"T", 1e12},
	{"", 1},
}

// Mebibytes reads a quantity of memory as Kubernetes and its relatives spell it:
// "128Mi", "0.5Gi", "512M". ok is false for anything else.
func Mebibytes(text string) (n int, ok bool) {
	text = strings.TrimSpace(text)
	for _, u := range memoryUnits {
		number, found := strings.CutSuffix(text, u.suffix)
		if !found {
			continue
		}
		f, err := strconv.ParseFloat(number, 64)
		mib := f * u.bytes / (1 << 20)
		if err != nil || math.IsNaN(mib) || mib < 0 || mib > math.MaxInt32 {
			return 0, false
		}
		return int(mib), true
	}
	return 0, false
}

// Millicores reads an amount of CPU as Kubernetes and its relatives spell it, in
// thousandths of a CPU: "250m", "0.5", "2". ok is false for anything else.
func Millicores(text string) (n int, ok bool) {
	number, thousandths := strings.CutSuffix(strings.TrimSpace(text), "m")
	f, err := strconv.ParseFloat(number, 64)
	if !thousandths {
		f *= 1000
	}
	if err != nil || math.IsNaN(f) || f < 0 || f > math.MaxInt32 {
		return 0, false
	}
	return int(f), true
}
