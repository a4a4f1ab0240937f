package cdk

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// taskAction says what a task of a workflow calls: the action as the platform names it,
// and the option that names what it works on with the parameter for it.
type taskAction struct{ action, option, param string }

func taskActions(class string) (taskAction, bool) {
	a, ok := map[string]taskAction{
		"LambdaInvoke":                  {"lambda:invoke", "LambdaFunction", "FunctionName"},
		"SqsSendMessage":                {"sqs:sendMessage", "Queue", "QueueUrl"},
		"SnsPublish":                    {"sns:publish", "Topic", "TopicArn"},
		"DynamoPutItem":                 {"dynamodb:putItem", "Table", "TableName"},
		"DynamoGetItem":                 {"dynamodb:getItem", "Table", "TableName"},
		"DynamoUpdateItem":              {"dynamodb:updateItem", "Table", "TableName"},
		"DynamoDeleteItem":              {"dynamodb:deleteItem", "Table", "TableName"},
		"EventBridgePutEvents":          {"events:putEvents", "Entries", "Entries"},
		"StepFunctionsStartExecution":   {"states:startExecution", "StateMachine", "StateMachineArn"},
		"EcsRunTask":                    {"ecs:runTask", "TaskDefinition", "TaskDefinition"},
		"HttpInvoke":                    {"http:invoke", "ApiRoot", "ApiEndpoint"},
		"CallApiGatewayRestApiEndpoint": {"apigateway:invoke", "Api", "ApiEndpoint"},
		"CallApiGatewayHttpApiEndpoint": {"apigateway:invoke", "ApiId", "ApiEndpoint"},
	}[class]
	return a, ok
}

// stateMachine lowers a workflow: the tasks that its definition reaches, or the file
// that holds it.
func (l *lowering) stateMachine(r *resource) {
	o := r.obj
	body := o.get("DefinitionBody")
	if body == nil {
		body = o.get("Definition")
	}
	if body == nil {
		return
	}
	if b := body.object(); b != nil {
		switch b.class {
		case "stepfunctions.DefinitionBody.FromFile":
			d := l.place(b, first(b), "asl")
			if d.why == "" {
				r.props.set("DefinitionUri", d.at, str(l.relative(d.dir), d.at))
			}
			return
		case "stepfunctions.DefinitionBody.FromString":
			r.props.set("DefinitionString", b.at, l.node(first(b), 0))
			return
		case "stepfunctions.DefinitionBody.FromChainable":
			body = first(b)
		}
	}
	states := mapping(body.at)
	w := walker{l: l, states: states, seen: map[*object]bool{}}
	w.value(body, 0)
	definition := mapping(body.at).set("States", body.at, states)
	if v := o.get("Timeout"); v != nil {
		definition.set("TimeoutSeconds", v.at, l.node(v, 0)) // the construct writes it into the definition
	}
	r.props.set("Definition", body.at, definition)
}

// relative writes a path of the repository as seen from the app.
func (l *lowering) relative(p string) string {
	up := ""
	if l.ev.dir != "." {
		up = strings.Repeat("../", strings.Count(l.ev.dir, "/")+1)
	}
	return "./" + up + p
}

// walker collects the tasks that a chain reaches.
type walker struct {
	l      *lowering
	states *node
	seen   map[*object]bool
	steps  int
}

func (w *walker) value(v *value, depth int) {
	if w.steps++; v == nil || depth > maxNesting || w.steps > maxSteps {
		return
	}
	switch v.kind {
	case vList:
		for _, item := range v.items {
			w.value(item, depth+1)
		}
	case vObject, vAttr:
		w.object(v.obj, depth)
	case vInstance: // an own fragment
		if v.inst.super != nil {
			w.object(v.inst.super, depth)
		}
	case vMap:
		for _, f := range v.fields {
			w.value(f.val, depth+1)
		}
	}
}

func (w *walker) object(o *object, depth int) {
	if o == nil || w.seen[o] {
		return
	}
	w.seen[o] = true
	pkg, class, _ := strings.Cut(o.class, ".")
	switch pkg {
	case "stepfunctionstasks":
		w.task(o, class)
	case "stepfunctions", "":
		if class == "Task" {
			w.wrapped(o)
		}
	default:
		return
	}
	w.value(o.recv, depth+1)
	if o.method != "" || strings.HasPrefix(class, "Chain.") {
		for _, a := range o.args {
			w.value(a, depth+1)
		}
	}
	for _, c := range o.calls {
		w.object(c, depth+1)
	}
}

