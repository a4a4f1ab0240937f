package awscfn

import "github.com/archvet/archvet/detect/arch"

// kindInfo says what a resource type is to the model.
type kindInfo struct {
	unit    bool              // own code or a workflow
	kind    arch.ResourceKind // a resource
	typ     string            // its arch.Resource.Type
	name    string            // property that holds the physical name
	forward string            // property that names what this type only stands for
}

func (k kindInfo) emitted() bool { return k.unit || k.kind != "" }

// kinds lists the resource types that are units, resources or other names of them.
// A type that is not here is none, and a reference to it is out of sight.
var kinds = map[string]kindInfo{
	"AWS::Serverless::Function":               {unit: true, name: "FunctionName"},
	"AWS::Lambda::Function":                   {unit: true, name: "FunctionName"},
	"AWS::Serverless::StateMachine":           {unit: true, name: "Name"},
	"AWS::StepFunctions::StateMachine":        {unit: true, name: "StateMachineName"},
	"AWS::ECS::Service":                       {unit: true, name: "ServiceName"},
	"AWS::ECS::TaskDefinition":                {unit: true, name: "Family"},
	"AWS::AppRunner::Service":                 {unit: true, name: "ServiceName"},
	"AWS::Batch::JobDefinition":               {unit: true, name: "JobDefinitionName"},
	"AWS::Lambda::Alias":                      {forward: "FunctionName"},
	"AWS::Lambda::Version":                    {forward: "FunctionName"},
	"AWS::Lambda::Url":                        {forward: "TargetFunctionArn"},
	"AWS::StepFunctions::StateMachineAlias":   {forward: "RoutingConfiguration"},
	"AWS::StepFunctions::StateMachineVersion": {forward: "StateMachineArn"},

	"AWS::Serverless::Api":           {kind: arch.Gateway, typ: "api-gateway-rest", name: "Name"},
	"AWS::Serverless::HttpApi":       {kind: arch.Gateway, typ: "api-gateway-http", name: "Name"},
	"AWS::Serverless::WebSocketApi":  {kind: arch.Gateway, typ: "api-gateway-websocket", name: "Name"},
	"AWS::Serverless::GraphQLApi":    {kind: arch.Gateway, typ: "appsync", name: "Name"},
	"AWS::ApiGateway::RestApi":       {kind: arch.Gateway, typ: "api-gateway-rest", name: "Name"},
	"AWS::ApiGatewayV2::Api":         {kind: arch.Gateway, typ: "api-gateway-http", name: "Name"},
	"AWS::AppSync::GraphQLApi":       {kind: arch.Gateway, typ: "appsync", name: "Name"},
	"AWS::CloudFront::Distribution":  {kind: arch.Gateway, typ: "cloudfront"},
	"AWS::ApiGateway::Stage":         {forward: "RestApiId"},
	"AWS::ApiGateway::Deployment":    {forward: "RestApiId"},
	"AWS::ApiGatewayV2::Stage":       {forward: "ApiId"},
	"AWS::ApiGatewayV2::Integration": {forward: "IntegrationUri"},
	"AWS::AppSync::DataSource":       {forward: "ApiId"},

	"AWS::ElasticLoadBalancingV2::LoadBalancer": {kind: arch.Gateway, typ: "alb", name: "Name"},
	"AWS::ElasticLoadBalancing::LoadBalancer":   {kind: arch.Gateway, typ: "elb", name: "LoadBalancerName"},
	"AWS::ElasticLoadBalancingV2::Listener":     {forward: "LoadBalancerArn"},
	"AWS::ElasticLoadBalancingV2::ListenerRule": {forward: "ListenerArn"},

	"AWS::SQS::Queue":                      {kind: arch.Broker, typ: "sqs", name: "QueueName"},
	"AWS::SNS::Topic":                      {kind: arch.Broker, typ: "sns", name: "TopicName"},
	"AWS::Kinesis::Stream":                 {kind: arch.Broker, typ: "kinesis", name: "Name"},
	"AWS::Events::EventBus":                {kind: arch.Broker, typ: "eventbridge", name: "Name"},
	"AWS::MSK::Cluster":                    {kind: arch.Broker, typ: "kafka", name: "ClusterName"},
	"AWS::MSK::ServerlessCluster":          {kind: arch.Broker, typ: "kafka", name: "ClusterName"},
	"AWS::AmazonMQ::Broker":                {kind: arch.Broker, typ: "amazonmq", name: "BrokerName"},
	"AWS::KinesisFirehose::DeliveryStream": {kind: arch.Broker, typ: "firehose", name: "DeliveryStreamName"},
	"AWS::IoT::TopicRule":                  {kind: arch.Broker, typ: "iot", name: "RuleName"},
	"AWS::Events::Connection":              {},

	"AWS::DynamoDB::Table":               {kind: arch.Datastore, typ: "dynamodb", name: "TableName"},
	"AWS::DynamoDB::GlobalTable":         {kind: arch.Datastore, typ: "dynamodb", name: "TableName"},
	"AWS::Serverless::SimpleTable":       {kind: arch.Datastore, typ: "dynamodb", name: "TableName"},
	"AWS::S3::Bucket":                    {kind: arch.Datastore, typ: "s3", name: "BucketName"},
	"AWS::RDS::DBInstance":               {kind: arch.Datastore, typ: "rds", name: "DBInstanceIdentifier"},
	"AWS::RDS::DBCluster":                {kind: arch.Datastore, typ: "rds", name: "DBClusterIdentifier"},
	"AWS::RDS::DBProxy":                  {kind: arch.Gateway, typ: "rds-proxy", name: "DBProxyName"},
	"AWS::DocDB::DBCluster":              {kind: arch.Datastore, typ: "mongodb", name: "DBClusterIdentifier"},
	"AWS::Neptune::DBCluster":            {kind: arch.Datastore, typ: "neptune", name: "DBClusterIdentifier"},
	"AWS::Redshift::Cluster":             {kind: arch.Datastore, typ: "redshift", name: "ClusterIdentifier"},
	"AWS::ElastiCache::CacheCluster":     {kind: arch.Datastore, typ: "redis", name: "ClusterName"},
	"AWS::ElastiCache::ReplicationGroup": {kind: arch.Datastore, typ: "redis", name: "ReplicationGroupId"},
	"AWS::ElastiCache::ServerlessCache":  {kind: arch.Datastore, typ: "redis", name: "ServerlessCacheName"},
	"AWS::MemoryDB::Cluster":             {kind: arch.Datastore, typ: "redis", name: "ClusterName"},
	"AWS::OpenSearchService::Domain":     {kind: arch.Datastore, typ: "elasticsearch", name: "DomainName"},
	"AWS::Elasticsearch::Domain":         {kind: arch.Datastore, typ: "elasticsearch", name: "DomainName"},
	"AWS::Timestream::Table":             {kind: arch.Datastore, typ: "timestream", name: "TableName"},
	"AWS::DocDB::DBInstance":             {forward: "DBClusterIdentifier"},
	"AWS::Neptune::DBInstance":           {forward: "DBClusterIdentifier"},

	"AWS::SecretsManager::Secret":                 {kind: arch.OtherResource, typ: "secretsmanager", name: "Name"},
	"AWS::SecretsManager::SecretTargetAttachment": {forward: "SecretId"},
	"AWS::Cognito::UserPool":                      {kind: arch.OtherResource, typ: "cognito", name: "UserPoolName"},

	"AWS::AppMesh::VirtualRouter": {kind: arch.OtherResource, typ: "app-mesh-router", name: "VirtualRouterName"},
}

// languages are those of managed runtimes, by the runtime's prefix.
var languages = []struct{ prefix, language string }{
	{"go", "go"},
	{"nodejs", "javascript"},
	{"python", "python"},
	{"java", "java"},
	{"corretto", "java"}, // of App Runner
	{"dotnet", "csharp"},
	{"ruby", "ruby"},
	{"rust", "rust"},
}
