package policy

import "testing"

func TestNearest(t *testing.T) {
	names := []string{"asyncfailure", "calltimeout", "chattycalls", "triggertimeout"}
	for in, want := range map[string]string{
		"chattycall": "chattycalls", "chatty-calls": "chattycalls", "cahttycalls": "chattycalls", "Trigger_Timeout": "triggertimeout",
		"async": "asyncfailure", "timeout": "", "zzz": "", "": "",
	} {
		if got := Nearest(in, names); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", in, got, want)
		}
	}
}
