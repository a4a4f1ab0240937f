package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/arch"
	"github.com/archvet/archvet/detect/iac"
	"github.com/archvet/archvet/detect/iac/terraform/eval"
)

// wiring is a row for a resource type that only joins one thing with others: what it
// delivers from and to, and how.
type wiring struct {
	from  string // attribute that names the source; "." for the thing itself, "" for none
	to    string // attributes of targets, through all blocks of their path, separated by "|"
	kind  arch.TriggerKind
	front string // what stands in front of an HTTP trigger
	waits bool   // somebody waits for the answer
	what  string
}

// wirings lists those types.
var wirings = map[string]wiring{
	"aws_iot_topic_rule": {
		from: ".", kind: arch.OnTopic, what: "IoT rule",
		to: "lambda.function_arn|sqs.queue_url|sns.target_arn|kinesis.stream_name|firehose.delivery_stream_name|dynamodb.table_name|dynamodbv2.put_item.table_name|s3.bucket_name|step_functions.state_machine_name",
	},
	"aws_cognito_user_pool": {
		from: ".", kind: arch.OnOther, waits: true, what: "user pool",
		to: "lambda_config.pre_sign_up|lambda_config.post_confirmation|lambda_config.pre_authentication|lambda_config.post_authentication|lambda_config.pre_token_generation|lambda_config.pre_token_generation_config.lambda_arn|lambda_config.custom_message|lambda_config.user_migration|lambda_config.define_auth_challenge|lambda_config.create_auth_challenge|lambda_config.verify_auth_challenge_response|lambda_config.custom_email_sender.lambda_arn|lambda_config.custom_sms_sender.lambda_arn",
	},
	"aws_appsync_datasource": {
		from: "api_id", kind: arch.OnHTTP, front: "AppSync", waits: true, what: "data source",
		to: "lambda_config.function_arn|dynamodb_config.table_name|relational_database_config.http_endpoint_config.db_cluster_identifier|event_bridge_config.event_bus_arn|opensearchservice_config.endpoint|elasticsearch_config.endpoint",
	},
	"aws_cloudwatch_log_subscription_filter":     {to: "destination_arn", kind: arch.OnOther, what: "log subscription"},
	"aws_ses_receipt_rule":                       {to: "lambda_action.function_arn|sns_action.topic_arn|s3_action.bucket_name", kind: arch.OnOther, what: "receipt rule"},
	"aws_secretsmanager_secret_rotation":         {from: "secret_id", to: "rotation_lambda_arn", kind: arch.OnSchedule, what: "rotation"},
	"aws_dynamodb_kinesis_streaming_destination": {from: "table_name", to: "stream_arn", kind: arch.OnDB, what: "streaming destination"},
	"aws_kinesis_firehose_delivery_stream": {
		from: ".", kind: arch.OnStream, what: "delivery stream",
		to: "extended_s3_configuration.bucket_arn|extended_s3_configuration.processing_configuration.processors.parameters.parameter_value|opensearch_configuration.domain_arn|elasticsearch_configuration.domain_arn|redshift_configuration.cluster_jdbcurl",
	},
	"aws_api_gateway_authorizer":  {from: "rest_api_id", to: "authorizer_uri", kind: arch.OnHTTP, front: restAPI, waits: true, what: "authorizer"},
	"aws_apigatewayv2_authorizer": {from: "api_id", to: "authorizer_uri", kind: arch.OnHTTP, front: httpAPI, waits: true, what: "authorizer"},
	"aws_pinpoint_app":            {to: "campaign_hook.lambda_function_name", kind: arch.OnOther, waits: true, what: "campaign hook"},
	"aws_config_config_rule":      {to: "source.source_identifier", kind: arch.OnOther, what: "config rule"},
	"google_logging_project_sink": {to: "destination", kind: arch.OnOther, what: "log sink"},
	"google_storage_notification": {from: "bucket", to: "topic", kind: arch.OnStorage, what: "notification"},
	"azurerm_eventgrid_event_subscription": {
		from: "scope", kind: arch.OnTopic, what: "event subscription",
		to: "azure_function_endpoint.function_id|webhook_endpoint.url|storage_queue_endpoint.queue_name|service_bus_queue_endpoint_id|service_bus_topic_endpoint_id|eventhub_endpoint_id",
	},
	"azurerm_eventgrid_system_topic_event_subscription": {
		from: "system_topic", kind: arch.OnTopic, what: "event subscription",
		to: "azure_function_endpoint.function_id|webhook_endpoint.url|storage_queue_endpoint.queue_name|service_bus_queue_endpoint_id|service_bus_topic_endpoint_id|eventhub_endpoint_id",
	},
	"azurerm_cdn_frontdoor_origin":    {from: "cdn_frontdoor_origin_group_id", to: "host_name", kind: arch.OnHTTP, front: "Front Door", waits: true, what: "origin"},
	"azurerm_api_management_backend":  {from: "api_management_name", to: "url", kind: arch.OnHTTP, front: "API Management", waits: true, what: "backend"},
	"azurerm_api_management_api":      {from: "api_management_name", to: "service_url", kind: arch.OnHTTP, front: "API Management", waits: true, what: "API"},
	"azurerm_servicebus_subscription": {from: "topic_id", to: "forward_to", kind: arch.OnTopic, what: "forward"},
}

// wire joins what a row of the table says.
func (r *root) wire(v view) {
	w, ok := wirings[v.kind]
	if !ok || w.to == "" {
		return
	}
	from := ""
	switch w.from {
	case "":
	case ".":
		from = v.id
	default:
		from = r.target(v.get(w.from))
	}
	for attr := range strings.SplitSeq(w.to, "|") {
		for _, n := range reach(v.body, strings.Split(attr, ".")) {
			if len(n.Instances()) == 0 && strings.Contains(n.String().V, "://") {
				continue // the end of an address is a path, not a name
			}
			to := r.target(n)
			if to == "" {
				continue
			}
			t := event(w.kind, v.at(n), from)
			t.Async = arch.Given(!w.waits, t.At)
			if w.front != "" {
				t = httpTrigger(t.At, from, w.front, "", "")
			}
			r.deliver(to, t, w.what+" "+v.Label)
		}
	}
}

// reach follows a path through every block on it.
func reach(n eval.Node, path []string) []eval.Node {
	if len(path) == 1 {
		return n.Get(path[0]).List()
	}
	var out []eval.Node
	for _, b := range n.All(path[0]) {
		out = append(out, reach(b, path[1:])...)
	}
	return out
}

// deliver sends events to a unit as its trigger, to a resource as a link.
func (r *root) deliver(to string, t arch.Trigger, what string) {
	if u := r.units[to]; u != nil {
		r.bind(u, t, what)
		return
	}
	res := r.resources[to]
	if res == nil {
		return
	}
	l := iac.Link{From: t.From, To: to, Style: arch.Async, Protocol: r.protocol(t), At: t.At, What: what}
	if res.Kind == arch.Datastore {
		l.Style, l.Protocol = arch.Data, res.Type
	}
	r.link(l)
}
