package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"slices"

	"gopkg.in/yaml.v3"
)

// runtimesFile is the one file with rows of another shape.
const runtimesFile = "runtimes.yaml"

type limitRow struct {
	ID         string            `yaml:"id"`
	Platform   string            `yaml:"platform"`
	Resource   string            `yaml:"resource"`
	Attribute  string            `yaml:"attribute"`
	IaCNames   map[string]string `yaml:"iac_names"`
	Default    any               `yaml:"default"`
	Min        any               `yaml:"min"`
	Max        any               `yaml:"max"`
	Unit       string            `yaml:"unit"`
	Values     yaml.Node         `yaml:"values"`
	Note       string            `yaml:"note"`
	Source     string            `yaml:"source"`
	AsOf       string            `yaml:"as_of"`
	Confidence string            `yaml:"confidence"`
}

type runtimeRow struct {
	Platform      string `yaml:"platform"`
	Name          string `yaml:"name"`
	Deprecated    string `yaml:"deprecated"`
	CreateBlocked string `yaml:"create_blocked"`
	UpdateBlocked string `yaml:"update_blocked"`
	Successor     string `yaml:"successor"`
	Note          string `yaml:"note"`
	Source        string `yaml:"source"`
	AsOf          string `yaml:"as_of"`
	Confidence    string `yaml:"confidence"`
}

func readLimits(data fs.FS) ([]limitRow, error) {
	files, err := fs.Glob(data, "*.yaml")
	if err != nil {
		return nil, err
	}
	var all []limitRow
	for _, file := range files {
		if file == runtimesFile {
			continue
		}
		var rows []limitRow
		if err := decode(data, file, &rows); err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	slices.SortFunc(all, func(a, b limitRow) int { return cmp.Compare(a.ID, b.ID) })
	return all, nil
}

func readRuntimes(data fs.FS) ([]runtimeRow, error) {
	var rows []runtimeRow
	if err := decode(data, runtimesFile, &rows); err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(a, b runtimeRow) int {
		return cmp.Or(cmp.Compare(a.Platform, b.Platform), cmp.Compare(a.Name, b.Name))
	})
	return rows, nil
}

// decode refuses unknown fields: a misspelled one would silently lose a number.
func decode(data fs.FS, file string, into any) error {
	text, err := fs.ReadFile(data, file)
	if err != nil {
		return err
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}
