import os

import psycopg2

db = psycopg2.connect(host=os.environ["DB_HOST"], dbname="orders")


def handler(event, context):
    db.cursor().execute("INSERT INTO orders VALUES (%s)", (event["id"],))
