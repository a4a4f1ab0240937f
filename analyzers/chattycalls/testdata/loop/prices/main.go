// Command prices answers prices.
package main

import (
	"log"
	"net/http"
	"time"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /prices/{sku}", one)
	mux.HandleFunc("GET /prices", all)
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}

func one(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte("450")) }

func all(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte("{}")) }
