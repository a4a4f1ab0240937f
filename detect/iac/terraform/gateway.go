package terraform

import (
	"strconv"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// The constructs that stand in front of HTTP triggers.
const (
	restAPI      = "REST API"
	httpAPI      = "HTTP API"
	webSocketAPI = "WebSocket API"
	balancer     = "ALB"
	functionURL  = "function URL"
)

// fronts are those constructs by their resource types.
var fronts = map[string]string{"api-gateway-rest": restAPI, "api-gateway-http": httpAPI, "api-gateway-websocket": webSocketAPI, "alb": balancer}

// frontLimits are how long they wait for an answer.
var frontLimits = map[string]string{restAPI: limits.RESTAPITimeout, httpAPI: limits.HTTPAPITimeout, webSocketAPI: limits.WebSocketAPITimeout, balancer: limits.ALBIdleTimeout, "Front Door": "azure.frontdoor.response_timeout"}

func httpTrigger(at arch.Range, from, front, method, path string) arch.Trigger {
	t := arch.Trigger{Kind: arch.OnHTTP, At: at, From: from, Front: front, Method: strings.ToUpper(method), Path: path, Async: arch.Given(false, at)}
	if id := frontLimits[front]; id != "" && path != "$disconnect" { // nobody is left to wait for that
		t.Waits = limits.DefaultDuration(id, at)
	}
	return t
}

func declareAPI(r *root, v view) {
	k := kindInfo{arch.Gateway, "api-gateway-http", "aws", "name"}
	if p := v.get("protocol_type").String(); p.V == "WEBSOCKET" {
		k.typ = "api-gateway-websocket"
	}
	r.store(v, k)
}

// relateIntegration binds the function, or links the resource, behind a method of a
// REST API.
func relateIntegration(r *root, v view) {
	path := ""
	if ins := v.get("resource_id").Instances(); len(ins) > 0 {
		path = r.resourcePath(ins[0].ID(), 0)
	}
	t := httpTrigger(v.At, r.target(v.get("rest_api_id")), restAPI, v.get("http_method").String().V, path)
	t.Waits = scaled(v.get("timeout_milliseconds"), time.Millisecond).Or(t.Waits)
	if v.get("response_transfer_mode").String().V == "STREAM" { // the limit is for whole answers
		t.Waits = arch.Value[time.Duration]{}
	}
	params := v.get("request_parameters")
	for _, e := range params.Elems() {
		if strings.HasSuffix(strings.ToLower(e.Key), "x-amz-invocation-type") && strings.Contains(e.Node().String().V, "Event") {
			t.Async = arch.Given(true, e.Node().At())
			t.Waits = arch.Value[time.Duration]{}
		}
	}
	if r.action(t, v.get("uri"), v.get("request_templates"), params) {
		return
	}
	r.serve(t, v.get("uri"))
}

// action joins a route with what it works on when the integration is a call to a
// service's API: the queue, table or workflow is named in its parameters.
func (r *root) action(t arch.Trigger, uri eval.Node, where ...eval.Node) bool {
	text := uri.Text()
	literal := ""
	for _, p := range text.Parts {
		literal += p.Literal
	}
	if !strings.Contains(literal, ":action/") && !strings.Contains(literal, ":path/") && uri.Exists() {
		return false
	}
	for _, ref := range text.Refs() {
		if r.resolve(ref) != "" {
			return false // the path of a function or queue names it
		}
	}
	if !strings.HasSuffix(literal, "StartSyncExecution") && !strings.Contains(literal, ":dynamodb:") && !strings.Contains(literal, ":lambda:") {
		t.Async, t.Waits = arch.Given(true, t.At), arch.Value[time.Duration]{}
	}
	for _, n := range where {
		for _, e := range n.Elems() {
			for _, in := range e.Node().Instances() {
				if id := r.resolve(in.ID()); id != "" {
					r.answer(id, t)
					return true
				}
			}
		}
	}
	return false
}

func routeName(t arch.Trigger) string {
	return strings.TrimSpace("route " + strings.TrimSpace(t.Method+" "+t.Path))
}

// answer joins a route with a unit or resource.
func (r *root) answer(id string, t arch.Trigger) {
	if u := r.units[id]; u != nil {
		r.bind(u, t, routeName(t))
	} else if res := r.resources[id]; res != nil {
		r.linkTo(t.From, res, t, routeName(t))
	}
}

// resourcePath composes the path of a resource of a REST API from its ancestors.
func (r *root) resourcePath(id string, depth int) string {
	v, ok := r.byID[id]
	if !ok || depth > 16 {
		return ""
	}
	if v.kind != "aws_api_gateway_resource" {
		return "/"
	}
	parent := "/"
	if ins := v.get("parent_id").Instances(); len(ins) > 0 {
		parent = r.resourcePath(ins[0].ID(), depth+1)
	}
	return strings.TrimSuffix(parent, "/") + "/" + v.get("path_part").String().V
}

// serve joins a route with what answers it: a unit gets the trigger, a resource or
// another host a link.
func (r *root) serve(t arch.Trigger, to eval.Node) { r.serveText(t, to.Text()) }

func (r *root) serveText(t arch.Trigger, to iac.Text) {
	what := routeName(t)
	for _, ref := range to.Refs() {
		if id := r.resolve(ref); id != "" {
			r.answer(id, t)
			return
		}
	}
	if u := r.units[r.byName(to)]; u != nil && strings.Contains(to.V, ":function") {
		r.bind(u, t, what)
		return
	}
	if len(to.Parts) > 0 {
		if host, ok := hostOf(to.Parts[0].Literal); ok {
			r.link(iac.Link{From: t.From, ToHost: host, Style: arch.Sync, Protocol: "http", Path: t.Path, At: t.At, What: what})
		}
	}
}

// hostOf takes the host out of an address that is written in full.
func hostOf(s string) (string, bool) {
	_, rest, ok := strings.Cut(s, "://")
	if !ok {
		return "", false
	}
	host, _, _ := strings.Cut(rest, "/")
	return host, host != ""
}

// linkTo links a gateway or bus to a resource.
func (r *root) linkTo(from string, res *iac.Resource, t arch.Trigger, what string) {
	l := iac.Link{From: from, To: res.ID, Style: arch.Async, Protocol: res.Type, Path: t.Path, At: t.At, What: what}
	switch res.Kind {
	case arch.Datastore:
		l.Style = arch.Data
	case arch.Gateway:
		l.Style, l.Protocol = arch.Sync, "http"
	}
	r.link(l)
}

// relateRESTBody reads the OpenAPI document that a REST API may be made of.
func relateRESTBody(r *root, v view) { r.openAPI(v, restAPI) }

// relateHTTPAPI reads its document, or the one target of a quickly made API.
func relateHTTPAPI(r *root, v view) {
	r.openAPI(v, fronts[r.resources[v.id].Type])
	if target := v.get("target"); target.Exists() {
		r.serve(httpTrigger(target.At(), v.id, httpAPI, "", ""), target)
	}
	for _, attr := range []string{"routes", "integrations"} {
		for _, e := range v.get(attr).Elems() {
			r.moduleRoute(v, e)
		}
	}
}

// moduleRoute reads a route as the registry module takes it.
func (r *root) moduleRoute(v view, e eval.Elem) {
	method, path := routeKey(e.Key)
	n := e.Node()
	integration := n.Get("integration")
	if !integration.Exists() {
		integration = n
	}
	for _, attr := range []string{"uri", "lambda_arn", "integration_uri"} {
		if to := integration.Get(attr); to.Exists() {
			t := httpTrigger(n.At(), v.id, httpAPI, method, path)
			t.Waits = scaled(integration.Get("timeout_milliseconds"), time.Millisecond).Or(t.Waits)
			r.serve(t, to)
			return
		}
	}
}

func routeKey(key string) (method, path string) {
	if key == "$default" {
		return "", ""
	}
	method, path, ok := strings.Cut(key, " ")
	if !ok {
		return "", key // of a WebSocket API
	}
	return method, path
}

func relateRoute(r *root, v view) {
	api := r.target(v.get("api_id"))
	res := r.resources[api]
	if res == nil {
		return
	}
	method, path := routeKey(v.get("route_key").String().V)
	for _, in := range v.get("target").Instances() {
		i, ok := r.byID[in.ID()]
		if !ok || i.kind != "aws_apigatewayv2_integration" {
			continue
		}
		t := httpTrigger(v.At, api, fronts[res.Type], method, path)
		t.Waits = scaled(i.get("timeout_milliseconds"), time.Millisecond).Or(t.Waits)
		to := i.get("integration_uri")
		if r.action(t, to, i.get("request_parameters"), i.get("request_templates")) {
			continue
		}
		if tg := r.listenerGroups(to); len(tg) > 0 {
			for _, id := range tg {
				r.fronts[id] = append(r.fronts[id], front{t: t})
			}
			continue
		}
		r.serve(t, to)
	}
}

// listenerGroups returns the target groups behind a listener that an integration
// names through a VPC link.
func (r *root) listenerGroups(to eval.Node) []string {
	var out []string
	for _, in := range to.Instances() {
		l, ok := r.byID[in.ID()]
		if !ok || !strings.HasSuffix(l.kind, "lb_listener") {
			continue
		}
		for _, a := range l.all("default_action") {
			out = append(out, groupsOf(a)...)
		}
	}
	return out
}

// openAPI walks the routes of a document that is part of an API.
func (r *root) openAPI(v view, front string) {
	body := v.get("body")
	text, ok := body.Raw()
	if !ok || !strings.Contains(text, "paths") {
		return
	}
	at := body.At()
	docs, _ := yamldoc.Parse(at.File, []byte(text)) // a faulty document says nothing; its own positions would mean nothing
	if len(docs) == 0 {
		return
	}
	for path, methods := range docs[0].Get("paths").Pairs() {
		for method, op := range methods.Pairs() {
			integration := op.Get("x-amazon-apigateway-integration")
			uri := integration.Get("uri")
			if !uri.Exists() {
				continue
			}
			m := method.Text()
			if strings.HasPrefix(m, "x-") {
				m = ""
			}
			r.operation(httpTrigger(at, v.id, front, m, path.Text()), body, integration)
		}
	}
}

// operation reads the integration of one operation of a document.
func (r *root) operation(t arch.Trigger, body eval.Node, integration yamldoc.Node) {
	if ms, err := strconv.Atoi(integration.Get("timeoutInMillis").Text()); err == nil && ms > 0 && ms < 1e9 {
		t.Waits = arch.Given(time.Duration(ms)*time.Millisecond, t.At)
	}
	if integration.Get("responseTransferMode").Text() == "STREAM" {
		t.Waits = arch.Value[time.Duration]{}
	}
	uri := body.Part(integration.Get("uri").Text())
	if !strings.Contains(integration.Get("uri").Text(), ":action/") {
		r.serveText(t, uri)
		return
	}
	for _, tmpl := range integration.Get("requestTemplates").Pairs() {
		for _, ref := range body.Part(tmpl.Text()).Refs() {
			if id := r.resolve(ref); id != "" {
				r.answer(id, t)
				return
			}
		}
	}
}
