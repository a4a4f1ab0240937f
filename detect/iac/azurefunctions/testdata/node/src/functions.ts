import { app, output, HttpRequest } from '@azure/functions';
import * as df from 'durable-functions';

const jobs = output.storageQueue({ queueName: 'jobs', connection: 'Storage' });

app.http('submit', {
  methods: ['POST'],
  route: 'submit',
  extraOutputs: [jobs],
  handler: async (req: HttpRequest, ctx) => { const c = df.getClient(ctx); await c.startNew('process'); },
});

app.get('status', async (req) => ({ body: `it's ${req}` }));

app.storageQueue('work', { queueName: 'jobs', connection: 'Storage', handler: work });

async function work(item: unknown) {
  await client.raiseEvent('id', 'done');
}

df.app.orchestration('process', function* (context) {
  yield context.df.callActivity('step', 1);
  yield context.df.waitForExternalEvent('done');
});

df.app.activity('step', { handler: (n: number) => n });

app.timer('clean', { schedule: '0 0 3 * * *', handler: async () => {} });
app.cosmosDB('changes', { databaseName: 'shop', containerName: 'orders', handler: async () => {} });
