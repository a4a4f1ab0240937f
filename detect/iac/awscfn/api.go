package awscfn

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/limits"
	"github.com/archvet/archvet/detect/source/yamldoc"
)

// fronts name the API types as people do.
var fronts = map[string]string{
	"api-gateway-rest": RESTAPI, "api-gateway-http": HTTPAPI, "api-gateway-websocket": WebSocketAPI,
}

func (s *Stack) declareAPI(r *resource) {
	res := s.declareResource(r)
	if r.get("ProtocolType").String().V == "WEBSOCKET" {
		res.Type = "api-gateway-websocket"
	}
}

func (s *Stack) frontOf(id string) string {
	if r := s.repo.stores[id]; r != nil && fronts[r.Type] != "" {
		return fronts[r.Type]
	}
	return ""
}

// bindBody reads the OpenAPI definition of an API, and the target of a quick one.
func (s *Stack) bindBody(r *resource) {
	id := s.ID(r.logical)
	if target := r.get("Target"); target.Exists() {
		s.route(HTTP(r.key.At(), id, s.frontOf(id), "", "$default"), target)
	}
	for key, authorizer := range r.get("Auth", "Authorizers").Pairs() {
		s.authorize(id, key.At(), authorizer.Get("FunctionArn"), key.Text())
	}
	body := r.First("DefinitionBody", "Body")
	if !body.Exists() {
		if p, ok := s.localFile(r.First("DefinitionUri", "BodyS3Location")); ok {
			body = s.View(s.repo.Document(p))
		}
	}
	for pattern, methods := range body.Get("paths").Pairs() {
		for method, op := range methods.Pairs() {
			if name := method.Text(); len(name) <= 7 || name == "x-amazon-apigateway-any-method" {
				name = strings.TrimSuffix(strings.TrimPrefix(name, "x-amazon-apigateway-"), "-method")
				s.openapi(id, name, pattern.Text(), method, op.Get("x-amazon-apigateway-integration"))
			}
		}
	}
}

func (s *Stack) openapi(id, method, pattern string, key yamldoc.Node, integration View) {
	if !integration.Exists() {
		return
	}
	t := HTTP(key.At(), id, s.frontOf(id), method, pattern)
	if limit := integration.Get("timeoutInMillis"); limit.Exists() {
		t.Waits = limit.Millis()
	}
	if streams(integration.Get("responseTransferMode"), integration.Get("uri")) {
		t.Waits = arch.Value[time.Duration]{}
	}
	if invokesAsync(integration.Get("requestParameters")) || integration.Get("requestParameters", "integration.request.header.X-Amz-Invocation-Type").Exists() {
		t.Async = arch.Given(true, t.At)
	}
	s.integrate(id, t, integration.Get("uri"), integration)
}

// authorize binds the function that an API asks for leave before it calls another.
func (s *Stack) authorize(id string, at arch.Range, target View, name string) {
	t := HTTP(at, id, s.frontOf(id), "", "")
	u := s.repo.units[s.SourceOf(target)]
	for _, ref := range target.Text().Refs() {
		if u == nil {
			u = s.repo.units[ref]
		}
	}
	if u != nil {
		s.Bind(u, t, Authorizer+" "+name)
	}
}

func (s *Stack) bindAuthorizer(r *resource) {
	s.authorize(s.SourceOf(r.First("RestApiId", "ApiId")), r.key.At(), r.get("AuthorizerUri"), r.logical)
}

// streams reports whether an integration hands the answer on while it is made, so that
// the limit for whole answers does not hold.
func streams(mode, uri View) bool {
	return mode.String().V == "STREAM" || strings.Contains(literals(uri.Text()), "response-streaming-invocations")
}

func invokesAsync(params View) bool {
	for key, value := range params.Pairs() {
		if strings.EqualFold(key.Text(), "integration.request.header.X-Amz-Invocation-Type") {
			return strings.Trim(value.String().V, "'\"") == "Event"
		}
	}
	return false
}

// integrate binds what an integration leads to: the function or service of its URI,
// or the queues, tables and workflows that it works on directly.
func (s *Stack) integrate(id string, t arch.Trigger, uri, integration View) {
	if s.route(t, uri) {
		return
	}
	refs := deepRefs(integration)
	if len(refs) == 0 {
		s.forwardTo(id, t, uri.Text())
	}
	for _, to := range refs {
		if u := s.repo.units[to]; u != nil {
			if u.Kind == arch.Workflow && !strings.Contains(literals(uri.Text()), "StartSyncExecution") {
				t = Starts(t)
			}
			s.Bind(u, t, "route "+t.Path)
			continue
		}
		if r := s.repo.stores[to]; r != nil && styles[r.Kind] != "" && to != id {
			s.Link(iac.Link{From: id, To: to, Style: styles[r.Kind], Protocol: r.Type, Path: t.Path, At: t.At, What: "route " + t.Path})
		}
	}
}

// styles are those of direct calls to a resource.
var styles = map[arch.ResourceKind]arch.EdgeStyle{arch.Broker: arch.Async, arch.Datastore: arch.Data, arch.Gateway: arch.Sync}

