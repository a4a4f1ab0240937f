#!/bin/bash
set -e
PROJECT=$(gcloud config get-value project)
REGION=europe-west1
SVC=orders
gcloud run deploy $SVC --source services/orders --region "$REGION" \
  --set-env-vars "DB=orders,URL=$OTHER_URL" --set-secrets=TOKEN=token:latest \
  --min-instances 1 --max-instances=5 --concurrency 20 --timeout 15m --cpu 2 --memory 1Gi \
  --no-cpu-throttling --port 9000 --set-cloudsql-instances $PROJECT:$REGION:shop-db
gcloud beta run deploy report --image gcr.io/$PROJECT/report:$TAG --update-env-vars '^;^A=1,2;B=x' --command node --args=main.js,--fast
gcloud run deploy $UNKNOWN --image gcr.io/$PROJECT/x
gcloud run jobs create nightly --image gcr.io/$PROJECT/nightly --tasks 4 --task-timeout 1h --max-retries 0
gcloud functions deploy thumbs --gen2 --runtime go122 --source functions/thumbs --entry-point Thumb --trigger-bucket uploads --retry --memory 512MB --timeout 120s
gcloud functions deploy hello --no-gen2 --runtime=nodejs18 --source functions/thumbs --trigger-http --env-vars-file env.yaml
gcloud pubsub topics create order-events dead
URL=$(gcloud run services describe $SVC --region $REGION --format 'value(status.url)')
gcloud pubsub subscriptions create orders-push --topic order-events --push-endpoint="$URL/events" --ack-deadline 30 --dead-letter-topic=dead --max-delivery-attempts 5
gcloud scheduler jobs create http tick --schedule "*/5 * * * *" --uri="$URL/tick" --attempt-deadline=60s
gcloud eventarc triggers create t1 --destination-run-service report --event-filters="type=google.cloud.storage.object.v1.finalized" --event-filters="bucket=uploads"
gcloud tasks queues create mails
gcloud workflows deploy ship --source=flows/ship.yaml
