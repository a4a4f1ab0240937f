package terraform

import "github.com/archvet/archvet/detect/arch"

// kindInfo says what a resource type is to the model.
type kindInfo struct {
	kind     arch.ResourceKind
	typ      string
	platform string
	name     string // attributes that hold the physical name, in order of preference
}

// simple lists the resource types that need no more than a row.
var simple = map[string]kindInfo{
	"aws_sns_topic":                        {arch.Broker, "sns", "aws", "name"},
	"aws_kinesis_stream":                   {arch.Broker, "kinesis", "aws", "name"},
	"aws_kinesis_firehose_delivery_stream": {arch.Broker, "firehose", "aws", "name"},
	"aws_cloudwatch_event_bus":             {arch.Broker, "eventbridge", "aws", "name"},
	"aws_msk_cluster":                      {arch.Broker, "kafka", "aws", "cluster_name"},
	"aws_msk_serverless_cluster":           {arch.Broker, "kafka", "aws", "cluster_name"},
	"aws_mq_broker":                        {arch.Broker, "amazonmq", "aws", "broker_name"},
	"aws_iot_topic_rule":                   {arch.Broker, "iot", "aws", "name"},
	"aws_dynamodb_table":                   {arch.Datastore, "dynamodb", "aws", "name"},
	"aws_s3_bucket":                        {arch.Datastore, "s3", "aws", "bucket|bucket_prefix"},
	"aws_memorydb_cluster":                 {arch.Datastore, "redis", "aws", "name"},
	"aws_docdb_cluster":                    {arch.Datastore, "mongodb", "aws", "cluster_identifier"},
	"aws_neptune_cluster":                  {arch.Datastore, "neptune", "aws", "cluster_identifier"},
	"aws_redshift_cluster":                 {arch.Datastore, "redshift", "aws", "cluster_identifier"},
	"aws_opensearch_domain":                {arch.Datastore, "elasticsearch", "aws", "domain_name"},
	"aws_elasticsearch_domain":             {arch.Datastore, "elasticsearch", "aws", "domain_name"},
	"aws_timestreamwrite_table":            {arch.Datastore, "timestream", "aws", "table_name"},
	"aws_efs_file_system":                  {arch.Datastore, "efs", "aws", "creation_token"},
	"aws_db_proxy":                         {arch.Gateway, "rds-proxy", "aws", "name"},
	"aws_secretsmanager_secret":            {arch.OtherResource, "secretsmanager", "aws", "name|name_prefix"},
	"aws_cognito_user_pool":                {arch.OtherResource, "cognito", "aws", "name"},
	"aws_appsync_graphql_api":              {arch.Gateway, "appsync", "aws", "name"},
	"aws_cloudfront_distribution":          {arch.Gateway, "cloudfront", "aws", "comment"},
	"aws_api_gateway_rest_api":             {arch.Gateway, "api-gateway-rest", "aws", "name"},
	"aws_lb":                               {arch.Gateway, "alb", "aws", "name"},
	"aws_alb":                              {arch.Gateway, "alb", "aws", "name"},
	"aws_elb":                              {arch.Gateway, "elb", "aws", "name"},
	"google_pubsub_topic":                  {arch.Broker, "pubsub", "gcp", "name"},
	"google_eventarc_channel":              {arch.Broker, "eventarc", "gcp", "name"},
	"google_cloud_tasks_queue":             {arch.Broker, "cloud-tasks", "gcp", "name"},
	"google_firestore_database":            {arch.Datastore, "firestore", "gcp", "name"},
	"google_datastore_index":               {arch.Datastore, "firestore", "gcp", "kind"},
	"google_redis_instance":                {arch.Datastore, "redis", "gcp", "name"},
	"google_redis_cluster":                 {arch.Datastore, "redis", "gcp", "name"},
	"google_memcache_instance":             {arch.Datastore, "memcached", "gcp", "name"},
	"google_storage_bucket":                {arch.Datastore, "gcs", "gcp", "name"},
	"google_spanner_instance":              {arch.Datastore, "spanner", "gcp", "name"},
	"google_bigtable_instance":             {arch.Datastore, "bigtable", "gcp", "name"},
	"google_bigquery_dataset":              {arch.Datastore, "bigquery", "gcp", "dataset_id"},
	"google_alloydb_cluster":               {arch.Datastore, "postgres", "gcp", "cluster_id"},
	"google_api_gateway_gateway":           {arch.Gateway, "gcp-api-gateway", "gcp", "gateway_id"},
	"azurerm_servicebus_queue":             {arch.Broker, "servicebus", "azure", "name"},
	"azurerm_servicebus_topic":             {arch.Broker, "servicebus", "azure", "name"},
	"azurerm_eventhub":                     {arch.Broker, "eventhub", "azure", "name"},
	"azurerm_eventgrid_topic":              {arch.Broker, "eventgrid", "azure", "name"},
	"azurerm_storage_queue":                {arch.Broker, "storage-queue", "azure", "name"},
	"azurerm_storage_account":              {arch.Datastore, "azure-storage", "azure", "name"},
	"azurerm_cosmosdb_account":             {arch.Datastore, "cosmosdb", "azure", "name"},
	"azurerm_mssql_database":               {arch.Datastore, "mssql", "azure", "name"},
	"azurerm_postgresql_server":            {arch.Datastore, "postgres", "azure", "name"},
	"azurerm_postgresql_flexible_server":   {arch.Datastore, "postgres", "azure", "name"},
	"azurerm_mysql_flexible_server":        {arch.Datastore, "mysql", "azure", "name"},
	"azurerm_redis_cache":                  {arch.Datastore, "redis", "azure", "name"},
	"azurerm_api_management":               {arch.Gateway, "api-management", "azure", "name"},
	"azurerm_application_gateway":          {arch.Gateway, "application-gateway", "azure", "name"},
	"azurerm_cdn_frontdoor_profile":        {arch.Gateway, "frontdoor", "azure", "name"},
	"digitalocean_database_cluster":        {arch.Datastore, "postgres", "digitalocean", "name"},
	"mongodbatlas_cluster":                 {arch.Datastore, "mongodb", "mongodbatlas", "name"},
	"mongodbatlas_advanced_cluster":        {arch.Datastore, "mongodb", "mongodbatlas", "name"},
	"confluent_kafka_topic":                {arch.Broker, "kafka", "confluent", "topic_name"},
	"rabbitmq_queue":                       {arch.Broker, "rabbitmq", "rabbitmq", "name"},
	"rabbitmq_exchange":                    {arch.Broker, "rabbitmq", "rabbitmq", "name"},
}

