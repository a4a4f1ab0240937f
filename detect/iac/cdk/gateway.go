package cdk

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
)

// proxyAPI lowers an API with one function or workflow behind all of its routes, unless
// routes are added one by one.
func (l *lowering) proxyAPI(r *resource) {
	to := r.obj.get("Handler")
	if to == nil {
		to = r.obj.get("StateMachine")
	}
	if proxy := r.obj.get("Proxy"); to == nil || proxy != nil && proxy.s == "false" {
		return
	}
	at := to.at
	res := l.helper("AWS::ApiGateway::Resource", at)
	res.props.set("ParentId", at, getAtt(r.logical, "RootResourceId", at)).set("PathPart", at, str("{proxy+}", at))
	l.method(r, ref(res.logical, at), "ANY", l.uri(l.node(to, 0), at), r.at)
}

func (l *lowering) uri(target *node, at arch.Range) *node {
	return mapping(at).set("Type", at, str("AWS_PROXY", at)).set("Uri", at, target)
}

func (l *lowering) method(api *resource, id *node, method string, integration *node, at arch.Range) {
	m := l.helper("AWS::ApiGateway::Method", at)
	m.props.set("RestApiId", at, ref(api.logical, at)).set("ResourceId", at, id).set("HttpMethod", at, str(method, at)).set("Integration", at, integration)
}

// restCall lowers the methods of a REST API's resources.
func (l *lowering) restCall(o *object) {
	api := l.behind(o.recv)
	switch {
	case api == nil || api.typ != "AWS::ApiGateway::RestApi":
	case o.method == "AddMethod":
		integration := o.arg(1, "Integration")
		if integration == nil || integration.kind == vNull {
			integration = l.inheritedIntegration(o.recv)
		}
		if n := l.integration(integration); n != nil {
			l.authorized(api, argument(o, 2))
			l.method(api, l.resourceID(o.recv, api, 0), orElse(o.arg(0, "HttpMethod").text(), "ANY"), n, o.at)
		}
	case o.method == "AddProxy":
		on := o.get("AnyMethod")
		integration := o.get("DefaultIntegration")
		if integration == nil {
			integration = l.inheritedIntegration(o.recv)
		}
		if n := l.integration(integration); n != nil && (on == nil || on.s != "false") {
			l.method(api, l.resourceID(&value{kind: vObject, obj: o}, api, 0), "ANY", n, o.at)
		}
	}
}

// authorized notes which API asks the function of an authorizer for leave.
func (l *lowering) authorized(api *resource, options *value) {
	if options == nil || options.get("Authorizer") == nil {
		options = api.obj.get("DefaultMethodOptions")
	}
	if a := l.resource(options.get("Authorizer")); a != nil && a.typ == "AWS::ApiGateway::Authorizer" {
		a.props.set("RestApiId", a.at, ref(api.logical, a.at))
	}
}

// inheritedIntegration is what a resource or API answers with where a method says
// nothing.
func (l *lowering) inheritedIntegration(v *value) *value {
	for range maxCalls {
		o := v.object()
		if v.kind == vAttr {
			o = v.obj
		}
		if o == nil {
			return nil
		}
		if d := o.get("DefaultIntegration"); d != nil {
			return d
		}
		if h := o.get("Handler"); o.made && h != nil { // LambdaRestApi without a proxy
			return &value{kind: vObject, at: h.at, obj: &object{class: "apigateway.LambdaIntegration", args: []*value{h}, at: h.at}}
		}
		if o.method == "" {
			return nil
		}
		v = o.recv
	}
	return nil
}

// integration lowers new LambdaIntegration(fn, {timeout}) and its relatives.
func (l *lowering) integration(v *value) *node {
	o := v.object()
	if o == nil || len(o.args) == 0 {
		return nil
	}
	_, name, _ := strings.Cut(o.class, ".")
	if strings.HasPrefix(name, "Mock") {
		return nil
	}
	var out *node
	switch name {
	case "HttpIntegration":
		out = mapping(v.at).set("Type", v.at, str("HTTP_PROXY", v.at)).set("Uri", v.at, l.node(o.args[0], 0))
	case "AwsIntegration", "Integration":
		out = mapping(v.at).set("Type", v.at, str("AWS", v.at)).set("Options", v.at, l.node(o.props(), 0))
	default:
		out = l.uri(l.node(o.args[0], 0), v.at)
		if name == "StepFunctionsIntegration.StartExecution" {
			out = mapping(v.at).set("Type", v.at, str("AWS", v.at)).set("Uri", v.at, mapping(v.at).set("Fn::Join", v.at,
				listOf(v.at, str("", v.at), listOf(v.at, str("states:action/StartSyncExecution ", v.at), l.node(o.args[0], 0)))))
		}
	}
	if t := o.get("Timeout"); t != nil {
		out.set("TimeoutInMillis", t.at, l.millis(t))
	}
	if params := o.get("RequestParameters"); params != nil {
		out.set("RequestParameters", params.at, l.node(params, 0))
	}
	return out
}

