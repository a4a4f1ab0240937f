package asl

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/iac/iactest"
)

func TestLoad(t *testing.T) { iactest.Golden(t, Load) }

func FuzzLoad(f *testing.F) { iactest.Fuzz(f, Load) }

// What is nested without end is read as far as anything sensible goes.
func TestDeep(t *testing.T) {
	const deep = 100_000
	one := `{"Type":"Map","ItemProcessor":{"StartAt":"A","States":{"A":`
	text := `{"StartAt":"A","States":{"A":` + strings.Repeat(one, deep) + `{}` + strings.Repeat(`}}}`, deep) + `}}`
	iactest.Load(t, fstest.MapFS{"a.asl.json": {Data: []byte(text)}}, Load)
}
