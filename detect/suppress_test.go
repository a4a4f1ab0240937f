package detect

import "testing"

func TestIgnores(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"call() // archvet:ignore chattycalls three at most, by contract", true},
		{"# archvet:ignore chattycalls -- until the batch endpoint is out", true},
		{"call() // archvet:ignore chattycalls", false},
		{"call() // archvet:ignore chattycalls --", false},
		{"call() // archvet:ignore calltimeout the proxy has one", false},
		{"call() //nolint:archvet // the proxy has a limit", true},
		{"call() //nolint:archvet", false},
		{"call()", false},
	} {
		if got := ignores(c.text, "chattycalls"); got != c.want {
			t.Errorf("ignores(%q) = %v", c.text, got)
		}
	}
}

func TestMarkAboveMustBeAComment(t *testing.T) {
	for text, want := range map[string]bool{
		"\t// archvet:ignore x why": true, "  # why": true, "call() // archvet:ignore x why": false, "": false,
	} {
		if got := isComment(text); got != want {
			t.Errorf("isComment(%q) = %v", text, got)
		}
	}
}
