package queuevisibility

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/archtest"
)

func TestFixtures(t *testing.T) {
	archtest.Golden(t, Analyzer, archtest.Dirs(t, "")...)
}

func given(seconds, line int) arch.Value[time.Duration] {
	return arch.Given(time.Duration(seconds)*time.Second, arch.Range{File: "t.yaml", Start: line, End: line + 2})
}

func byDefault(seconds, line int) arch.Value[time.Duration] {
	return arch.ByDefault(time.Duration(seconds)*time.Second, arch.Range{File: "t.yaml", Start: line, End: line + 2}, "limit")
}

func system(visibility arch.Value[time.Duration], timeouts ...arch.Value[time.Duration]) *arch.Architecture {
	a := &arch.Architecture{Resources: []*arch.Resource{{Name: "orders", Type: "sqs", Queue: arch.Queue{Visibility: visibility}}}}
	for i, timeout := range timeouts {
		a.Units = append(a.Units, &arch.Unit{
			Name: "worker" + string(rune('A'+i)), Kind: arch.Function, Platform: arch.AWSLambda, Settings: arch.Settings{Timeout: timeout},
			Triggers: []arch.Trigger{{Kind: arch.OnQueue, From: "orders"}},
		})
	}
	return a
}

func TestJudge(t *testing.T) {
	topic := system(given(30, 0), given(60, 9))
	topic.Units[0].Triggers[0].Kind = arch.OnTopic
	service := system(given(30, 0), given(60, 9))
	service.Units[0].Kind = arch.Service
	for name, c := range map[string]struct {
		a    *arch.Architecture
		want []string
	}{
		"below":      {system(given(30, 0), given(60, 9)), []string{"error: orders hides a message for 30 s, but workerA may work on it for 60 s"}},
		"equal":      {system(given(60, 0), given(60, 9)), []string{"warning: orders hides a message for 60 s while workerA may work on it for 60 s; AWS asks for 6 times that, 360 s"}},
		"enough":     {system(given(360, 0), given(60, 9)), nil},
		"short":      {system(given(359, 0), given(60, 9)), []string{"warning: orders hides a message for 359 s while workerA may work on it for 60 s; AWS asks for 6 times that, 360 s"}},
		"default":    {system(byDefault(30, 0), given(60, 9)), []string{"error: orders hides a message for 30 s (default), but workerA may work on it for 60 s"}},
		"defaults":   {system(byDefault(30, 0), byDefault(6, 9)), []string{"hint: orders hides a message for 30 s (default) while workerA may work on it for 6 s (default); AWS asks for 6 times that, 36 s"}},
		"the slower": {system(given(30, 0), given(10, 9), given(60, 20)), []string{"error: orders hides a message for 30 s, but workerB may work on it for 60 s"}},
		"parameter":  {system(arch.Hide[time.Duration](arch.Range{}, "parameter"), given(60, 9)), nil},
		"no timeout": {system(given(30, 0), arch.Value[time.Duration]{}), nil},
		"topic":      {topic, nil},
		"service":    {service, nil},
	} {
		if diff := cmp.Diff(c.want, archtest.Judged(judge, c.a)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
