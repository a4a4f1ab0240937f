package cdk

import (
	"strings"
	"sync"
)

// construct says which resource a class of the CDK makes, under which names its options
// go into the template, and what else has to be done.
type construct struct {
	typ  string
	spec string
	more func(*lowering, *resource)
}

const functionSpec = "Code= Environment= Runtime= DeadLetterQueue= DeadLetterTopic= OnFailure= OnSuccess= RetryAttempts= Events= SnapStart= EphemeralStorageSize= Entry= Index= Handler="

// constructs is the table for all languages. What is not in it is no part of the
// architecture, or is out of sight.
var constructs = sync.OnceValue(func() map[string]construct {
	return map[string]construct{
		"lambda.Function":                                {"AWS::Lambda::Function", functionSpec, (*lowering).function},
		"lambda.SingletonFunction":                       {"AWS::Lambda::Function", functionSpec, (*lowering).function},
		"lambda.DockerImageFunction":                     {"AWS::Lambda::Function", functionSpec, (*lowering).function},
		"lambdanodejs.NodejsFunction":                    {"AWS::Lambda::Function", functionSpec, (*lowering).function},
		"lambdapython.PythonFunction":                    {"AWS::Lambda::Function", functionSpec, (*lowering).function},
		"lambdago.GoFunction":                            {"AWS::Lambda::Function", functionSpec, (*lowering).function},
		"triggers.TriggerFunction":                       {"AWS::Lambda::Function", functionSpec, (*lowering).function},
		"lambda.Alias":                                   {"AWS::Lambda::Alias", "AliasName=Name Version=FunctionName", nil},
		"lambda.EventSourceMapping":                      {"AWS::Lambda::EventSourceMapping", "Target=FunctionName", nil},
		"lambda.EventInvokeConfig":                       {"AWS::Lambda::EventInvokeConfig", "Function=FunctionName RetryAttempts=MaximumRetryAttempts", nil},
		"lambda.FunctionUrl":                             {"AWS::Lambda::Url", "Function=TargetFunctionArn", nil},
		"sqs.Queue":                                      {"AWS::SQS::Queue", "RetentionPeriod=MessageRetentionPeriod Fifo=FifoQueue DeadLetterQueue=", (*lowering).queue},
		"sns.Topic":                                      {"AWS::SNS::Topic", "", nil},
		"sns.Subscription":                               {"AWS::SNS::Subscription", "Topic=TopicArn", nil},
		"dynamodb.Table":                                 {"AWS::DynamoDB::Table", "", nil},
		"dynamodb.TableV2":                               {"AWS::DynamoDB::GlobalTable", "", nil},
		"s3.Bucket":                                      {"AWS::S3::Bucket", "", nil},
		"kinesis.Stream":                                 {"AWS::Kinesis::Stream", "StreamName=Name", nil},
		"kinesisfirehose.DeliveryStream":                 {"AWS::KinesisFirehose::DeliveryStream", "", nil},
		"events.EventBus":                                {"AWS::Events::EventBus", "EventBusName=Name", nil},
		"events.Rule":                                    {"AWS::Events::Rule", "EventBus=EventBusName Schedule= Targets= Enabled=", (*lowering).rule},
		"scheduler.Schedule":                             {"AWS::Scheduler::Schedule", "Schedule= Target= Enabled=", (*lowering).schedule},
		"apigateway.RestApi":                             {"AWS::ApiGateway::RestApi", "RestApiName=Name Policy=", nil},
		"apigateway.SpecRestApi":                         {"AWS::ApiGateway::RestApi", "RestApiName=Name ApiDefinition=", nil},
		"apigateway.LambdaRestApi":                       {"AWS::ApiGateway::RestApi", "RestApiName=Name Handler=", (*lowering).proxyAPI},
		"apigateway.StepFunctionsRestApi":                {"AWS::ApiGateway::RestApi", "RestApiName=Name StateMachine=", (*lowering).proxyAPI},
		"apigatewayv2.HttpApi":                           {"AWS::ApiGatewayV2::Api", "ApiName=Name DefaultIntegration=", (*lowering).httpAPI},
		"apigatewayv2.WebSocketApi":                      {"AWS::ApiGatewayV2::Api", "ApiName=Name", (*lowering).socketAPI},
		"apigatewayv2.HttpRoute":                         {"AWS::ApiGatewayV2::Route", "HttpApi=ApiId Integration= RouteKey=", (*lowering).httpRoute},
		"apigateway.TokenAuthorizer":                     {"AWS::ApiGateway::Authorizer", "Handler=AuthorizerUri", nil},
		"apigateway.RequestAuthorizer":                   {"AWS::ApiGateway::Authorizer", "Handler=AuthorizerUri", nil},
		"logs.SubscriptionFilter":                        {"AWS::Logs::SubscriptionFilter", "Destination=DestinationArn", nil},
		"customresources.Provider":                       {"AWS::CloudFormation::CustomResource", "OnEventHandler=ServiceToken", nil},
		"appsync.GraphqlApi":                             {"AWS::AppSync::GraphQLApi", "", nil},
		"cognito.UserPool":                               {"AWS::Cognito::UserPool", "LambdaTriggers=LambdaConfig", nil},
		"stepfunctions.StateMachine":                     {"AWS::StepFunctions::StateMachine", "Definition= DefinitionBody= Timeout=", (*lowering).stateMachine},
		"ecs.FargateTaskDefinition":                      {"AWS::ECS::TaskDefinition", "MemoryLimitMiB=Memory Volumes=", (*lowering).taskDefinition},
		"ecs.Ec2TaskDefinition":                          {"AWS::ECS::TaskDefinition", "Volumes=", (*lowering).taskDefinition},
		"ecs.TaskDefinition":                             {"AWS::ECS::TaskDefinition", "MemoryMiB=Memory Volumes=", (*lowering).taskDefinition},
		"ecs.FargateService":                             {"AWS::ECS::Service", "CloudMapOptions=", (*lowering).service},
		"ecs.Ec2Service":                                 {"AWS::ECS::Service", "CloudMapOptions=", (*lowering).service},
		"apprunner.Service":                              {"AWS::AppRunner::Service", "Source=", (*lowering).appRunner},
		"rds.DatabaseInstance":                           {"AWS::RDS::DBInstance", "Engine= DatabaseName=DBName InstanceIdentifier=DBInstanceIdentifier", (*lowering).engine},
		"rds.DatabaseCluster":                            {"AWS::RDS::DBCluster", "Engine= DefaultDatabaseName=DatabaseName ClusterIdentifier=DBClusterIdentifier", (*lowering).engine},
		"rds.ServerlessCluster":                          {"AWS::RDS::DBCluster", "Engine= DefaultDatabaseName=DatabaseName ClusterIdentifier=DBClusterIdentifier", (*lowering).engine},
		"rds.DatabaseProxy":                              {"AWS::RDS::DBProxy", "", (*lowering).proxy},
		"docdb.DatabaseCluster":                          {"AWS::DocDB::DBCluster", "", nil},
		"neptune.DatabaseCluster":                        {"AWS::Neptune::DBCluster", "", nil},
		"redshift.Cluster":                               {"AWS::Redshift::Cluster", "", nil},
		"msk.Cluster":                                    {"AWS::MSK::Cluster", "", nil},
		"opensearchservice.Domain":                       {"AWS::OpenSearchService::Domain", "", nil},
		"elasticsearch.Domain":                           {"AWS::Elasticsearch::Domain", "", nil},
		"secretsmanager.Secret":                          {"AWS::SecretsManager::Secret", "SecretName=Name", nil},
		"elasticloadbalancingv2.ApplicationLoadBalancer": {"AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerName=Name", nil},
		"elasticloadbalancingv2.NetworkLoadBalancer":     {"AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerName=Name", (*lowering).networkBalancer},

		"ecspatterns.ApplicationLoadBalancedFargateService":         {"AWS::ECS::Service", patternSpec, (*lowering).balancedService},
		"ecspatterns.ApplicationLoadBalancedEc2Service":             {"AWS::ECS::Service", patternSpec, (*lowering).balancedService},
		"ecspatterns.NetworkLoadBalancedFargateService":             {"AWS::ECS::Service", patternSpec, (*lowering).balancedService},
		"ecspatterns.NetworkLoadBalancedEc2Service":                 {"AWS::ECS::Service", patternSpec, (*lowering).balancedService},
		"ecspatterns.ApplicationMultipleTargetGroupsFargateService": {"AWS::ECS::Service", patternSpec, (*lowering).balancedService},
		"ecspatterns.QueueProcessingFargateService":                 {"AWS::ECS::Service", patternSpec, (*lowering).queueService},
		"ecspatterns.QueueProcessingEc2Service":                     {"AWS::ECS::Service", patternSpec, (*lowering).queueService},
		"ecspatterns.ScheduledFargateTask":                          {"AWS::ECS::TaskDefinition", patternSpec, (*lowering).scheduledTask},
		"ecspatterns.ScheduledEc2Task":                              {"AWS::ECS::TaskDefinition", patternSpec, (*lowering).scheduledTask},
	}
})

