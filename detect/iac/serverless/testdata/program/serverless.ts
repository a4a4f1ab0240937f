import type { AWS } from '@serverless/typescript';
import report, { audit as auditing } from './src/functions/report';
import missing from '@functions/missing';
const settings = require('./settings.json');

// a comment with { braces
const table = { TABLE: "orders-${self:provider.stage}", 'LIMIT': 12 };
const make = (n: number) => ({ handler: `src/${n}.main` });

const serverlessConfiguration: AWS = {
  service: 'shop-ts',
  frameworkVersion: '3',
  plugins: ['serverless-esbuild'],
  provider: {
    name: 'aws',
    runtime: 'nodejs20.x',
    timeout: 20,
    environment: {
      ...table,
      NODE_OPTIONS: '--enable-source-maps',
      TOKEN: process.env.TOKEN,
      URL: `https://${make(1)}/x`,
      STAGED: `\${self:provider.stage}`,
      JOINED: 'a' + 'b',
    } as Record<string, string>,
  },
  functions: {
    orders: {
      handler: 'dist/functions/orders/handler.main',
      memorySize: settings.memory,
      events: [{ http: { method: 'get', path: 'orders/{id}' } }, { sqs: { arn: { 'Fn::GetAtt': ['Jobs', 'Arn'] }, batchSize: 5 } }],
    },
    report,
    audit: auditing,
    missing,
    made: make(2),
    [`computed`]: { handler: 'x.y' },
    method() { return { handler: 'no.no' } },
  },
  resources: { Resources: { Jobs: { Type: 'AWS::SQS::Queue' } } },
} satisfies AWS;

module.exports = serverlessConfiguration;
