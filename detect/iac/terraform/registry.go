package terraform

import "regexp"

// registryModule is a public module whose source is not in the repository: the
// resource type it is interpreted as, and its inputs by that type's attributes.
type registryModule struct {
	source *regexp.Regexp
	kind   string
	inputs map[string]string
}

var registry = []registryModule{
	{regexp.MustCompile(`terraform-aws-(modules/)?lambda(/aws)?(\?|$|\.git)`), "aws_lambda_function", map[string]string{
		"function_name": "function_name", "handler": "handler", "runtime": "runtime", "timeout": "timeout", "memory_size": "memory_size",
		"architectures": "architectures", "package_type": "package_type", "image_uri": "image_uri", "filename": "local_existing_package",
		"source_path": "source_path", "environment.variables": "environment_variables", "s3_key": "s3_existing_package.key",
		"reserved_concurrent_executions": "reserved_concurrent_executions", "dead_letter_config.target_arn": "dead_letter_target_arn",
		"event_source_mapping": "event_source_mapping", "allowed_triggers": "allowed_triggers", "create_lambda_function_url": "create_lambda_function_url",
	}},
	{regexp.MustCompile(`terraform-aws-(modules/)?sqs(/aws)?(\?|$|\.git)`), "aws_sqs_queue", map[string]string{
		"name": "name", "visibility_timeout_seconds": "visibility_timeout_seconds", "message_retention_seconds": "message_retention_seconds",
		"redrive_policy": "redrive_policy", "fifo_queue": "fifo_queue", "create_dlq": "create_dlq",
	}},
	{regexp.MustCompile(`terraform-aws-modules/sns/aws`), "aws_sns_topic", map[string]string{"name": "name"}},
	{regexp.MustCompile(`terraform-aws-modules/dynamodb-table/aws`), "aws_dynamodb_table", map[string]string{"name": "name"}},
	{regexp.MustCompile(`terraform-aws-modules/s3-bucket/aws$`), "aws_s3_bucket", map[string]string{"bucket": "bucket", "bucket_prefix": "bucket_prefix"}},
	{regexp.MustCompile(`terraform-aws-modules/rds/aws`), "aws_db_instance", map[string]string{"identifier": "identifier", "engine": "engine", "db_name": "db_name"}},
	{regexp.MustCompile(`terraform-aws-modules/rds-aurora/aws`), "aws_rds_cluster", map[string]string{
		"cluster_identifier": "name", "engine": "engine", "database_name": "database_name"}},
	{regexp.MustCompile(`terraform-aws-modules/elasticache/aws`), "aws_elasticache_replication_group", map[string]string{"replication_group_id": "replication_group_id"}},
	{regexp.MustCompile(`terraform-aws-modules/alb/aws`), "aws_lb", map[string]string{"name": "name"}},
	{regexp.MustCompile(`terraform-aws-modules/apigateway-v2/aws`), "aws_apigatewayv2_api", map[string]string{
		"name": "name", "protocol_type": "protocol_type", "routes": "routes", "integrations": "integrations"}},
	{regexp.MustCompile(`terraform-aws-modules/step-functions/aws`), "aws_sfn_state_machine", map[string]string{
		"name": "name", "definition": "definition", "type": "type"}},
	{regexp.MustCompile(`terraform-aws-modules/ecs/aws//modules/service`), "module_ecs_service", map[string]string{
		"name": "name", "desired_count": "desired_count", "launch_type": "launch_type", "containers": "container_definitions", "load_balancer": "load_balancer",
		"capacity_provider_strategy": "capacity_provider_strategy", "min": "autoscaling_min_capacity", "max": "autoscaling_max_capacity"}},
	{regexp.MustCompile(`chainguard-dev/common/infra//modules/regional-(go-)?service`), "module_cloud_run", map[string]string{
		"name": "name", "containers": "containers", "timeout": "request_timeout_seconds", "max": "scaling.max_instances",
		"min": "scaling.min_instances", "concurrency": "scaling.max_instance_request_concurrency"}},
	{regexp.MustCompile(`(?i)GoogleCloudPlatform/cloud-run/google`), "module_cloud_run", map[string]string{
		"name": "service_name", "image": "image", "env": "env_vars", "concurrency": "container_concurrency", "timeout": "timeout_seconds"}},
	{regexp.MustCompile(`terraform-google-modules/sql-db/google//modules/(postgresql|mysql)`), "google_sql_database_instance", map[string]string{
		"name": "name", "database_version": "database_version"}},
	{regexp.MustCompile(`terraform-google-modules/pubsub/google$`), "google_pubsub_topic", map[string]string{"name": "topic"}},
	{regexp.MustCompile(`terraform-google-modules/memorystore/google`), "google_redis_instance", map[string]string{"name": "name"}},
}
