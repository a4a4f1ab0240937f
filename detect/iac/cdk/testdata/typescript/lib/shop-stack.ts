import { Stack, StackProps, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { aws_dynamodb as dynamodb, aws_apigateway as apigateway, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as subs from 'aws-cdk-lib/aws-sns-subscriptions';
import * as s3n from 'aws-cdk-lib/aws-s3-notifications';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { ApplicationLoadBalancedFargateService, QueueProcessingFargateService } from 'aws-cdk-lib/aws-ecs-patterns';
import { Worker } from './worker';
import { MEMORY, REPORTS } from './constants';

interface ShopProps extends StackProps { stage: string }

export class ShopStack extends Stack {
  constructor(scope: Construct, id: string, props: ShopProps) {
    super(scope, id, props);

    const table = new dynamodb.Table(this, 'Orders', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const worker = new Worker(this, 'Mailer', { handler: 'mail.handler' });
    const slow = new Worker(this, 'Invoicer', { handler: 'invoice.handler', seconds: 120 });

    const orders = new NodejsFunction(this, 'OrdersFn', {
      entry: 'lambda/orders.ts',
      memorySize: MEMORY,
      environment: { TABLE: table.tableName, STAGE: props.stage, MAIL: worker.queue.queueUrl },
      onFailure: new destinations.SqsDestination(slow.queue),
      retryAttempts: 1,
    });
    orders.addEnvironment('LOG', 'info');
    orders.addFunctionUrl();

    const api = new apigateway.RestApi(this, 'Api', { restApiName: 'shop-api' });
    const item = api.root.addResource('orders').addResource('{id}');
    item.addMethod('GET', new apigateway.LambdaIntegration(orders, { timeout: Duration.seconds(10) }));

    const topic = new sns.Topic(this, 'Placed');
    topic.addSubscription(new subs.SqsSubscription(worker.queue));

    const bucket = new s3.Bucket(this, 'Uploads');
    bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new s3n.LambdaDestination(orders), { suffix: '.csv' });

    for (const name of REPORTS) {
      const report = new lambda.DockerImageFunction(this, `Report-${name}`, {
        code: lambda.DockerImageCode.fromImageAsset('docker', { file: 'report.Dockerfile' }),
      });
      new events.Rule(this, `Every-${name}`, {
        schedule: name === 'daily' ? undefined : events.Schedule.rate(Duration.days(7)),
        targets: [new targets.LambdaFunction(report, { retryAttempts: 2 })],
      });
    }

    new ApplicationLoadBalancedFargateService(this, 'Web', {
      desiredCount: 2,
      taskImageOptions: {
        image: ecs.ContainerImage.fromAsset('docker'),
        containerPort: 8080,
        environment: { ORDERS_URL: api.url },
      },
    }).service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 6 }).scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });

    new QueueProcessingFargateService(this, 'Packer', { queue: slow.queue, image: ecs.ContainerImage.fromAsset('docker', { target: 'packer' }) });

    const charge = new tasks.LambdaInvoke(this, 'Charge', { lambdaFunction: orders, taskTimeout: sfn.Timeout.duration(Duration.seconds(20)) });
    const notify = new tasks.SnsPublish(this, 'Notify', { topic, message: sfn.TaskInput.fromText('done') });
    charge.addCatch(new sfn.Fail(this, 'Failed'));
    new sfn.StateMachine(this, 'Checkout', { definitionBody: sfn.DefinitionBody.fromChainable(charge.next(notify)) });
  }
}
