package builds

import (
	"path"
	"slices"
	"strings"

	"github.com/archvet/archvet/detect/iac/commands"
)

// needles are in every file with a command or step that builds.
var needles = []string{"docker", "podman", "buildah", "nerdctl", "kaniko", "pack build", "ko build", "ko publish", "ko apply", "ko resolve", "acr build", "builds submit", "Docker@", "'pack'", "cloud-builders/", "container-apps-deploy"}

// switches are flags of docker build that take no value.
var switches = map[string]bool{
	"--no-cache": true, "--pull": true, "--push": true, "--load": true, "-q": true, "--quiet": true, "--rm": true, "--force-rm": true, "--squash": true, "--compress": true,
	"--local": true, "-L": true, "--bare": true, "-B": true, "--preserve-import-paths": true, "-P": true, "--base-import-paths": true, "--publish": true, "--no-logs": true, "--async": true,
	"-D": true, "--debug": true, "--layers": true, "--tls-verify": true, "--all": true, "--no-wait": true, "--cleanup": true, "--reproducible": true, "--trust-builder": true,
}

// programs are the commands that build from a Dockerfile, with the sub-commands that
// do.
var programs = map[string][][]string{
	"docker":  {{"build"}, {"buildx", "build"}, {"image", "build"}, {"builder", "build"}},
	"podman":  {{"build"}, {"image", "build"}},
	"nerdctl": {{"build"}},
	"buildah": {{"bud"}, {"build"}, {"build-using-dockerfile"}},
	"az":      {{"acr", "build"}},
}

func (l *loader) commands(found commands.Found) {
	for _, c := range found.Commands {
		words := c.Words
		for len(words) > 1 && strings.Contains(words[0].Text, "=") { // env A=b docker build
			words = words[1:]
		}
		c.Words = words
		program := path.Base(words[0].Text)
		for _, sub := range programs[program] {
			if begins(words[1:], sub) {
				l.docker(c, 1+len(sub))
			}
		}
		switch {
		case program == "kaniko" || program == "executor" && len(c.Flags("--destination", "-d")) > 0:
			l.kaniko(c)
		case program == "pack" && begins(words[1:], []string{"build"}):
			l.pack(c)
		case program == "ko":
			l.koCommand(c)
		case program == "gcloud" && begins(words[1:], []string{"builds", "submit"}):
			l.submit(c)
		}
	}
	for _, s := range found.Steps {
		l.step(s, found.Steps)
	}
}

func begins(words []commands.Word, sub []string) bool {
	if len(words) < len(sub) {
		return false
	}
	for i, s := range sub {
		if words[i].Text != s {
			return false
		}
	}
	return true
}

// docker reads a build of a Dockerfile. Its paths may be relative to several
// directories; the first in which the context is there counts.
func (l *loader) docker(c commands.Command, from int) {
	plain := c.Plain(from, switches)
	if len(plain) == 0 {
		return
	}
	tags := c.Flags("-t", "--tag", "--image")
	l.image(tags, plain[len(plain)-1], c, c.Flags("-f", "--file"))
}

func (l *loader) image(tags []commands.Word, context commands.Word, c commands.Command, files []commands.Word) {
	dir, file := l.place(c.Dirs, context, files)
	if dir == "" {
		return
	}
	b := build{dir: dir, dockerfile: file, at: c.At, args: arguments(c.Flags("--build-arg"))}
	if target, ok := c.Flag("--target"); ok && target.Known() {
		b.target = target.Text
	}
	l.tagged(b, tags)
}

// tagged adds a build once for each image that it is called.
func (l *loader) tagged(b build, tags []commands.Word) {
	var seen []string
	for _, t := range tags {
		for _, one := range strings.Split(t.Text, ",") {
			if name := imageOf(one); name != "" && !slices.Contains(seen, name) {
				seen = append(seen, name)
				b.image, b.at = one, t.At
				l.add(b)
			}
		}
	}
}

// place finds a build context and its Dockerfile: both in one directory, for paths
// that may be meant from several.
func (l *loader) place(dirs []string, context commands.Word, files []commands.Word) (dir, file string) {
	for i := range dirs {
		at, ok := commands.Find(l.tree, dirs[i:i+1], context)
		if !ok || !l.tree.IsDir(at) {
			continue
		}
		if len(files) == 0 {
			if l.tree.File(path.Join(at, "Dockerfile")) == nil && i+1 < len(dirs) {
				continue
			}
			return at, ""
		}
		name, ok := commands.Find(l.tree, dirs[i:i+1], files[len(files)-1])
		if ok && l.tree.File(name) != nil {
			return at, name
		}
	}
	return "", ""
}

func arguments(list []commands.Word) map[string]string {
	args := map[string]string{}
	for _, w := range list {
		if name, value, ok := strings.Cut(w.Text, "="); ok && w.Known() {
			args[name] = value
		}
	}
	if len(args) == 0 {
		return nil
	}
	return args
}

func (l *loader) kaniko(c commands.Command) {
	context, ok := c.Flag("--context", "-c")
	context.Text = strings.TrimPrefix(context.Text, "dir://")
	if !ok {
		context = commands.Word{Text: ".", At: c.At}
	}
	l.image(c.Flags("--destination", "-d"), context, c, c.Flags("--dockerfile", "-f"))
}

// pack reads a build by buildpacks, which have no Dockerfile.
func (l *loader) pack(c commands.Command) {
	plain := c.Plain(2, switches)
	at := commands.Word{Text: "."}
	if p, ok := c.Flag("--path", "-p"); ok {
		at = p
	}
	if dir, ok := commands.Find(l.tree, c.Dirs, at); ok && len(plain) == 1 {
		l.add(build{image: plain[0].Text, dir: dir, at: plain[0].At})
	}
}

// submit reads gcloud builds submit, of a Dockerfile or with buildpacks.
func (l *loader) submit(c commands.Command) {
	plain := c.Plain(3, switches)
	at := commands.Word{Text: "."}
	if len(plain) == 1 {
		at = plain[0]
	}
	tags := c.Flags("--tag", "-t")
	if packed, ok := c.Flag("--pack"); ok {
		packed.Text = strings.TrimPrefix(packed.Text, "image=")
		tags = append(tags, packed)
	}
	if dir, ok := commands.Find(l.tree, c.Dirs, at); ok {
		l.tagged(build{dir: dir, at: c.At}, tags)
	}
}
