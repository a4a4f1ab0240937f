package asyncfailure

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	archtest.Run(t, Analyzer, archtest.Dirs(t, "")...)
}

var (
	here = arch.Range{File: "t.yaml", Start: 5, End: 7}
	none = arch.ByDefault("", here, "nothing is set")
)

func lambda(onFailure arch.Value[string], triggers ...arch.Trigger) *arch.Unit {
	return &arch.Unit{Name: "f", Kind: arch.Function, Platform: arch.AWSLambda, Settings: arch.Settings{OnFailure: onFailure}, Triggers: triggers}
}

func system(u *arch.Unit, resources ...*arch.Resource) *arch.Architecture {
	return &arch.Architecture{Units: []*arch.Unit{u}, Resources: resources}
}

func queue(name string, dead arch.Value[string]) *arch.Resource {
	return &arch.Resource{Name: name, Type: "sqs", Queue: arch.Queue{DeadLetter: dead}}
}

func TestQueues(t *testing.T) {
	worker := lambda(none, arch.Trigger{Kind: arch.OnQueue, From: "orders"})
	service := lambda(none, arch.Trigger{Kind: arch.OnQueue, From: "orders"})
	service.Kind = arch.Service
	lost := []string{"warning: orders has no dead-letter queue: a message that f cannot handle comes back until it expires"}
	for name, c := range map[string]struct {
		a    *arch.Architecture
		want []string
	}{
		"none":                {system(worker, queue("orders", none)), lost},
		"set":                 {system(worker, queue("orders", arch.Given("dead", here))), nil},
		"hidden":              {system(worker, queue("orders", arch.Hide[string](here, "parameter"))), nil},
		"not known":           {system(worker, queue("orders", arch.Value[string]{})), nil},
		"elsewhere":           {system(worker), nil},
		"is a dead letter":    {system(worker, queue("orders", none), queue("x", arch.Given("orders", here))), nil},
		"not of a function":   {system(service, queue("orders", none)), nil},
		"of another function": {system(worker, queue("orders", arch.Given("dead", here)), queue("other", none)), nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, c.a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestStreams(t *testing.T) {
	endless := arch.ByDefault(-1, here, "aws.esm.stream.max_retries")
	base := arch.Trigger{Kind: arch.OnStream, From: "clicks", At: here, Retries: endless, OnFailure: none}
	with := func(change func(*arch.Trigger)) *arch.Architecture {
		trigger := base
		change(&trigger)
		return system(lambda(none, trigger))
	}
	blocked := []string{"warning: f tries a batch of clicks that fails again until it expires: no retry or age limit, no on-failure destination"}
	for name, c := range map[string]struct {
		a    *arch.Architecture
		want []string
	}{
		"endless":     {with(func(*arch.Trigger) {}), blocked},
		"table":       {with(func(t *arch.Trigger) { t.Kind = arch.OnDB }), blocked},
		"limited":     {with(func(t *arch.Trigger) { t.Retries = arch.Given(3, here) }), nil},
		"destination": {with(func(t *arch.Trigger) { t.OnFailure = arch.Given("dead", here) }), nil},
		"age":         {with(func(t *arch.Trigger) { t.MaxAge = arch.Given(time.Hour, here) }), nil},
		"age default": {with(func(t *arch.Trigger) { t.MaxAge = arch.ByDefault(-time.Second, here, "x") }), blocked},
		"hidden":      {with(func(t *arch.Trigger) { t.Retries = arch.Hide[int](here, "parameter") }), nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, c.a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestPushed(t *testing.T) {
	s3 := arch.Trigger{Kind: arch.OnStorage, From: "uploads", Async: arch.Given(true, here)}
	cron := arch.Trigger{Kind: arch.OnSchedule}
	cognito := arch.Trigger{Kind: arch.OnOther, Async: arch.Given(false, here)}
	custom := arch.Trigger{Kind: arch.OnOther, Async: arch.Given(true, here)}
	table := arch.Trigger{Kind: arch.OnDB, Async: arch.Given(true, here)}
	redriven := s3
	redriven.OnFailure = arch.Given("dead", here)
	limited := lambda(none, s3)
	limited.Settings.Retries = arch.Given(0, here)
	invoked := system(lambda(none))
	invoked.Edges = []*arch.Edge{{From: "api", To: "f", Style: arch.Async, Protocol: "invoke", Calls: []arch.Call{{At: here}}}}
	lost := func(from string) string {
		return "f loses an event from " + from + " once each of 3 attempts at it failed: no dead-letter queue or on-failure destination keeps it"
	}
	for name, c := range map[string]struct {
		a    *arch.Architecture
		want []string
	}{
		"bucket":              {system(lambda(none, s3)), []string{"warning: " + lost("uploads")}},
		"bucket and schedule": {system(lambda(none, s3, cron)), []string{"warning: " + lost("uploads and its schedule")}},
		"schedule":            {system(lambda(none, cron)), []string{"hint: " + lost("its schedule")}},
		"invoked by code":     {invoked, []string{"warning: " + lost("api")}},
		"destination":         {system(lambda(arch.Given("dead", here), s3)), nil},
		"hidden":              {system(lambda(arch.Hide[string](here, "parameter"), s3)), nil},
		"not known":           {system(lambda(arch.Value[string]{}, s3)), nil},
		"retries chosen":      {system(limited), nil},
		"own redrive":         {system(lambda(none, redriven)), nil},
		"somebody waits":      {system(lambda(none, cognito)), nil},
		"custom resource":     {system(lambda(none, custom)), nil},
		"http":                {system(lambda(none, arch.Trigger{Kind: arch.OnHTTP})), nil},
		"table stream":        {system(lambda(none, table)), nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, c.a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestOtherPlatforms(t *testing.T) {
	topic := arch.Trigger{Kind: arch.OnTopic, From: "comments", Async: arch.Given(true, here), OnFailure: none}
	kept := topic
	kept.OnFailure = arch.Given("dead", here)
	retried := topic
	retried.Retries = arch.Given(5, here)
	for name, c := range map[string]struct {
		platform arch.Platform
		trigger  arch.Trigger
		want     int
	}{
		"knative": {arch.Knative, topic, 1}, "kept": {arch.Knative, kept, 0}, "retried": {arch.GCPFunctions, retried, 0}, "kubernetes": {arch.Kubernetes, topic, 0},
	} {
		u := &arch.Unit{Name: "f", Kind: arch.Service, Platform: c.platform, Triggers: []arch.Trigger{c.trigger}}
		if got := archtest.Judged(judge, system(u)); len(got) != c.want {
			t.Errorf("%s: got %q, want %d findings", name, got, c.want)
		}
	}
}
