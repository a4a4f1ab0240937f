package terraform

// registry lists public modules by their registry address.
var registry = map[string]registryModule{
	"terraform-aws-modules/lambda/aws": {kind: "aws_lambda_function", unless: "create_layer", inputs: map[string]string{
		"function_name": "function_name", "handler": "handler", "runtime": "runtime", "timeout": "timeout", "memory_size": "memory_size",
		"architectures": "architectures", "package_type": "package_type", "image_uri": "image_uri", "filename": "local_existing_package",
		"image_config.entry_point": "image_config_entry_point", "image_config.command": "image_config_command",
		"source_path": "source_path", "environment.variables": "environment_variables", "s3_key": "s3_existing_package.key",
		"reserved_concurrent_executions": "reserved_concurrent_executions", "dead_letter_config.target_arn": "dead_letter_target_arn",
		"provisioned_concurrent_executions": "provisioned_concurrent_executions", "ephemeral_storage.size": "ephemeral_storage_size", "snap_start": "snap_start",
		"event_source_mapping": "event_source_mapping", "allowed_triggers": "allowed_triggers", "create_lambda_function_url": "create_lambda_function_url",
		"create_async_event_config": "create_async_event_config", "maximum_retry_attempts": "maximum_retry_attempts",
		"maximum_event_age_in_seconds": "maximum_event_age_in_seconds", "destination_config.on_failure.destination": "destination_on_failure",
	}},
	"cloudposse/lambda-function/aws": {kind: "aws_lambda_function", inputs: map[string]string{
		"function_name": "function_name", "handler": "handler", "runtime": "runtime", "timeout": "timeout", "memory_size": "memory_size",
		"image_uri": "image_uri", "filename": "filename", "s3_key": "s3_key", "environment.variables": "lambda_environment.variables",
		"image_config.entry_point": "image_config.entry_point", "image_config.command": "image_config.command",
		"reserved_concurrent_executions": "reserved_concurrent_executions", "event_source_mapping": "event_source_mappings",
	}},
	"terraform-aws-modules/sqs/aws": {kind: "aws_sqs_queue", inputs: map[string]string{
		"name": "name", "visibility_timeout_seconds": "visibility_timeout_seconds", "message_retention_seconds": "message_retention_seconds",
		"redrive_policy": "redrive_policy", "fifo_queue": "fifo_queue", "create_dlq": "create_dlq",
	}},
	"terraform-aws-modules/sns/aws":            {kind: "aws_sns_topic", inputs: map[string]string{"name": "name", "subscriptions": "subscriptions"}},
	"terraform-aws-modules/dynamodb-table/aws": {kind: "aws_dynamodb_table", inputs: map[string]string{"name": "name"}},
	"terraform-aws-modules/s3-bucket/aws":      {kind: "aws_s3_bucket", inputs: map[string]string{"bucket": "bucket", "bucket_prefix": "bucket_prefix"}},
	"terraform-aws-modules/s3-bucket/aws//modules/notification": {kind: "aws_s3_bucket_notification", inputs: map[string]string{
		"bucket": "bucket", "lambda_function": "lambda_notifications", "queue": "sqs_notifications", "topic": "sns_notifications",
	}},
	"terraform-aws-modules/rds/aws": {kind: "aws_db_instance", inputs: map[string]string{
		"identifier": "identifier", "engine": "engine", "db_name": "db_name", "parameters": "parameters",
	}},
	"terraform-aws-modules/rds-aurora/aws": {kind: "aws_rds_cluster", inputs: map[string]string{
		"cluster_identifier": "name", "engine": "engine", "database_name": "database_name", "parameters": "db_cluster_parameter_group_parameters",
	}},
	"terraform-aws-modules/rds-proxy/aws": {kind: "aws_db_proxy", inputs: map[string]string{
		"name": "name", "db_instance_identifier": "db_instance_identifier", "db_cluster_identifier": "db_cluster_identifier",
	}},
	"terraform-aws-modules/elasticache/aws": {kind: "aws_elasticache_replication_group", inputs: map[string]string{
		"replication_group_id": "replication_group_id", "cluster_id": "cluster_id", "engine": "engine",
	}},
	"terraform-aws-modules/msk-kafka-cluster/aws": {kind: "aws_msk_cluster", inputs: map[string]string{"cluster_name": "name"}},
	"terraform-aws-modules/opensearch/aws":        {kind: "aws_opensearch_domain", inputs: map[string]string{"domain_name": "domain_name"}},
	"terraform-aws-modules/alb/aws": {kind: "aws_lb", inputs: map[string]string{
		"name": "name", "idle_timeout": "idle_timeout", "load_balancer_type": "load_balancer_type",
	}},
	"terraform-aws-modules/apigateway-v2/aws": {kind: "aws_apigatewayv2_api", inputs: map[string]string{
		"name": "name", "protocol_type": "protocol_type", "routes": "routes", "integrations": "integrations", "body": "body",
	}},
	"terraform-aws-modules/step-functions/aws": {kind: "aws_sfn_state_machine", inputs: map[string]string{
		"name": "name", "definition": "definition", "type": "type",
	}},
	"terraform-aws-modules/eventbridge/aws": {kind: "module_eventbridge", inputs: map[string]string{
		"rules": "rules", "targets": "targets", "schedules": "schedules", "bus_name": "bus_name", "create_bus": "create_bus",
	}},
	"terraform-aws-modules/ecs/aws":                  {kind: "module_ecs", inputs: map[string]string{"services": "services"}},
	"terraform-aws-modules/ecs/aws//modules/service": {kind: "module_ecs_service", inputs: ecsService, presets: ecsPresets},
	"terraform-aws-modules/app-runner/aws": {kind: "aws_apprunner_service", inputs: map[string]string{
		"service_name": "service_name", "source_configuration": "source_configuration", "instance_configuration.cpu": "instance_configuration.cpu",
		"instance_configuration.memory": "instance_configuration.memory", "auto_scaling_configuration_arn": "auto_scaling_configuration_arn",
		"health_check_configuration": "health_check_configuration",
	}},

	"chainguard-dev/common/infra//modules/regional-service":    {kind: "module_cloud_run", inputs: regionalService, presets: regionalPresets},
	"chainguard-dev/common/infra//modules/regional-go-service": {kind: "module_cloud_run", inputs: regionalService, presets: regionalPresets},
	"chainguard-dev/common/infra//modules/prober": {kind: "module_cloud_run", inputs: map[string]string{
		"name": "name", "importpath": "importpath", "working_dir": "working_dir", "env": "env", "secret_env": "secret_env", "timeout": "service_timeout_seconds",
		"max": "scaling.max_instances", "min": "scaling.min_instances", "concurrency": "scaling.max_instance_request_concurrency", "cpu": "cpu", "memory": "memory",
	}, presets: map[string]string{"timeout": "300s", "min": "0", "max": "100", "memory": "512", "cpu": "1000"}},
	"chainguard-dev/common/infra//modules/cron": {kind: "module_cloud_run_job", inputs: map[string]string{
		"name": "name", "importpath": "importpath", "working_dir": "working_dir", "env": "env", "secret_env": "secret_env", "schedule": "schedule", "paused": "paused",
		"template.template.timeout": "timeout", "template.template.max_retries": "max_retries", "cpu": "cpu", "memory": "memory",
	}, presets: map[string]string{"template.template.timeout": "600s", "template.template.max_retries": "3", "memory": "512", "cpu": "1000"}},
	"chainguard-dev/common/infra//modules/cloudevent-broker":  {kind: "google_pubsub_topic", inputs: map[string]string{"name": "name"}},
	"chainguard-dev/common/infra//modules/cloudevent-trigger": {kind: "module_cloudevent_trigger", inputs: map[string]string{"broker": "broker", "service": "private-service.name", "filter": "filter"}},
	"chainguard-dev/common/infra//modules/cloudevent-recorder": {kind: "google_bigquery_dataset", inputs: map[string]string{
		"dataset_id": "name", "broker": "broker",
	}},
	"chainguard-dev/common/infra//modules/authorize-private-service": {kind: "module_authorized", inputs: map[string]string{"name": "name"}},
	"chainguard-dev/common/infra//modules/serverless-gclb":           {kind: "module_gclb", inputs: map[string]string{"services": "public-services"}},
	"chainguard-dev/common/infra//modules/cloudsql-postgres":         {kind: "google_sql_database_instance", inputs: map[string]string{"name": "name", "database_version": "database_version"}},

	"GoogleCloudPlatform/cloud-run/google": {kind: "module_cloud_run", inputs: map[string]string{
		"name": "service_name", "image": "image", "env": "env_vars", "concurrency": "container_concurrency", "timeout": "timeout_seconds", "args": "argument",
		"command": "container_command", "cpu": "limits.cpu", "memory": "limits.memory", "port": "ports.port",
		"min": "template_annotations.autoscaling.knative.dev/minScale", "max": "template_annotations.autoscaling.knative.dev/maxScale",
	}, presets: map[string]string{"timeout": "120s", "min": "1", "max": "2"}},
	"GoogleCloudPlatform/cloud-run/google//modules/v2": {kind: "module_cloud_run", inputs: map[string]string{
		"name": "service_name", "containers": "containers", "volumes": "volumes", "concurrency": "max_instance_request_concurrency", "timeout": "timeout",
		"min": "template_scaling.min_instance_count", "max": "template_scaling.max_instance_count", "execution_environment": "execution_environment",
	}},
	"GoogleCloudPlatform/cloud-run/google//modules/job-exec": {kind: "module_cloud_run_job", inputs: map[string]string{
		"name": "name", "image": "image", "env": "env_vars", "args": "argument", "command": "container_command", "cpu": "limits.cpu", "memory": "limits.memory",
		"template.template.timeout": "timeout", "template.template.max_retries": "max_retries",
	}},
	"terraform-google-modules/event-function/google": {kind: "google_cloudfunctions_function", inputs: map[string]string{
		"name": "name", "runtime": "runtime", "timeout": "timeout_s", "available_memory_mb": "available_memory_mb", "entry_point": "entry_point",
		"environment_variables": "environment_variables", "source_directory": "source_directory", "event_trigger": "event_trigger",
		"trigger_http": "trigger_http", "max_instances": "max_instances",
	}},
	"terraform-google-modules/sql-db/google//modules/postgresql":  {kind: "google_sql_database_instance", inputs: cloudSQL},
	"terraform-google-modules/sql-db/google//modules/mysql":       {kind: "google_sql_database_instance", inputs: cloudSQL},
	"terraform-google-modules/sql-db/google//modules/mssql":       {kind: "google_sql_database_instance", inputs: cloudSQL},
	"terraform-google-modules/sql-db/google//modules/safer_mysql": {kind: "google_sql_database_instance", inputs: cloudSQL},
	"terraform-google-modules/pubsub/google": {kind: "module_pubsub", inputs: map[string]string{
		"name": "topic", "push": "push_subscriptions", "pull": "pull_subscriptions",
	}},
	"terraform-google-modules/memorystore/google":                          {kind: "google_redis_instance", inputs: map[string]string{"name": "name"}},
	"terraform-google-modules/cloud-storage/google//modules/simple_bucket": {kind: "google_storage_bucket", inputs: map[string]string{"name": "name"}},

	"Azure/avm-res-app-containerapp/azurerm": {kind: "azurerm_container_app", inputs: map[string]string{
		"name": "name", "template": "template", "ingress": "ingress", "dapr": "dapr", "template.min_replicas": "template.min_replicas", "template.max_replicas": "template.max_replicas",
		"template.termination_grace_period_seconds": "template.termination_grace_period_seconds",
	}},
	"Azure/avm-res-app-job/azurerm": {kind: "azurerm_container_app_job", inputs: map[string]string{
		"name": "name", "template": "template", "replica_timeout_in_seconds": "replica_timeout_in_seconds", "replica_retry_limit": "replica_retry_limit",
		"schedule_trigger_config": "trigger_config.schedule_trigger_config", "event_trigger_config": "trigger_config.event_trigger_config",
	}},
	"Azure/avm-res-web-site/azurerm": {kind: "module_web_site", inputs: map[string]string{
		"kind": "kind", "name": "name", "app_settings": "app_settings", "site_config": "site_config", "service_plan_id": "service_plan_resource_id",
		"zip_deploy_file": "zip_deploy_file",
	}},
	"Azure/avm-res-servicebus-namespace/azurerm":           {kind: "module_servicebus", inputs: map[string]string{"name": "name"}},
	"Azure/avm-res-eventhub-namespace/azurerm":             {kind: "module_eventhub", inputs: map[string]string{"name": "name"}},
	"Azure/avm-res-documentdb-databaseaccount/azurerm":     {kind: "azurerm_cosmosdb_account", inputs: map[string]string{"name": "name"}},
	"Azure/avm-res-dbforpostgresql-flexibleserver/azurerm": {kind: "azurerm_postgresql_flexible_server", inputs: map[string]string{"name": "name"}},
	"Azure/avm-res-dbformysql-flexibleserver/azurerm":      {kind: "azurerm_mysql_flexible_server", inputs: map[string]string{"name": "name"}},
	"Azure/avm-res-cache-redis/azurerm":                    {kind: "azurerm_redis_cache", inputs: map[string]string{"name": "name"}},
	"Azure/avm-res-storage-storageaccount/azurerm":         {kind: "azurerm_storage_account", inputs: map[string]string{"name": "name"}},
}

