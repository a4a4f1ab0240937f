// Command shop asks prices.
package main

import (
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

// pricesURL is overridden by the environment.
func pricesURL() string {
	if url := os.Getenv("PRICES_URL"); url != "" {
		return url
	}
	return "http://prices:8080" // want "shop falls back to an address of prices in its code: http://prices:8080"
}

var client = &http.Client{Timeout: time.Second}

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /tea", tea)
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}

func tea(w http.ResponseWriter, _ *http.Request) {
	resp, err := client.Get(pricesURL() + "/prices/tea")
	answer(w, resp, err)
}

func answer(w http.ResponseWriter, resp *http.Response, err error) {
	if err != nil {
		http.Error(w, "no price", http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}
