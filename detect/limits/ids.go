package limits

// The limits that rules ask for. The platform's own numbers stay in the table;
// a constant only keeps a rule from misspelling an id.
const (
	LambdaTimeout           = "aws.lambda.timeout"
	LambdaTimeoutServerless = "aws.lambda.timeout.serverless_framework_default" // what the Serverless Framework writes
	LambdaMemory            = "aws.lambda.memory"
	LambdaStorage           = "aws.lambda.ephemeral_storage"
	LambdaTimeoutManaged    = "aws.lambda.timeout.managed_instances"
	LambdaMemoryServerless  = "aws.lambda.memory.serverless_framework_default"
	LambdaAsyncRetries      = "aws.lambda.async.max_retries"
	LambdaAsyncMaxAge       = "aws.lambda.async.max_age"
	FunctionURLTimeout      = "aws.lambda.function_url.timeout"

	RESTAPITimeout       = "aws.apigw.rest.timeout"
	HTTPAPITimeout       = "aws.apigw.http.timeout"
	WebSocketAPITimeout  = "aws.apigw.ws.timeout"
	ALBIdleTimeout       = "aws.alb.idle_timeout"
	ExpressWorkflow      = "aws.sfn.express.duration"
	AppRunnerConcurrency = "aws.apprunner.max_concurrency"
	AppRunnerTimeout     = "aws.apprunner.request_timeout"

	SQSVisibility      = "aws.sqs.visibility_timeout"
	SQSVisibilityRatio = "aws.esm.sqs.visibility_ratio" // Words("recommended") times the function's timeout
	SQSBatchSize       = "aws.esm.sqs.batch_size"
	SQSBatchWindow     = "aws.esm.sqs.batching_window"
	SQSMaxReceiveCount = "aws.esm.sqs.max_receive_count"
	SQSMaxConcurrency  = "aws.esm.sqs.maximum_concurrency"
	SQSScaling         = "aws.esm.sqs.scaling" // pollers that a queue begins with

	AzureTimeoutConsumption = "azure.functions.timeout.consumption"
	AzureTimeoutFlex        = "azure.functions.timeout.flex_consumption"
	AzureTimeoutPremium     = "azure.functions.timeout.premium"
	AzureTimeoutDedicated   = "azure.functions.timeout.dedicated"
	AzureHTTPLimit          = "azure.functions.http_limit" // the load balancer's, whatever the plan
	AzureQueueBatchSize     = "azure.functions.queue.batch_size"
	AzureQueueMaxDequeue    = "azure.functions.queue.max_dequeue"
	ServiceBusLock          = "azure.servicebus.lock"
	ServiceBusMaxDelivery   = "azure.servicebus.max_delivery"
	AzureIngressTimeout     = "azure.aca.ingress_timeout"

	GCPFunctionTimeout1      = "gcp.gcf1.timeout"
	GCPFunctionTimeout2HTTP  = "gcp.gcf2.timeout.http"
	GCPFunctionTimeout2Event = "gcp.gcf2.timeout.event"
	PubSubAckDeadline        = "gcp.pubsub.ack_deadline"
	CloudRunTimeout          = "gcp.run.timeout"
	CloudRunConcurrency      = "gcp.run.concurrency"

	KnativeTimeout   = "knative.timeout"
	NginxReadTimeout = "nginx_ingress.proxy_read_timeout"

	NginxProxyReadTimeout = "nginx.proxy_read_timeout"
	EnvoyRouteTimeout     = "envoy.route_timeout"
	ApacheProxyTimeout    = "apache.proxy_timeout"

	IstioRetries       = "istio.retries"
	TerminationGrace   = "k8s.grace"
	OpenFaaSExecTime   = "openfaas.function.exec_timeout"
	OpenFaaSGatewayOut = "openfaas.gateway.upstream_timeout"
)
