package spring

import (
	"testing"

	"github.com/archvet/archvet/detect/iac/iactest"
)

func TestLoad(t *testing.T) { iactest.Golden(t, Load) }

func FuzzLoad(f *testing.F) { iactest.Fuzz(f, Load) }