// wrapped adds a task as the first version of the library has it: a state around what
// it does.
func (w *walker) wrapped(o *object) {
	inner := o.get("Task").object()
	if inner == nil || len(inner.args) == 0 {
		return
	}
	_, class, _ := strings.Cut(inner.class, ".")
	how, ok := map[string]taskAction{
		"RunLambdaTask":  {"lambda:invoke", "", "FunctionName"},
		"InvokeFunction": {"lambda:invoke", "", "FunctionName"},
		"SendToQueue":    {"sqs:sendMessage", "", "QueueUrl"},
		"PublishToTopic": {"sns:publish", "", "TopicArn"},
		"StartExecution": {"states:startExecution", "", "StateMachineArn"},
	}[class]
	if !ok {
		return
	}
	at := o.at
	state := mapping(at).set("Type", at, str("Task", at)).set("Resource", at, str("arn:aws:states:::"+how.action, at))
	state.set("Parameters", at, mapping(at).set(how.param, at, w.l.node(inner.args[0], 0)))
	w.bounds(state, o)
	w.failures(state, o, class)
	w.states.set(orElse(o.id.text(), class), at, state)
}

// task adds the state of a task.
func (w *walker) task(o *object, class string) {
	at := o.at
	name := class
	if o.id != nil {
		name = orElse(o.id.text(), class)
	}
	how, known := taskActions(class)
	action := "arn:aws:states:::" + how.action
	params := mapping(at)
	if known {
		params.set(how.param, at, w.l.node(o.get(how.option), 0))
	} else {
		action = "arn:aws:states:::aws-sdk:" + class
		if service, call := o.get("Service").text(), o.get("Action").text(); service != "" && call != "" {
			action = "arn:aws:states:::aws-sdk:" + service + ":" + call
		}
		if p := o.get("Parameters"); p != nil {
			params = w.l.plainParams(p)
		}
	}
	switch o.get("IntegrationPattern").enum() {
	case "RUN_JOB":
		action += ".sync"
	case "WAIT_FOR_TASK_TOKEN":
		action += ".waitForTaskToken"
	}
	if t := o.get("InvocationType").enum(); t == "EVENT" {
		params.set("InvocationType", at, str("Event", at))
	}
	state := mapping(at).set("Type", at, str("Task", at)).set("Resource", at, str(action, at)).set("Parameters", at, params)
	w.bounds(state, o)
	w.failures(state, o, class)
	w.states.set(name, at, state)
}

func (l *lowering) plainParams(v *value) *node {
	if n := l.node(v, 0); n != nil && !n.scalar && !n.list {
		return n
	}
	return mapping(v.at)
}

// bounds lowers how long a task may take.
func (w *walker) bounds(state *node, o *object) {
	for from, to := range map[string]string{"Timeout": "TimeoutSeconds", "TaskTimeout": "TimeoutSeconds", "Heartbeat": "HeartbeatSeconds", "HeartbeatTimeout": "HeartbeatSeconds"} {
		v := o.get(from)
		if v == nil {
			continue
		}
		if t := v.object(); t != nil && t.class == "stepfunctions.Timeout.Duration" {
			v = first(t)
		}
		state.set(to, v.at, w.l.node(v, 0))
	}
}

// failures lowers what becomes of a task that fails. A Lambda task is retried unless
// that is switched off.
func (w *walker) failures(state *node, o *object, class string) {
	def := o.get("RetryOnServiceExceptions")
	if class == "LambdaInvoke" && (def == nil || def.s != "false") {
		state.add("Retry", o.at, w.handler("Lambda.ServiceException", o.at))
	}
	for _, c := range o.calls {
		switch c.method {
		case "AddRetry":
			state.add("Retry", c.at, w.handler("States.ALL", c.at))
		case "AddCatch":
			state.add("Catch", c.at, w.handler("States.ALL", c.at))
		}
	}
}

func (w *walker) handler(failure string, at arch.Range) *node {
	return mapping(at).set("ErrorEquals", at, listOf(at, str(failure, at)))
}