// route binds a unit that the target names, and reports whether it does.
func (s *Stack) route(t arch.Trigger, target View) bool {
	u := s.repo.units[s.SourceOf(target)]
	if u == nil {
		for _, id := range target.Text().Refs() {
			if u = s.repo.units[id]; u != nil {
				break
			}
		}
	}
	if u == nil {
		return false
	}
	s.Bind(u, t, "route "+t.Path)
	return true
}

// forwardTo links a gateway to a host that is written in an integration.
func (s *Stack) forwardTo(id string, t arch.Trigger, uri iac.Text) {
	_, rest, ok := strings.Cut(literals(uri), "://")
	if !ok || !uri.Known() {
		return
	}
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, ":")
	if host != "" && !strings.ContainsAny(host, "{}") {
		s.Link(iac.Link{From: id, ToHost: host, Style: arch.Sync, Protocol: "http", Path: t.Path, At: t.At, What: "route " + t.Path})
	}
}

// literals joins the literal parts of a text.
func literals(t iac.Text) string {
	var b strings.Builder
	for _, p := range t.Parts {
		b.WriteString(p.Literal)
	}
	return b.String()
}

// deepRefs returns the IDs that any text below a node refers to, in order.
func deepRefs(v View) []string {
	var refs []string
	var walk func(View, int)
	walk = func(v View, depth int) {
		if depth > 12 || len(refs) > 200 {
			return
		}
		name, _ := v.call()
		if v.Kind() == yamldoc.Scalar || name != "" {
			for _, id := range v.Text().Refs() {
				if !slices.Contains(refs, id) {
					refs = append(refs, id)
				}
			}
			return
		}
		for _, w := range v.Pairs() {
			walk(w, depth+1)
		}
		for w := range v.Items() {
			walk(w, depth+1)
		}
	}
	walk(v, 0)
	return refs
}

func (s *Stack) bindMethod(r *resource) {
	id := s.SourceOf(r.get("RestApiId"))
	integration := r.get("Integration")
	if !integration.Exists() || integration.Get("Type").String().V == "MOCK" {
		return
	}
	t := HTTP(r.key.At(), id, RESTAPI, r.get("HttpMethod").String().V, resourcePath(r.get("ResourceId"), 0))
	if limit := integration.Get("TimeoutInMillis"); limit.Exists() {
		t.Waits = limit.Millis()
	}
	if streams(integration.Get("ResponseTransferMode"), integration.Get("Uri")) {
		t.Waits = arch.Value[time.Duration]{}
	}
	if invokesAsync(integration.Get("RequestParameters")) {
		t.Async = arch.Given(true, t.At)
	}
	s.integrate(id, t, integration.Get("Uri"), integration)
}

// resourcePath puts the path of an API's resource together from its parents.
func resourcePath(v View, depth int) string {
	parent := v.resource()
	if parent == nil || parent.typ != "AWS::ApiGateway::Resource" || depth > 20 {
		return "/"
	}
	return path.Join(resourcePath(parent.get("ParentId"), depth+1), parent.get("PathPart").String().V)
}

func (s *Stack) bindRoute(r *resource) {
	integration := r.get("Target").resource()
	if integration == nil || integration.typ != "AWS::ApiGatewayV2::Integration" {
		return
	}
	id := s.SourceOf(r.get("ApiId"))
	method, pattern, _ := strings.Cut(r.get("RouteKey").String().V, " ")
	if pattern == "" {
		method, pattern = "", method
	}
	front := s.frontOf(id)
	if front == "" {
		front = HTTPAPI
	}
	t := HTTP(r.key.At(), id, front, method, pattern)
	if limit := integration.get("TimeoutInMillis"); limit.Exists() {
		t.Waits = limit.Millis()
	}
	s.integrate(id, t, integration.get("IntegrationUri"), integration.props)
}

func (s *Stack) bindDistribution(r *resource) {
	id := s.ID(r.logical)
	config := r.get("DistributionConfig")
	behaviors := []View{config.Get("DefaultCacheBehavior")}
	for b := range config.Get("CacheBehaviors").Items() {
		behaviors = append(behaviors, b)
	}
	for _, b := range behaviors {
		for edge := range b.Get("LambdaFunctionAssociations").Items() {
			if u := s.unitOf(edge.Get("LambdaFunctionARN")); u != nil {
				s.Bind(u, HTTP(edge.At(), id, CloudFront, "", b.Get("PathPattern").String().V), "edge function")
			}
		}
	}
	for origin := range config.Get("Origins").Items() {
		for _, to := range origin.Get("DomainName").Text().Refs() {
			if u := s.repo.units[to]; u != nil {
				t := HTTP(origin.At(), id, CloudFront, "", "")
				t.Waits = origin.Get("CustomOriginConfig", "OriginReadTimeout").Seconds().Or(limits.DefaultDuration(originTimeout, t.At))
				s.Bind(u, t, "origin")
			} else if to != id {
				s.Link(iac.Link{From: id, To: to, Style: arch.Sync, Protocol: "http", At: origin.At(), What: "origin"})
			}
		}
	}
}
