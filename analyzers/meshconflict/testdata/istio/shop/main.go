package main

import (
	"net/http"
	"os"
	"time"
)

var client = &http.Client{Timeout: time.Second}

func main() {
	http.HandleFunc("/", place)
	http.ListenAndServe(":8080", nil)
}

func place(w http.ResponseWriter, r *http.Request) {
	client.Get(os.Getenv("STOCK_URL") + "/levels") // want "shop gives up a call to stock after 1 s, but the first of 4 tries of istio may take 2 s"
}
