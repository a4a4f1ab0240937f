package run

import (
	"strings"
	"testing"

	"github.com/archvet/archvet/analyzers"
)

func TestSet(t *testing.T) {
	r := rule("chatty", nil)
	least := r.Flags.Int("min", 3, "")
	rules := []analyzers.Rule{r}
	if err := Set(rules, []string{"chatty.min=5"}); err != nil || *least != 5 {
		t.Errorf("min = %d, %v", *least, err)
	}
	for option, want := range map[string]string{
		"chatty": "RULE.OPTION=VALUE", "chatty.min": "RULE.OPTION=VALUE", "other.min=1": "no rule", "chatty.max=1": "it has: min", "chatty.min=x": "parse error",
	} {
		if err := Set(rules, []string{option}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", option, err, want)
		}
	}
}

func TestSelect(t *testing.T) {
	rules, err := Select([]string{"triggertimeout,calltimeout", "chattycalls"}, []string{"calltimeout"})
	if err != nil || len(rules) != 2 || rules[0].Name != "chattycalls" || rules[1].Name != "triggertimeout" {
		t.Errorf("%v, %v", rules, err)
	}
	if _, err := Select([]string{"calltimeout"}, []string{"calltimeout"}); err == nil {
		t.Error("no rule is left, and that is no error")
	}
}
