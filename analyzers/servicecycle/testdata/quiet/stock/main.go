// Command stock is one of a few services that call each other.
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

var client = &http.Client{Timeout: time.Second}

func main() {
	cfg, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	queue := sqs.NewFromConfig(cfg)
	mux := http.NewServeMux()
	mux.HandleFunc("POST /levels", func(w http.ResponseWriter, r *http.Request) {
		if err := changed(r.Context(), queue, r.URL.Query().Get("sku")); err != nil {
			http.Error(w, "not told", http.StatusBadGateway)
		}
	})
	mux.HandleFunc("GET /{$}", hello)
	mux.HandleFunc("GET /stock", stock)
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}

// changed tells orders by a message, and does not wait.
func changed(ctx context.Context, client *sqs.Client, sku string) error {
	_, err := client.SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: aws.String(os.Getenv("CHANGES_URL")), MessageBody: aws.String(sku)})
	return err
}

func hello(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("stock")) }

func stock(w http.ResponseWriter, _ *http.Request) {
	resp, err := client.Get(os.Getenv("STOCK_URL") + "/")
	if err != nil {
		http.Error(w, "stock is away", http.StatusBadGateway)
		return
	}
	_ = resp.Body.Close()
}
