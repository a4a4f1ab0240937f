package busyschedule

import (
	"strconv"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
)

// most is the longest step that is worked out: whatever is rarer keeps nothing busy.
const most = 24 * 60

// interval is the time between two runs of a schedule that comes again after the same
// time: rates, and cron expressions that say so in their first fields.
func interval(schedule arch.Value[string]) (time.Duration, bool) {
	text := strings.TrimSpace(schedule.V)
	if !schedule.Known() {
		return 0, false
	}
	if inner, ok := strings.CutPrefix(text, "rate("); ok {
		return rate(strings.TrimSuffix(inner, ")"))
	}
	if inner, ok := strings.CutPrefix(text, "cron("); ok { // minute hour day month weekday year
		f := strings.Fields(strings.TrimSuffix(inner, ")"))
		if len(f) != 6 {
			return 0, false
		}
		return step(f[0], f[1:], time.Minute)
	}
	switch f := strings.Fields(text); len(f) {
	case 5:
		return step(f[0], f[1:], time.Minute)
	case 6: // seconds first
		if f[0] == "0" {
			return step(f[1], f[2:], time.Minute)
		}
		if f[1] == "*" {
			return step(f[0], f[2:], time.Second)
		}
	}
	return 0, false
}

func rate(text string) (time.Duration, bool) {
	f := strings.Fields(text)
	if len(f) != 2 {
		return 0, false
	}
	n, err := strconv.Atoi(f[0])
	if err != nil || n < 1 || n > most {
		return 0, false
	}
	switch strings.TrimSuffix(f[1], "s") {
	case "minute":
		return time.Duration(n) * time.Minute, true
	case "hour":
		return time.Duration(n) * time.Hour, true
	}
	return 0, false
}

// step reads "*", "*/5" and "0/5", where all other fields are open.
func step(field string, rest []string, unit time.Duration) (time.Duration, bool) {
	for _, r := range rest {
		if r != "*" && r != "?" {
			return 0, false
		}
	}
	if field == "*" {
		return unit, true
	}
	from, every, ok := strings.Cut(field, "/")
	n, err := strconv.Atoi(every)
	if !ok || err != nil || n < 1 || n > most || (from != "*" && from != "0") {
		return 0, false
	}
	return time.Duration(n) * unit, true
}
