import functools
import os

import boto3
import psycopg2

table = boto3.resource("dynamodb").Table("orders")
_db = None
_regions = {}


def connect():
    global _db
    if _db is None or _db.closed:
        _db = psycopg2.connect(os.environ["DATABASE_URL"])
    return _db


@functools.lru_cache(maxsize=1)
def queue():
    return boto3.client("sqs")


def bucket(region):
    if region not in _regions:
        _regions[region] = boto3.client("s3", region_name="eu-west-1")
    return _regions[region]


def handler(event, context):
    tenant = boto3.client("s3", aws_access_key_id=event["key"], aws_secret_access_key=event["secret"])
    tenant.put_object(Bucket="orders", Key=event["id"])
    bucket("eu").put_object(Bucket="orders", Key=event["id"])
    queue().send_message(QueueUrl="orders", MessageBody=event["id"])
    connect().cursor().execute("INSERT INTO orders VALUES (%s)", (event["id"],))
    table.put_item(Item={"id": event["id"]})