func (l *lowering) millis(v *value) *node {
	n := l.node(v, 0)
	if o := v.object(); o != nil && o.class == "core.Duration.Millis" {
		return l.node(first(o), 0)
	}
	if n != nil && n.bare {
		return &node{scalar: true, bare: true, s: n.s + "000", at: n.at}
	}
	return n
}

// resourceID is the resource of the template for a path of an API.
func (l *lowering) resourceID(v *value, api *resource, depth int) *node {
	o := v.object()
	root := getAtt(api.logical, "RootResourceId", v.at)
	if o == nil || o.method == "" || depth > maxCalls {
		return root
	}
	part := o.arg(0, "PathPart").text()
	switch o.method {
	case "AddResource":
	case "AddProxy":
		part = "{proxy+}"
	case "ResourceForPath":
		part = strings.Trim(part, "/")
	default:
		return l.resourceID(o.recv, api, depth+1)
	}
	if o.logical == "" {
		r := l.helper("AWS::ApiGateway::Resource", o.at)
		o.logical = r.logical
		r.props.set("ParentId", o.at, l.resourceID(o.recv, api, depth+1)).set("PathPart", o.at, str(part, o.at))
	}
	return ref(o.logical, v.at)
}

// httpAPI lowers what an HTTP API answers with by default.
func (l *lowering) httpAPI(r *resource) {
	if d := r.obj.get("DefaultIntegration"); d != nil {
		l.route(r, "$default", d, d.at)
	}
}

// socketAPI lowers the fixed routes of a WebSocket API.
func (l *lowering) socketAPI(r *resource) {
	r.props.set("ProtocolType", r.at, str("WEBSOCKET", r.at))
	for _, name := range []string{"Connect", "Disconnect", "Default"} {
		if o := r.obj.get(name + "RouteOptions"); o != nil && o.get("Integration") != nil {
			l.route(r, "$"+strings.ToLower(name), o.get("Integration"), o.at)
		}
	}
}

// httpRoute lowers a route that is a construct of its own.
func (l *lowering) httpRoute(r *resource) {
	key := r.obj.get("RouteKey").object()
	if key == nil || len(key.args) == 0 {
		return
	}
	method := "ANY"
	if len(key.args) > 1 {
		method = key.args[1].enum()
	}
	r.props.set("RouteKey", key.at, str(method+" "+key.args[0].text(), key.at))
	l.target(r, r.props.get("ApiId"), r.obj.get("Integration"), r.at)
}

// route makes a route of an API with its integration.
func (l *lowering) route(api *resource, key string, integration *value, at arch.Range) {
	r := l.helper("AWS::ApiGatewayV2::Route", at)
	r.props.set("ApiId", at, ref(api.logical, at)).set("RouteKey", at, str(key, at))
	l.target(r, ref(api.logical, at), integration, at)
}

func (l *lowering) target(route *resource, api *node, v *value, at arch.Range) {
	o := v.object()
	if o == nil {
		return
	}
	i := l.helper("AWS::ApiGatewayV2::Integration", at)
	i.props.set("ApiId", at, api)
	to := o.arg(1, "Handler")
	if to == nil || to.kind == vMap {
		to = first(o)
	}
	if h := o.get("Handler"); h != nil { // older versions take options alone
		to = h
	}
	if strings.HasSuffix(o.class, "AlbIntegration") || strings.HasSuffix(o.class, "NlbIntegration") || strings.HasSuffix(o.class, "HttpUrlIntegration") || to != nil {
		i.props.set("IntegrationUri", at, l.node(to, 0))
		if r := l.behind(to); r != nil {
			i.props.set("IntegrationUri", at, ref(r.logical, at))
		}
	}
	if t := o.get("Timeout"); t != nil {
		i.props.set("TimeoutInMillis", t.at, l.millis(t))
	}
	route.props.set("Target", at, mapping(at).set("Fn::Join", at, listOf(at, str("", at), listOf(at, str("integrations/", at), ref(i.logical, at)))))
}

// addRoutes lowers httpApi.addRoutes({path, methods, integration}).
func (l *lowering) addRoutes(api *resource, o *object) {
	if api == nil || o.get("Integration") == nil {
		return
	}
	var methods []string
	if list := o.get("Methods"); list != nil {
		for _, m := range list.items {
			if name := orElse(m.enum(), m.text()); name != "" {
				methods = append(methods, name)
			}
		}
	}
	if len(methods) == 0 {
		methods = []string{"ANY"}
	}
	if a := o.get("Authorizer").object(); a != nil && strings.HasSuffix(a.class, "LambdaAuthorizer") && len(a.args) > 1 {
		r := l.helper("AWS::ApiGatewayV2::Authorizer", a.at)
		r.props.set("ApiId", a.at, ref(api.logical, a.at)).set("AuthorizerUri", a.at, l.node(a.args[1], 0))
	}
	for _, m := range methods {
		l.route(api, m+" "+o.get("Path").text(), o.get("Integration"), o.at)
	}
}
