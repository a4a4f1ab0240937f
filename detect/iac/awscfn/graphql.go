package awscfn

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
)

// sourceProperties are where a data source of AppSync names what it works on, and the
// protocol in which it does.
var sourceProperties = []struct {
	path     []string
	protocol string
}{
	{[]string{"DynamoDBConfig", "TableName"}, "dynamodb"},
	{[]string{"EventBridgeConfig", "EventBusArn"}, "eventbridge"},
	{[]string{"OpenSearchServiceConfig", "Endpoint"}, "elasticsearch"},
	{[]string{"ElasticsearchConfig", "Endpoint"}, "elasticsearch"},
	{[]string{"RelationalDatabaseConfig", "RdsHttpEndpointConfig", "DbClusterIdentifier"}, "sql"},
	{[]string{"HttpConfig", "Endpoint"}, "http"},
}

// bindDataSource binds a function behind a GraphQL API, once for each field that it
// resolves, and links the API to other sources.
func (s *Stack) bindDataSource(r *resource) {
	id := s.SourceOf(r.get("ApiId"))
	if u := s.unitOf(r.get("LambdaConfig", "LambdaFunctionArn")); u != nil {
		s.resolvers(u, r, id)
	}
	for _, p := range sourceProperties {
		target := r.get(p.path...)
		if !target.Exists() || id == "" {
			continue
		}
		to := s.SourceOf(target)
		what := "data source " + r.logical
		switch res := s.repo.stores[to]; {
		case s.repo.units[to] != nil:
			s.Bind(s.repo.units[to], HTTP(r.key.At(), id, AppSync, "", ""), what)
		case res != nil && to != id && styles[res.Kind] != "":
			s.Link(iac.Link{From: id, To: to, Style: styles[res.Kind], Protocol: p.protocol, At: r.key.At(), What: what})
		case p.protocol == "http":
			s.forwardTo(id, arch.Trigger{At: r.key.At(), Path: r.logical}, target.Text())
		}
	}
}

// resolvers binds a function for the fields that its data source resolves, or once
// when none is declared.
func (s *Stack) resolvers(u *iac.Unit, source *resource, api string) {
	bound := false
	for _, r := range s.order {
		if r.typ != "AWS::AppSync::Resolver" || !s.uses(r, source) {
			continue
		}
		field := r.get("TypeName").String().V + "." + r.get("FieldName").String().V
		s.Bind(u, HTTP(r.key.At(), api, AppSync, "", field), "resolver "+field)
		bound = true
	}
	if !bound {
		s.Bind(u, HTTP(source.key.At(), api, AppSync, "", ""), "data source "+source.logical)
	}
}

// uses reports whether a resolver works with a data source, given by reference or by
// name.
func (s *Stack) uses(resolver, source *resource) bool {
	name := resolver.get("DataSourceName")
	if name.resource() == source {
		return true
	}
	text, own := name.String(), source.get("Name").String()
	return text.Known() && own.Known() && text.V == own.V
}

// bindGraphQL reads the data sources within SAM's own type.
func (s *Stack) bindGraphQL(r *resource) {
	id := s.ID(r.logical)
	for key, source := range r.get("DataSources", "Lambda").Pairs() {
		if u := s.unitOf(source.Get("FunctionArn")); u != nil {
			s.Bind(u, HTTP(key.At(), id, AppSync, "", ""), "data source "+key.Text())
		}
	}
	for key, source := range r.get("DataSources", "DynamoDb").Pairs() {
		if table := s.SourceOf(source.First("TableArn", "TableName")); table != "" {
			s.Link(iac.Link{From: id, To: table, Style: arch.Data, Protocol: "dynamodb", At: key.At(), What: "data source " + key.Text()})
		}
	}
}
