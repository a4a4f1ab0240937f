package syntax

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	for text, want := range map[string][]Instruction{
		"# escape=`\nFROM a\nCOPY b `\n # between\n\n c:\\\n": {
			{Name: "FROM", Args: []string{"a"}, Line: 2, End: 2},
			{Name: "COPY", Args: []string{"b", "c:\\"}, Line: 3, End: 6},
		},
		"from --platform=\"x y\" a AS b\r\nENV A=1 B=\"x y\"\r\nENV C d e": {
			{Name: "FROM", Flags: []string{"--platform=x y"}, Args: []string{"a", "AS", "b"}, Line: 1, End: 1},
			{Name: "ENV", Args: []string{"A", "1", "B", "\"x y\""}, Line: 2, End: 2},
			{Name: "ENV", Args: []string{"C", "d e"}, Line: 3, End: 3},
		},
		"\xef\xbb\xbfCMD [\"a\", \"b c\"]\nCMD [a]": {
			{Name: "CMD", Args: []string{"a", "b c"}, JSON: true, Line: 1, End: 1},
			{Name: "CMD", Args: []string{"[a]"}, Line: 2, End: 2},
		},
		"RUN cat <<-'A' <<B\n\tx\n\tA\ny\nB\nONBUILD RUN <<E\n#\nE": {
			{Name: "RUN", Args: []string{"cat <<-'A' <<B"}, Heredocs: []Heredoc{{Name: "A", Content: "\tx\n", Chomp: true}, {Name: "B", Content: "y\n", Expand: true}}, Line: 1, End: 5},
			{Name: "ONBUILD", Sub: &Instruction{Name: "RUN", Args: []string{"<<E"}, Heredocs: []Heredoc{{Name: "E", Content: "#\n", Expand: true}}}, Line: 6, End: 8},
		},
		"HEALTHCHECK --retries=1 cmd curl x": {{Name: "HEALTHCHECK", Flags: []string{"--retries=1"}, Args: []string{"CMD", "curl x"}, Line: 1, End: 1}},
	} {
		got, err := Parse([]byte(text))
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: (-want +got)\n%s", text, diff)
		}
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"": "file with no instructions", "FROM a\nFR x": "unknown instruction: FR", "RUN <<E\nx": "unterminated heredoc", "ENV a": "ENV must have two arguments",
		"ENV a=b c": `syntax error - can't find = in "c"; must be of the form: name=value`, "CMD [1]": "when using JSON array syntax, arrays must be comprised of strings only",
		"# escape=x\nFROM a": "invalid escape token 'x' does not match ` or \\", "ONBUILD ONBUILD ONBUILD": "ONBUILD isn't allowed as an ONBUILD trigger",
	} {
		if _, err := Parse([]byte(text)); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// Long input takes time in proportion.
func TestHostile(t *testing.T) {
	start := time.Now()
	for _, text := range []string{
		"RUN " + strings.Repeat("a \\\n", 100_000), "ENV " + strings.Repeat("a=\"b\" ", 100_000), "RUN " + strings.Repeat("<<E ", 50_000),
		"CMD " + strings.Repeat("[", 1_000_000), "RUN " + strings.Repeat("--a ", 200_000), strings.Repeat("ONBUILD ", 100_000), strings.Repeat("\\\n", 200_000),
	} {
		_, _ = Parse([]byte(text)) // whatever comes out
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("FROM a\nRUN <<-'E' b\n\tE\nENV a=\"b\nCMD [\"x\"]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := Parse(data)
		last := 0
		for _, in := range list {
			if in.Line <= last || in.End < in.Line {
				t.Errorf("lines %d to %d after %d", in.Line, in.End, last)
			}
			last = in.End
		}
		if err != nil && list != nil {
			t.Error("both instructions and an error")
		}
	})
}