var (
	ecsService = map[string]string{
		"name": "name", "family": "family", "desired_count": "desired_count", "launch_type": "launch_type", "capacity_provider_strategy": "capacity_provider_strategy",
		"container_definitions": "container_definitions", "load_balancer": "load_balancer", "service_registries": "service_registries",
		"service_connect_configuration": "service_connect_configuration", "scheduling_strategy": "scheduling_strategy",
		"cpu": "cpu", "memory": "memory", "ephemeral_storage.size_in_gib": "ephemeral_storage.size_in_gib", "volume": "volume", "proxy_configuration": "proxy_configuration",
		"enable_autoscaling": "enable_autoscaling", "min": "autoscaling_min_capacity", "max": "autoscaling_max_capacity", "policies": "autoscaling_policies",
	}
	ecsPresets      = map[string]string{"launch_type": "FARGATE", "desired_count": "1", "cpu": "1000", "memory": "2048", "min": "1", "max": "10"}
	regionalService = map[string]string{
		"name": "name", "containers": "containers", "timeout": "request_timeout_seconds", "max": "scaling.max_instances", "volumes": "volumes",
		"min": "scaling.min_instances", "concurrency": "scaling.max_instance_request_concurrency", "execution_environment": "execution_environment",
	}
	regionalPresets = map[string]string{"timeout": "300s", "min": "0", "max": "100"}
	cloudSQL        = map[string]string{"name": "name", "database_version": "database_version", "database_flags": "database_flags"}
)
