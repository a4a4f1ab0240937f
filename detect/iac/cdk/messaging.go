package cdk

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// queue lowers the queue that takes what fails too often.
func (l *lowering) queue(r *resource) {
	q := r.obj.get("DeadLetterQueue")
	if q == nil {
		return
	}
	if q.kind != vMap {
		r.props.set("RedrivePolicy", q.at, hide("not written here", q.at))
		return
	}
	policy := mapping(q.at)
	policy.set("deadLetterTargetArn", q.at, l.node(q.get("Queue"), 0))
	if n := q.get("MaxReceiveCount"); n != nil {
		policy.set("maxReceiveCount", n.at, l.node(n, 0))
	}
	r.props.set("RedrivePolicy", q.at, policy)
}

// eventSource lowers fn.addEventSource(new SqsEventSource(queue, {...})).
func (l *lowering) eventSource(fn *resource, source *object, at arch.Range) {
	if source == nil || fn == nil {
		return
	}
	_, name, _ := strings.Cut(source.class, ".")
	from := l.node(first(source), 0)
	switch name {
	case "SnsEventSource":
		s := l.helper("AWS::SNS::Subscription", at)
		s.props.set("TopicArn", at, from).set("Endpoint", at, ref(fn.logical, at)).set("Protocol", at, str("lambda", at))
		l.deliveryOptions(s.props, source)
		return
	case "S3EventSource", "S3EventSourceV2":
		l.notify(l.behind(first(source)), fn, source.props(), at)
		return
	case "ApiEventSource":
		return
	}
	m := l.helper("AWS::Lambda::EventSourceMapping", at)
	m.obj = source
	l.options(m, "RetryAttempts=MaximumRetryAttempts OnFailure= ReportBatchItemFailures= MaxConcurrency= MaxRecordAge=MaximumRecordAgeInSeconds MaxBatchingWindow=MaximumBatchingWindowInSeconds Filters= ClusterArn= Secret=")
	m.obj = nil
	m.props.set("FunctionName", at, ref(fn.logical, at))
	if cluster := source.get("ClusterArn"); cluster != nil {
		from = l.node(cluster, 0)
	} else if strings.Contains(name, "Kafka") {
		from = nil
	}
	m.props.set("EventSourceArn", at, from)
	if on := source.get("ReportBatchItemFailures"); on != nil && on.s == "true" {
		m.props.set("FunctionResponseTypes", on.at, listOf(on.at, str("ReportBatchItemFailures", on.at)))
	}
	if n := source.get("MaxConcurrency"); n != nil {
		m.props.set("ScalingConfig", n.at, mapping(n.at).set("MaximumConcurrency", n.at, l.node(n, 0)))
	}
	if f := source.get("OnFailure"); f != nil {
		m.props.set("DestinationConfig", f.at, mapping(f.at).set("OnFailure", f.at, mapping(f.at).set("Destination", f.at, l.node(f, 0))))
	}
	if f := source.get("Filters"); f != nil {
		m.props.set("FilterCriteria", f.at, mapping(f.at).set("Filters", f.at, hide("a filter", f.at)))
	}
}

// subscribe lowers topic.addSubscription(new SqsSubscription(queue)).
func (l *lowering) subscribe(topic *resource, sub *object, at arch.Range) {
	if topic == nil || sub == nil {
		return
	}
	s := l.helper("AWS::SNS::Subscription", at)
	s.props.set("TopicArn", at, ref(topic.logical, at)).set("Endpoint", at, l.node(first(sub), 0))
	protocol := strings.ToLower(strings.TrimSuffix(sub.class[strings.IndexByte(sub.class, '.')+1:], "Subscription"))
	s.props.set("Protocol", at, str(protocol, at))
	l.deliveryOptions(s.props, sub)
}

// deliveryOptions lowers the filter and dead-letter queue of a subscription.
func (l *lowering) deliveryOptions(props *node, o *object) {
	if q := o.get("DeadLetterQueue"); q != nil {
		props.set("RedrivePolicy", q.at, mapping(q.at).set("deadLetterTargetArn", q.at, l.node(q, 0)))
	}
	for _, name := range []string{"FilterPolicy", "FilterPolicyWithMessageBody"} {
		if f := o.get(name); f != nil {
			props.set("FilterPolicy", f.at, hide("a filter", f.at))
		}
	}
}

// notify lowers bucket.addEventNotification(event, new LambdaDestination(fn), filter).
func (l *lowering) notify(bucket, target *resource, filter *value, at arch.Range) {
	if bucket == nil || target == nil {
		return
	}
	config := bucket.props.get("NotificationConfiguration")
	if config == nil {
		config = mapping(at)
		bucket.props.set("NotificationConfiguration", at, config)
	}
	item := mapping(at)
	kind, key := "LambdaConfigurations", "Function"
	switch target.typ {
	case "AWS::SQS::Queue":
		kind, key = "QueueConfigurations", "Queue"
	case "AWS::SNS::Topic":
		kind, key = "TopicConfigurations", "Topic"
	}
	item.set(key, at, ref(target.logical, at))
	l.keyFilter(item, filter)
	config.add(kind, at, item)
}

