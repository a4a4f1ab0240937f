// Command stock is one of a few services that call each other.
package main

import (
	"log"
	"net/http"
	"os"
	"time"
)

var client = &http.Client{Timeout: time.Second}

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", hello)
	mux.HandleFunc("GET /suppliers", suppliers)
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}

func hello(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("stock")) }

func suppliers(w http.ResponseWriter, _ *http.Request) {
	resp, err := client.Get(os.Getenv("SUPPLIERS_URL") + "/") // wantrelated "call: stock calls suppliers: HTTP GET"
	if err != nil {
		http.Error(w, "suppliers is away", http.StatusBadGateway)
		return
	}
	_ = resp.Body.Close()
}
