package terraform

import (
	"encoding/json"
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
)

func declareQueue(r *root, v view) {
	res := r.store(v, kindInfo{arch.Broker, "sqs", "aws", "name|name_prefix"})
	q := &res.Queue
	q.Visibility = seconds(v.get("visibility_timeout_seconds")).Or(defaultDuration(limits.SQSVisibility, v.At))
	q.Retention = seconds(v.get("message_retention_seconds")).Or(defaultDuration("aws.sqs.retention", v.At))
	q.DeadLetter = arch.ByDefault("", v.At, "no redrive policy")
	q.FIFO = v.get("fifo_queue").Bool().Or(arch.ByDefault(false, v.At, "aws.sqs.fifo"))
}

func relateQueue(r *root, v view) {
	q := &r.resources[v.id].Queue
	if create := v.get("create_dlq").Bool(); create.Known() && create.V {
		q.DeadLetter = arch.Hide[string](create.At, "a queue that the module makes")
	}
	if n := v.get("redrive_policy"); n.Exists() || n.Hidden() {
		r.redrive(q, n)
	}
}

// relateRedrive reads the policy that is a resource of its own.
func relateRedrive(r *root, v view) {
	if res := r.resources[r.target(v.get("queue_url"))]; res != nil {
		r.redrive(&res.Queue, v.get("redrive_policy"))
	}
}

// redrive reads {"deadLetterTargetArn": ..., "maxReceiveCount": ...}.
func (r *root) redrive(q *arch.Queue, n eval.Node) {
	at := n.At()
	doc, ok := document(n)
	if !ok {
		q.DeadLetter = arch.Hide[string](at, n.String().Why)
		return
	}
	target, _ := doc["deadLetterTargetArn"].(string)
	if target == "" {
		return
	}
	text := n.Part(target)
	q.DeadLetter = arch.Hide[string](at, text.Why)
	if id := r.targetOf(text); id != "" {
		q.DeadLetter = arch.Given(id, at)
	} else if text.Known() {
		q.DeadLetter = text.Value
	}
	if f, ok := number(doc["maxReceiveCount"]); ok {
		q.MaxReceive = arch.Given(int(f), at)
	}
}

// targetOf is target for a text that stands in a document.
func (r *root) targetOf(t iac.Text) string {
	for _, ref := range t.Refs() {
		if id := r.resolve(ref); id != "" {
			return id
		}
	}
	return r.byName(t)
}

// document decodes a JSON text that a value holds; references within it keep their
// marks, for [eval.Node.Part].
func document(n eval.Node) (map[string]any, bool) {
	s, ok := n.Raw()
	if !ok {
		return nil, false
	}
	var doc map[string]any
	if err := json.Unmarshal([]byte(s), &doc); err != nil {
		return nil, false
	}
	return doc, true
}

func number(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case string:
		var f float64
		err := json.Unmarshal([]byte(strings.TrimSpace(v)), &f)
		return f, err == nil
	}
	return 0, false
}
