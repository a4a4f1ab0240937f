package serverless

import (
	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/awscfn"
)

// proxied are the services to which a plugin lets the API lead by itself, and where
// each names its target.
var proxied = []struct{ key, target string }{
	{"sqs", "queueName"}, {"sns", "topicName"}, {"kinesis", "streamName"}, {"dynamodb", "tableName"}, {"s3", "bucket"}, {"eventbridge", "eventBusName"},
}

// serviceProxies reads the routes of serverless-apigateway-service-proxy.
func (s *service) serviceProxies() {
	for item := range s.doc.Get("custom", "apiGatewayServiceProxies").Items() {
		for _, p := range proxied {
			route := item.Get(p.key)
			if !route.Exists() {
				continue
			}
			to := s.Resource(s.SourceOf(route.Get(p.target)))
			if to == nil {
				continue
			}
			style := arch.Async
			if to.Kind == arch.Datastore {
				style = arch.Data
			}
			from := s.gateway("ApiGatewayRestApi", "api-gateway-rest", item.At())
			path := route.Get("path").String().V
			s.Link(iac.Link{From: from, To: to.ID, Style: style, Protocol: to.Type, Path: path, At: item.At(), What: "route " + path})
		}
	}
}

// appSync reads the GraphQL APIs of serverless-appsync-plugin.
func (s *service) appSync() {
	config := s.doc.Get("appSync")
	if !config.Exists() {
		config = s.doc.Get("custom", "appSync")
	}
	for api := range config.OneOrMore() {
		if !api.Get("name").Exists() && !api.Get("dataSources").Exists() {
			continue
		}
		for part := range api.Get("dataSources").OneOrMore() {
			for key, source := range part.Pairs() {
				s.dataSource(key.At(), source)
			}
			s.dataSource(part.At(), part) // an older version takes a list
		}
	}
}

func (s *service) dataSource(at arch.Range, source awscfn.View) {
	config := source.Get("config")
	from := func() string { return s.gateway("GraphQlApi", "appsync", at) }
	switch source.Get("type").String().V {
	case "AWS_LAMBDA":
		id := s.SourceOf(config.First("lambdaFunctionArn", "functionArn"))
		if name := config.Get("functionName").String(); name.Known() {
			id = s.KnownID(name.V)
		}
		if u := s.Unit(id); u != nil {
			s.Bind(u, awscfn.HTTP(at, from(), awscfn.AppSync, "", ""), "data source")
		}
	case "AMAZON_DYNAMODB":
		if table := s.SourceOf(config.Get("tableName")); table != "" {
			s.Link(iac.Link{From: from(), To: table, Style: arch.Data, Protocol: "dynamodb", At: at, What: "data source"})
		}
	}
}
