package terraform

import (
	"strings"

	"github.com/archvet/archvet/detect/iac/terraform/eval"
)

// registryModule is a public module whose source is not in the repository: the
// resource type it is interpreted as, and its inputs by that type's attributes.
type registryModule struct {
	kind   string
	inputs map[string]string
	// presets are what the module itself sets, by attribute, where an input is left out.
	presets map[string]string
	// unless is an input that turns the module into something else.
	unless string
}

// registry lists public modules by their registry address.
var registry = map[string]registryModule{
	"terraform-aws-modules/lambda/aws": {kind: "aws_lambda_function", unless: "create_layer", inputs: map[string]string{
		"function_name": "function_name", "handler": "handler", "runtime": "runtime", "timeout": "timeout", "memory_size": "memory_size",
		"architectures": "architectures", "package_type": "package_type", "image_uri": "image_uri", "filename": "local_existing_package",
		"source_path": "source_path", "environment.variables": "environment_variables", "s3_key": "s3_existing_package.key",
		"reserved_concurrent_executions": "reserved_concurrent_executions", "dead_letter_config.target_arn": "dead_letter_target_arn",
		"event_source_mapping": "event_source_mapping", "allowed_triggers": "allowed_triggers", "create_lambda_function_url": "create_lambda_function_url",
	}},
	"terraform-aws-modules/sqs/aws": {kind: "aws_sqs_queue", inputs: map[string]string{
		"name": "name", "visibility_timeout_seconds": "visibility_timeout_seconds", "message_retention_seconds": "message_retention_seconds",
		"redrive_policy": "redrive_policy", "fifo_queue": "fifo_queue", "create_dlq": "create_dlq",
	}},
	"terraform-aws-modules/sns/aws":            {kind: "aws_sns_topic", inputs: map[string]string{"name": "name"}},
	"terraform-aws-modules/dynamodb-table/aws": {kind: "aws_dynamodb_table", inputs: map[string]string{"name": "name"}},
	"terraform-aws-modules/s3-bucket/aws":      {kind: "aws_s3_bucket", inputs: map[string]string{"bucket": "bucket", "bucket_prefix": "bucket_prefix"}},
	"terraform-aws-modules/rds/aws":            {kind: "aws_db_instance", inputs: map[string]string{"identifier": "identifier", "engine": "engine", "db_name": "db_name"}},
	"terraform-aws-modules/rds-aurora/aws": {kind: "aws_rds_cluster", inputs: map[string]string{
		"cluster_identifier": "name", "engine": "engine", "database_name": "database_name",
	}},
	"terraform-aws-modules/elasticache/aws": {kind: "aws_elasticache_replication_group", inputs: map[string]string{
		"replication_group_id": "replication_group_id", "cluster_id": "cluster_id", "engine": "engine",
	}},
	"terraform-aws-modules/alb/aws": {kind: "aws_lb", inputs: map[string]string{"name": "name"}},
	"terraform-aws-modules/apigateway-v2/aws": {kind: "aws_apigatewayv2_api", inputs: map[string]string{
		"name": "name", "protocol_type": "protocol_type", "routes": "routes", "integrations": "integrations", "body": "body",
	}},
	"terraform-aws-modules/step-functions/aws": {kind: "aws_sfn_state_machine", inputs: map[string]string{
		"name": "name", "definition": "definition", "type": "type",
	}},
	"terraform-aws-modules/eventbridge/aws": {kind: "module_eventbridge", inputs: map[string]string{
		"rules": "rules", "targets": "targets", "schedules": "schedules", "bus_name": "bus_name", "create_bus": "create_bus",
	}},
	"terraform-aws-modules/ecs/aws//modules/service": {kind: "module_ecs_service", inputs: map[string]string{
		"name": "name", "family": "family", "desired_count": "desired_count", "launch_type": "launch_type", "capacity_provider_strategy": "capacity_provider_strategy",
		"container_definitions": "container_definitions", "load_balancer": "load_balancer", "service_registries": "service_registries",
		"service_connect_configuration": "service_connect_configuration", "scheduling_strategy": "scheduling_strategy",
		"cpu": "cpu", "memory": "memory", "ephemeral_storage.size_in_gib": "ephemeral_storage.size_in_gib", "volume": "volume", "proxy_configuration": "proxy_configuration",
		"enable_autoscaling": "enable_autoscaling", "min": "autoscaling_min_capacity", "max": "autoscaling_max_capacity", "policies": "autoscaling_policies",
	}, presets: map[string]string{"launch_type": "FARGATE", "desired_count": "1", "cpu": "1024", "memory": "2048", "min": "1", "max": "10"}},
	"chainguard-dev/common/infra//modules/regional-service":    {kind: "module_cloud_run", inputs: regionalService},
	"chainguard-dev/common/infra//modules/regional-go-service": {kind: "module_cloud_run", inputs: regionalService},
	"GoogleCloudPlatform/cloud-run/google": {kind: "module_cloud_run", inputs: map[string]string{
		"name": "service_name", "image": "image", "env": "env_vars", "concurrency": "container_concurrency", "timeout": "timeout_seconds",
	}},
	"terraform-google-modules/sql-db/google//modules/postgresql": {kind: "google_sql_database_instance", inputs: cloudSQL},
	"terraform-google-modules/sql-db/google//modules/mysql":      {kind: "google_sql_database_instance", inputs: cloudSQL},
	"terraform-google-modules/pubsub/google":                     {kind: "google_pubsub_topic", inputs: map[string]string{"name": "topic"}},
	"terraform-google-modules/memorystore/google":                {kind: "google_redis_instance", inputs: map[string]string{"name": "name"}},
}