// forwarders are resource types that stand for what an attribute of theirs names.
var forwarders = map[string]string{
	"aws_lambda_alias":                            "function_name",
	"aws_lambda_function_url":                     "function_name",
	"aws_api_gateway_stage":                       "rest_api_id",
	"aws_api_gateway_deployment":                  "rest_api_id",
	"aws_api_gateway_resource":                    "rest_api_id",
	"aws_apigatewayv2_stage":                      "api_id",
	"aws_lb_listener":                             "load_balancer_arn",
	"aws_alb_listener":                            "load_balancer_arn",
	"aws_rds_cluster_instance":                    "cluster_identifier",
	"aws_docdb_cluster_instance":                  "cluster_identifier",
	"aws_cloudwatch_event_rule":                   "event_bus_name",
	"aws_secretsmanager_secret_version":           "secret_id",
	"aws_s3_object":                               "bucket",
	"google_cloud_run_service_iam_policy":         "service",
	"google_pubsub_subscription":                  "topic",
	"google_sql_database":                         "instance",
	"google_api_gateway_api_config":               "api",
	"azurerm_cosmosdb_sql_database":               "account_name",
	"azurerm_cosmosdb_mongo_database":             "account_name",
	"azurerm_servicebus_queue_authorization_rule": "queue_id",
}

