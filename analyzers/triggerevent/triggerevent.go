package triggerevent

import (
	_ "embed"
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/archvet/archvet/analyzers/internal/wording"
	"github.com/archvet/archvet/detect"
	"github.com/archvet/archvet/detect/arch"
)

//go:embed doc.go
var doc string

// Playbook holds the migration steps.
//
//go:embed playbook.md
var Playbook string

// Analyzer compares the event that a handler takes with what its triggers send.
var Analyzer = &analysis.Analyzer{
	Name: "triggerevent", Doc: detect.Page(doc, "triggerevent"), URL: detect.URL("triggerevent"),
	Requires: []*analysis.Analyzer{detect.Analyzer}, RunDespiteErrors: true, ResultType: detect.FindingsType, Run: run,
}

func run(pass *analysis.Pass) (any, error) { return detect.Judge(pass, judge) }

// judge reports a handler whose event none of its triggers sends.
func judge(a *arch.Architecture, report func(arch.Finding)) {
	shared := wording.NewShared(a)
	for _, u := range a.Units {
		event := u.Handler.Event
		takes, known := events[event.V]
		if u.Platform != arch.AWSLambda || !event.Known() || !known || len(u.Triggers) != 1 || len(u.Declared) != 1 {
			continue // one of several triggers may be served by another way
		}
		t := u.Triggers[0]
		if slices.Contains(takes.kinds, t.Kind) || t.Kind == arch.OnOther || t.Kind == arch.OnWorkflow {
			continue
		}
		at := wording.Place(event, u.Handler.At)
		shared.Add(arch.Finding{
			Severity: arch.Warning, Confidence: arch.Medium, Unit: u.Name, At: at, Key: event.V, Effort: 1,
			Message: fmt.Sprintf("the handler of %s takes %s, but its trigger is %s", u.Name, event.V, kind(t)),
			Related: []arch.Related{{Label: "trigger", At: t.At, Message: "sends the events of " + kind(t)}},
			Effect:  "the event does not fit the type: its fields stay empty, and the handler works on nothing",
			WayOut:  fmt.Sprintf("take the event of the trigger, or bind the function to %s", takes.name),
		})
	}
	shared.Report(report)
}

func kind(t arch.Trigger) string {
	if t.From != "" {
		return fmt.Sprintf("the %s %s", names[t.Kind], t.From)
	}
	return "a " + names[t.Kind]
}

var names = map[arch.TriggerKind]string{
	arch.OnHTTP: "request", arch.OnQueue: "queue", arch.OnTopic: "topic", arch.OnStream: "stream", arch.OnSchedule: "schedule", arch.OnStorage: "bucket", arch.OnDB: "table",
}

// taken is what an event's type is for.
type taken struct {
	name  string
	kinds []arch.TriggerKind
}

// events are the types of aws-lambda-go that only one kind of source sends.
var events = map[string]taken{
	"events.SQSEvent":                        {"a queue", []arch.TriggerKind{arch.OnQueue}},
	"events.SNSEvent":                        {"a topic", []arch.TriggerKind{arch.OnTopic}},
	"events.KinesisEvent":                    {"a stream", []arch.TriggerKind{arch.OnStream}},
	"events.DynamoDBEvent":                   {"a table", []arch.TriggerKind{arch.OnDB, arch.OnStream}},
	"events.S3Event":                         {"a bucket", []arch.TriggerKind{arch.OnStorage}},
	"events.APIGatewayProxyRequest":          {"an API", []arch.TriggerKind{arch.OnHTTP}},
	"events.APIGatewayV2HTTPRequest":         {"an API", []arch.TriggerKind{arch.OnHTTP}},
	"events.ALBTargetGroupRequest":           {"a load balancer", []arch.TriggerKind{arch.OnHTTP}},
	"events.LambdaFunctionURLRequest":        {"a function URL", []arch.TriggerKind{arch.OnHTTP}},
	"events.APIGatewayWebsocketProxyRequest": {"a web-socket API", []arch.TriggerKind{arch.OnHTTP}},
}
