import functools
import os

import boto3
import psycopg2

client = None
clients = {}
started = boto3.client("s3")  # kept


def lazily():
    global client
    if client is None:
        client = boto3.client("s3")  # kept
    return client


@functools.lru_cache(maxsize=None)
def cached():
    return boto3.client("sqs")  # kept


def shared(region):
    if region not in clients:
        clients[region] = boto3.client("s3", region_name=region)  # kept
    return clients[region]


class Store:
    def __init__(self):
        self._db = None

    def db(self):
        if not self._db:
            self._db = psycopg2.connect("x")  # kept
        return self._db


store = Store()


def connect():
    return psycopg2.connect(os.environ["DATABASE_URL"])  # new


def handler(event, context):
    if "id" not in event:
        return None
    s3 = boto3.client("s3")  # new
    sts = boto3.client("sts")  # new
    theirs = boto3.client("s3", region_name=event["region"])  # personal
    role = sts.assume_role(RoleArn="role")["Credentials"]
    assumed = boto3.client("s3", aws_session_token=role["SessionToken"])  # personal
    lazily()
    cached()
    shared(event["region"])
    store.db()
    connect()
    return s3, theirs, assumed
