// Command shop asks prices in ways that wait for ever.
package main

import (
	"context"
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

// bare has no timeout.
var bare = &http.Client{} // wantrelated "no limit: the client has no timeout"

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /one", one)
	mux.HandleFunc("GET /two", two)
	mux.HandleFunc("GET /three", three)
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: time.Second}
	log.Fatal(server.ListenAndServe())
}

func one(w http.ResponseWriter, _ *http.Request) {
	resp, err := http.Get(os.Getenv("PRICES_URL") + "/prices/tea") // want "shop calls prices with no time limit .HTTP GET"
	answer(w, resp, err)
}

func two(w http.ResponseWriter, _ *http.Request) {
	resp, err := bare.Get(os.Getenv("PRICES_URL") + "/prices/tea") // want "shop calls prices with no time limit .*and 1 more: the client has no timeout"
	answer(w, resp, err)
}

// three has a context, which has no deadline either.
func three(w http.ResponseWriter, _ *http.Request) {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, os.Getenv("PRICES_URL")+"/prices/tea", nil)
	if err != nil {
		return
	}
	resp, err := bare.Do(req) // wantrelated "also: HTTP GET"
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
