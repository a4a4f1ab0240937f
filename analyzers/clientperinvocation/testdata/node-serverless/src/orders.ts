import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { createConnection } from "mysql2/promise";

async function connect() {
  return createConnection({ host: process.env.DB_HOST }); // want "^order builds mysql2.createConnection and @aws-sdk.DynamoDBClient anew on each invocation .handler.$"
}

export const handler = async (event: { id: string }) => {
  const db = await connect();
  const client = new DynamoDBClient({}); // wantrelated "client: .*DynamoDBClient is built on each invocation too"
  await db.query("INSERT INTO orders VALUES (?)", [event.id]);
  await client.send(new PutItemCommand({ TableName: "orders", Item: { id: { S: event.id } } }));
  return { statusCode: 200 };
};
