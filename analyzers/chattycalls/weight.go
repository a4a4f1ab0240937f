package chattycalls

import (
	"fmt"
	"time"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect/arch"
)

// batch names what takes many items in one round trip, by protocol or type of the
// resource. A store that is missing here has none that would help in general.
var batch = map[string]string{
	"postgres":    "one statement with ANY or several rows of VALUES",
	"mysql":       "one statement with IN or several rows of VALUES",
	"sqlserver":   "one statement with IN or several rows of VALUES",
	"mongodb":     "one query with $in, or bulkWrite",
	"dynamodb":    "BatchGetItem or BatchWriteItem",
	"redis":       "MGET or a pipeline",
	"memcached":   "one get with several keys",
	"sqs":         "SendMessageBatch",
	"sns":         "PublishBatch",
	"kinesis":     "PutRecords",
	"eventbridge": "PutEvents with several entries",
}

// severity is lower where nobody waits for the sum of the round trips, and where the
// far end is no service of the repository, which its owner could give a batch call.
func severity(a *arch.Architecture, g *group) arch.Severity {
	for _, c := range g.calls {
		if c.Handler == "" || !c.Waited || g.edge == nil || g.edge.Style == arch.Async {
			continue
		}
		switch {
		case a.Unit(g.callee) != nil && !c.Concurrent:
			return arch.Warning
		case g.edge.Style != arch.Data:
		case !c.Write && storeBatch(a, g.edge) != "": // side by side it is as many queries
			return arch.Warning
		case !c.Concurrent && brief(g.unit):
			return arch.Warning
		}
	}
	return arch.Hint
}

// short is the timeout of a function in which some tens of round trips do not fit
// with certainty.
const short = 5 * time.Second

// brief reports whether a unit is a function that somebody gave a short timeout.
func brief(u *arch.Unit) bool {
	t := u.Settings.Timeout
	return u.Kind == arch.Function && t.Known() && t.Source != arch.Default && t.V <= short
}

func confidence(s arch.Severity) arch.Confidence {
	if s == arch.Warning {
		return arch.High
	}
	return arch.Medium
}

func storeBatch(a *arch.Architecture, e *arch.Edge) string {
	if b, ok := batch[e.Protocol]; ok {
		return b
	}
	if r := a.Resource(e.To); r != nil {
		return batch[r.Type]
	}
	return ""
}

func effect(u *arch.Unit, c arch.Call) string {
	switch {
	case !c.Concurrent && c.Waited && brief(u):
		return fmt.Sprintf("the round trips add up, one after the other, and all of them must fit into the function's timeout of %s", wording.Duration(u.Settings.Timeout.V))
	case c.Concurrent:
		return "each item opens a call of its own at the same moment: the callee's load grows with the data"
	case !c.Waited:
		return "each item is a round trip of its own: load and cost grow with the data"
	}
	return "the round trips add up, one after the other: with 30 items the caller waits 30 times"
}

func wayOut(g *group) string {
	if g.edge == nil {
		return "a batch call of the service, if it has one, or a cache in front"
	}
	if b, ok := batch[g.edge.Protocol]; ok {
		return b
	}
	if g.edge.Style != arch.Sync {
		return "a batch operation, or a bounded number of calls side by side"
	}
	return fmt.Sprintf("a call of %s that takes all items at once, or a cache or copy of its data", g.callee)
}
