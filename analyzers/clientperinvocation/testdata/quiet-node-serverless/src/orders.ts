import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ApiGatewayManagementApiClient } from "@aws-sdk/client-apigatewaymanagementapi";
import { MongoClient } from "mongodb";
import { createPool, Pool } from "mysql2/promise";

const client = new DynamoDBClient({});
let pool: Pool | undefined;
let cached: MongoClient | null = null;

function connect() {
  pool ??= createPool({ host: process.env.DB_HOST, connectionLimit: 1 });
  return pool;
}

async function documents() {
  if (cached) return cached;
  cached = await MongoClient.connect(process.env.MONGODB_URI as string);
  return cached;
}

export const handler = async (event: { id: string; requestContext: { domainName: string } }) => {
  const socket = new ApiGatewayManagementApiClient({ endpoint: `https://${event.requestContext.domainName}` });
  await connect().query("INSERT INTO orders VALUES (?)", [event.id]);
  await (await documents()).db("orders").collection("orders").insertOne({ id: event.id });
  await client.send(new PutItemCommand({ TableName: "orders", Item: { id: { S: event.id } } }));
  return { statusCode: socket ? 200 : 500 };
};
