package terraform

import (
	"strconv"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
)

// setting is a row of what a resource type may set: the field, the attribute by its
// path (alternatives separated by "|"), how it is spelled, and the limit whose
// default holds when nothing is written.
type setting struct {
	field func(*arch.Settings) any // a pointer to the field's arch.Value
	attr  string
	as    spelling
	limit string
}

// spelling says how a provider writes a value.
type spelling uint8

const (
	asIs spelling = iota // a number or text as it is
	inSeconds
	inMillis
	inSpan     // "300s"
	inBytes    // "512Mi", in MiB
	inMiB      // 512, "512" or "1 GB", in MiB
	inGiB      // 21, in MiB
	inCores    // 0.5, "500m", in thousandths
	inCPUUnits // 512, "512" or "1 vCPU" of 1024 to the CPU, in thousandths
	unlessLow  // a number of which a negative one means that there is no bound
)

func timeout(s *arch.Settings) any     { return &s.Timeout }
func managed(s *arch.Settings) any     { return &s.Runtime }
func memory(s *arch.Settings) any      { return &s.Memory }
func cpu(s *arch.Settings) any         { return &s.CPU }
func storage(s *arch.Settings) any     { return &s.Storage }
func replicas(s *arch.Settings) any    { return &s.Replicas }
func minReplicas(s *arch.Settings) any { return &s.MinReplicas }
func maxReplicas(s *arch.Settings) any { return &s.MaxReplicas }
func concurrency(s *arch.Settings) any { return &s.Concurrency }
func reserved(s *arch.Settings) any    { return &s.ReservedConcurrency }
func provisioned(s *arch.Settings) any { return &s.Provisioned }
func grace(s *arch.Settings) any       { return &s.Grace }
func retries(s *arch.Settings) any     { return &s.Retries }

// fill reads the rows of a table; what is set already gives way to what they say.
func (v view) fill(s *arch.Settings, rows []setting) {
	for _, row := range rows {
		var n eval.Node
		for attr := range strings.SplitSeq(row.attr, "|") {
			if n = v.get(attr); n.Exists() || n.Hidden() {
				break
			}
		}
		preset, module := v.presets[row.attr]
		switch to := row.field(s).(type) {
		case *arch.Value[int]:
			*to = integer(n, row.as).Or(*to)
			if i, err := strconv.Atoi(preset); module && err == nil {
				*to = to.Or(arch.ByDefault(i, v.At, v.moduleDefault()))
			}
			*to = to.Or(limits.DefaultInt(row.limit, v.At))
		case *arch.Value[time.Duration]:
			*to = duration(n, row.as).Or(*to)
			if d, err := time.ParseDuration(preset); module && err == nil {
				*to = to.Or(arch.ByDefault(d, v.At, v.moduleDefault()))
			}
			*to = to.Or(limits.DefaultDuration(row.limit, v.At))
		case *arch.Value[string]:
			*to = n.String().Or(*to)
			if module {
				*to = to.Or(arch.ByDefault(preset, v.At, v.moduleDefault()))
			}
			*to = to.Or(limits.DefaultText(row.limit, v.At))
		}
	}
}

func (v view) moduleDefault() string { return "the module " + registryAddress(v.Type) + " sets it" }

func integer(n eval.Node, as spelling) arch.Value[int] {
	switch as {
	case inBytes:
		return mebibytes(n)
	case inCores:
		return scaledText(n, "m", 1, 1000)
	case inCPUUnits:
		return scaledText(n, "vCPU", 1000, 1000.0/1024)
	case inMiB:
		return scaledText(n, "GB", 1024, 1)
	case inGiB:
		return scaledText(n, "Gi", 1024, 1024)
	case unlessLow:
		if i := n.Int(); i.Known() && i.V < 0 {
			return arch.Value[int]{}
		}
	}
	return n.Int()
}

// scaledText reads a number, or a text of a number and maybe a unit, and multiplies
// it by what its unit is worth.
func scaledText(n eval.Node, unit string, factor, bare float64) arch.Value[int] {
	s := n.String()
	out := arch.Value[int]{At: s.At, Source: s.Source, Why: s.Why}
	if !s.Known() {
		return out
	}
	number, ok := strings.CutSuffix(s.V, unit)
	if !ok {
		factor = bare
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || f < 0 || f*factor > 1e9 {
		return arch.Hide[int](s.At, "not a number of a known unit")
	}
	out.V = int(f*factor + 0.5)
	return out
}

func duration(n eval.Node, as spelling) arch.Value[time.Duration] {
	switch as {
	case inMillis:
		return scaled(n, time.Millisecond)
	case inSpan:
		return span(n)
	}
	return scaled(n, time.Second)
}

// absent says that a construct which a platform has is not there.
func absent[T any](v arch.Value[T], at arch.Range, limit string) arch.Value[T] {
	var none T
	return v.Or(arch.ByDefault(none, at, limit))
}
