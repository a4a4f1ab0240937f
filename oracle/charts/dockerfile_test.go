package charts

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/archvet/archvet/detect/iac/dockerfile/syntax"
)

// buildkit splits a Dockerfile as BuildKit does. Of what its second step rejects,
// such as a flag that it does not know, we need not know.
func buildkit(data []byte) (list []syntax.Instruction, wrong bool, err error) {
	result, err := parser.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, false, err
	}
	for _, n := range result.AST.Children {
		if _, err := instructions.ParseInstruction(n); err != nil {
			if strings.Contains(err.Error(), "unknown instruction") {
				return nil, false, err
			}
			wrong = true
		}
		if n.Next != nil && len(n.Next.Children) == 1 { // BuildKit looks at it when it runs
			_, err := instructions.ParseInstruction(n.Next.Children[0])
			wrong = wrong || err != nil
		}
		list = append(list, converted(n))
	}
	return list, wrong, nil
}

func converted(n *parser.Node) syntax.Instruction {
	in := syntax.Instruction{Name: strings.ToUpper(n.Value), Flags: n.Flags, JSON: n.Attributes["json"], Line: n.StartLine, End: n.EndLine}
	for arg := n.Next; arg != nil; arg = arg.Next {
		if len(arg.Children) == 1 {
			sub := converted(arg.Children[0])
			in.Sub = &sub
			continue
		}
		in.Args = append(in.Args, arg.Value)
	}
	if in.Name == "ENV" || in.Name == "LABEL" { // name, value, separator
		var args []string
		for i := 0; i+2 < len(in.Args); i += 3 {
			args = append(args, in.Args[i], in.Args[i+1])
		}
		in.Args = args
	}
	if in.Name == "HEALTHCHECK" && len(in.Args) > 0 {
		in.Args[0] = strings.ToUpper(in.Args[0])
	}
	for _, h := range n.Heredocs {
		doc := syntax.Heredoc{Name: h.Name, Content: h.Content, Chomp: h.Chomp, Expand: h.Expand}
		if in.Sub != nil {
			in.Sub.Heredocs = append(in.Sub.Heredocs, doc)
		} else {
			in.Heredocs = append(in.Heredocs, doc)
		}
	}
	return in
}

func clean(in syntax.Instruction) syntax.Instruction {
	if len(in.Flags) == 0 {
		in.Flags = nil
	}
	if len(in.Args) == 0 {
		in.Args = nil
	}
	if in.Sub != nil {
		sub := clean(*in.Sub)
		sub.Line, sub.End = 0, 0
		in.Sub = &sub
	}
	return in
}

// unlike says how our reading of a Dockerfile differs from BuildKit's.
func unlike(data []byte) string {
	want, wrong, wantErr := buildkit(data)
	got, err := syntax.Parse(data)
	if wantErr != nil || err != nil {
		if (wantErr == nil) != (err == nil) && !wrong {
			return fmt.Sprintf("BuildKit says %v, we say %v", wantErr, err)
		}
		return ""
	}
	for i := range want {
		want[i] = clean(want[i])
	}
	for i := range got {
		got[i] = clean(got[i])
	}
	return cmp.Diff(want, got)
}

var dockerfiles = []string{
	"\xef\xbb\xbf# escape=`\nFROM windows\nCOPY a `\n # note\n b c:\\\nRUN dir `\n\n  x",
	"# syntax=docker/dockerfile:1\n# escape=\\\n\nFROM a:1 AS x\r\nRUN a \\\r\n  && b\r\n",
	"FROM --platform=$BUILDPLATFORM \"a\" as b\nCOPY --from=b --chown=\"a b\" [\"x y\", \"/z\"]\nCOPY --from=b -- x y\n",
	"FROM a\nENV a b c\nENV A=1 B=\"x y\" C=x\\ y D='a\\b'\nLABEL a=b \"c d\"=e\nARG A B=1 C=\"x y\"\nENV x\ty\n",
	"FROM a\nRUN <<EOF\n# not a comment\n  a\nEOF\nRUN cat <<-'ONE' <<\"TWO\" > x\n\ta\n\tONE\nb\nTWO\nCOPY <<E /x\ny\nE\nCMD [\"a\", \"b\"]\n",
	"FROM a\nRUN echo \"<<EOF\"\nRUN x<<EOF\nRUN cat <<<abc\nRUN [\"a\", \"<<EOF\"]\nRUN echo 'a\nCMD [a, b]\nENTRYPOINT [ ]\n",
	"FROM a\nHEALTHCHECK --interval=5s CMD curl x\nHEALTHCHECK NONE\nHEALTHCHECK CMD [\"a\"]\nONBUILD RUN a b\nONBUILD COPY --from=x a b\nSHELL [\"a\", \"b\"]\nEXPOSE 80 90/udp\nUSER a b\nVOLUME /a /b\nVOLUME [\"/a\"]\n",
	"FROM a\nRUN a \\\\\nRUN b \\\n# c\n\n \\\n d \\  \n e\\",
	"FROM a\nONBUILD RUN <<E\nx\nE\nRUN b\n",
	"FROM a\nNOPE b\n", "", "# nothing\n", "\\\n", "FROM a\nRUN <<E\nx\n", "FROM a\nCMD [1]\n", "FROM a\nENV a\n", "FROM a\nENV a=b c\n",
}

func TestDockerfiles(t *testing.T) {
	for _, text := range dockerfiles {
		if diff := unlike([]byte(text)); diff != "" {
			t.Errorf("%q: (-BuildKit +ours)\n%s", text, diff)
		}
	}
}

// TestDockerfileVariants compares on texts that are put together at random.
func TestDockerfileVariants(t *testing.T) {
	pieces := []string{
		"FROM a", "RUN ", "COPY ", "ENV ", "ARG ", "CMD ", "ENTRYPOINT ", "EXPOSE ", "LABEL ", "ONBUILD ", "HEALTHCHECK ", "WORKDIR ", "\n", "\n", "\n", "\r\n",
		"\\\n", " ", "\t", "# c", "<<EOF", "<<-'E'", "EOF\n", "E\n", "a", "b=c", "--from=x", "--x=\"a b\"", "\"q\"", "'", "\"", "\\", "[\"a\", \"b\"]", "[", "$x", "\\ ",
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		text := "FROM a\n"
		for range 2 + r.IntN(14) {
			text += pieces[r.IntN(len(pieces))]
		}
		if diff := unlike([]byte(text)); diff != "" {
			t.Fatalf("%q: (-BuildKit +ours)\n%s", text, diff)
		}
	}
}

func TestDockerfilesElsewhere(t *testing.T) {
	seen, same := 0, 0
	elsewhere(t, func(path string) {
		name := strings.ToLower(filepath.Base(path))
		if !strings.HasPrefix(name, "dockerfile") && !strings.HasSuffix(name, "dockerfile") {
			return
		}
		data, err := os.ReadFile(path)
		if err != nil || len(data) > 64<<10 {
			return
		}
		seen++
		if diff := unlike(data); diff != "" {
			t.Logf("%s: (-BuildKit +ours)\n%s", path, diff)
			return
		}
		same++
	})
	t.Logf("%d of %d Dockerfiles alike", same, seen)
}

// elsewhere visits the files of the directory that the tests are pointed at.
func elsewhere(t *testing.T, visit func(path string)) {
	t.Helper()
	if *dir == "" {
		t.Skip("no -dir")
	}
	err := filepath.WalkDir(*dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			visit(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
