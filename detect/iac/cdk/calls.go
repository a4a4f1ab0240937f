package cdk

import "strings"

// call lowers a call on something that the CDK made.
func (l *lowering) call(o *object) {
	on := l.behind(o.recv)
	if on == nil {
		l.indirect(o)
		return
	}
	switch o.method {
	case "AddEventSource":
		l.eventSource(on, first(o).object(), o.at)
	case "AddEnvironment":
		l.addEnvironment(on, o)
	case "AddFunctionUrl":
		u := l.helper("AWS::Lambda::Url", o.at)
		u.props.set("TargetFunctionArn", o.at, ref(on.logical, o.at))
	case "AddAlias":
		l.alias(on, o)
	case "AddEventSourceMapping":
		m := l.helper("AWS::Lambda::EventSourceMapping", o.at)
		m.obj = o
		l.options(m, "")
		m.props.set("FunctionName", o.at, ref(on.logical, o.at))
	case "ConfigureAsyncInvoke":
		l.invokeConfig(l.helper("AWS::Lambda::EventInvokeConfig", o.at), on, o)
	case "AddSubscription":
		l.subscribe(on, first(o).object(), o.at)
	case "AddEventNotification":
		l.notify(on, l.destination(o.arg(1, "Dest")), argument(o, 2), o.at)
	case "AddObjectCreatedNotification", "AddObjectRemovedNotification":
		l.notify(on, l.destination(o.arg(0, "Dest")), argument(o, 1), o.at)
	case "AddTarget":
		l.ruleTarget(on, o.arg(0, "Target"))
	case "AddContainer":
		l.container(on, first(o).text(), o, o.props(), o.at)
	case "AutoScaleTaskCount":
		l.scaling(on, o)
	case "AddRoutes":
		l.addRoutes(on, o)
	case "AddRoute":
		if on.typ == "AWS::ApiGatewayV2::Api" && o.get("Integration") != nil {
			l.route(on, first(o).text(), o.get("Integration"), o.at)
		}
	case "AddMethod", "AddProxy":
		l.restCall(o)
	case "AddTrigger":
		if fn := argument(o, 1); fn != nil {
			config := on.props.get("LambdaConfig")
			if config == nil {
				config = mapping(o.at)
				on.props.set("LambdaConfig", o.at, config)
			}
			config.set(orElse(pascal(strings.ToLower(first(o).enum())), "Trigger"), o.at, l.node(fn, 0))
		}
	case "AddLambdaDataSource", "AddDynamoDbDataSource":
		l.dataSource(on, o)
	case "AddProxyFor", "AddDatabaseProxy":
	default:
		l.indirect(o)
	}
}

// argument returns a positional argument, nil when there are fewer.
func argument(o *object, i int) *value {
	if i < len(o.args) {
		return o.args[i]
	}
	return o.props()
}

// destination is what a notification goes to.
func (l *lowering) destination(v *value) *resource {
	if o := v.object(); o != nil && isTarget(o.class) {
		return l.behind(first(o))
	}
	return l.behind(v)
}

// addEnvironment sets a variable of a function, or of a container that the call is made
// on.
func (l *lowering) addEnvironment(r *resource, o *object) {
	if len(o.args) < 2 || o.args[0].text() == "" {
		return
	}
	name, v := o.args[0], o.args[1]
	if c := containerOf(o.recv); c != nil {
		c.add("Environment", o.at, l.variable(name.text(), name.at, v))
		return
	}
	if r.typ != "AWS::Lambda::Function" {
		return
	}
	env := r.props.get("Environment")
	if env == nil {
		env = mapping(o.at)
		r.props.set("Environment", o.at, env)
	}
	vars := env.get("Variables")
	if vars == nil {
		vars = mapping(o.at)
		env.set("Variables", o.at, vars)
	}
	if !vars.scalar {
		vars.set(name.text(), name.at, l.node(v, 0))
	}
}

func containerOf(v *value) *node {
	if v == nil {
		return nil
	}
	if v.obj != nil {
		return v.obj.container
	}
	return nil
}

