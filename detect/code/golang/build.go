package golang

import (
	"bytes"
	"go/build/constraint"
	"strings"
)

// The platform that code is read for: what nearly every server runs.
var (
	builtFor = words("linux amd64 unix gc cgo")
	systems  = words("aix android darwin dragonfly freebsd hurd illumos ios js nacl netbsd openbsd plan9 solaris wasip1 windows zos linux")
	machines = words("386 amd64 arm arm64 armbe arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm amd64p32")
	// aside are tags that mark what is no part of any program that is deployed.
	aside = words("ignore tools tool mage generate gen codegen wireinject integration e2e acceptance test unit manual never none exclude appengine purego")
)

func words(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

// fitsPlatform judges a file by the end of its name, as the go command does.
func fitsPlatform(name string) bool {
	parts := strings.Split(strings.TrimSuffix(name, ".go"), "_")
	n := len(parts)
	if n < 2 {
		return true
	}
	last := parts[n-1]
	switch {
	case machines[last] && n >= 3 && systems[parts[n-2]]:
		return builtFor[last] && builtFor[parts[n-2]]
	case machines[last], systems[last]:
		return builtFor[last]
	}
	return true
}

// fitsBuild judges a file by its build constraint: whether a plain build takes it,
// and whether a build with a tag of the repository's own would.
func fitsBuild(data []byte) (plain, tagged bool) {
	for line := range bytes.Lines(data) {
		line = bytes.TrimSpace(line)
		if bytes.HasPrefix(line, []byte("package ")) {
			break
		}
		if !constraint.IsGoBuild(string(line)) {
			continue
		}
		expr, err := constraint.Parse(string(line))
		if err != nil {
			return true, false // the go command complains about it; the code is still somebody's
		}
		plain = expr.Eval(knownTag)
		return plain, !plain && expr.Eval(func(tag string) bool {
			return knownTag(tag) || !aside[tag] && !systems[tag] && !machines[tag] && tag != "race" && tag != "gccgo"
		})
	}
	return true, false
}

func knownTag(tag string) bool { return builtFor[tag] || strings.HasPrefix(tag, "go1.") }
