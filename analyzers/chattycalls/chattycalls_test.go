package chattycalls

import (
	"testing"

	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	for _, dir := range archtest.Dirs(t, "") {
		t.Run(dir, func(t *testing.T) { archtest.Run(t, Analyzer, dir) })
	}
}
