import * as cdk from '@aws-cdk/core';
import lambda = require('@aws-cdk/aws-lambda');
import sns = require('@aws-cdk/aws-sns');
import subs = require('@aws-cdk/aws-sns-subscriptions');
import sfn = require('@aws-cdk/aws-stepfunctions');
import tasks = require('@aws-cdk/aws-stepfunctions-tasks');

class TopicStack extends cdk.Stack {
  public readonly arn: string;
  constructor(scope: cdk.App, id: string) {
    super(scope, id);
    this.arn = new sns.Topic(this, 'Placed').topicArn;
  }
}

class ReaderStack extends cdk.Stack {
  constructor(scope: cdk.App, id: string, props: { arn: string }) {
    super(scope, id);
    const reader = new lambda.Function(this, 'Reader', { runtime: lambda.Runtime.NODEJS_12_X, code: lambda.Code.fromInline('x'), handler: 'index.handler' });
    sns.Topic.fromTopicArn(this, 'Imported', props.arn).addSubscription(new subs.LambdaSubscription(reader));
    const step = new sfn.Task(this, 'Read', { task: new tasks.RunLambdaTask(reader) }).addRetry({ maxAttempts: 3 });
    new sfn.StateMachine(this, 'Saga', { definition: sfn.Chain.start(step), timeout: cdk.Duration.minutes(60) });
  }
}

const app = new cdk.App();
const topics = new TopicStack(app, 'Topics');
new ReaderStack(app, 'Reader', { arn: topics.arn });