func (l *lowering) keyFilter(item *node, filter *value) {
	rules := listOf(arch.Range{})
	for _, name := range []string{"Prefix", "Suffix"} {
		if v := filter.get(name); v != nil {
			rules.items = append(rules.items, mapping(v.at).set("Name", v.at, str(strings.ToLower(name), v.at)).set("Value", v.at, l.node(v, 0)))
		}
	}
	if len(rules.items) > 0 {
		rules.at = rules.items[0].at
		item.set("Filter", rules.at, mapping(rules.at).set("S3Key", rules.at, mapping(rules.at).set("Rules", rules.at, rules)))
	}
}

// rule lowers the schedule and targets of a rule.
func (l *lowering) rule(r *resource) {
	if s := r.obj.get("Schedule"); s != nil {
		r.props.set("ScheduleExpression", s.at, l.expression(s))
	}
	if on := r.obj.get("Enabled"); on != nil && on.s == "false" {
		r.props.set("State", on.at, str("DISABLED", on.at))
	}
	if targets := r.obj.get("Targets"); targets != nil {
		for _, t := range targets.items {
			l.ruleTarget(r, t)
		}
	}
}

func (l *lowering) ruleTarget(r *resource, v *value) {
	if n := l.eventTarget(v); n != nil {
		r.props.add("Targets", v.at, n)
	}
}

// eventTarget lowers new LambdaFunction(fn, {retryAttempts}) and its relatives.
func (l *lowering) eventTarget(v *value) *node {
	o := v.object()
	if o == nil || !isTarget(o.class) {
		return nil
	}
	out := mapping(v.at).set("Id", v.at, str("Target", v.at))
	if to := first(o); to != nil && to.kind != vMap {
		out.set("Arn", to.at, l.node(to, 0))
	}
	if task := o.get("TaskDefinition"); task != nil {
		out.set("EcsParameters", task.at, mapping(task.at).set("TaskDefinitionArn", task.at, l.node(task, 0)))
	}
	if q := o.get("DeadLetterQueue"); q != nil {
		out.set("DeadLetterConfig", q.at, mapping(q.at).set("Arn", q.at, l.node(q, 0)))
	}
	retry := mapping(v.at)
	if n := o.get("RetryAttempts"); n != nil {
		retry.set("MaximumRetryAttempts", n.at, l.node(n, 0))
	}
	if n := o.arg(9, "MaxEventAge"); n != nil {
		retry.set("MaximumEventAgeInSeconds", n.at, l.node(n, 0))
	}
	if len(retry.pairs) > 0 {
		out.set("RetryPolicy", v.at, retry)
	}
	return out
}

// schedule lowers a schedule of its own service.
func (l *lowering) schedule(r *resource) {
	if s := r.obj.get("Schedule"); s != nil {
		r.props.set("ScheduleExpression", s.at, l.expression(s))
	}
	if t := r.obj.get("Target"); t != nil {
		r.props.set("Target", t.at, l.eventTarget(t))
	}
}

// expression writes a schedule as the platform has it.
func (l *lowering) expression(v *value) *node {
	o := v.object()
	if o == nil || len(o.args) == 0 {
		return hide("a schedule that is not written here", v.at)
	}
	switch o.class[strings.LastIndexByte(o.class, '.')+1:] {
	case "Expression":
		return str(o.args[0].text(), v.at)
	case "Rate":
		if d := o.args[0].object(); d != nil && len(d.args) > 0 && d.args[0].text() != "" {
			unit := strings.ToLower(d.class[strings.LastIndexByte(d.class, '.')+1:])
			if d.args[0].text() == "1" {
				unit = strings.TrimSuffix(unit, "s")
			}
			return str("rate("+d.args[0].text()+" "+unit+")", v.at)
		}
	case "Cron":
		return l.cron(o, v.at)
	}
	return hide("a schedule that is not written here", v.at)
}

func (l *lowering) cron(o *object, at arch.Range) *node {
	day, week := "*", "?"
	if o.get("WeekDay") != nil {
		day, week = "?", "*"
	}
	words := []string{"*", "*", day, "*", week, "*"}
	for i, name := range []string{"Minute", "Hour", "Day", "Month", "WeekDay", "Year"} {
		if v := o.get(name); v != nil {
			if words[i] = v.text(); words[i] == "" {
				return hide("a schedule that is not written here", at)
			}
		}
	}
	return str("cron("+strings.Join(words, " ")+")", at)
}

// engine writes the engine of a database.
func (l *lowering) engine(r *resource) {
	e := r.obj.get("Engine")
	name := e.enum()
	if o := e.object(); o != nil {
		name = o.class[strings.LastIndexByte(o.class, '.')+1:]
	}
	if name != "" {
		r.props.set("Engine", e.at, str(strings.ToLower(name), e.at))
	}
}

// proxy lowers the database that a proxy stands in front of.
func (l *lowering) proxy(r *resource) {
	target := r.obj.get("ProxyTarget").object()
	if db := l.behind(first(target)); db != nil {
		l.proxyFor(r, db)
	}
}

func (l *lowering) proxyFor(proxy, db *resource) {
	key := "DBInstanceIdentifiers"
	if db.typ == "AWS::RDS::DBCluster" {
		key = "DBClusterIdentifiers"
	}
	g := l.helper("AWS::RDS::DBProxyTargetGroup", proxy.at)
	g.props.set("DBProxyName", proxy.at, ref(proxy.logical, proxy.at))
	g.props.set(key, proxy.at, listOf(proxy.at, ref(db.logical, proxy.at)))
}
