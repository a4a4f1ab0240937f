import { Construct } from 'constructs';
import * as cdk from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as path from 'path';

export interface WorkerProps { readonly handler: string; readonly seconds?: number; }

export class Worker extends Construct {
  public readonly queue: sqs.Queue;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    const dead = new sqs.Queue(this, 'Dead');
    this.queue = new sqs.Queue(this, 'Queue', {
      visibilityTimeout: cdk.Duration.minutes(6),
      deadLetterQueue: { queue: dead, maxReceiveCount: 3 },
    });
    const fn = new lambda.Function(this, 'Function', {
      runtime: lambda.Runtime.NODEJS_20_X,
      handler: props.handler,
      code: lambda.Code.fromAsset(path.join(__dirname, '..', 'lambda')),
      timeout: cdk.Duration.seconds(props.seconds ?? 60),
      reservedConcurrentExecutions: 5,
    });
    fn.addEventSource(new SqsEventSource(this.queue, { batchSize: 5, reportBatchItemFailures: true }));
  }
}
