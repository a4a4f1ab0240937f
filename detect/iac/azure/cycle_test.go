package azure

import (
	"testing"
	"testing/fstest"

	"github.com/archvet/archvet/detect/source"
)

// Resources that are their own parents or names must come to an end.
func TestCycles(t *testing.T) {
	for name, text := range map[string]string{
		"parent": "resource a 'Microsoft.Cache/redis@1' = {\n  parent: a\n  name: 'x'\n}\n",
		"name":   "resource a 'Microsoft.Cache/redis@1' = {\n  name: b.name\n}\nresource b 'Microsoft.Cache/redis@1' = {\n  name: a.name\n}\n",
		"exists": "resource a 'Microsoft.Cache/redis@1' existing = {\n  name: a.id\n}\nresource b 'Microsoft.Cache/redis@1' = {\n  name: a.id\n}\n",
		"module": "module a 'main.bicep' = {\n  name: a.outputs.x\n}\noutput x string = a.outputs.x\n",
	} {
		t.Run(name, func(t *testing.T) {
			tree, err := source.New(fstest.MapFS{"main.bicep": {Data: []byte(text)}}, source.Options{})
			if err != nil {
				t.Fatal(err)
			}
			Load(tree)
		})
	}
}
