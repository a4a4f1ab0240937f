import os
from aws_cdk import Stack, Duration, aws_lambda as _lambda, aws_sqs as sqs, aws_apigatewayv2 as apigw
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_ecs as ecs, aws_scheduler as scheduler
from aws_cdk import aws_rds as rds
from constructs import Construct


class ShopStack(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        self.queue = sqs.Queue(self, "Jobs", visibility_timeout=Duration.seconds(90), fifo=True)
        database = rds.DatabaseInstance(self, "Db", engine=rds.DatabaseInstanceEngine.postgres(version=rds.PostgresEngineVersion.VER_16), database_name="shop")
        handler = self.make("OrdersFn", "orders.handler", {"QUEUE_URL": self.queue.queue_url, "DB": database.db_instance_endpoint_address, "REGION": os.environ["REGION"]})
        handler.add_event_source(sources.SqsEventSource(self.queue, batch_size=10, max_concurrency=4))
        api = apigw.HttpApi(self, "Http", api_name="shop")
        api.add_routes(path="/orders/{id}", methods=[apigw.HttpMethod.GET, apigw.HttpMethod.POST], integration=HttpLambdaIntegration("Orders", handler))
        task = ecs.FargateTaskDefinition(self, "Task", cpu=256, memory_limit_mib=512)
        container = task.add_container("app", image=ecs.ContainerImage.from_registry("shop/app:1.2"), environment={"MODE": "batch"})
        container.add_port_mappings(ecs.PortMapping(container_port=8080))
        ecs.FargateService(scope=self, id="App", task_definition=task, desired_count=3)
        if self.node.try_get_context("extra"):
            self.make("ExtraFn", "extra.handler", {})

    def make(self, name, handler, env):
        return _lambda.Function(
            self, name,
            runtime=_lambda.Runtime.PYTHON_3_12,
            handler=handler,
            code=_lambda.Code.from_asset(os.path.join(os.path.dirname(__file__), "..", "lambda", "orders")),
            timeout=Duration.seconds(30),
            environment=env,
        )
