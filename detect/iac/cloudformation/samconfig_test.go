package cloudformation

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/source"
)

func TestOverrides(t *testing.T) {
	for _, c := range []struct {
		value string
		want  map[string]string
	}{
		{`"Stage=prod Name=x"`, map[string]string{"Stage": "prod", "Name": "x"}},
		{`"Stage=\"prod\" Name=\"a b\""`, map[string]string{"Stage": "prod", "Name": "a b"}},
		{`["Stage=prod", "Name=x"]`, map[string]string{"Stage": "prod", "Name": "x"}},
		{`"ParameterKey=Stage,ParameterValue=prod"`, map[string]string{"Stage": "prod"}},
		{`"Stage=a=b"`, map[string]string{"Stage": "a=b"}},
		{`""`, map[string]string{}},
		{`[`, map[string]string{}},
	} {
		if diff := cmp.Diff(c.want, overrides(c.value)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.value, diff)
		}
	}
}

func TestParametersOfTheDefaultEnvironment(t *testing.T) {
	fsys := fstest.MapFS{
		"samconfig.toml": {Data: []byte("version = 0.1\n[default.deploy.parameters]\nparameter_overrides = \"Wait=\\\"9\\\" Mode=fast\"\n[prod.deploy.parameters]\nparameter_overrides = \"Wait=99\"\n")},
		"template.yaml":  {Data: []byte("Transform: AWS::Serverless-2016-10-31\nParameters: {Wait: {Type: Number}, Mode: {Type: String, Default: slow}}\nConditions: {Fast: !Equals [!Ref Mode, fast]}\nResources:\n  A: {Type: AWS::Serverless::Function, Condition: Fast, Properties: {Handler: a.b, Timeout: !Ref Wait}}\n")},
		"other.yaml":     {Data: []byte("Transform: AWS::Serverless-2016-10-31\nParameters: {Wait: {Type: Number}}\nResources:\n  B: {Type: AWS::Serverless::Function, Properties: {Handler: a.b, Timeout: !Ref Wait}}\n")},
	}
	tree, err := source.New(fsys, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	place := func(at arch.Range) string {
		return fmt.Sprintf("%s %q", at.File, fsys[at.File].Data[at.Start:at.End])
	}
	got := map[string]string{}
	for _, u := range Load(tree).Units {
		got[u.ID] = u.Settings.Timeout.V.String() + " in " + place(u.Settings.Timeout.At)
	}
	want := map[string]string{"template.yaml#A": "9s in samconfig.toml \"9\"", "other.yaml#B": "0s in other.yaml \"!Ref Wait\""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
