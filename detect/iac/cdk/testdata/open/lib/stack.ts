import * as cdk from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { shared } from '@company/defaults';

export class ApiStack extends cdk.Stack {
  constructor(scope: cdk.App, id: string, queueProps: sqs.QueueProps) {
    super(scope, id);
    new lambda.Function(this, 'Spread', { ...shared, code: lambda.Code.fromInline('exports.handler = 1'), handler: 'index.handler' });
    new sqs.Queue(this, 'Passed', queueProps);
    while (cdk.Token.isUnresolved(id)) {
      new sqs.Queue(this, `q-${id}`);
    }
  }
}
