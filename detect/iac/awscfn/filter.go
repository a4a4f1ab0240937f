package awscfn

import (
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

const everything = "no filter criteria"

// recordFilter reads the patterns of an event source mapping, one a line.
func recordFilter(get Props, at arch.Range) arch.Value[string] {
	criteria := get("FilterCriteria")
	filters := criteria.Get("Filters")
	if patterns := get("FilterPatterns"); patterns.Exists() { // as serverless.yml spells it
		criteria, filters = patterns, patterns
	}
	switch {
	case criteria.Hidden() != "":
		return arch.Hide[string](criteria.At(), criteria.Hidden())
	case !criteria.Exists():
		return arch.ByDefault("", at, everything)
	}
	var patterns []string
	for f := range filters.Items() {
		pattern := f.First("Pattern", "pattern")
		if !pattern.Exists() {
			pattern = f
		}
		text := pattern.JSONText()
		if !text.Known() {
			return text
		}
		patterns = append(patterns, text.V)
	}
	return arch.Given(strings.Join(patterns, "\n"), criteria.At())
}

// JSONText returns a text, or the JSON of a mapping.
func (v View) JSONText() arch.Value[string] {
	if v.Kind() == yamldoc.Map || v.Kind() == yamldoc.List {
		if name, _ := v.call(); name == "" {
			return iac.Compose(v.At(), v.json()...).Value
		}
	}
	return v.String()
}

// keyFilter reads the prefix and the suffix of a bucket's notification as a pattern:
// "in/*.csv".
func keyFilter(config View, at arch.Range) arch.Value[string] {
	filter := config.Get("Filter")
	if filter.Hidden() != "" {
		return arch.Hide[string](filter.At(), filter.Hidden())
	}
	var prefix, suffix arch.Value[string]
	for rule := range filter.First("S3Key", "Key").Get("Rules").Items() {
		value := rule.Get("Value").String()
		if strings.EqualFold(rule.Get("Name").String().V, "suffix") {
			suffix = value
		} else {
			prefix = value
		}
	}
	return KeyPattern(prefix, suffix, at)
}

// SubscriptionFilter reads the policy of a topic's subscription.
func SubscriptionFilter(sub View, at arch.Range) arch.Value[string] {
	policy := sub.First("FilterPolicy", "filterPolicy")
	if !policy.Exists() {
		return arch.ByDefault("", at, everything)
	}
	return policy.JSONText()
}

// KeyPattern joins a prefix and a suffix of keys to one pattern, a known "" where
// there is neither.
func KeyPattern(prefix, suffix arch.Value[string], at arch.Range) arch.Value[string] {
	switch {
	case prefix.Hidden():
		return prefix
	case suffix.Hidden():
		return suffix
	case !prefix.Known() && !suffix.Known():
		return arch.ByDefault("", at, everything)
	case prefix.Known():
		return arch.Given(prefix.V+"*"+suffix.V, prefix.At)
	}
	return arch.Given("*"+suffix.V, suffix.At)
}

// maxAge reads the age at which records are dropped: -1 for never.
func maxAge(v View, at arch.Range) arch.Value[time.Duration] {
	return v.Seconds().Or(limits.DefaultDuration(streamMaxAge, at))
}