// patternSpec drops what only the constructs inside a pattern have.
const patternSpec = "TaskImageOptions= Image= Environment= Queue= Schedule= Cpu= MemoryLimitMiB= Command= CloudMapOptions= ScheduledFargateTaskImageOptions= LoadBalancer="

// services are the packages whose plain resources have a meaning here, with the name of
// the service in the types of templates.
var services = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"lambda": "Lambda", "sqs": "SQS", "sns": "SNS", "dynamodb": "DynamoDB", "s3": "S3", "kinesis": "Kinesis", "events": "Events", "scheduler": "Scheduler", "pipes": "Pipes",
		"apigateway": "ApiGateway", "apigatewayv2": "ApiGatewayV2", "stepfunctions": "StepFunctions", "ecs": "ECS", "apprunner": "AppRunner", "rds": "RDS", "elasticache": "ElastiCache",
		"docdb": "DocDB", "neptune": "Neptune", "msk": "MSK", "amazonmq": "AmazonMQ", "cognito": "Cognito", "appsync": "AppSync", "iot": "IoT", "memorydb": "MemoryDB",
		"elasticloadbalancingv2": "ElasticLoadBalancingV2", "sam": "Serverless", "servicediscovery": "ServiceDiscovery", "kinesisfirehose": "KinesisFirehose", "logs": "Logs",
		"applicationautoscaling": "ApplicationAutoScaling", "vpclattice": "VpcLattice", "timestream": "Timestream", "opensearchservice": "OpenSearchService",
	}
})

// plainType is the resource type of a class that stands for one of a template, such as
// lambda.CfnFunction.
func plainType(class string) (string, bool) {
	pkg, name, _ := strings.Cut(class, ".")
	name, ok := strings.CutPrefix(name, "Cfn")
	service := services()[pkg]
	if !ok || service == "" || strings.Contains(name, ".") {
		return "", false
	}
	return "AWS::" + service + "::" + name, true
}
