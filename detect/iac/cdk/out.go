package cdk

import (
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/source"
)

func loadOut(t *source.Tree, out *iac.Declared) {}
