package terraform

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
)

func declareQueue(r *root, v view) {
	res := r.store(v, kindInfo{arch.Broker, "sqs", "aws", "name|name_prefix"})
	q := &res.Queue
	q.Visibility = seconds(v.get("visibility_timeout_seconds")).Or(limits.DefaultDuration(limits.SQSVisibility, v.At))
	q.Retention = seconds(v.get("message_retention_seconds")).Or(limits.DefaultDuration("aws.sqs.retention", v.At))
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
	doc, ok := n.Document()
	if !ok {
		q.DeadLetter = arch.Hide[string](n.At(), n.String().Why)
		return
	}
	if target := doc.Get("deadLetterTargetArn"); target.Exists() || target.Hidden() {
		q.DeadLetter = r.named(target)
	}
	q.MaxReceive = doc.Get("maxReceiveCount").Int()
}
