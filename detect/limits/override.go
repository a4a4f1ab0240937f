package limits

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// units are the spellings of the units that a value may be written in, with the
// family that can stand for each other and the scale to its smallest.
var units = []struct {
	names  []string
	family string
	scale  float64
}{
	{[]string{"ms"}, "time", 1},
	{[]string{"s", "sec"}, "time", 1000},
	{[]string{"m", "min"}, "time", 60_000},
	{[]string{"h"}, "time", 3_600_000},
	{[]string{"d", "days"}, "time", 86_400_000},
	{[]string{"bytes", "B"}, "size", 1},
	{[]string{"KB", "KiB"}, "size", 1 << 10},
	{[]string{"MB", "MiB"}, "size", 1 << 20},
	{[]string{"GB", "GiB"}, "size", 1 << 30},
}

func scaleOf(unit string) (family string, scale float64) {
	for _, u := range units {
		if slices.Contains(u.names, unit) {
			return u.family, u.scale
		}
	}
	return "", 1
}

// Parse reads a value for the limit: "60s", "1.5 GB", "200" in the limit's own unit,
// or a word where the limit is one.
func (l Limit) Parse(text string) (Quantity, error) {
	text = strings.TrimSpace(text)
	end := strings.LastIndexAny(text, "0123456789.") + 1
	n, err := strconv.ParseFloat(text[:end], 64)
	if err != nil {
		if end == 0 && text != "" && (l.Unit == Switch || l.Unit == Choice || l.Unit == Text) {
			return Quantity{kind: word, text: text}, nil
		}
		return Quantity{}, fmt.Errorf("%q is not a value in %s", text, l.Unit)
	}
	unit := strings.TrimSpace(text[end:])
	family, own := scaleOf(string(l.Unit))
	given, scale := scaleOf(unit)
	switch {
	case unit == "" || unit == string(l.Unit):
	case family != "" && given == family:
		n *= scale / own
	default:
		return Quantity{}, fmt.Errorf("%q is not a value in %s", text, l.Unit)
	}
	return Quantity{kind: number, number: n, unit: l.Unit}, nil
}

// For finds a limit as it holds for an analysed repository, whose configuration may
// say otherwise than the platform.
func For(a *arch.Architecture, id string) (Limit, bool) {
	l, ok := Get(id)
	i := slices.IndexFunc(a.Limits, func(o arch.Limit) bool { return o.ID == id })
	if !ok || i < 0 {
		return l, ok
	}
	return l.With(a.Limits[i]), true
}

// With returns the limit with what o says in place of its own values. What does not
// parse is left as it is; the configuration's reader refuses it.
func (l Limit) With(o arch.Limit) Limit {
	l.Default, l.Min, l.Max = l.or(o.Default, l.Default), l.or(o.Min, l.Min), l.or(o.Max, l.Max)
	l.Source, l.AsOf = "the repository's configuration", ""
	return l
}

func (l Limit) or(text string, q Quantity) Quantity {
	if given, err := l.Parse(text); err == nil {
		return given
	}
	return q
}
