package main

import (
	"net/http"
	"os"
	"time"
)

var client = &http.Client{Timeout: 3 * time.Second}

func main() {
	http.HandleFunc("/", place)
	http.ListenAndServe(":8080", nil)
}

func place(w http.ResponseWriter, r *http.Request) {
	client.Get(os.Getenv("STOCK_URL") + "/levels")
}