// indirect lowers calls on parts of a construct: a listener, a container.
func (l *lowering) indirect(o *object) {
	switch o.method {
	case "AddPortMappings":
		if c := containerOf(o.recv); c != nil {
			for _, p := range o.args {
				l.portMapping(c, p)
			}
		}
	case "AddTargets", "AddTargetGroups":
		lb := l.behind(o.recv)
		if lb == nil || lb.typ != "AWS::ElasticLoadBalancingV2::LoadBalancer" {
			return
		}
		pattern := ""
		if cond := o.get("Conditions"); cond != nil && len(cond.items) > 0 {
			if list := first(cond.items[0].object()); list != nil && len(list.items) > 0 {
				pattern = list.items[0].text()
			}
		}
		if targets := o.get("Targets"); targets != nil {
			for _, t := range targets.items {
				if isLoadTarget(t) {
					t = first(t.object())
				}
				if r := l.behind(t); r != nil {
					l.listen(lb, r, pattern, o.at)
				}
			}
		}
	}
}

// isLoadTarget reports whether a value only wraps what a load balancer leads to.
func isLoadTarget(v *value) bool {
	o := v.object()
	return o != nil && strings.HasPrefix(o.class, "elasticloadbalancingv2targets.")
}

func (l *lowering) alias(fn *resource, o *object) {
	a := l.helper("AWS::Lambda::Alias", o.at)
	a.props.set("FunctionName", o.at, ref(fn.logical, o.at)).set("Name", o.at, l.node(first(o), 0))
	if n := o.get("ProvisionedConcurrentExecutions"); n != nil {
		a.props.set("ProvisionedConcurrencyConfig", n.at, mapping(n.at).set("ProvisionedConcurrentExecutions", n.at, l.node(n, 0)))
	}
}

// scaling lowers how far a service scales, and by what.
func (l *lowering) scaling(service *resource, o *object) {
	s := l.helper("AWS::ApplicationAutoScaling::ScalableTarget", o.at)
	s.props.set("ResourceId", o.at, ref(service.logical, o.at)).set("ServiceNamespace", o.at, str("ecs", o.at))
	for _, name := range []string{"MinCapacity", "MaxCapacity"} {
		if v := o.get(name); v != nil {
			s.props.set(name, v.at, l.node(v, 0))
		}
	}
	metrics := map[string]string{"ScaleOnCpuUtilization": "ECSServiceAverageCPUUtilization", "ScaleOnMemoryUtilization": "ECSServiceAverageMemoryUtilization", "ScaleOnRequestCount": "ALBRequestCountPerTarget"}
	for _, c := range o.calls {
		if !strings.HasPrefix(c.method, "ScaleOn") && c.method != "ScaleToTrackCustomMetric" {
			continue
		}
		p := l.helper("AWS::ApplicationAutoScaling::ScalingPolicy", c.at)
		p.props.set("ScalingTargetId", c.at, ref(s.logical, c.at)).set("PolicyType", c.at, str("TargetTrackingScaling", c.at))
		if m := metrics[c.method]; m != "" {
			spec := mapping(c.at).set("PredefinedMetricType", c.at, str(m, c.at))
			p.props.set("TargetTrackingScalingPolicyConfiguration", c.at, mapping(c.at).set("PredefinedMetricSpecification", c.at, spec))
		}
	}
}

func (l *lowering) dataSource(api *resource, o *object) {
	if api.typ != "AWS::AppSync::GraphQLApi" || len(o.args) < 2 {
		return
	}
	d := l.helper("AWS::AppSync::DataSource", o.at)
	d.props.set("ApiId", o.at, getAtt(api.logical, "ApiId", o.at))
	if o.method == "AddLambdaDataSource" {
		d.props.set("LambdaConfig", o.at, mapping(o.at).set("LambdaFunctionArn", o.at, l.node(o.args[1], 0)))
		return
	}
	d.props.set("DynamoDBConfig", o.at, mapping(o.at).set("TableName", o.at, l.node(o.args[1], 0)))
}
