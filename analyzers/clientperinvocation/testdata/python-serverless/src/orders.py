import os

import boto3
import psycopg2


def connect():
    return psycopg2.connect(os.environ["DATABASE_URL"])  # want "^order builds psycopg2.connect and boto3.resource anew on each invocation .handler.$"


def handler(event, context):
    table = boto3.resource("dynamodb").Table("orders")  # wantrelated "client: boto3.resource is built on each invocation too"
    with connect() as db:
        db.cursor().execute("INSERT INTO orders VALUES (%s)", (event["id"],))
    table.put_item(Item={"id": event["id"]})
    return {"statusCode": 200}