// declarers make units and the resources that need more than a row; relaters add
// what joins them.
var (
	declarers = map[string]func(*root, view){
		"aws_lambda_function":   declareFunction,
		"aws_sqs_queue":         declareQueue,
		"aws_apigatewayv2_api":  declareAPI,
		"aws_sfn_state_machine": declareWorkflow,
		"aws_ecs_service":       declareService, "aws_ecs_task_definition": declareTask, "module_ecs_service": declareModuleService,
		"aws_apprunner_service": declareAppRunner, "aws_db_instance": declareRDS, "aws_rds_cluster": declareRDS,
		"aws_elasticache_cluster": declareCache, "aws_elasticache_replication_group": declareCache, "aws_elasticache_serverless_cache": declareCache,

		"google_cloud_run_service": declareRun, "google_cloud_run_v2_service": declareRun2, "google_cloud_run_v2_job": declareRunJob,
		"module_cloud_run": declareRunModule, "google_cloudfunctions_function": declareGCF, "google_cloudfunctions2_function": declareGCF2,
		"google_sql_database_instance": declareSQL,

		"azurerm_linux_function_app": declareFunctionApp, "azurerm_windows_function_app": declareFunctionApp,
		"azurerm_function_app": declareFunctionApp, "azurerm_function_app_flex_consumption": declareFunctionApp,
		"azurerm_container_app": declareContainerApp, "azurerm_container_app_job": declareContainerApp,

		"kubernetes_deployment": declareWorkload, "kubernetes_deployment_v1": declareWorkload, "kubernetes_stateful_set": declareWorkload,
		"kubernetes_stateful_set_v1": declareWorkload, "kubernetes_daemonset": declareWorkload, "kubernetes_daemon_set_v1": declareWorkload,
		"kubernetes_job": declareWorkload, "kubernetes_job_v1": declareWorkload, "kubernetes_cron_job": declareWorkload,
		"kubernetes_cron_job_v1": declareWorkload, "helm_release": declareRelease,
	}
	relaters = map[string]func(*root, view){
		"aws_lambda_function":                     relateFunction,
		"aws_lambda_event_source_mapping":         relateMapping,
		"aws_lambda_function_event_invoke_config": relateInvokeConfig,
		"aws_lambda_function_url":                 relateURL,
		"aws_lambda_permission":                   relatePermission,
		"aws_sqs_queue":                           relateQueue,
		"aws_sqs_queue_redrive_policy":            relateRedrive,
		"aws_sns_topic_subscription":              relateSubscription,
		"aws_cloudwatch_event_target":             relateEventTarget,
		"aws_scheduler_schedule":                  relateSchedule,
		"aws_pipes_pipe":                          relatePipe,
		"aws_s3_bucket_notification":              relateNotification,
		"aws_api_gateway_integration":             relateIntegration,
		"aws_api_gateway_rest_api":                relateRESTBody,
		"aws_apigatewayv2_api":                    relateHTTPAPI,
		"aws_apigatewayv2_route":                  relateRoute,
		"aws_lb_listener":                         relateListener,
		"aws_alb_listener":                        relateListener,
		"aws_lb_listener_rule":                    relateRule,
		"aws_alb_listener_rule":                   relateRule,
		"aws_lb_target_group_attachment":          relateAttachment,
		"aws_alb_target_group_attachment":         relateAttachment,
		"aws_cloudfront_distribution":             relateCloudFront,
		"aws_sfn_state_machine":                   relateWorkflow,
		"module_eventbridge":                      relateEventModule, "module_ecs_service": relateService,
		"aws_ecs_service": relateService, "aws_appautoscaling_target": relateScaling,
		"google_cloudfunctions_function": relateGCF, "google_cloudfunctions2_function": relateGCF2, "google_sql_database": relateSQLDatabase,
		"google_pubsub_subscription": relatePush, "google_cloud_scheduler_job": relateCloudScheduler, "google_eventarc_trigger": relateEventarc,
		"kubernetes_service": relateKubeService, "kubernetes_service_v1": relateKubeService,
	}
)