var (
	regionalService = map[string]string{
		"name": "name", "containers": "containers", "timeout": "request_timeout_seconds", "max": "scaling.max_instances",
		"min": "scaling.min_instances", "concurrency": "scaling.max_instance_request_concurrency",
	}
	cloudSQL = map[string]string{"name": "name", "database_version": "database_version"}
)

// registryAddress turns the ways to name a module's source into the registry's:
// "github.com/terraform-aws-modules/terraform-aws-sqs?ref=v4" is
// "terraform-aws-modules/sqs/aws".
func registryAddress(source string) string {
	source, _, _ = strings.Cut(source, "?")
	for _, prefix := range []string{"git::", "https://", "ssh://", "git@", "registry.terraform.io/", "registry.opentofu.org/"} {
		source = strings.TrimPrefix(source, prefix)
	}
	rest, ok := strings.CutPrefix(strings.Replace(source, "github.com:", "github.com/", 1), "github.com/")
	if !ok {
		return source
	}
	owner, repo, _ := strings.Cut(rest, "/")
	repo, sub, nested := strings.Cut(repo, "//")
	repo = strings.TrimSuffix(repo, ".git")
	parts := strings.SplitN(repo, "-", 3) // terraform-PROVIDER-NAME
	if len(parts) != 3 || parts[0] != "terraform" {
		return source
	}
	address := owner + "/" + parts[2] + "/" + parts[1]
	if nested {
		address += "//" + sub
	}
	return address
}

// viewOf gives the view of an instance: for a known module, as what it makes.
func viewOf(in *eval.Instance) view {
	v := view{Instance: in, id: in.ID(), kind: in.Type, body: in.Body()}
	if in.Mode != "module" {
		return v
	}
	m, ok := registry[registryAddress(in.Type)]
	if !ok {
		return v
	}
	for input, made := range map[string]bool{"create": true, "create_function": true, m.unless: false} {
		if b := v.body.Get(input).Bool(); input != "" && b.Known() && b.V != made {
			return v
		}
	}
	v.kind, v.inputs, v.presets = m.kind, m.inputs, m.presets
	return v
}
