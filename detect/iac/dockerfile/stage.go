package dockerfile

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/dockerfile/syntax"
	"github.com/archvet/archvet/detect/source"
)

// reader makes a build of the instructions of one file.
type reader struct {
	file   *source.File
	data   []byte
	starts []int
	build  *iac.Build
	stage  *iac.Stage
	shell  []string // that runs commands of the shell form
	later  map[int][]syntax.Instruction
}

// fewest is the number of arguments that an instruction cannot do without.
var fewest = map[string]int{
	"ADD": 2, "COPY": 2, "ARG": 1, "ENV": 2, "LABEL": 2, "EXPOSE": 1, "WORKDIR": 1, "USER": 1, "VOLUME": 1,
	"STOPSIGNAL": 1, "MAINTAINER": 1, "SHELL": 1, "HEALTHCHECK": 1,
}

// read takes over the instructions of a file, until one that no builder would accept.
func (r *reader) read(list []syntax.Instruction) error {
	r.build = &iac.Build{Dockerfile: r.file.Path, Args: map[string]string{}}
	r.later = map[int][]syntax.Instruction{}
	for _, in := range list {
		if err := r.instruction(in); err != nil {
			return &syntax.Error{Line: in.Line, End: in.End, Message: err.Error()}
		}
	}
	r.close()
	return nil
}

func (r *reader) instruction(in syntax.Instruction) error {
	if len(in.Args) < fewest[in.Name] {
		return errors.New(in.Name + " has too few arguments")
	}
	switch {
	case in.Name == "FROM":
		return r.from(in)
	case r.stage == nil && in.Name == "ARG":
		addArgs(r.build.Args, in.Args, nil)
		return nil
	case r.stage == nil:
		return errors.New("no build stage in current context")
	case in.Name == "ONBUILD":
		i := len(r.build.Stages)
		r.later[i] = append(r.later[i], in)
		return nil
	case in.Name == "SHELL" && !in.JSON:
		return errors.New("SHELL requires the arguments to be in JSON form")
	}
	r.add(r.stage, in, r.lines(in.Line, in.End))
	return nil
}

// close ends the stage that is being read.
func (r *reader) close() {
	if r.stage != nil {
		r.build.Stages = append(r.build.Stages, *r.stage)
	}
	r.stage = nil
}

// startDirs are the working directories that some images begin in.
var startDirs = map[string]string{"golang": "/go"}

// from begins a stage. What an earlier stage, on which it stands, keeps for such
// stages comes first.
func (r *reader) from(in syntax.Instruction) error {
	name := ""
	switch {
	case len(in.Args) == 3 && strings.EqualFold(in.Args[1], "as"):
		name = strings.ToLower(in.Args[2])
	case len(in.Args) != 1:
		return errors.New("FROM requires either one or three arguments")
	}
	r.close()
	at, text := r.lines(in.Line, in.End), in.Args[0]
	s := &iac.Stage{Name: name, From: -1, At: at, Args: map[string]string{}, Workdir: "/"}
	base, why := iac.Expand(text, r.global)
	s.BaseText, s.Base = text, arch.Given(base, r.word(at, text))
	if why != "" {
		s.Base = arch.Hide[string](s.Base.At, why)
	}
	if dir := startDirs[iac.ImageName(base)]; dir != "" {
		s.Workdir = dir
	}
	r.stage, r.shell = s, []string{"/bin/sh", "-c"}
	for i := range slices.Backward(r.build.Stages) {
		if strings.EqualFold(r.build.Stages[i].Name, base) && base != "" {
			s.From = i
			s.Workdir = r.build.Stages[i].Workdir
			for _, trigger := range r.later[i] {
				r.add(s, *trigger.Sub, r.lines(trigger.Line, trigger.End))
			}
			break
		}
	}
	return nil
}

// lines returns the range of some lines, without the white space around.
func (r *reader) lines(first, last int) arch.Range {
	start, end := r.offset(first), r.offset(last+1)
	text := r.data[start:max(start, end)]
	trimmed := bytes.TrimLeft(text, " \t\r\n")
	start += len(text) - len(trimmed)
	return r.file.Range(start, start+len(bytes.TrimRight(trimmed, " \t\r\n")))
}

func (r *reader) offset(line int) int {
	switch {
	case line < 1:
		return 0
	case line > len(r.starts):
		return len(r.data)
	}
	return r.starts[line-1]
}

func (r *reader) errorAt(err error) arch.Range {
	var located *syntax.Error
	if errors.As(err, &located) && located.Line > 0 {
		return r.lines(located.Line, located.End)
	}
	return r.file.Range(0, 0)
}

// word narrows a range to the first place in it where the text stands.
func (r *reader) word(at arch.Range, text string) arch.Range {
	if i := bytes.Index(r.data[at.Start:at.End], []byte(text)); i >= 0 && text != "" {
		return r.file.Range(at.Start+i, at.Start+i+len(text))
	}
	return at
}

// global looks an argument up that precedes the first stage.
func (r *reader) global(name string) (string, bool) {
	v, ok := r.build.Args[name]
	return v, ok
}

func absolute(dir, name string) string {
	if path.IsAbs(name) {
		return path.Clean(name)
	}
	return path.Join("/", dir, name)
}
