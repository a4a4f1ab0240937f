import * as cdk from 'aws-cdk-lib';
import { ShopStack } from '../lib/shop-stack';

const app = new cdk.App();
new ShopStack(app, 'Shop-dev', { stage: 'dev' });
new ShopStack(app, 'Shop-prod', { stage: 'prod' });
