def work(record):
    return record["body"] != ""


def handler(event, context):
    failed = [r["messageId"] for r in event["Records"] if not work(r)]
    return {"batchItemFailures": [{"itemIdentifier": i} for i in failed]}  # wantrelated "answer: names what failed"
